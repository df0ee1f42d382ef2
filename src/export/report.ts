/** A run as one HTML file that needs nothing else: figures, charts, settings, Receipt, words. Aggregates only, no script. */

import { recallPerClass } from '../evaluation/class-recall.ts';
import { classificationReport, reportText } from '../evaluation/classification-report.ts';
import { confusionAt } from '../evaluation/confusion.ts';
import { RANKING_IDS, type RankingId } from '../evaluation/ranking.ts';
import { diffRecipes } from '../recipe/diff.ts';
import { RECOMMENDED, TUTORIAL } from '../recipe/presets.ts';
import { settingOf, valueInWords } from '../recipe/setting-value.ts';
import { SETTING_GROUPS, SETTINGS } from '../recipe/settings-catalogue.ts';
import { countText, escapeHtml, figureText, rateText } from './html-text.ts';
import type { Pseudonymiser } from './pseudonymise.ts';
import { curveFigures, DETECTOR_NAMES, histogramFigure, trainingFigure } from './report-charts.ts';
import { REPORT_STYLE } from './report-style.ts';
import { detectorResults, type JudgedDetector, type ResultsInput } from './results-json.ts';

export interface ReportInput extends Omit<ResultsInput, 'detectors'> {
  /** When it was made, ISO 8601. */
  readonly made: string;
  readonly detectors: Readonly<
    Partial<Record<RankingId, JudgedDetector & { /** The badge. */ readonly tunedOnJudged: boolean }>>
  >;
  /** What the person should know before trusting the figures. */
  readonly warnings: readonly string[];
  /** Hides addresses wherever a text holds one. */
  readonly pseudonyms?: Pseudonymiser;
}

const SCOPE_WORDS = {
  train: 'the training rows',
  validation: 'the validation rows',
  test: 'the test rows',
  all: 'all rows',
} as const;
/** Most lines of a list; what is beyond is counted. */
const MOST_LINES = 100;

type Say = (text: string) => string;

const table = (head: readonly string[], rows: readonly (readonly string[])[], numeric: ReadonlySet<number>): string => {
  const cell = (tag: 'td' | 'th', text: string, i: number): string =>
    `<${tag}${numeric.has(i) ? ' class="n"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${text}</${tag}>`;
  return (
    `<div class="scroll"><table><thead><tr>${head.map((text, i) => cell('th', text, i)).join('')}</tr></thead><tbody>` +
    rows.map((row) => `<tr>${row.map((text, i) => cell('td', text, i)).join('')}</tr>`).join('') +
    '</tbody></table></div>'
  );
};
const from = (first: number, last: number): ReadonlySet<number> =>
  new Set(Array.from({ length: last - first + 1 }, (_, i) => first + i));

const section = (title: string, body: string): string =>
  body === '' ? '' : `<section><h2>${title}</h2>${body}</section>`;

const overview = (detectors: readonly (readonly [RankingId, JudgedDetector])[]): string =>
  table(
    ['Detector', 'Threshold', 'Flagged', 'Precision', 'Recall', 'F1', 'ROC AUC', 'Average precision'],
    detectors.map(([id, judged]) => {
      const { threshold, flagged, report, rocAuc, averagePrecision } = detectorResults(judged);
      const anomaly = report?.anomaly;
      return [
        DETECTOR_NAMES[id],
        figureText(threshold),
        countText(flagged),
        ...[anomaly?.precision, anomaly?.recall, anomaly?.['f1-score'], rocAuc, averagePrecision].map((value) =>
          rateText(value ?? null),
        ),
      ];
    }),
    from(1, 7),
  );

const detectorSection = (
  [id, judged]: readonly [RankingId, JudgedDetector & { readonly tunedOnJudged: boolean }],
  say: Say,
): string => {
  const { ranking, threshold, judgedOn, thresholdFrom, tunedOnJudged } = judged;
  const confusion = confusionAt(ranking, judgedOn, threshold);
  const [[tn, fp], [fn, tp]] = confusion.matrix;
  const badge = tunedOnJudged
    ? '<p class="note">This threshold was tuned on the labels that it is judged by here, so the figures look better than they are.</p>'
    : '';
  const classes = recallPerClass(ranking, judgedOn, threshold);
  const labelled = !confusion.labelled
    ? '<p>No labels: there is nothing to judge the threshold by.</p>'
    : `<h3>Confusion matrix</h3>${table(
        ['', 'Not flagged', 'Flagged'],
        [
          ['Normal', countText(tn), countText(fp)],
          ['Anomaly', countText(fn), countText(tp)],
        ],
        from(1, 2),
      )}<h3>Classification report</h3><pre>${escapeHtml(reportText(classificationReport(confusion.matrix)))}</pre>`;
  const recalls =
    classes.length === 0
      ? ''
      : `<h3>Recall per attack class</h3>${table(
          ['Class', 'Rows', 'Flagged', 'Recall', 'Threshold for 90%', 'False alarms then'],
          classes
            .slice(0, MOST_LINES)
            .map((entry) => [
              say(entry.name),
              countText(entry.rows),
              countText(entry.flagged),
              rateText(entry.recall),
              figureText(entry.needed.threshold),
              entry.needed.falseAlarms === null ? '–' : countText(entry.needed.falseAlarms),
            ]),
          from(1, 5),
        )}${more(classes.length)}`;
  return section(
    DETECTOR_NAMES[id],
    `<p>Threshold ${figureText(threshold)}. ${say(thresholdFrom)}</p>` +
      `<p>Judged on ${SCOPE_WORDS[judgedOn]}: ${countText(confusion.flagged)} of ${countText(confusion.rows)} flagged.</p>` +
      badge +
      histogramFigure(judged, DETECTOR_NAMES[id]) +
      labelled +
      recalls,
  );
};

const more = (count: number): string =>
  count > MOST_LINES ? `<p class="dim">and ${countText(count - MOST_LINES)} more</p>` : '';

const settingsSection = (input: ReportInput, say: Say): string => {
  const preset = input.recipe.preset === 'recommended' ? RECOMMENDED : TUTORIAL;
  const changed = new Set(diffRecipes(preset, input.recipe).map((difference) => difference.setting.path));
  const rows = SETTING_GROUPS.flatMap((group) =>
    SETTINGS.filter((setting) => setting.group === group).map(
      (setting, i) =>
        `<tr${changed.has(setting.path) ? ' class="changed"' : ''}><td>${i === 0 ? `<strong>${group}</strong><br>` : ''}${setting.label}</td>` +
        `<td>${say(valueInWords(setting, settingOf(input.recipe, setting.path)).slice(0, 2000))}</td>` +
        `<td class="dim">${escapeHtml(setting.effect)}</td></tr>`,
    ),
  );
  const name = preset.preset === 'recommended' ? 'Recommended' : 'Tutorial';
  return (
    `<p>${changed.size === 0 ? `The ${name} preset, unchanged.` : changed.size === 1 ? `One setting differs from the ${name} preset; it is in bold.` : `${countText(changed.size)} settings differ from the ${name} preset; they are in bold.`}</p>` +
    `<div class="scroll"><table><thead><tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">What it does</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  );
};

const WORDS: readonly (readonly [string, string])[] = [
  [
    'Score',
    'A number for each row and detector; higher is more anomalous. The forest’s lies between 0 and 1, the autoencoder’s is the mean error of its reconstruction, and the combined one is the mean of both ranks as shares.',
  ],
  ['Threshold', 'A row is flagged where its score is greater. Moving a threshold never retrains a model.'],
  ['Precision', 'Of the flagged rows, the share that the labels call anomalous.'],
  ['Recall', 'Of the anomalous rows, the share that is flagged.'],
  ['F1', 'The harmonic mean of precision and recall.'],
  [
    'ROC AUC',
    'How often a random anomalous row has a higher score than a random normal one; 0.5 is chance, 1 is perfect.',
  ],
  ['Average precision', 'The mean precision over all recalls; chance gives the share of anomalies.'],
  ['Receipt', 'What was changed while the file was read and prepared, with counts.'],
  ['Fingerprint', 'A digest that names the dataset without giving away a row.'],
];

export const reportHtml = (input: ReportInput): string => {
  const { app, dataset, backend, rows, milliseconds, training, warnings, pseudonyms } = input;
  const say: Say = (text) => escapeHtml(pseudonyms?.addressesIn(text) ?? text);
  const detectors = RANKING_IDS.flatMap((id) => {
    const judged = input.detectors[id];
    return judged === undefined ? [] : [[id, judged] as const];
  });
  const facts: readonly (readonly [string, string])[] = [
    ['Dataset', say(dataset.name)],
    ['Rows and columns', `${countText(dataset.rows)} × ${countText(dataset.columns)}`],
    ['Format', say(dataset.format)],
    ['Fingerprint', `<code>${say(dataset.fingerprint)}</code>`],
    rows.train + rows.validation === 0
      ? ['Split', `none: a saved model scored all ${countText(rows.test)} rows; nothing was trained`]
      : [
          'Split',
          `${countText(rows.train)} training, ${countText(rows.validation)} validation, ${countText(rows.test)} test rows`,
        ],
    ['Backend', `${escapeHtml(backend.name)} (${say(backend.renderer)}): ${say(backend.reason)}`],
    ['Time', milliseconds.total === null ? '–' : `${figureText(milliseconds.total / 1000)} s in total`],
    ['Made', `${escapeHtml(input.made)} by ${escapeHtml(app.name)} ${escapeHtml(app.version)}`],
  ];
  const receipt = dataset.receipt.slice(0, MOST_LINES).map((entry) => [say(entry.detail), countText(entry.count)]);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeHtml(app.name)} report: ${say(dataset.name)}</title>`,
    `<style>${REPORT_STYLE}</style></head><body><main>`,
    `<h1>${say(dataset.name)}</h1><p class="dim">Anomalous flows: a report by ${escapeHtml(app.name)}. It contains aggregate figures only, and no row of the file.</p>`,
    ...warnings.slice(0, MOST_LINES).map((warning) => `<p class="note">${say(warning)}</p>`),
    section('Summary', overview(detectors)),
    section(
      'The run',
      `<div class="scroll"><table><tbody>${facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${value}</td></tr>`).join('')}</tbody></table></div>`,
    ),
    ...detectors.map((entry) => detectorSection(entry, say)),
    section('All thresholds', curveFigures(detectors)),
    section('Training of the autoencoder', training === null ? '' : trainingFigure(training)),
    section('Settings', settingsSection(input, say)),
    section(
      'Receipt',
      receipt.length === 0
        ? '<p>Nothing was changed.</p>'
        : table(['What was done', 'Count'], receipt, from(1, 1)) + more(dataset.receipt.length),
    ),
    section('Words', `<dl>${WORDS.map(([word, meaning]) => `<dt>${word}</dt><dd>${meaning}</dd>`).join('')}</dl>`),
    '</main></body></html>\n',
  ].join('\n');
};
