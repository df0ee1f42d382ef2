/** The classification report in scikit-learn's layout; copied as the very text scikit-learn prints. */
import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { countText } from '../charts/numbers.ts';
import type { ClassificationReport, ReportLine } from '../evaluation/classification-report.ts';
import { useApp } from '../store/binding.tsx';
import { selectJudgement, selectReportText, twoDecimals } from '../store/judgement.ts';
import classes from './panel.module.css';
import local from './results.module.css';

export const ReportCard = () => {
  const report = useApp(selectJudgement)?.report;
  const text = useApp(selectReportText);
  return (
    <section className={classes.card} aria-label="Report">
      <div className={classes.cardHead}>
        <h3>Classification report</h3>
        {text !== null && (
          <CopyButton value={text} timeout={2000}>
            {({ copied, copy }) => (
              <Button
                className={classes.push}
                variant="subtle"
                size="compact-xs"
                leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
                onClick={copy}
              >
                {copied ? 'Copied' : 'Copy as text'}
              </Button>
            )}
          </CopyButton>
        )}
      </div>
      {report ? <ReportTable report={report} /> : <p className={local.empty}>No labels, so nothing to report.</p>}
    </section>
  );
};

const ReportTable = ({ report }: { readonly report: ClassificationReport }) => (
  <div className={classes.scroll}>
    <table className={classes.table}>
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
