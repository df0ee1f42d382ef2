/** The figures of a run as one JSON object, so that a script can check a run without reading the picture. */
import type { ReceiptEntry } from '../dataset/receipt.ts';
import type { BackendReport } from '../detectors/backend-name.ts';
import type { DetectorId } from '../detectors/detector.ts';
import { type ClassificationReport, classificationReport } from '../evaluation/classification-report.ts';
import { type ConfusionMatrix, confusionAt } from '../evaluation/confusion.ts';
import type { Scope } from '../evaluation/counting.ts';
import { curvesOf } from '../evaluation/curves.ts';
import type { Ranking } from '../evaluation/ranking.ts';
import { type ScoreSummary, scoreSummary } from '../evaluation/score-summary.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Training } from '../run/run-result.ts';

export interface AppName {
  readonly name: string;
  readonly version: string;
}

export interface DatasetFacts {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly format: string;
  readonly fingerprint: string;
  readonly receipt: readonly ReceiptEntry[];
}

export interface JudgedDetector {
  readonly ranking: Ranking;
  readonly threshold: number;
  /** Where the threshold came from, in words. */
  readonly thresholdFrom: string;
  /** The rows it is judged on. */
  readonly judgedOn: Scope;
}

export interface ResultsInput {
  readonly app: AppName;
  readonly recipe: Recipe;
  readonly dataset: DatasetFacts;
  readonly backend: Pick<BackendReport, 'name' | 'renderer' | 'reason'>;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  readonly milliseconds: {
    readonly read: number | null;
    readonly prepare: number | null;
    readonly forestFit: number | null;
    readonly forestScore: number | null;
    readonly autoencoderFit: number | null;
    readonly autoencoderScore: number | null;
    readonly total: number | null;
  };
  readonly detectors: Readonly<Partial<Record<DetectorId, JudgedDetector>>>;
  readonly training: Training | null;
}

export interface DetectorResults {
  readonly threshold: number;
  readonly thresholdFrom: string;
  /** Judged rows above the threshold. */
  readonly flagged: number;
  /** Of the judged rows. */
  readonly scores: ScoreSummary;
  readonly judgedOn: Scope;
  /** Null without labels of both sides. */
  readonly rocAuc: number | null;
  readonly averagePrecision: number | null;
  /** Null without labels. */
  readonly confusionMatrix: ConfusionMatrix | null;
  readonly report: ClassificationReport | null;
  /** Share caught of each anomalous class. */
  readonly recallPerClass: Readonly<Record<string, number>> | null;
}

export interface AutoencoderResults extends DetectorResults {
  readonly epochs: number | null;
  readonly steps: number | null;
  readonly loss: readonly number[] | null;
  readonly validationLoss: readonly number[] | null;
}

export interface Results {
  readonly app: AppName;
  readonly recipe: Recipe;
  readonly dataset: DatasetFacts;
  readonly backend: Pick<BackendReport, 'name' | 'renderer' | 'reason'>;
  readonly rows: ResultsInput['rows'];
  readonly milliseconds: ResultsInput['milliseconds'];
  /** Null for a detector that did not run. */
  readonly detectors: {
    readonly isolationForest: DetectorResults | null;
    readonly autoencoder: AutoencoderResults | null;
  };
}

export const detectorResults = ({ ranking, threshold, thresholdFrom, judgedOn }: JudgedDetector): DetectorResults => {
  const confusion = confusionAt(ranking, judgedOn, threshold);
  const curves = curvesOf(ranking, judgedOn);
  const attacks = confusion.classes.filter((entry) => entry.truth === 'anomaly');
  return {
    threshold,
    thresholdFrom,
    flagged: confusion.flagged,
    scores: scoreSummary(ranking, judgedOn),
    judgedOn,
    rocAuc: curves?.rocAuc ?? null,
    averagePrecision: curves?.averagePrecision ?? null,
    confusionMatrix: confusion.labelled ? confusion.matrix : null,
    report: confusion.labelled ? classificationReport(confusion.matrix) : null,
    recallPerClass: confusion.labelled
      ? // A class may be called __proto__: fromEntries defines own keys.
        Object.fromEntries(attacks.map(({ name, rows, flagged }) => [name, flagged / rows]))
      : null,
  };
};

export const buildResults = (input: ResultsInput): Results => {
  const { app, recipe, dataset, backend, rows, milliseconds, detectors, training } = input;
  const of = (id: DetectorId): DetectorResults | null => {
    const judged = detectors[id];
    return judged === undefined ? null : detectorResults(judged);
  };
  const autoencoder = of('autoencoder');
  return {
    app: { name: app.name, version: app.version },
    recipe,
    dataset: {
      name: dataset.name,
      bytes: dataset.bytes,
      rows: dataset.rows,
      columns: dataset.columns,
      format: dataset.format,
      fingerprint: dataset.fingerprint,
      // Places name lines and cells: figures leave those behind.
      receipt: dataset.receipt.map(({ what, count, detail }) => ({ what, count, detail })),
    },
    backend: { name: backend.name, renderer: backend.renderer, reason: backend.reason },
    rows: { train: rows.train, validation: rows.validation, test: rows.test },
    milliseconds: {
      read: milliseconds.read,
      prepare: milliseconds.prepare,
      forestFit: milliseconds.forestFit,
      forestScore: milliseconds.forestScore,
      autoencoderFit: milliseconds.autoencoderFit,
      autoencoderScore: milliseconds.autoencoderScore,
      total: milliseconds.total,
    },
    detectors: {
      isolationForest: of('isolationForest'),
      autoencoder:
        autoencoder === null
          ? null
          : {
              ...autoencoder,
              epochs: training?.epochs ?? null,
              steps: training?.steps ?? null,
              loss: training?.loss ?? null,
              validationLoss: training?.validationLoss ?? null,
            },
    },
  };
};

/** Indented JSON, line end included. Numbers that are not finite become null, as JSON has no word for them. */
export const resultsText = (input: ResultsInput): string => `${JSON.stringify(buildResults(input), null, 2)}\n`;
