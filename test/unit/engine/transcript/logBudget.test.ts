import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget, type SegmentOwner } from '../../../../src/engine/transcript/logBudget.ts';
import type { Segment } from '../../../../src/engine/transcript/segment.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { seenBelow } from '../../../support/seenAt.ts';
import { peer, recordReceived, rowsOf, scanned, temporaryTranscripts } from '../../../support/transcripts.ts';

const eventsOf = async (transcript: Transcript) =>
  (await rowsOf(transcript, { kinds: ['event', 'problem'] })).map(({ event }) => event);

/** A segment of this size, as seen by a budget. */
function fakeSegment(size: number, rows = 1, newPeers = 0) {
  const leaveMemory = () => {
    segment.cachedBytes = 0;
  };
  const segment = { size, rows, newPeers, cachedBytes: size, pendingBytes: 0, leaveMemory };
  return segment as unknown as Segment & { pendingBytes: number };
}

describe('the log budget', () => {
  const bounds = { memoryBytes: 100, diskBytes: 800, rows: 80, peers: 16, pendingBytes: 10, segmentBytes: 50 };
  let budget: LogBudget;
  let done: [what: string, segment: Segment][];

  const owner: SegmentOwner = {
    seal: segment => void done.push(['seal', segment]),
    drop: segment => {
      done.push(['drop', segment]);
      budget.remove([segment]);
    },
  };
  const add = (segment: Segment) => {
    budget.add(segment, owner);
    // An added segment was read from disk; what is in memory was appended.
    budget.appended(segment.cachedBytes, 0);
    budget.written(segment.cachedBytes);
    return segment;
  };

  beforeEach(() => {
    budget = new LogBudget(bounds);
    done = [];
  });

  it('considers a segment complete at its size, or an eighth of the total', () => {
    const isComplete = (size: number, rows: number, more: number) => budget.isComplete(fakeSegment(size, rows), more);
    assert.deepEqual([isComplete(40, 0, 10), isComplete(40, 0, 11)], [false, true]);
    assert.deepEqual([isComplete(0, 9, 0), isComplete(0, 10, 0)], [false, true]);
    budget.bounds = { ...bounds, diskBytes: 80 };
    assert.deepEqual([isComplete(0, 0, 10), isComplete(0, 0, 11)], [false, true]);
  });

  it('is saturated only beyond its limit, and resumes waiting callers at it', async () => {
    budget.appended(10, 0);
    assert.equal(budget.saturated, false);
    await budget.drained();
    budget.appended(1, 0);
    assert.equal(budget.saturated, true);
    let isDrained = false;
    const drained = budget.drained().then(() => {
      isDrained = true;
    });
    await Promise.resolve();
    assert.equal(isDrained, false);
    budget.written(1);
    await drained;
  });

  it('resumes waiting callers when what was pending is gone', async () => {
    const segment = fakeSegment(20);
    segment.pendingBytes = 20;
    budget.add(segment, owner);
    budget.appended(20, 0);
    const drained = budget.drained();
    budget.remove([segment]);
    await drained;
  });

  it('drops the oldest segments until the rest is within the limits, which may be all of them', () => {
    const [old, young] = [fakeSegment(100, 30), fakeSegment(100, 50)];
    budget.add(old, owner);
    budget.add(young, owner);
    budget.enforce();
    assert.deepEqual(done, []);
    budget.appended(0, 1);
    budget.enforce();
    assert.deepEqual(done, [['drop', old]]);
    assert.deepEqual(budget.storage.now.reached, ['rows']);
    budget.bounds = { ...bounds, diskBytes: 0 };
    assert.deepEqual(done.slice(1), [['drop', young]]);
    assert.deepEqual(budget.storage.now.reached, ['disk'], 'a different limit was reached before');
  });

  it('drops the oldest if they belong to too many peers, and reports it', () => {
    const [old, young] = [fakeSegment(1, 1, 10), fakeSegment(1, 1, 6)];
    budget.add(old, owner);
    budget.add(young, owner);
    budget.enforce();
    assert.deepEqual(done, []);
    budget.appendedPeer();
    budget.enforce();
    assert.deepEqual([done, budget.storage.now.reached], [[['drop', old]], ['peers']]);
    assert.ok(budget.isComplete(fakeSegment(1, 1, 2), 0) && !budget.isComplete(fakeSegment(1, 1, 1), 0));
  });

  it('lets the oldest leave memory, except what is not on disk yet', () => {
    const pending = fakeSegment(60);
    pending.pendingBytes = 1;
    const [, old, young] = [add(pending), add(fakeSegment(50)), add(fakeSegment(20))];
    budget.enforce();
    assert.deepEqual(done, [['seal', old]]);
    assert.deepEqual(budget.storage.now.reached, ['memory']);
    assert.deepEqual([old?.cachedBytes, young?.cachedBytes], [0, 20]);
    budget.appended(21, 0);
    budget.enforce();
    assert.deepEqual(done.slice(1), [['seal', young]]);
  });

  it('drops what is kept only for an undo before older segments, and lets it leave memory first', () => {
    const [old, spare] = [add(fakeSegment(60)), add(fakeSegment(50))];
    Object.assign(spare, { isSpare: true });
    budget.enforce();
    assert.deepEqual(done, [['seal', spare]]);
    budget.bounds = { ...bounds, diskBytes: 200 };
    assert.deepEqual(done.slice(1), [['drop', spare]]);
    assert.deepEqual(budget.storage.now.reached, []);
    budget.bounds = { ...bounds, diskBytes: 10 };
    assert.deepEqual(done.slice(2), [['drop', old]]);
    assert.deepEqual(budget.storage.now.reached, ['disk']);
  });

  it('isn’t reentered while it runs', () => {
    const [one, other] = [fakeSegment(900), fakeSegment(1)];
    budget.add(one, {
      ...owner,
      drop: (...dropped) => {
        budget.appended(900, 0);
        budget.enforce();
        owner.drop(...dropped);
      },
    });
    budget.add(other, owner);
    budget.enforce();
    assert.deepEqual(
      done.map(([, segment]) => segment),
      [one, other],
    );
  });
});

describe('the limits of transcripts', () => {
  const transcripts = temporaryTranscripts();

  it('drop the oldest segments from disk, and keep the numbers of the others', async () => {
    const transcript = transcripts.open('e', { bounds: { diskBytes: 10_000, segmentBytes: 1000 } });
    for (let at = 0; at < 100; at++) recordReceived(transcript, `${at}:`.padEnd(400, '.'));
    assert.ok(transcript.index.first > 0);
    const rows = await rowsOf(transcript, { kinds: ['in'] });
    assert.equal(rows[0]?.seq, transcript.index.first);
    for (const { seq, text } of rows) {
      assert.equal(seq, Number(text.split(':')[0]));
    }
    const last = rows.at(-1);
    assert.match(last?.text ?? '', /^99:/);
    await assert.rejects(transcript.rows.entryBytes(0, 0, 1), RangeError);
    assert.deepEqual((await transcript.rows.entries(0, 1))[0]?.seq, transcript.index.first);
    await transcript.drained();
    const files = async () => (await readdir(join(transcripts.storage, 'e')).catch(() => [])).length;
    await seenBelow(transcripts.storage, async () => (await files()) <= 12);
  });

  it('add nothing to the transcripts when reached', async () => {
    const transcript = transcripts.open('e', { bounds: { rows: 50, segmentBytes: 1000 } });
    for (let at = 0; at < 120; at++) recordReceived(transcript, 'x');
    assert.ok(transcript.index.count - transcript.index.first <= 50);
    assert.equal(transcript.index.count, 120);
    assert.deepEqual(await eventsOf(transcript), []);
  });

  it('hold for peers, also for those in a log that was read from disk', async () => {
    const bounds = { peers: 20, segmentBytes: 1000 };
    const receiveFrom = (one: Transcript, from: number, to: number) => {
      for (let number = from; number <= to; number++)
        recordReceived(one, 'x', { number, id: `p${number}`, address: `127.0.0.1:${number}` });
    };
    const transcript = transcripts.open('e', { bounds });
    receiveFrom(transcript, 1, 20);
    assert.equal(transcript.index.first, 0);
    await transcript.close();
    const next = transcripts.open('e', { bounds });
    await next.recover();
    assert.equal(next.index.first, 0);
    receiveFrom(next, 21, 21);
    const { first } = next.index;
    assert.ok(first > 0, 'the oldest are gone');
    assert.deepEqual([next.index.hasEntriesOf(first), next.index.hasEntriesOf(first + 1)], [false, true]);
  });

  it('apply to all transcripts together: the oldest segment of any is dropped', async () => {
    const budget = new LogBudget({ ...defaultLogBounds, diskBytes: 20_000, segmentBytes: 4000 });
    const quiet = transcripts.open('quiet', { budget });
    const busy = transcripts.open('busy', { budget });
    recordReceived(quiet, 'old');
    for (let at = 0; at < 22; at++) recordReceived(busy, Buffer.alloc(1000));
    assert.equal(quiet.index.first, 1);
    assert.deepEqual(budget.storage.now.reached, ['disk']);
    recordReceived(quiet, 'new');
    assert.equal((await rowsOf(quiet)).at(-1)?.text, 'new');
    budget.bounds = { ...budget.bounds, diskBytes: 5000 };
    assert.ok(busy.index.count - busy.index.first <= 5);
  });

  it('don’t stop a log whose only segment was dropped while waiting to be written', async () => {
    const budget = new LogBudget({ ...defaultLogBounds, diskBytes: 20_000, pendingBytes: 0 });
    const quiet = transcripts.open('quiet', { budget });
    const busy = transcripts.open('busy', { budget });
    recordReceived(quiet, 'old');
    await quiet.drained();
    recordReceived(quiet, 'older than the flood');
    for (let at = 0; at < 200; at++) recordReceived(busy, Buffer.alloc(1000));
    await busy.drained();
    assert.equal(quiet.index.first, quiet.index.count);
    recordReceived(quiet, 'new');
    await quiet.drained();
    assert.equal((await rowsOf(quiet)).at(-1)?.text, 'new');
  });

  it('count nothing twice when a transcript is cleared in a flood', async () => {
    const budget = new LogBudget({ ...defaultLogBounds, pendingBytes: 100_000 });
    const transcript = transcripts.open('e', { budget });
    for (let round = 0; round < 10; round++) {
      for (let at = 0; at < 20; at++) recordReceived(transcript, Buffer.alloc(50_000));
      await new Promise(setImmediate);
      await transcript.clear();
    }
    await transcript.drained();
    recordReceived(transcript, Buffer.alloc(150_000));
    assert.ok(transcript.saturated, 'too few pending bytes were counted');
  });

  it('drop cleared rows first, silently, until there is nothing to undo', async () => {
    const budget = new LogBudget({ ...defaultLogBounds, diskBytes: 20_000, segmentBytes: 4000 });
    const old = transcripts.open('old', { budget });
    const cleared = transcripts.open('cleared', { budget });
    recordReceived(old, 'old');
    for (let at = 0; at < 10; at++) recordReceived(cleared, Buffer.alloc(1000));
    await cleared.clear(true);
    for (let at = 0; at < 12; at++) recordReceived(old, Buffer.alloc(1000));
    assert.deepEqual([old.index.first, cleared.undoableClears.length], [0, 1]);
    await cleared.undoClear();
    assert.ok(
      cleared.index.first > 0 && cleared.index.dropped === cleared.index.first,
      'what was dropped is still gone',
    );
    await cleared.clear(true);
    for (let at = 0; at < 5; at++) recordReceived(old, Buffer.alloc(1000));
    assert.deepEqual([old.index.first, cleared.undoableClears.length], [0, 0]);
    assert.deepEqual(budget.storage.now.reached, []);
  });

  it('drop a transcript that was set aside first, and no longer once it is restored', async () => {
    const budget = new LogBudget({ ...defaultLogBounds, diskBytes: 23_000, segmentBytes: 2000 });
    const old = transcripts.open('old', { budget });
    const aside = transcripts.open('aside', { budget });
    for (let at = 0; at < 9; at++) recordReceived(old, Buffer.alloc(1000));
    for (let at = 0; at < 9; at++) recordReceived(aside, Buffer.alloc(1000));
    aside.setAside(true);
    for (let at = 0; at < 3; at++) recordReceived(old, Buffer.alloc(1000));
    assert.equal(old.index.first, 0);
    assert.ok(aside.index.first > 0);
    assert.deepEqual(budget.storage.now.reached, []);
    aside.setAside(false);
    for (let at = 0; at < 4; at++) recordReceived(old, Buffer.alloc(1000));
    assert.ok(old.index.first > 0);
    assert.deepEqual(budget.storage.now.reached, ['disk']);
  });

  it('move segments out of memory, which are then read from disk', async () => {
    const transcript = transcripts.open('e', { bounds: { memoryBytes: 5000, segmentBytes: 1000, pendingBytes: 0 } });
    for (let at = 0; at < 200; at++) {
      recordReceived(transcript, String(at).padEnd(100));
      if (at === 100) await transcript.drained();
    }
    const rows = await rowsOf(transcript);
    assert.deepEqual(
      rows.filter(row => row.direction === 'in').map(({ text }) => Number(text)),
      Array.from({ length: 200 }, (_, at) => at),
    );
    const found = await scanned(transcript, { search: { regex: '^1?50 ' }, onlyMatches: true });
    assert.deepEqual(
      found.rows.map(({ text }) => Number(text)),
      [50, 150],
    );
  });

  it('don’t change the positions of a view', async () => {
    const transcript = transcripts.open('e', { bounds: { rows: 100, segmentBytes: 500 } });
    for (let at = 0; at < 80; at++) recordReceived(transcript, at % 2 ? 'odd' : 'even');
    const { view } = await scanned(transcript, { search: { text: 'odd' }, onlyMatches: true });
    assert.equal(view.locate({ seq: 79 })?.position, 39);
    for (let at = 0; at < 60; at++) recordReceived(transcript, 'even');
    const { first, end } = view.state;
    assert.equal(end, 40);
    assert.ok(first > 0);
    const { from, rows } = await view.rows(0, 100);
    assert.equal(from, first);
    assert.equal(rows[0]?.seq, 2 * first + 1);
    assert.deepEqual(view.locate({ match: 0 }), { position: first, seq: 2 * first + 1, match: 0 });
    assert.deepEqual(view.locate({ matchFrom: 0 })?.match, 0);
    assert.equal(view.state.matches, 40 - first);
  });

  it('drop peers that have no entries left', async () => {
    const transcript = transcripts.open('e', { bounds: { rows: 20, segmentBytes: 300 } });
    for (let number = 1; number <= 100; number++)
      recordReceived(transcript, 'x', { number, id: `p${number}`, address: `h:${number}` });
    assert.equal(transcript.index.peerOf(1), undefined);
    assert.equal(transcript.index.peerOf(100)?.address, 'h:100');
    assert.equal(transcript.index.lastPeerNumber, 100);
    recordReceived(transcript, 'again', peer);
    assert.equal((await rowsOf(transcript)).at(-1)?.peer?.id, 'p1');
  });
});
