import assert from 'node:assert/strict';
import { LogSegments } from '../../../../src/engine/transcript/logSegments.ts';
import { Segment } from '../../../../src/engine/transcript/segment.ts';

/** Returns a segment whose first entry has this number. Its file isn't written. */
const segmentFrom = (firstSeq: number) => new Segment(`${firstSeq}.log`, firstSeq);

describe('the segments of a log', () => {
  let segments: LogSegments;
  const add = (...firstSeqs: number[]) => {
    for (const firstSeq of firstSeqs) segments.add(segmentFrom(firstSeq));
  };
  const spares = () => segments.all.map(({ isSpare }) => isSpare);
  const last = () => segments.all.at(-1) ?? assert.fail('no segment');

  beforeEach(() => {
    segments = new LogSegments();
  });

  it('keep their numbers when older ones are removed', () => {
    segments.adopt([segmentFrom(0), segmentFrom(10), segmentFrom(20)], { firstNumber: 5, clearedBefore: 0 });
    assert.equal(segments.nextNumber, 8);
    const removed = segments.removeOldest(2);
    assert.deepEqual(
      removed.map(({ firstSeq }) => firstSeq),
      [0, 10],
    );
    assert.equal(segments.find(7)?.firstSeq, 20);
    assert.equal(segments.find(6), undefined);
    assert.equal(segments.nextNumber, 8);
    segments.removeOldest(1);
    add(30);
    assert.equal(segments.find(8)?.firstSeq, 30);
  });

  it('accept entries in the last one until it is sealed or removed', () => {
    assert.equal(segments.unsealed, undefined);
    add(0, 10);
    assert.equal(segments.unsealed, last());
    segments.seal(segments.all[0] ?? assert.fail('no segment'));
    assert.equal(segments.unsealed, last());
    segments.seal(last());
    assert.equal(segments.unsealed, undefined);
    add(20);
    segments.removeOldest(3);
    assert.equal(segments.unsealed, undefined);
  });

  it('accept no entries in one from disk', () => {
    add(0);
    segments.adopt([segmentFrom(0)], { firstNumber: 0, clearedBefore: 0 });
    assert.equal(segments.unsealed, undefined);
  });

  it('become spare with a clear, and are needed again from an entry on when it is undone', () => {
    add(0, 10);
    segments.clear(15);
    add(15);
    assert.equal(segments.clearedBefore, 15);
    assert.deepEqual(spares(), [true, true, false]);
    assert.deepEqual(
      segments.needed().map(({ number, segment }) => [number, segment.firstSeq]),
      [[2, 15]],
    );
    assert.equal(segments.takeBack(10, 5)?.firstSeq, 10);
    assert.equal(segments.clearedBefore, 5);
    assert.deepEqual(spares(), [true, false, false]);
    assert.equal(segments.takeBack(16, 5), undefined);
  });

  it('are all spare while the log is set aside, and afterwards those before the clear', () => {
    segments.setAside(true);
    segments.adopt([segmentFrom(0), segmentFrom(10)], { firstNumber: 0, clearedBefore: 10 });
    add(20);
    assert.deepEqual(spares(), [true, true, true]);
    segments.setAside(false);
    assert.deepEqual(spares(), [true, false, false]);
  });

  it('count the oldest spare ones up to an entry', () => {
    add(0, 10, 20);
    segments.clear(30);
    assert.equal(segments.countSparesBefore(0), 0);
    assert.equal(segments.countSparesBefore(20), 2);
    assert.equal(segments.countSparesBefore(21), 3);
    add(30);
    assert.equal(segments.countSparesBefore(100), 3);
  });
});
