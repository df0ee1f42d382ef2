import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createWordDigest,
  type DigestLanes,
  digestInJavaScript,
  digestInWebAssembly,
  digestWords,
} from './word-digest.ts';

const words = fc.uint32Array({ maxLength: 100 });

const digestBy = (run: DigestLanes, ...pieces: readonly Uint32Array[]): readonly [number, number] => {
  const { add, digest } = createWordDigest(run);
  for (const piece of pieces) add(piece);
  return digest();
};

describe('digest of words', () => {
  it('is the same in WebAssembly and in JavaScript', () => {
    const inWebAssembly = digestInWebAssembly();
    expect(inWebAssembly).not.toBeNull();
    fc.assert(
      fc.property(words, (given) => {
        expect(digestBy(inWebAssembly!, given)).toEqual(digestBy(digestInJavaScript, given));
      }),
    );
    const many = Uint32Array.from({ length: 50_003 }, (_, i) => Math.imul(i, 2_654_435_761));
    expect(digestBy(inWebAssembly!, many)).toEqual(digestBy(digestInJavaScript, many));
  });

  it('is the same whatever the pieces they come in', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (pieces) => {
        const whole = Uint32Array.from(pieces.flatMap((piece) => [...piece]));
        expect(digestBy(digestInJavaScript, ...pieces)).toEqual(digestWords(whole));
      }),
    );
  });

  it('changes with each word, with their order and their number', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 1, maxLength: 40 }), fc.nat(), (given, place) => {
        const at = place % given.length;
        const digest = String(digestWords(given));
        expect(String(digestWords(given.with(at, given[at]! ^ 1)))).not.toBe(digest);
        expect(String(digestWords(Uint32Array.of(...given, 0)))).not.toBe(digest);
      }),
    );
    expect(digestWords(Uint32Array.of(1, 2))).not.toEqual(digestWords(Uint32Array.of(2, 1)));
    expect(digestWords(new Uint32Array(0))).not.toEqual(digestWords(new Uint32Array(1)));
  });
});
