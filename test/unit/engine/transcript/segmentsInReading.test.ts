import assert from 'node:assert/strict';
import { SegmentsInReading } from '../../../../src/engine/transcript/segmentsInReading.ts';

describe('segments in reading', () => {
  let closed: number[];
  let reading: SegmentsInReading;
  let segments: { readonly close: () => Promise<void> }[];

  beforeEach(() => {
    closed = [];
    reading = new SegmentsInReading();
    segments = Array.from({ length: 10 }, (_, at) => ({ close: async () => void closed.push(at) }));
  });

  const read = (...all: number[]) => {
    for (const at of all) reading.add(segments[at] ?? assert.fail());
  };

  it('are eight at most: the one that was read longest ago is closed', () => {
    read(0, 1, 2, 3, 4, 5, 6, 7);
    assert.deepEqual(closed, []);
    read(0, 8, 9);
    assert.deepEqual(closed, [1, 2]);
  });

  it('don’t include those that were removed, or closed together', () => {
    read(0, 1, 2, 3, 4, 5, 6, 7);
    reading.remove(segments.slice(0, 1));
    read(8);
    assert.deepEqual(closed, []);
    reading.clear();
    read(0, 1, 2, 3, 4, 5, 6, 7);
    assert.deepEqual(closed, []);
  });
});
