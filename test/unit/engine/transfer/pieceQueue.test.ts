import assert from 'node:assert/strict';
import { PieceQueue } from '../../../../src/engine/transfer/pieceQueue.ts';
import { allWaitingBytes } from '../../../../src/engine/transfer/waitingBytes.ts';

describe('a piece queue', () => {
  let rooms: number;
  let queue: PieceQueue<string>;

  beforeEach(() => {
    rooms = 0;
    queue = new PieceQueue(
      piece => piece.length,
      () => 4,
      () => rooms++,
    );
  });

  it('returns pieces in order, including those that arrive while waiting, and nothing after the last', async () => {
    queue.push('a');
    queue.push('b');
    assert.deepEqual([await queue.take(), await queue.take()], ['a', 'b']);
    const waiting = queue.take();
    queue.push('c');
    queue.push('d');
    assert.equal(await waiting, 'c');
    queue.end();
    assert.deepEqual([await queue.take(), await queue.take(), await queue.take()], ['d', undefined, undefined]);
  });

  it('is awaited until the next piece arrives, or is no longer wanted', async () => {
    assert.equal(queue.isAwaited, false);
    const waiting = queue.take();
    assert.equal(queue.isAwaited, true);
    queue.push('a');
    assert.equal(queue.isAwaited, false);
    await waiting;
    const abort = new AbortController();
    const unwanted = assert.rejects(queue.take(abort.signal), { name: 'AbortError' });
    assert.equal(queue.isAwaited, true);
    abort.abort();
    assert.equal(queue.isAwaited, false);
    await unwanted;
  });

  it('is full above its limit, and reports once when it no longer is', async () => {
    queue.push('1234');
    assert.equal(queue.isFull, false);
    queue.push('5');
    queue.push('6');
    assert.equal(queue.isFull, true);
    await queue.take();
    assert.deepEqual([queue.isFull, rooms], [false, 1]);
    await queue.take();
    assert.equal(rooms, 1);
  });

  it('says so, too, when its limit was raised while it was full', async () => {
    let maxBytes = 1;
    queue = new PieceQueue(
      piece => piece.length,
      () => maxBytes,
      () => rooms++,
    );
    queue.push('1');
    queue.push('2');
    assert.equal(queue.isFull, true);
    maxBytes = 4;
    await queue.take();
    await queue.take();
    assert.equal(rooms, 1);
  });

  it('counts what waits among the bytes of all files, until it is taken or given up', async () => {
    const before = allWaitingBytes.bytes;
    queue.push('1234');
    queue.push('5');
    assert.equal(allWaitingBytes.bytes - before, 5);
    await queue.take();
    assert.equal(allWaitingBytes.bytes - before, 1);
    queue.fail(new Error('given up'));
    queue.push('6');
    assert.equal(allWaitingBytes.bytes - before, 0);
  });

  it('notifies waiting readers when it ends, fails, or the signal aborts', async () => {
    const ended = queue.take();
    queue.end();
    assert.equal(await ended, undefined);
    const other = new PieceQueue<string>(
      () => 1,
      () => 0,
      () => rooms++,
    );
    const canceling = new AbortController();
    const canceled = other.take(canceling.signal);
    const reason = new Error('cancelled');
    canceling.abort(reason);
    await assert.rejects(canceled, reason);
    await assert.rejects(other.take(canceling.signal), reason);
    other.push('kept for the next');
    assert.equal(await other.take(), 'kept for the next');
    const failing = other.take();
    const failure = new Error('failed');
    other.fail(failure);
    await assert.rejects(failing, failure);
  });

  it('keeps nothing after a failure', async () => {
    queue.push('12345');
    const failure = new Error('failed');
    queue.fail(failure);
    queue.fail(new Error('a later one'));
    queue.push('67890');
    assert.deepEqual([queue.isFull, rooms], [false, 2]);
    await assert.rejects(queue.take(), failure);
  });
});
