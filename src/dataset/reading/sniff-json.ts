/** The head of a file of JSON: one object a line, an array of objects, or objects over several lines. */
import { FaultError } from '../../base/fault.ts';
import { quoteRules } from './cells.ts';
import type { HeadBytes } from './head-bytes.ts';
import { bytesOf, lineText, MOST_OBJECTS, type ReadFile, type View, viewOfObjects } from './head-records.ts';
import { readJsonLine } from './json-lines.ts';
import { MAXIMUM_RECORD, type Syntax } from './plan.ts';
import type { RecordIndex } from './records.ts';
import { scan } from './scan.ts';

interface Found {
  readonly syntax: Syntax;
  readonly index: RecordIndex;
  readonly objects: readonly ReadonlyMap<string, string>[];
}

const look = (head: HeadBytes, syntax: Syntax): Found => {
  const rules = quoteRules(syntax);
  const { index } = scan(head.bytes, 0, head.bytes.length, head.whole, rules, MAXIMUM_RECORD, MOST_OBJECTS);
  const objects: ReadonlyMap<string, string>[] = [];
  for (let i = 0; i < index.count; i++) {
    const cells = readJsonLine(lineText(head.bytes, index, i));
    if (cells) objects.push(cells);
  }
  return { syntax, index, objects };
};

/** Path of the first array of objects within one object, as jq writes it. */
const arrayPath = (text: string): string | null => {
  const opening = /^[^[]*?\[\s*\{/.exec(text);
  if (!opening) return null;
  // Keys that are still open where the array begins.
  const keys: string[] = [];
  const tokens = /"((?:[^"\\]|\\.)*)"\s*(:)?|[{}]/g;
  let last = '';
  for (let m = tokens.exec(opening[0]); m; m = tokens.exec(opening[0])) {
    if (m[0] === '{') keys.push(last);
    else if (m[0] === '}') last = keys.pop() ?? '';
    else if (m[2]) last = m[1]!;
  }
  // The last brace opens the first member of the array.
  return keys
    .slice(1)
    .map((key) => (/^\w+$/.test(key) ? `.${key}` : `."${key}"`))
    .join('');
};

const oneObject = (text: string, name: string): FaultError => {
  const path = arrayPath(text);
  return new FaultError({
    code: 'not-a-table',
    message: path
      ? `${name} is one JSON object; its records seem to be in ${path}.`
      : `${name} is one JSON object, not one for each flow.`,
    advice: path ? `Write one record a line: jq -c '${path}[]' FILE` : 'Write one whole object on each line (NDJSON).',
    file: name,
    line: 1,
  });
};

export const sniffJson = (head: HeadBytes, name: string): ReadFile => {
  const opening = new TextDecoder().decode(head.bytes.subarray(0, 1 << 16)).trimStart();
  let found = look(head, { kind: 'json-lines' });
  const isArray = opening.startsWith('[');
  if (isArray || found.objects.length === 0) {
    const whole = look(head, { kind: 'json-lines', objects: true });
    if (whole.objects.length >= found.objects.length) found = whole;
  }
  const { syntax, index, objects } = found;
  if (!isArray && (objects.length === 0 ? /^\{\s*"/.test(opening) : isOneOverLines(found, head, opening))) {
    throw oneObject(opening, name);
  }
  if (objects.length === 0) {
    throw new FaultError({
      code: 'not-a-table',
      message: `${name} begins like JSON, but holds no whole object.`,
      advice: 'Write one whole object on each line (NDJSON), or an array of objects.',
      file: name,
      line: 1,
    });
  }
  const view: View = {
    kind: 'json-lines',
    syntax,
    names: [],
    header: null,
    records: [],
    width: 0,
    dataStart: 0,
    linesBefore: 0,
    recordBytes: bytesOf(index, 0, index.count),
  };
  return { headed: viewOfObjects(view, objects), headless: null, likelyHeader: true };
};

/** One object alone, over several lines or with a list of records within it. */
const isOneOverLines = ({ objects, syntax, index }: Found, head: HeadBytes, opening: string): boolean =>
  objects.length === 1 &&
  index.count === 1 &&
  head.whole &&
  syntax.kind === 'json-lines' &&
  (syntax.objects === true || arrayPath(opening) !== null);
