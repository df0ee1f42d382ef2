/** The first visit: what this does, that nothing is sent, three ways to begin. */
import { Button } from '@mantine/core';
import { IconFileTypeCsv, IconLock, IconSparkles } from '@tabler/icons-react';
import { useActions, useApp } from '../store/binding.tsx';
import { browseFiles } from './browse-files.ts';
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
          Open flow records exported as CSV. Strayflow trains an isolation forest and an autoencoder on them, ranks
          every flow by how unusual it is and shows which columns make it stand out. With labelled data, it also
          measures how well each detector works.
        </p>
        <p className={classes.promise}>
          <IconLock size={15} aria-hidden />
          Everything runs in this browser. Your data never leaves this machine.
        </p>
        {cancelled && <p className={classes.note}>Reading was cancelled. No file is open.</p>}
      </section>
      <ComeBack />
      <section className={classes.ways} aria-label="Get started">
        <div className={classes.drop}>
          <IconFileTypeCsv size={28} stroke={1.4} aria-hidden />
          <h3>Drop your flow records anywhere on this page</h3>
          <p className={classes.dim}>
            Zeek, CICFlowMeter, CIC-IDS2017, UNSW-NB15, NSL-KDD, nfdump, Argus, Suricata or any other table with numeric
            columns. Several files at once and gzip work too.
          </p>
          <Button variant="default" onClick={browseFiles}>
            Browse files
          </Button>
        </div>
        <div className={classes.sample}>
          <IconSparkles size={28} stroke={1.4} aria-hidden />
          <h3>No file at hand?</h3>
          <p className={classes.dim}>
            20,000 generated flows from a day at an office, with a scan, a flood and a slow leak hidden among them.
          </p>
          <Button onClick={() => void openSample()}>Try the sample</Button>
        </div>
      </section>
      <ol className={classes.steps}>
        <li>
          <b>Open</b> Every column gets a type and a role. Labels, addresses and IDs are kept out of training.
        </li>
        <li>
          <b>Detect</b> Both detectors train in the background: seconds for the sample, minutes for millions of rows.
        </li>
        <li>
          <b>Review</b> Move the threshold to see what is flagged and what is missed, and why each flow stands out.
        </li>
      </ol>
    </div>
  );
};
