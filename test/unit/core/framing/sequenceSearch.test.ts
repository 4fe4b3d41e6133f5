import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { endsWith, SequenceSearch } from '../../../../src/core/framing/sequenceSearch.ts';

/** Few distinct values, so that sequences overlap themselves and occur in the stream. */
const bytesOf = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(97, 98), { minLength, maxLength }).map(bytes => Buffer.from(bytes));

/** Positions after the occurrences, which may overlap or not. */
function endsIn(stream: Buffer, sequence: Buffer, overlaps: boolean): number[] {
  const step = overlaps ? 1 : sequence.length;
  const ends: number[] = [];
  for (let at = stream.indexOf(sequence); at >= 0; at = stream.indexOf(sequence, at + step))
    ends.push(at + sequence.length);
  return ends;
}

describe('a sequence search', () => {
  it('finds the same as a search in the whole stream, however the stream is cut', () => {
    const cuts = fc.array(fc.nat(200), { maxLength: 6 });
    const stream = fc.tuple(bytesOf(0, 100), fc.nat(60), bytesOf(0, 100)).map(
      // A run of other bytes, which is skipped.
      ([before, other, after]) => Buffer.concat([before, Buffer.alloc(other, 'x'), after]),
    );
    fc.assert(
      fc.property(bytesOf(1, 6), stream, cuts, fc.boolean(), (sequence, bytes, places, overlaps) => {
        const search = new SequenceSearch(sequence, overlaps);
        const found: number[] = [];
        let start = 0;
        for (const end of [...places, bytes.length].filter(place => place <= bytes.length).sort((a, b) => a - b)) {
          const chunk = bytes.subarray(start, end);
          for (let at = search.endIn(chunk, 0); at >= 0; at = search.endIn(chunk, at)) found.push(start + at);
          start = end;
        }
        assert.deepEqual(found, endsIn(bytes, sequence, overlaps));
        assert.equal(search.indexIn(bytes), bytes.indexOf(sequence));
        assert.equal(endsWith(bytes, sequence), bytes.subarray(-sequence.length).equals(sequence));
      }),
      { numRuns: 400 },
    );
  });

  it('reads no byte of the stream twice', () => {
    // Each byte of the run begins or continues a sequence that only its first byte ends.
    for (const sequence of [`b${'a'.repeat(31)}`, `${'a'.repeat(31)}b`, 'aab', 'ab'.repeat(16)]) {
      let reads = 0;
      const bytes = Buffer.alloc(10_000, 'a');
      const counted = new Proxy(bytes, {
        get(target, key) {
          if (key === 'indexOf') return (byte: number, from: number) => bytes.indexOf(byte, from);
          if (typeof key === 'string' && /^\d+$/.test(key)) reads++;
          return Reflect.get(target, key, target);
        },
      });
      assert.equal(new SequenceSearch(Buffer.from(sequence)).endIn(counted, 0), -1);
      assert.ok(reads <= bytes.length, `${reads} reads for ${sequence}`);
    }
  });

  it('finds the first occurrence in a long text, wherever it and partial matches are', () => {
    const sequence = Buffer.from('xaab');
    for (let place = 4085; place < 4105; place++) {
      for (const part of [0, 1, 3000, place - 5]) {
        const text = Buffer.alloc(10_000, 'a');
        text.write('cab', part);
        text.write('xaab', place);
        text.write('xaab', 9000);
        assert.equal(new SequenceSearch(sequence).indexIn(text), text.indexOf(sequence), `${part} and ${place}`);
        text.write('c', place);
        assert.equal(new SequenceSearch(sequence).indexIn(text), 9000);
      }
    }
  });

  it('skips a long text that contains the first bytes of a sequence but not the last one', () => {
    const endIn = mock.method(SequenceSearch.prototype, 'endIn');
    assert.equal(new SequenceSearch(Buffer.from('\r\n')).indexIn(Buffer.alloc(1_000_000, '\r')), -1);
    assert.equal(endIn.mock.callCount(), 0);
    endIn.mock.restore();
  });
});
