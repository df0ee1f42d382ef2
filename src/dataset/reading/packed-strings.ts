/** Strings as two buffers that cross a worker boundary without being copied. */
export interface PackedStrings {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** End of each string in the decoded text. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

export const packStrings = (strings: readonly string[]): PackedStrings => {
  const ends = new Uint32Array(strings.length);
  let end = 0;
  for (let i = 0; i < strings.length; i++) {
    end += strings[i]!.length;
    ends[i] = end;
  }
  return { bytes: new TextEncoder().encode(strings.join('')), ends };
};

export const unpackStrings = ({ bytes, ends }: PackedStrings): string[] => {
  // ignoreBOM: the first string may begin with U+FEFF, and it is part of the data here.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const strings = new Array<string>(ends.length);
  let start = 0;
  for (let i = 0; i < ends.length; i++) {
    strings[i] = text.slice(start, ends[i]!);
    start = ends[i]!;
  }
  return strings;
};
