/** The frame of a confusion matrix; what stands in a cell is for whoever draws it. */
import type { ReactNode } from 'react';
import type { ConfusionMatrix } from '../evaluation/confusion.ts';
import classes from './panel.module.css';
import local from './results.module.css';

export interface MatrixCell {
  readonly count: number;
  readonly row: number;
  readonly column: number;
  readonly name: 'left alone' | 'false alarms' | 'missed' | 'caught';
  readonly truth: 'normal' | 'anomaly';
  readonly flagged: boolean;
}

interface Props {
  readonly matrix: ConfusionMatrix;
  readonly isListed?: (cell: MatrixCell) => boolean;
  readonly children: (cell: MatrixCell) => ReactNode;
}

export const MatrixTable = ({ matrix: [[tn, fp], [fn, tp]], isListed, children }: Props) => {
  const lines: readonly (readonly [string, readonly [MatrixCell, MatrixCell]])[] = [
    [
      'Normal',
      [
        { count: tn, row: tn + fp, column: tn + fn, name: 'left alone', truth: 'normal', flagged: false },
        { count: fp, row: tn + fp, column: fp + tp, name: 'false alarms', truth: 'normal', flagged: true },
      ],
    ],
    [
      'Anomaly',
      [
        { count: fn, row: fn + tp, column: tn + fn, name: 'missed', truth: 'anomaly', flagged: false },
        { count: tp, row: fn + tp, column: fp + tp, name: 'caught', truth: 'anomaly', flagged: true },
      ],
    ],
  ];
  return (
    <table className={local.matrix}>
      <caption className="sf-unseen">Confusion matrix</caption>
      <thead>
        <tr>
          <td style={{ background: 'none', border: 0, padding: 0 }} />
          <th scope="col">Not flagged</th>
          <th scope="col">Flagged</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, cells]) => (
          <tr key={name}>
            <th scope="row">
              <i className={classes.swatch} data-truth={cells[0].truth} />
              {name}
            </th>
            {cells.map((cell) => (
              <td
                key={cell.name}
                data-tone={(cell.truth === 'anomaly') === cell.flagged ? 'right' : 'wrong'}
                data-listed={isListed?.(cell) || undefined}
              >
                {children(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
