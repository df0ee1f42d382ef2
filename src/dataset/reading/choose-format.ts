/** The format that knows the head best, or the one that was asked for. */
import { FaultError } from '../../base/fault.ts';
import { FORMAT_NAMES, type FormatId } from '../format.ts';
import { FORMATS, formatById } from '../formats/all.ts';
import { factOfName } from '../formats/column-names.ts';
import { type FormatModule, type Head, normaliseName } from '../formats/format-module.ts';
import type { ReadFile, View } from './head-records.ts';

export interface Choice {
  readonly format: FormatModule;
  readonly view: View;
  readonly seen: string;
  readonly confidence: number;
}

const headOf = (view: View): Head => ({
  kind: view.kind,
  names: view.names?.map((name) => name.trim()) ?? null,
  rawNames: view.names,
  records: view.records,
  width: view.width,
  delimiter: view.syntax.kind === 'delimited' ? view.syntax.delimiter : '',
});

const KNOWN_NAMES = 3;

/** Enough names that mean something in network terms: a header, whatever else the heuristics say. */
const namesAreKnown = (view: View): boolean => {
  const names = (view.names ?? []).map(normaliseName);
  return names.filter((name) => factOfName(name) !== undefined).length >= KNOWN_NAMES;
};

export const chooseFormat = (read: ReadFile, forced: FormatId | undefined, file: string): Choice => {
  const bestOf = (view: View): Choice | null => {
    const head = headOf(view);
    let best: Choice | null = null;
    for (const format of FORMATS) {
      if (forced !== undefined && format.id !== forced) continue;
      const recognition = format.recognise(head);
      if (recognition && recognition.confidence > (best?.confidence ?? 0)) best = { format, view, ...recognition };
    }
    return best;
  };
  // Names that are known go before the shape of the cells: in a long file the header is one odd record among many.
  let best = bestOf(read.headed);
  if (read.headless && !(best && best.confidence >= 0.5)) {
    const shaped = bestOf(read.headless);
    if (shaped && shaped.confidence > (best?.confidence ?? 0)) best = shaped;
  }
  if (best && (forced !== undefined || best.confidence >= 0.5))
    return forced === undefined ? best : { ...best, seen: 'chosen' };

  const headed = read.headless === null || read.likelyHeader || namesAreKnown(read.headed);
  const view = headed ? read.headed : read.headless!;
  if (forced !== undefined) {
    const format = formatById(forced);
    // A format without a header line, where the width fits its names.
    const headless = read.headless;
    const named = headless && format.namesFor?.(headless.width) ? headless : view;
    if (format.accepts && !format.accepts.includes(view.kind)) {
      throw new FaultError({
        code: 'not-a-table',
        message: `${file} cannot be read as ${FORMAT_NAMES[format.id]}: its lines are ${KINDS[view.kind]}.`,
        advice: 'Choose another format, or let it be recognised.',
        file,
      });
    }
    return { format, view: headed && namesAreKnown(view) ? view : named, seen: 'chosen', confidence: 1 };
  }
  const seen = view.names ? `a header line and ${view.width} columns` : `no header line, ${view.width} columns`;
  return { format: formatById('generic'), view, seen, confidence: 0.3 };
};

const KINDS = {
  delimited: 'cells with delimiters',
  zeek: 'a Zeek log with # lines',
  'json-lines': 'JSON objects',
  arff: 'an ARFF file',
} as const;
