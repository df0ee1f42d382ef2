/**
 * Just enough of the WebAssembly binary format (core specification 2.0, chapter 5) to write a few loops over vectors of
 * four floats. Code is a list of byte lists, so it reads top to bottom like the text format.
 */
export type Code = readonly number[];

const unsigned = (value: number): Code => {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
};

const signed = (value: number): Code => {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
};

const vector = (op: number): Code => [0xfd, ...unsigned(op)];
/** Alignment is a hint; 2 means four bytes. */
const memory = (op: number, offset: number): Code => [...vector(op), 2, ...unsigned(offset)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const tee = (local: number): Code => [0x22, ...unsigned(local)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a],
  sub: [0x6b],
  shl: [0x74],
  shrU: [0x76],
  geS: [0x4e],
  load: (offset = 0): Code => [0x28, 2, ...unsigned(offset)],
} as const;

export const f64 = {
  load: (offset = 0): Code => [0x2b, 2, ...unsigned(offset)],
  store: (offset = 0): Code => [0x39, 2, ...unsigned(offset)],
  add: [0xa0],
  /** From a float of four bytes. */
  promote: [0xbb],
} as const;

export const f32 = {
  load: (offset = 0): Code => [0x2a, 2, ...unsigned(offset)],
  gt: [0x5e],
} as const;

export const f32x4 = {
  load: (offset = 0): Code => memory(0x00, offset),
  /** One float, four times. */
  loadSplat: (offset = 0): Code => memory(0x09, offset),
  store: (offset = 0): Code => memory(0x0b, offset),
  splat: vector(0x13),
  gt: vector(0x44),
  max: vector(0xe9),
  zero: [...vector(0x0c), ...new Array<number>(16).fill(0)],
  sqrt: vector(0xe3),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  div: vector(0xe7),
} as const;

export const v128 = { and: vector(0x4e) } as const;

export const join = (...parts: readonly Code[]): Code => parts.flat();

/** Adds a number, or another local, to a local. */
export const increase = (local: number, by: number): Code => join(get(local), i32.const(by), i32.add, set(local));
export const increaseBy = (local: number, other: number): Code => join(get(local), get(other), i32.add, set(local));

/** Runs the body, counts the local down by `by`, and again while it is at least `by`. Skipped where it is less at first. */
export const countDown = (local: number, by: number, ...body: readonly Code[]): Code =>
  join(
    [0x02, 0x40],
    get(local),
    i32.const(by),
    i32.geS,
    [0x45], // i32.eqz
    [0x0d, 0],
    [0x03, 0x40],
    ...body,
    get(local),
    i32.const(by),
    i32.sub,
    tee(local),
    i32.const(by),
    i32.geS,
    [0x0d, 0],
    [0x0b],
    [0x0b],
  );

const TYPE = { i32: 0x7f, f32: 0x7d, v128: 0x7b } as const;
export type ValueType = keyof typeof TYPE;

export interface FunctionText {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly locals: readonly ValueType[];
  readonly code: Code;
}

const list = (items: readonly Code[]): Code => join(unsigned(items.length), ...items);
const section = (id: number, content: Code): Code => join([id], unsigned(content.length), content);
const text = (value: string): Code =>
  join(
    unsigned(value.length),
    [...value].map((c) => c.charCodeAt(0)),
  );

/** A module of functions without results, on the memory imported as `env.memory`. */
export const assemble = (functions: readonly FunctionText[]): Uint8Array<ArrayBuffer> => {
  const bodies = functions.map(({ locals, code }) => {
    const body = join(list(locals.map((type) => [1, TYPE[type]])), code, [0x0b]);
    return join(unsigned(body.length), body);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(functions.map(({ parameters }) => join([0x60], list(parameters.map((t) => [TYPE[t]])), [0])))),
    ...section(2, list([join(text('env'), text('memory'), [2, 0, 1])])),
    ...section(3, list(functions.map((_, i) => unsigned(i)))),
    ...section(7, list(functions.map(({ name }, i) => join(text(name), [0], unsigned(i))))),
    ...section(10, list(bodies)),
  ]);
};
