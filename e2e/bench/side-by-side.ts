/**
 * Both detectors beside another stack that does the same on the same file: the Tutorial to its end, on WebAssembly, and the
 * peer's script. They take turns, so that both meet the same machine: ours five times a turn, which the peer takes a hundred
 * times as long for. The median of all is kept.
 *
 * Ours comes from "Results (JSON)" of a page that has run once before, as the peer has its libraries loaded before its
 * clock starts. The peer fits with contamination, which makes it score its training rows once more, since its threshold is
 * a percentile of their scores. Here every row is scored once, training rows among them: their share of that time is added
 * to the growing. Either side computes a row's score on one core.
 */
import { basename } from 'node:path';
import type { Browser } from '@playwright/test';
import { detect, openFile, type Results, takeResults, visit } from '../page.ts';
import type { StaticServer } from '../serve-static.mjs';
import { type Peer, peerArguments, timePeer } from './peers.ts';
import { printTable } from './print.ts';

export interface Figures {
  /** Milliseconds, with the scores that the threshold is a percentile of. */
  readonly forestFit: number;
  /** Microseconds a row. */
  readonly forestScore: number;
  /** Milliseconds. */
  readonly autoencoderStep: number;
  /** Seconds, from the reading of the file to the last figure. */
  readonly total: number;
}

export interface SideBySide {
  readonly file: string;
  readonly ours: Figures;
  readonly peer: Figures | { readonly absent: string };
  /** All that each side said, pass by pass. */
  readonly said: readonly { readonly ours: readonly Results[]; readonly peer: unknown }[];
}

const figuresOf = ({ milliseconds, rows, detectors }: Results): Figures => {
  // Every row that was not left out is scored, not the judged ones alone.
  const scored = rows.train + rows.validation + rows.test;
  const perRow = (milliseconds.forestScore ?? 0) / scored;
  return {
    forestFit: (milliseconds.forestFit ?? 0) + perRow * rows.train,
    forestScore: perRow * 1000,
    autoencoderStep: (milliseconds.autoencoderFit ?? 0) / detectors.autoencoder.steps,
    total: ((milliseconds.read ?? 0) + (milliseconds.total ?? 0)) / 1000,
  };
};

const numberAt = (object: unknown, ...keys: readonly string[]): number => {
  let value = object;
  for (const key of keys) value = (value as Readonly<Record<string, unknown>> | undefined)?.[key];
  if (typeof value === 'number') return value;
  throw new Error(`The peer said nothing of ${keys.join('.')}`);
};

const figuresOfPeer = (said: unknown): Figures => ({
  forestFit: numberAt(said, 'ms', 'forest_fit'),
  forestScore: numberAt(said, 'forest_score_us_per_row'),
  autoencoderStep: numberAt(said, 'autoencoder_ms_per_step'),
  total: numberAt(said, 'ms_total') / 1000,
});

const KEYS = ['forestFit', 'forestScore', 'autoencoderStep', 'total'] as const;

const medians = (passes: readonly Figures[]): Figures => {
  const of = (key: keyof Figures): number =>
    passes.map((figures) => figures[key]).sort((a, b) => a - b)[passes.length >> 1]!;
  return Object.fromEntries(KEYS.map((key) => [key, of(key)])) as unknown as Figures;
};

/** Ours is over in seconds, of which the forest takes hundredths: one run says what the machine did at that moment. */
const RUNS_PER_TURN = 5;

export const timeSideBySide = async (
  browser: Browser,
  server: StaticServer,
  file: string,
  passes: number,
): Promise<SideBySide> => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const said: { readonly ours: readonly Results[]; readonly peer: unknown }[] = [];
  let absent: string | null = null;
  try {
    await visit(page, server.address, 'preset=tutorial&backend=wasm&seed=42');
    await openFile(page, file);
    // The first run loads TensorFlow.js.
    await detect(page, 0);
    for (let pass = 0; pass < passes; pass++) {
      const ours: Results[] = [];
      for (let run = 0; run < RUNS_PER_TURN; run++) {
        await detect(page, 0);
        ours.push(await takeResults(page));
        // The page still draws what came out; the peer draws nothing.
        await page.waitForTimeout(1000);
      }
      const { format } = ours[0]!.dataset;
      const peer: Peer = absent === null ? await timePeer(file, peerArguments(format)) : { absent };
      if ('absent' in peer) absent = peer.absent;
      said.push({ ours, peer: 'absent' in peer ? null : peer.figures });
    }
  } finally {
    await context.close();
  }
  return {
    file,
    ours: medians(said.flatMap(({ ours }) => ours.map(figuresOf))),
    peer: absent === null ? medians(said.map(({ peer }) => figuresOfPeer(peer))) : { absent },
    said,
  };
};

const LINES: readonly { readonly key: keyof Figures; readonly words: string }[] = [
  { key: 'forestFit', words: 'isolation forest: fit with contamination, ms' },
  { key: 'forestScore', words: 'isolation forest: score, µs a row' },
  { key: 'autoencoderStep', words: 'autoencoder: a training step, ms' },
  { key: 'total', words: 'read, prepare, fit, score: all, s' },
];

export const printSideBySide = (all: readonly SideBySide[]): void => {
  for (const { file, ours, peer } of all) {
    printTable(
      `Tutorial preset to its end on wasm, beside the peer: ${basename(file)}`,
      ['', 'Strayflow', 'peer', 'times as fast'],
      LINES.map(({ key, words }) => [
        words,
        ours[key],
        'absent' in peer ? null : peer[key],
        'absent' in peer ? null : peer[key] / ours[key],
      ]),
    );
    if ('absent' in peer) console.log(`  No peer: ${peer.absent}`);
  }
};
