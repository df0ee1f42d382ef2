/** The classification report in scikit-learn's layout; copied as the very text scikit-learn prints. */
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { countText } from '../charts/numbers.ts';
import type { ClassificationReport, ReportLine } from '../evaluation/classification-report.ts';
import { useApp, useAppStore } from '../store/binding.tsx';
import { selectJudgement, selectReportText, twoDecimals } from '../store/judgement.ts';
import classes from './panel.module.css';
import local from './results.module.css';

export const ReportCard = () => {
  const hasReport = useApp((s) => selectJudgement(s)?.report != null);
  return (
    <section className={classes.card} aria-label="Report">
      <div className={classes.cardHead}>
        <h3>Classification report</h3>
        {hasReport && <CopyText />}
      </div>
      {hasReport ? (
        <ReportTable />
      ) : (
        <p className={local.empty}>None of these rows has a label, so there is nothing to report.</p>
      )}
    </section>
  );
};

const CopyText = () => {
  const { api } = useAppStore();
  const { copied, copy } = useClipboard({ timeout: 2000 });
  return (
    <Button
      className={classes.push}
      variant="subtle"
      size="compact-xs"
      leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
      onClick={() => copy(selectReportText(api.getState()) ?? '')}
    >
      {copied ? 'Copied' : 'Copy as text'}
    </Button>
  );
};

const ReportTable = () => {
  const report = useApp(selectJudgement)?.report;
  return report && <ReportLines report={report} />;
};

export const ReportLines = ({ report }: { readonly report: ClassificationReport }) => (
  <div className={classes.scroll}>
    <table className={`${classes.table} ${local.report}`}>
      <caption className="sf-unseen">Classification report</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sf-unseen">class</span>
          </th>
          <th scope="col" className={classes.number}>
            precision
          </th>
          <th scope="col" className={classes.number}>
            recall
          </th>
          <th scope="col" className={classes.number}>
            f1-score
          </th>
          <th scope="col" className={classes.number}>
            support
          </th>
        </tr>
      </thead>
      <tbody>
        <Line name="normal" line={report.normal} />
        <Line name="anomaly" line={report.anomaly} />
        <tr>
          <th scope="row">accuracy</th>
          <td />
          <td />
          <td className={classes.number}>{twoDecimals(report.accuracy)}</td>
          <td className={classes.number}>{countText(report['macro avg'].support)}</td>
        </tr>
        <Line name="macro avg" line={report['macro avg']} />
        <Line name="weighted avg" line={report['weighted avg']} />
      </tbody>
    </table>
  </div>
);

const Line = ({ name, line }: { readonly name: string; readonly line: ReportLine }) => (
  <tr>
    <th scope="row">{name}</th>
    <td className={classes.number}>{twoDecimals(line.precision)}</td>
    <td className={classes.number}>{twoDecimals(line.recall)}</td>
    <td className={classes.number}>{twoDecimals(line['f1-score'])}</td>
    <td className={classes.number}>{countText(line.support)}</td>
  </tr>
);
