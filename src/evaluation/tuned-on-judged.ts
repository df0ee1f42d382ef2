import type { Scope } from './counting.ts';
import type { ResolvedThreshold } from './threshold.ts';
import type { ThresholdRule } from './threshold-rule.ts';

/** Rules that read labels. */
const LABEL_RULES: ReadonlySet<ThresholdRule['kind']> = new Set([
  'false-positive-rate',
  'class-recall',
  'best-f1',
  'cost',
]);

/**
 * True where a threshold was tuned on the labels it is then judged by: the figures flatter it. With `resolved`, what
 * was done counts; without, what the rule asks for.
 */
export const tunedOnJudged = (
  rule: ThresholdRule,
  judged: Scope,
  resolved?: Pick<ResolvedThreshold, 'usedLabels' | 'rows'>,
): boolean => {
  if (resolved !== undefined) {
    return (
      resolved.usedLabels &&
      resolved.rows !== null &&
      (resolved.rows === judged || judged === 'all' || resolved.rows === 'all')
    );
  }
  return LABEL_RULES.has(rule.kind) && 'of' in rule && (rule.of === judged || judged === 'all');
};
