/** NDJSON: one object a line, flattened with dots. */
const MOST_DEPTH = 16;

const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const flattenInto = (cells: Map<string, string>, object: Record<string, unknown>, prefix: string, depth: number) => {
  for (const key of Object.keys(object)) {
    const value = object[key];
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(value) && depth < MOST_DEPTH) flattenInto(cells, value, name, depth + 1);
    else if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) {
      cells.set(name, value.map(asText).join(','));
    } else cells.set(name, asText(value));
  }
};

/** Cells by key; null where the line is no JSON object. */
export const readJsonLine = (line: string): Map<string, string> | null => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isObject(parsed)) return null;
  const cells = new Map<string, string>();
  flattenInto(cells, parsed, '', 0);
  return cells;
};
