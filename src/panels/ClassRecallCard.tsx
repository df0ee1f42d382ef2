/** How much of each attack class is caught, and what it would take to catch nine in ten. */
import { Button } from '@mantine/core';
import { memo, useDeferredValue } from 'react';
import { countText, scoreText, shareText } from '../charts/numbers.ts';
import type { ClassRecall } from '../evaluation/class-recall.ts';
import { useActions, useApp } from '../store/binding.tsx';
import { selectClassRecalls } from '../store/judgement.ts';
import { useReview, useReviewActions } from '../store/review/binding.tsx';
import classes from './panel.module.css';
import local from './results.module.css';

export const ClassRecallCard = () => {
  const recalls = useDeferredValue(useApp(selectClassRecalls));
  if (recalls.length === 0) return null;
  return (
    <section className={classes.card} aria-label="Attack classes">
      <div className={classes.cardHead}>
        <h3>Recall per attack class</h3>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={`${classes.scroll} ${local.recallBox}`} tabIndex={0} aria-label="Attack classes, scrolled">
        <table className={classes.table}>
          <caption className="sf-unseen">Recall per attack class</caption>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className={classes.number}>
                Caught
              </th>
              <th scope="col">Recall</th>
              <th scope="col" className={classes.number} title="What a threshold that catches 90% of the class costs">
                To catch 90%
              </th>
            </tr>
          </thead>
          <tbody>
            {recalls.map(({ classIndex, name, rows, flagged, recall, needed }) => (
              <tr key={classIndex}>
                <th scope="row" className={classes.cell} title={name}>
                  <ClassName name={name} />
                </th>
                <td className={classes.number}>
                  {countText(flagged)} of {countText(rows)}
                </td>
                <td>
                  <span className={local.meter} aria-hidden="true">
                    <i style={{ width: `${recall * 100}%` }} />
                  </span>{' '}
                  <span className={local.percent}>{shareText(recall, 0)}</span>
                </td>
                <td className={classes.number}>
                  <Take name={name} {...needed} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};

/** A press shows this class alone, everywhere on the page. */
const ClassName = ({ name }: { readonly name: string }) => {
  const isChosen = useReview((r) => r.attackClass === name);
  const { showClass } = useReviewActions();
  return (
    <button
      type="button"
      className={local.className}
      aria-pressed={isChosen}
      aria-label={`${name}: show this class alone`}
      onClick={() => showClass(isChosen ? null : name)}
    >
      {name}
    </button>
  );
};

/** What a class needs does not change while the threshold moves. */
const Take = memo(({ name, threshold, flagged, falseAlarms }: { readonly name: string } & ClassRecall['needed']) => {
  const { catchClass } = useActions();
  const ofThem =
    falseAlarms === null ? 'none of the rows here is labelled normal' : `${countText(falseAlarms)} of them normal`;
  return (
    <Button
      className={local.take}
      variant="subtle"
      size="compact-xs"
      title={`Set the threshold to ${scoreText(threshold)}: flags ${countText(flagged)} rows, ${ofThem}`}
      onClick={() => catchClass(name, 0.9)}
    >
      {falseAlarms === null
        ? `above ${scoreText(threshold)}`
        : `${countText(falseAlarms)} false ${falseAlarms === 1 ? 'alarm' : 'alarms'}`}
    </Button>
  );
});
