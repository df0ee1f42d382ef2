/**
 * How well the presets rank what labels call attacks: every labelled capture of a folder, each protocol, each preset,
 * over several seeds. `npm run quality -- FOLDER [--seeds 5] [--only TEXT] [--protocol TEXT] [--preset TEXT]
 * [--recipe FILE.json: changes to Recommended by name]`.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FaultError } from '../../src/base/fault.ts';
import type { Table } from '../../src/dataset/table.ts';
import { openBackend } from '../../src/detectors/backend.ts';
import { curvesOf } from '../../src/evaluation/curves.ts';
import { RANKING_IDS, type RankingId } from '../../src/evaluation/ranking.ts';
import { RECOMMENDED, TUTORIAL } from '../../src/recipe/presets.ts';
import type { Recipe } from '../../src/recipe/recipe.ts';
import { detect } from '../../src/run/detect.ts';
import { prepareTable } from '../../src/run/prepare.ts';
import { readInProcess } from '../open-folder/in-process.ts';
import { PROTOCOLS } from './protocols.ts';

interface Outcome {
  readonly dataset: string;
  readonly protocol: string;
  readonly preset: string;
  readonly detector: RankingId;
  readonly seeds: number;
  readonly rocAuc: readonly number[];
  readonly averagePrecision: readonly number[];
  readonly seconds: number;
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });

const fileOf = (path: string): File =>
  new File([readFileSync(path)], basename(path), { lastModified: statSync(path).mtimeMs });

/** Each file alone, and each pair of a training and a testing half in one folder. */
const datasetsIn = (folder: string): { name: string; train: string; test: string | null }[] => {
  const files = filesIn(folder).filter((path) => /\.(csv|txt|log|json|tsv|gz|binetflow)$/i.test(path));
  const single = files.map((path) => ({ name: basename(path), train: path, test: null as string | null }));
  const pairs = files.flatMap((train) =>
    files
      .filter((test) => test !== train && join(test, '..') === join(train, '..'))
      .filter((test) => /train/i.test(basename(train)) && /test/i.test(basename(test)))
      .map((test) => ({ name: `${basename(train)} → ${basename(test)}`, train, test })),
  );
  return [...single, ...pairs];
};

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const spread = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));
const figure = (values: readonly number[]): string => `${mean(values).toFixed(3)} ± ${spread(values).toFixed(3)}`;

export const main = async (args: readonly string[]): Promise<void> => {
  const option = (name: string): string | undefined => {
    const at = args.indexOf(name);
    return at >= 0 ? args[at + 1] : undefined;
  };
  const folder = args.find((arg, i) => !arg.startsWith('--') && !args[i - 1]?.startsWith('--'));
  if (!folder) throw new Error('Say which folder: npm run quality -- FOLDER');
  const seeds = Number(option('--seeds') ?? 5);
  const only = option('--only')?.toLowerCase();
  const protocolOnly = option('--protocol');
  const presetOnly = option('--preset');
  const presets: Record<string, Recipe> = { tutorial: TUTORIAL, recommended: RECOMMENDED };
  const given = option('--recipe');
  if (given) {
    const changes: Record<string, Partial<Recipe>> = JSON.parse(readFileSync(given, 'utf8'));
    for (const name of Object.keys(presets)) delete presets[name];
    for (const [name, change] of Object.entries(changes)) {
      const base = structuredClone(RECOMMENDED) as unknown as Record<string, object>;
      for (const [part, value] of Object.entries(change)) {
        base[part] = typeof value === 'object' ? { ...base[part], ...value } : (value as never);
      }
      presets[name] = base as unknown as Recipe;
    }
  }

  const outcomes: Outcome[] = [];
  console.log(
    [
      'data set'.padEnd(46),
      'protocol'.padEnd(34),
      'preset'.padEnd(12),
      'detector'.padEnd(16),
      'ROC AUC'.padEnd(14),
      'average precision',
      'seconds a run',
    ].join(' '),
  );
  for (const dataset of datasetsIn(folder)) {
    if (only && !dataset.name.toLowerCase().includes(only)) continue;
    const files = [dataset.train, ...(dataset.test ? [dataset.test] : [])].map(fileOf);
    let table: Table;
    try {
      ({ table } = await readInProcess({ files, scoreOnly: dataset.test ? [basename(dataset.test)] : [] }));
    } catch (thrown) {
      console.log(`${dataset.name}: ${thrown instanceof FaultError ? thrown.fault.message : String(thrown)}`);
      continue;
    }
    for (const protocol of PROTOCOLS) {
      if (protocolOnly && !protocol.name.includes(protocolOnly)) continue;
      for (const [preset, base] of Object.entries(presets)) {
        if (presetOnly && preset !== presetOnly) continue;
        const figures = new Map<RankingId, { auc: number[]; ap: number[] }>();
        const started = performance.now();
        let runs = 0;
        for (let i = 0; i < seeds; i++) {
          const made = protocol.apply(table, { ...base, seed: 42 + i, backend: 'wasm' });
          if (!made) break;
          try {
            const { prepared, matrix } = await prepareTable(made.table, made.recipe);
            if (!prepared.classes.some(({ truth }) => truth === 'normal')) break;
            const { result } = await detect(
              {
                recipe: made.recipe,
                prepared,
                source: { matrix },
                engine: { open: (wanted, not, probe) => openBackend(wanted, { wasmPaths: null, not, probe }) },
              },
              {},
            );
            runs++;
            for (const id of RANKING_IDS) {
              const ranking = result.results[id]?.ranking;
              const curves = ranking && curvesOf(ranking, 'test');
              if (!curves) continue;
              const entry = figures.get(id) ?? { auc: [], ap: [] };
              entry.auc.push(curves.rocAuc);
              entry.ap.push(curves.averagePrecision);
              figures.set(id, entry);
            }
          } catch (thrown) {
            const message =
              thrown instanceof FaultError ? `${thrown.fault.code}: ${thrown.fault.message}` : String(thrown);
            console.log([dataset.name.padEnd(46), protocol.name.padEnd(34), preset.padEnd(12), message].join(' '));
            break;
          }
        }
        const seconds = runs > 0 ? (performance.now() - started) / 1000 / runs : 0;
        for (const [detector, { auc, ap }] of figures) {
          outcomes.push({
            dataset: dataset.name,
            protocol: protocol.name,
            preset,
            detector,
            seeds: auc.length,
            rocAuc: auc,
            averagePrecision: ap,
            seconds,
          });
          console.log(
            [
              dataset.name.slice(0, 46).padEnd(46),
              protocol.name.padEnd(34),
              preset.padEnd(12),
              detector.padEnd(16),
              figure(auc).padEnd(14),
              figure(ap).padEnd(17),
              seconds.toFixed(1),
            ].join(' '),
          );
        }
      }
    }
  }
  mkdirSync('bench-results', { recursive: true });
  writeFileSync(
    'bench-results/quality.json',
    `${JSON.stringify({ made: new Date().toISOString(), outcomes }, null, 1)}\n`,
  );
  console.log('written to bench-results/quality.json');
};
