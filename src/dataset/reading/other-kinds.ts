/** Text that people take for a table and that is none: what it is, and how to get a table from it. */
import { FaultError } from '../../base/fault.ts';

interface OtherKind {
  readonly opening: RegExp;
  readonly what: string;
  readonly advice: string;
}

const PACKETS = 'Rows of flows are wanted: let Zeek, Argus or CICFlowMeter make them from the capture file.';

/** Known by their first line. */
const KINDS: readonly OtherKind[] = [
  {
    opening: /^<(?:!doctype html|html|head|body|script)\b/i,
    what: 'a web page',
    advice: 'A link was saved instead of the file behind it: download the file itself (on GitHub: "Raw").',
  },
  {
    opening: /^<\?xml|^<(?:pdml|psml|nmaprun)\b/i,
    what: 'an XML file',
    advice: 'Export the flows as CSV, or as one JSON object a line.',
  },
  {
    opening: /^version https:\/\/git-lfs/,
    what: 'a Git LFS pointer: it names the file, and is not the file itself',
    advice: 'Fetch the file that it stands for: git lfs pull.',
  },
  { opening: /^\{\\rtf/, what: 'a text document (RTF)', advice: 'Open the CSV file that the flows are in.' },
  {
    opening: /^(?:--\s|\/\*!|CREATE TABLE|INSERT INTO|PRAGMA )/i,
    what: 'a database dump (SQL)',
    advice: 'Export the table as CSV instead.',
  },
  {
    opening: /^Date first seen .*Addr:Port/,
    what: "nfdump's output for reading",
    advice: 'Write it as CSV: nfdump -r FILE -o csv > flows.csv',
  },
  {
    opening: /^(?:"?\w+=[^,;\t]*[,;\t]\s?){3}/,
    what: 'a log of name=value pairs',
    advice: 'Export it as CSV, with a header line that names the columns and the values alone below it.',
  },
  { opening: /^\d\d:\d\d:\d\d\.\d+ (?:IP6?|ARP)\b/, what: "tcpdump's list of packets", advice: PACKETS },
  { opening: /^\d+\s+\d+\.\d+\s+\S+\s+(?:→|->|\u2192)\s+\S+/, what: "tshark's list of packets", advice: PACKETS },
];

/** A record of a VPC flow log, as CloudWatch puts it into one cell. */
const WRAPPED = /^\d+ (?:\d{12}|unknown) eni-\S+ \S+ \S+ /;

/** Flow records that a log collector put into one cell each, beside its own time. */
export const refuseWrappedRecords = (
  names: readonly string[] | null,
  records: readonly (readonly string[])[],
  file: string,
): void => {
  const width = records[0]?.length ?? 0;
  if (width > 5) return;
  for (let at = 0; at < width; at++) {
    const wrapped = records.filter((cells) => WRAPPED.test(cells[at] ?? '')).length;
    if (wrapped < records.length * 0.5) continue;
    const column = names?.[at]?.trim() ?? `column ${at + 1}`;
    throw new FaultError({
      code: 'not-a-table',
      message: `${file} holds AWS VPC flow records inside its column "${column}", not in columns of their own.`,
      advice:
        'Write that column alone to a file, one record a line (aws logs filter-log-events --output text ' +
        '--query "events[].[message]" > flows.log), and open that.',
      file,
      column,
    });
  }
};

/** What is left where no delimiter was found. */
const WITHOUT_CELLS: readonly OtherKind[] = [
  {
    opening: /^StartTime\b.*\b(?:SrcAddr|Proto)\b/,
    what: "ra's output for reading",
    advice: 'Write it as CSV: ra -r FILE -n -c , > flows.csv',
  },
  {
    opening: /^(?=.{0,2000}$)(?:.*?\b\w+=\S){5}/,
    what: 'a log of name=value pairs',
    advice: 'Export it as CSV, with a column for each name.',
  },
  {
    opening: /^(?:[A-Z][a-z]{2}\s+\d{1,2}\s\d\d:\d\d:\d\d |<\d{1,3}>|\S+ \S+ \S+ \[\d{1,2}\/[A-Z][a-z]{2}\/\d{4})/,
    what: 'a log of messages, not of flows',
    advice: 'Export the flows as CSV, with a column for each property.',
  },
];

const firstLine = (text: string): string => (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? '').trim();

const refuse = (kinds: readonly OtherKind[], opening: string, name: string): void => {
  const line = firstLine(opening);
  const kind = kinds.find((candidate) => candidate.opening.test(line));
  if (!kind) return;
  throw new FaultError({
    code: 'not-a-table',
    message: `${name} is ${kind.what}.`,
    advice: kind.advice,
    file: name,
    line: 1,
  });
};

export const refuseOtherKinds = (opening: string, name: string): void => refuse(KINDS, opening, name);
export const refuseLinesWithoutCells = (opening: string, name: string): void => refuse(WITHOUT_CELLS, opening, name);
