/** Where the two detectors agree, with or without labels: their ranks as a grid, the corners, and how much is the seed's. */
import { useEffect, useState } from 'react';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { countText, figureText, shareText } from '../../charts/numbers.ts';
import { RankGridPlot } from '../../charts/RankGridPlot.tsx';
import type { Corner } from '../../evaluation/agreement.ts';
import { useApp } from '../../store/binding.tsx';
import { coarseGrid, cutOf, selectAgreement, selectPairRun, selectStability } from '../../store/review/agreement.ts';
import { useBoth, useReview, useReviewActions } from '../../store/review/binding.tsx';
import { selectSeedTwins } from '../../store/review/compared-runs.ts';
import { selectNarrowed } from '../../store/selectors.ts';
import classes from '../panel.module.css';
import { RANKING_WORDS, SCOPE_WORDS } from '../rule-words.ts';
import { Segments } from '../Segments.tsx';
import local from './review.module.css';

type Scale = 'even' | 'top';
const TENTHS = 10;

export const AgreementCard = () => {
  const run = useApp(selectPairRun);
  const agreement = useBoth(selectAgreement);
  const { compare, keepUp } = useReviewActions();
  const [scale, setScale] = useState<Scale>('top');
  const xCut = useApp((s) => cutOf(s, 'isolationForest', scale));
  const yCut = useApp((s) => cutOf(s, 'autoencoder', scale));
  const isPart = useApp((s) => selectNarrowed(s) !== null);
  const id = run?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each run, not for each move in it.
  useEffect(() => {
    if (run) void compare([run, 'isolationForest'], [run, 'autoencoder']);
  }, [id, compare]);
  useEffect(() => keepUp('corners'), [keepUp]);
  if (!run) return null;
  const grid = agreement?.[scale];
  const rows = agreement?.rows ?? 0;
  const place = (cell: number, size: number): string => {
    if (scale === 'even') return shareText((cell + 0.5) / size, 0);
    return `rank ${countText(Math.max(1, Math.round(rows ** (1 - (cell + 0.5) / size))))}`;
  };
  return (
    <section className={classes.card} aria-label="Agreement">
      <ChartFrame
        title="Agreement of the detectors"
        controls={
          <Segments
            label="Ranks"
            value={scale}
            onChoose={setScale}
            choices={[
              ['top', 'Top ranks'],
              ['even', 'All ranks'],
            ]}
          />
        }
        table={() => ({
          caption: 'Rows by the ranks of both detectors',
          columns: [
            'Autoencoder ↓ Isolation Forest →',
            ...Array.from({ length: TENTHS }, (_, x) => `${x * 10}–${x * 10 + 10}%`),
          ],
          rows: agreement
            ? coarseGrid(agreement.even, TENTHS)
                .map((line, y) => [`${y * 10}–${y * 10 + 10}%`, ...line.map(countText)])
                .toReversed()
            : [],
        })}
      >
        <div className={local.agreement}>
          {grid ? (
            <RankGridPlot
              grid={grid}
              label="Ranks of both detectors"
              xLabel="Isolation Forest"
              yLabel="Autoencoder"
              xCut={xCut}
              yCut={yCut}
              ends={['usual', 'unusual']}
              read={(x, y, count) =>
                `${countText(count)} ${count === 1 ? 'row' : 'rows'} near ${place(x, grid.size)} of the forest and ${place(y, grid.size)} of the autoencoder`
              }
            />
          ) : (
            <p className={classes.hint}>Comparing the ranks …</p>
          )}
          <div className={local.side}>
            <Corners />
            <p className={classes.dim}>
              The plot is of all {countText(rows)} {isPart ? 'chosen' : 'scored'} rows; their rank correlation is{' '}
              <b>{figureText(agreement?.rankCorrelation)}</b>. Start with the flows that both flag: two different
              methods find them unusual. Press a count to list its flows.
            </p>
            <SeedStability />
          </div>
        </div>
      </ChartFrame>
    </section>
  );
};

const Corners = () => {
  const counts = useReview((r) => r.corners);
  const list = useReview((r) => r.list);
  const part = useApp((s) => s.view.part);
  const { show } = useReviewActions();
  const cell = (corner: Corner, by: 0 | 1 | 2, words: string) => {
    const isListed = list.kind === 'corner' && list.corner === corner;
    return (
      <td>
        <button
          type="button"
          className={local.corner}
          data-by={by}
          aria-pressed={isListed}
          aria-label={`${words}: ${counts ? countText(counts[corner]) : 'counting'}. List them.`}
          onClick={() => show(isListed ? { kind: 'flagged' } : { kind: 'corner', corner })}
        >
          {counts ? countText(counts[corner]) : '…'}
          <small>{words}</small>
        </button>
      </td>
    );
  };
  return (
    <table className={local.corners}>
      <caption>Flagged by which detector: {SCOPE_WORDS[part]} rows</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Forest: not flagged</th>
          <th scope="col">Forest: flagged</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">Autoencoder: flagged</th>
          {cell('second-only', 1, 'Autoencoder alone')}
          {cell('both', 2, 'Both')}
        </tr>
        <tr>
          <th scope="row">Not flagged</th>
          {cell('neither', 0, 'Neither')}
          {cell('first-only', 1, 'Forest alone')}
        </tr>
      </tbody>
    </table>
  );
};

/** Runs that differ in the seed alone: what the seed decides is not to be built upon. */
const SeedStability = () => {
  const run = useApp(selectPairRun);
  const twins = useApp(selectSeedTwins);
  const stability = useBoth(selectStability);
  const { compare } = useReviewActions();
  const id = run?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each pair of runs, not for each move in them.
  useEffect(() => {
    if (!run) return;
    for (const twin of twins) {
      for (const ranking of ['isolationForest', 'autoencoder', 'combined'] as const)
        void compare([run, ranking], [twin, ranking]);
    }
  }, [id, twins.length, compare]);
  if (stability.length === 0 || !run) {
    return (
      <p className={classes.dim}>To see how stable these ranks are, run the same settings again with another seed.</p>
    );
  }
  return (
    <>
      <h4>Stability over seeds</h4>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <caption className="sf-unseen">Stability over seeds</caption>
          <thead>
            <tr>
              <th scope="col">Seeds</th>
              <th scope="col">Detector</th>
              <th scope="col" className={classes.number}>
                Rank correlation
              </th>
              <th scope="col" className={classes.number}>
                Shared in the top
              </th>
            </tr>
          </thead>
          <tbody>
            {stability.map(({ twin, ranking, rankCorrelation, shared, of }) => (
              <tr key={`${twin.id} ${ranking}`}>
                <td>
                  {run.recipe.seed} and {twin.recipe.seed}
                </td>
                <td>{RANKING_WORDS[ranking]}</td>
                <td className={classes.number}>{figureText(rankCorrelation)}</td>
                <td className={classes.number}>{shared === null ? '–' : `${Math.round(shared * of)} of ${of}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
