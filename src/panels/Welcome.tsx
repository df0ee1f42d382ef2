/** The first visit: what this does, that nothing is sent, three ways to begin. */
import { Button } from '@mantine/core';
import { IconFileTypeCsv, IconLock, IconSparkles } from '@tabler/icons-react';
import { useActions, useApp } from '../store/binding.tsx';
import { ComeBack } from './take-away/ComeBack.tsx';
import classes from './welcome.module.css';

export const Welcome = () => {
  const { openSample } = useActions();
  const cancelled = useApp((s) => s.outcome.kind === 'cancelled');
  return (
    <div className={classes.page}>
      <section className={classes.lead}>
        <h2>Find the stray flows in network traffic</h2>
        <p>
          Open a capture exported as CSV. Strayflow trains an isolation forest and an autoencoder on it, ranks every
          flow by how unusual it is, says which columns make it so, and, where there are labels, how far to trust that.
        </p>
        <p className={classes.promise}>
          <IconLock size={15} aria-hidden />
          Everything is computed in this browser. No row, no name and no figure is sent anywhere.
        </p>
        {cancelled && <p className={classes.note}>Reading was cancelled. Nothing is open.</p>}
      </section>
      <ComeBack />
      <section className={classes.ways} aria-label="Three ways to begin">
        <div className={classes.drop}>
          <IconFileTypeCsv size={28} stroke={1.4} aria-hidden />
          <h3>Drop a capture on this page</h3>
          <p>or use “Open CSV files” above, or paste a link somebody sent you into the address bar.</p>
          <p className={classes.dim}>
            Zeek, CICFlowMeter, CIC-IDS2017, UNSW-NB15, NSL-KDD, nfdump, Argus, Suricata, and any other table with
            numbers in it. Several files, compressed ones too.
          </p>
        </div>
        <div className={classes.sample}>
          <IconSparkles size={28} stroke={1.4} aria-hidden />
          <h3>No file at hand?</h3>
          <p>20,000 generated flows of an office day, with a scan, a flood and a slow leak hidden in them.</p>
          <Button onClick={() => void openSample()}>Try the sample</Button>
        </div>
      </section>
      <ol className={classes.steps}>
        <li>
          <b>Open</b> Columns are typed and given a role. Labels, addresses and ids never become features silently.
        </li>
        <li>
          <b>Detect</b> Both detectors train in the background. Seconds for the sample, minutes for millions of rows.
        </li>
        <li>
          <b>Judge</b> Move the threshold and see what is flagged, what is missed, and why each flow stands out.
        </li>
      </ol>
    </div>
  );
};
