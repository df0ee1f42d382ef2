import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestInJavaScript, digestInWebAssembly, digestWords } from './word-digest.ts';

const words = fc.uint32Array({ maxLength: 100 });

describe('digest of words', () => {
  it('is the same in WebAssembly and in JavaScript', () => {
    const inWebAssembly = digestInWebAssembly();
    expect(inWebAssembly).not.toBeNull();
    fc.assert(
      fc.property(words, fc.nat(), (given, seed) => {
        expect(digestWords(given, seed, inWebAssembly!)).toEqual(digestWords(given, seed, digestInJavaScript));
      }),
    );
    const many = Uint32Array.from({ length: 50_003 }, (_, i) => Math.imul(i, 2_654_435_761));
    expect(digestWords(many, 7, inWebAssembly!)).toEqual(digestWords(many, 7, digestInJavaScript));
  });

  it('changes with each word, with their order, their number and the seed', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 1, maxLength: 40 }), fc.nat(), fc.nat(), (given, seed, place) => {
        const at = place % given.length;
        const digest = String(digestWords(given, seed));
        expect(String(digestWords(given.with(at, given[at]! ^ 1), seed))).not.toBe(digest);
        expect(String(digestWords(given, seed + 1))).not.toBe(digest);
        expect(String(digestWords(Uint32Array.of(...given, 0), seed))).not.toBe(digest);
      }),
    );
    expect(digestWords(Uint32Array.of(1, 2), 0)).not.toEqual(digestWords(Uint32Array.of(2, 1), 0));
    expect(digestWords(new Uint32Array(0), 0)).not.toEqual(digestWords(new Uint32Array(1), 0));
  });
});
