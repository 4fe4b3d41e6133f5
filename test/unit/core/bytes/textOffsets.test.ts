import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeText } from '../../../../src/core/bytes/decodeText.ts';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import { byteOffsets, rangesInText } from '../../../../src/core/bytes/textOffsets.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';

const encodings = fc.constantFrom<Encoding[]>('utf8', 'latin1', 'utf16le', 'utf16be');

/** Text and bytes of each character, in order. */
function charactersOf(bytes: Uint8Array, encoding: Encoding): { text: string; bytes: Uint8Array }[] {
  return [...decodeText(bytes, encoding)].map(text => ({
    text,
    bytes: /^[\udc00-\udcff]$/.test(text) ? Uint8Array.of(text.charCodeAt(0) & 0xff) : encodeText(text, encoding),
  }));
}

describe('text offsets', () => {
  it('map each character to its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), encodings, (bytes, encoding) => {
        const [units, expected] = [[0], [0]];
        for (const character of charactersOf(bytes, encoding)) {
          units.push((units.at(-1) ?? 0) + character.text.length);
          expected.push((expected.at(-1) ?? 0) + character.bytes.length);
        }
        assert.equal(expected.at(-1), bytes.length);
        assert.deepEqual(byteOffsets(decodeText(bytes, encoding), units, encoding), expected);
      }),
    );
  });

  it('cover the characters touched by byte ranges', () => {
    const cuts = fc.uniqueArray(fc.nat(40), { maxLength: 8 }).map(places => places.sort((one, other) => one - other));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), cuts, encodings, (bytes, places, encoding) => {
        const ranges: [number, number][] = [];
        for (let at = 0; at + 1 < places.length; at += 2) ranges.push([places[at] ?? 0, places[at + 1] ?? 0]);
        const owner = charactersOf(bytes, encoding).flatMap(({ text, bytes: own }, number) =>
          Array.from(own, () => ({ number, text })),
        );
        const marked = new Set<number>();
        const expected = ranges.flatMap(([start, end]) => {
          const touched = owner.slice(start, end).filter(({ number }) => !marked.has(number));
          const texts = new Map(touched.map(({ number, text }) => [number, text]));
          for (const { number } of touched) marked.add(number);
          return touched.length === 0 ? [] : [[...texts.values()].join('')];
        });
        const text = decodeText(bytes, encoding);
        assert.deepEqual(
          rangesInText(text, ranges, encoding).map(([start, end]) => text.slice(start, end)),
          expected,
        );
      }),
    );
  });

  it('end with a text that ends before its bytes', () => {
    assert.deepEqual(
      rangesInText(
        'aé',
        [
          [1, 9],
          [9, 10],
        ],
        'utf8',
      ),
      [[1, 2]],
    );
  });
});
