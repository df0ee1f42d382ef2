/** What each figure means, short, in the words the whole page uses. */
export interface Explanation {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export const DATA_NOTES: readonly Explanation[] = [
  {
    name: 'roles',
    title: 'Roles',
    text: 'What each column is used for. The detectors learn from features only; labels judge the results. Addresses, IDs and times stay out unless you change their role.',
  },
  {
    name: 'receipt',
    title: 'Receipt',
    text: 'Everything that was changed while the file was read, with counts: names trimmed, lines skipped, cells that are not numbers.',
  },
  {
    name: 'presets',
    title: 'Presets',
    text: 'Tutorial follows the textbook steps, weaknesses included. Recommended does what works better. Every setting of both can be changed under Settings.',
  },
];

export const RESULT_NOTES: readonly Explanation[] = [
  {
    name: 'score',
    title: 'Score',
    text: 'Each detector gives every flow a score. Higher is more anomalous. The forest measures how quickly a flow can be isolated, the autoencoder how badly it can be reconstructed.',
  },
  {
    name: 'threshold',
    title: 'Threshold',
    text: 'A flow is flagged where its score is greater than the threshold. Moving it never retrains a model, so move it freely.',
  },
  {
    name: 'judging',
    title: 'Precision and recall',
    text: 'Precision is the share of flagged flows that are attacks. Recall is the share of attacks that are flagged. Raising one usually lowers the other.',
  },
  {
    name: 'curves',
    title: 'ROC and PR',
    text: 'All thresholds at once. Where attacks are rare, prefer precision and recall: even a low false-positive rate means many false alarms when most flows are normal.',
  },
  {
    name: 'honest',
    title: 'Honest figures',
    text: 'Rows used for training, or labels used to choose the threshold, make results look better than they are. Choose on validation rows and judge on test rows; a badge appears where that was not done.',
  },
  {
    name: 'agreement',
    title: 'Agreement',
    text: 'Needs no labels. Begin with the flows that both detectors rank high: press a count in the table to list them.',
  },
  {
    name: 'reasons',
    title: 'Why it stands out',
    text: 'The columns that raise the score most, compared with the rows the detector was trained on. A reason tells what the model saw, not what an attacker did.',
  },
  {
    name: 'marks',
    title: 'Marks',
    text: 'Mark flows as true alarm, false alarm or look later, and add notes. They stay in this browser and leave it only when you export.',
  },
];
