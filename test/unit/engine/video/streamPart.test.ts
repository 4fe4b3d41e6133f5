import assert from 'node:assert/strict';
import { StreamPart } from '../../../../src/engine/video/streamPart.ts';

describe('a stream part', () => {
  const stream = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

  function taken(at: number, end: number, ...chunks: Uint8Array[]): number[] | undefined {
    const part = new StreamPart(at, end);
    for (const chunk of chunks) {
      const bytes = part.push(chunk);
      if (bytes) return [...bytes];
    }
    return undefined;
  }

  it('is taken once, however the stream is cut', () => {
    for (let one = 0; one <= stream.length; one++) {
      for (let two = one; two <= stream.length; two++) {
        const chunks = [stream.subarray(0, one), stream.subarray(one, two), stream.subarray(two)];
        assert.deepEqual(taken(3, 7, ...chunks), [3, 4, 5, 6], `${one}, ${two}`);
        assert.deepEqual(taken(0, 10, ...chunks), [...stream]);
      }
    }
  });

  it('waits for its end, and may be empty', () => {
    assert.deepEqual(taken(3, 11, stream), undefined);
    assert.deepEqual(taken(4, 4, stream), []);
  });
});
