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
    text: 'What each column is for. Only features are learned from; labels judge; addresses, ids and times stay out unless you say otherwise.',
  },
  {
    name: 'receipt',
    title: 'Receipt',
    text: 'What was done to the file while it was read, counted: names trimmed, lines skipped, cells that were no numbers.',
  },
  {
    name: 'presets',
    title: 'Presets',
    text: 'Tutorial does the textbook steps as they are; Recommended does what works better. Every setting of both is on the left.',
  },
];

export const RESULT_NOTES: readonly Explanation[] = [
  {
    name: 'score',
    title: 'Score',
    text: 'A number for each flow and detector. Higher is more anomalous, always. The forest counts how few cuts set a flow apart; the autoencoder how badly it is rebuilt.',
  },
  {
    name: 'threshold',
    title: 'Threshold',
    text: 'A flow is flagged where its score is greater. It is no part of the model: moving it trains nothing again, so move it freely.',
  },
  {
    name: 'judging',
    title: 'Precision and recall',
    text: 'Precision: of what is flagged, how much is an attack. Recall: of the attacks, how many are flagged. One is bought with the other.',
  },
  {
    name: 'curves',
    title: 'ROC and PR',
    text: 'Every threshold at once. Where attacks are rare, trust precision and recall: a low false-alarm rate of many normal flows is still many alarms.',
  },
  {
    name: 'honest',
    title: 'Honest figures',
    text: 'Rows that were trained on flatter the model, and labels that found the threshold flatter it. Choose on validation rows, judge on test rows; a badge says where that was not so.',
  },
  {
    name: 'agreement',
    title: 'Agreement',
    text: 'Needs no labels. Flows that both detectors rank high are the ones to begin with; a corner’s button lists them.',
  },
  {
    name: 'reasons',
    title: 'Why it stands out',
    text: 'The columns that raise the score most, beside what is usual among the rows trained on. A reason is what the model saw, not what the attacker did.',
  },
  {
    name: 'marks',
    title: 'Marks',
    text: 'True alarm, false alarm, look later, and a note. They stay in this browser with the dataset, and leave with an export alone.',
  },
];
