/**
 * A run's result as one short value for a link (`s=`): aggregates only, never a row, an address or a cell. Whoever opens
 * it can move the thresholds (to any bin edge) and read the confusion matrix.
 */
import * as v from 'valibot';
import { toFault } from '../base/fault.ts';
import { type ClassCount, type Confusion, confusionAt } from '../evaluation/confusion.ts';
import { countAbove, extent, groupsOf, justBelow, type Scope } from '../evaluation/counting.ts';
import { type CurvePoint, curvesOf } from '../evaluation/curves.ts';
import { percentileOf } from '../evaluation/find-threshold.ts';
import { TRUTHS, type Truth } from '../evaluation/part.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import type { Outcome } from '../recipe/link-state.ts';
import { badLink, pack, unpack } from '../recipe/packed-text.ts';
import { withoutAddresses } from './addresses.ts';
import type { JudgedDetector } from './results-json.ts';

export const SUMMARY_CHARACTERS = 8000;
const LIMITS = { characters: SUMMARY_CHARACTERS, bytes: 256 * 1024 };

export interface SummaryDetector {
  readonly threshold: number;
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** Rising; the threshold is one of them. Bin i holds the rows with a score in (edge[i], edge[i + 1]]. */
  readonly edges: readonly number[];
  /** Rows per class and bin. */
  readonly counts: readonly (readonly number[])[];
}

export interface ResultSummary {
  readonly app: string;
  readonly fingerprint: string;
  readonly format: string;
  readonly rows: number;
  readonly columns: number;
  readonly judgedOn: Scope;
  readonly classes: readonly { readonly name: string; readonly truth: Truth }[];
  readonly detectors: Readonly<Partial<Record<RankingId, SummaryDetector>>>;
}

export interface SummaryInput {
  readonly app: { readonly version: string };
  readonly dataset: {
    readonly fingerprint: string;
    readonly format: string;
    readonly rows: number;
    readonly columns: number;
  };
  readonly detectors: Readonly<Partial<Record<RankingId, JudgedDetector>>>;
}

/** Where the shares of rows below stand: evenly, and finer towards the highest scores, where thresholds are. */
const edgeShares = (bins: number): readonly number[] => {
  const even = Math.ceil(bins / 2);
  const fine = bins - even;
  return [
    ...Array.from({ length: even }, (_, i) => (i + 1) / (even + 1)),
    ...Array.from({ length: fine }, (_, i) => 1 - 0.1 * (1 - (i + 1) / (fine + 1)) ** 2),
  ];
};

const edgesOf = ({ ranking, threshold, judgedOn }: JudgedDetector, bins: number): readonly number[] => {
  const groups = groupsOf(ranking, judgedOn);
  const ends = extent(ranking, groups);
  if (ends === null) return [threshold - 1, threshold, threshold + 1];
  // Five digits keep the link short; counting is done at the rounded edge, so nothing is lost.
  const inner = edgeShares(bins).map((share) => Number(percentileOf(ranking, groups, share).toPrecision(5)));
  const low = Math.min(justBelow(ends.low), threshold);
  const high = Math.max(ends.high, threshold);
  const edges = [low, threshold, high, ...inner.filter((edge) => edge > low && edge < high)];
  return [...new Set(edges)].sort((a, b) => a - b);
};

interface KeptClass {
  readonly name: string;
  readonly truth: Truth;
  readonly indices: readonly number[];
}

/** The largest classes by name, the others of each truth together. A name that is an address is a cell: it is not told. */
const keptClasses = (input: SummaryInput, most: number): readonly KeptClass[] => {
  const counted = new Map<number, ClassCount>();
  for (const id of RANKING_IDS) {
    const judged = input.detectors[id];
    if (judged === undefined) continue;
    for (const entry of confusionAt(judged.ranking, judged.judgedOn, Number.POSITIVE_INFINITY).classes) {
      counted.set(entry.classIndex, entry);
    }
  }
  const bySize = [...counted.values()].sort((a, b) => b.rows - a.rows || a.classIndex - b.classIndex);
  const named = bySize.slice(0, most).map((entry) => ({
    name: withoutAddresses(entry.name).slice(0, 40),
    truth: entry.truth,
    indices: [entry.classIndex],
  }));
  const rest = bySize.slice(most);
  const others = TRUTHS.map((truth) => ({
    name: `other ${truth}`,
    truth,
    indices: rest.filter((entry) => entry.truth === truth).map((entry) => entry.classIndex),
  })).filter((entry) => entry.indices.length > 0);
  return [...named, ...others];
};

const summarise = (input: SummaryInput, classes: readonly KeptClass[], bins: number): ResultSummary => {
  const detectors = Object.fromEntries(
    RANKING_IDS.flatMap((id) => {
      const judged = input.detectors[id];
      if (judged === undefined) return [];
      const { ranking, judgedOn, threshold } = judged;
      const edges = edgesOf(judged, bins);
      const counts = classes.map(({ indices }) => {
        const own = groupsOf(ranking, judgedOn).filter((group) => indices.includes(group.classIndex));
        const above = edges.map((edge) => countAbove(ranking, own, edge));
        return above.slice(0, -1).map((count, i) => count - above[i + 1]!);
      });
      const curves = curvesOf(ranking, judgedOn);
      const figures = { rocAuc: curves?.rocAuc ?? null, averagePrecision: curves?.averagePrecision ?? null };
      return [[id, { threshold, ...figures, edges, counts }]];
    }),
  );
  const first = RANKING_IDS.map((id) => input.detectors[id]).find((judged) => judged !== undefined);
  const { fingerprint, format, rows, columns } = input.dataset;
  return {
    app: input.app.version,
    fingerprint,
    format,
    rows,
    columns,
    judgedOn: first?.judgedOn ?? 'test',
    classes: classes.map(({ name, truth }) => ({ name, truth })),
    detectors,
  };
};

/** At most `SUMMARY_CHARACTERS` long: fewer classes and bins are told until it fits. */
export const encodeSummary = (input: SummaryInput): string => {
  let text = '';
  for (const [classes, bins] of [
    [16, 60],
    [12, 40],
    [8, 30],
    [4, 20],
    [2, 10],
  ] as const) {
    text = pack(summarise(input, keptClasses(input, classes), bins));
    if (text.length <= SUMMARY_CHARACTERS) break;
  }
  return text;
};

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12));
const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const detectorSchema = v.object({
  threshold: finite,
  rocAuc: share,
  averagePrecision: share,
  edges: v.pipe(
    v.array(finite),
    v.minLength(2),
    v.maxLength(100),
    v.check((edges) => edges.every((edge, i) => i === 0 || edge > edges[i - 1]!), 'rising edges'),
  ),
  counts: v.pipe(v.array(v.pipe(v.array(count), v.maxLength(99))), v.maxLength(32)),
});
const summarySchema = v.object({
  app: v.pipe(v.string(), v.maxLength(40)),
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{0,64}$/)),
  format: v.pipe(v.string(), v.maxLength(40)),
  rows: count,
  columns: count,
  judgedOn: v.picklist(['train', 'validation', 'test', 'all']),
  classes: v.pipe(
    v.array(v.object({ name: v.pipe(v.string(), v.maxLength(60)), truth: v.picklist(TRUTHS) })),
    v.maxLength(32),
  ),
  detectors: v.object({
    isolationForest: v.optional(detectorSchema),
    autoencoder: v.optional(detectorSchema),
    combined: v.optional(detectorSchema),
  }),
});

const readSummary = (text: string): ResultSummary => {
  const parsed = v.safeParse(summarySchema, unpack(text, LIMITS));
  if (!parsed.success) {
    throw badLink(`The link does not hold a result of this page (${v.getDotPath(parsed.issues[0]) ?? 'no object'}).`);
  }
  const summary = parsed.output;
  for (const id of RANKING_IDS) {
    const detector = summary.detectors[id];
    if (detector === undefined) continue;
    const fits =
      detector.counts.length === summary.classes.length &&
      detector.counts.every((counts) => counts.length === detector.edges.length - 1);
    if (!fits) throw badLink('The link holds a result whose parts do not fit together.');
  }
  return summary;
};

/** Never throws, whatever the text. */
export const decodeSummary = (text: string): Outcome<ResultSummary> => {
  try {
    return { ok: true, value: readSummary(text) };
  } catch (error) {
    return { ok: false, fault: toFault(error) };
  }
};

/** The edge nearest to a threshold: where the counts are exact. */
export const nearestEdge = (detector: SummaryDetector, threshold: number): number =>
  detector.edges.reduce((best, edge) => (Math.abs(edge - threshold) < Math.abs(best - threshold) ? edge : best));

/** The confusion matrix at an edge (rows above it are flagged), as `confusionAt` gives it. */
export const confusionOfSummary = (summary: ResultSummary, detector: SummaryDetector, edge: number): Confusion => {
  const from = detector.edges.indexOf(edge);
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  const classes = summary.classes.map(({ name, truth }, classIndex) => {
    const counts = detector.counts[classIndex]!;
    return { classIndex, name, truth, rows: sum(counts), flagged: from < 0 ? 0 : sum(counts.slice(from)) };
  });
  const of = (truth: Truth): { rows: number; flagged: number } => ({
    rows: sum(classes.map((entry) => (entry.truth === truth ? entry.rows : 0))),
    flagged: sum(classes.map((entry) => (entry.truth === truth ? entry.flagged : 0))),
  });
  const [normal, anomaly, unknown] = [of('normal'), of('anomaly'), of('unknown')];
  return {
    matrix: [
      [normal.rows - normal.flagged, normal.flagged],
      [anomaly.rows - anomaly.flagged, anomaly.flagged],
    ],
    rows: normal.rows + anomaly.rows + unknown.rows,
    flagged: normal.flagged + anomaly.flagged + unknown.flagged,
    unknown,
    classes: classes.filter((entry) => entry.rows > 0),
    labelled: normal.rows + anomaly.rows > 0,
  };
};

/** ROC and precision-recall through the edges: true points of the curves. Null without labels of both sides. */
export const curvesOfSummary = (
  summary: ResultSummary,
  detector: SummaryDetector,
): { readonly roc: readonly CurvePoint[]; readonly precisionRecall: readonly CurvePoint[] } | null => {
  const points = [...detector.edges]
    .reverse()
    .map((edge) => ({ edge, at: confusionOfSummary(summary, detector, edge).matrix }));
  const [[tn, fp], [fn, tp]] = points[0]?.at ?? [
    [0, 0],
    [0, 0],
  ];
  const negatives = tn + fp;
  const positives = fn + tp;
  if (negatives === 0 || positives === 0) return null;
  return {
    roc: points.map(({ edge, at }) => ({ x: at[0][1] / negatives, y: at[1][1] / positives, score: edge })),
    precisionRecall: points.map(({ edge, at }) => {
      const flagged = at[0][1] + at[1][1];
      return { x: at[1][1] / positives, y: flagged === 0 ? 1 : at[1][1] / flagged, score: edge };
    }),
  };
};
