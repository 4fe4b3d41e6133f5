import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { SocketError } from '../../../../src/core/socketError.ts';
import { Transfer } from '../../../../src/engine/transfer/transfer.ts';

describe('a transfer', () => {
  let changes: number;
  let transfer: Transfer;

  beforeEach(() => {
    changes = 0;
    transfer = new Transfer({
      endpoint: 'e',
      peer: { number: 1, id: 'p1', address: '127.0.0.1:1' },
      direction: 'in',
      mode: 'raw',
      name: 'a',
      onChange: () => changes++,
    });
  });

  it('continues when it is resumed, and is shown as paused only where it would run', async () => {
    transfer.pause();
    assert.equal(transfer.snapshot.state, 'queued');
    transfer.become('running');
    assert.equal(transfer.snapshot.state, 'paused');
    let sent = false;
    const going = transfer.mayGo().then(() => {
      sent = true;
    });
    await setImmediate();
    assert.equal(sent, false);
    transfer.pause();
    transfer.resume();
    await going;
    await transfer.mayGo();
    assert.equal(transfer.snapshot.state, 'running');
  });

  it('stands still while paused, whatever is still on its way, and ends with everything that was sent', async () => {
    transfer.become('running');
    transfer.advance(10);
    transfer.pause();
    transfer.advance(5);
    transfer.fileDone();
    assert.deepEqual([transfer.snapshot.bytes, transfer.snapshot.files.done], [10, 0]);
    transfer.resume();
    assert.deepEqual([transfer.snapshot.bytes, transfer.snapshot.files.done], [15, 1]);
    transfer.pause();
    transfer.advance(1);
    transfer.fail(SocketError.system('ENOSPC', {}));
    assert.equal((await transfer.ended).bytes, 16);
  });

  it('counts what the receiver had even if it is paused before that is known', () => {
    transfer.pause();
    transfer.learn({ resumedAt: 7 });
    transfer.become('running');
    assert.equal(transfer.snapshot.bytes, 7);
  });

  it('is canceled while it is paused or asking, with the first reason given', async () => {
    transfer.become('running');
    transfer.pause();
    const going = transfer.mayGo();
    const asking = transfer.ask('directory');
    const reason = new SocketError('FILE_INCOMPLETE');
    transfer.cancel(reason);
    transfer.cancel();
    await assert.rejects(going, reason);
    await assert.rejects(asking, reason);
    await assert.rejects(transfer.mayGo(), reason);
    await assert.rejects(transfer.ask('consent'), reason);
    assert.equal(transfer.signal.reason, reason);
    transfer.fail(reason);
    assert.equal((await transfer.ended).state, 'failed');
  });

  it('asks until it is answered, once each time', async () => {
    const asking = transfer.ask('directory');
    assert.deepEqual([transfer.snapshot.state, transfer.snapshot.asks], ['asking', 'directory']);
    transfer.answer({ accept: true });
    transfer.answer({ accept: false });
    await asking;
    assert.equal(transfer.snapshot.asks, undefined);
    transfer.answer({ accept: false });
    const consent = transfer.ask('consent');
    transfer.answer({ accept: false });
    await assert.rejects(consent, { code: 'DECLINED' });
  });

  it('ends once, with its state at that time', async () => {
    transfer.become('running');
    transfer.advance(10);
    transfer.fileDone();
    transfer.succeed({ sha256: 'abc' });
    const { endedMs = 0, ...ended } = await transfer.ended;
    assert.deepEqual([ended.state, ended.size, ended.sha256], ['done', 10, 'abc']);
    assert.ok(endedMs >= ended.queuedMs);
    const before = changes;
    transfer.fail(new SocketError('CANCELLED'));
    transfer.cancel();
    transfer.pause();
    assert.deepEqual([transfer.snapshot.state, transfer.signal.aborted], ['done', false]);
    assert.equal(transfer.snapshot.failure, undefined);
    assert.equal(changes, before, 'nothing has changed');
  });

  it('is canceled by the user and failed by everything else', async () => {
    for (const error of [
      new SocketError('CANCELLED'),
      new SocketError('DECLINED'),
      SocketError.system('ENOSPC', { operation: 'readFile', address: '/tmp/a' }),
    ]) {
      const one = new Transfer({ ...about(), onChange: () => undefined });
      one.isRetriableAfter = state => state === 'failed';
      one.fail(error);
      const { state, canRetry } = await one.ended;
      assert.deepEqual([state, canRetry], error.code === 'ENOSPC' ? ['failed', true] : ['cancelled', false]);
    }
  });

  it('counts what the receiver had, and what earlier attempts have sent', () => {
    const again = new Transfer({ ...about(), files: 3, done: { files: 2, bytes: 20 }, onChange: () => undefined });
    assert.deepEqual([again.snapshot.files, again.snapshot.bytes], [{ done: 2, total: 3 }, 20]);
    again.learn({ resumedAt: 5 });
    again.advance(5);
    assert.deepEqual(again.done, { files: 2, bytes: 20 });
    again.fileDone();
    assert.deepEqual(again.done, { files: 3, bytes: 30 });
  });

  const about = () =>
    ({
      endpoint: 'e',
      peer: { number: 1, id: 'p1', address: '127.0.0.1:1' },
      direction: 'out',
      mode: 'framed',
      name: 'a',
    }) as const;
});
