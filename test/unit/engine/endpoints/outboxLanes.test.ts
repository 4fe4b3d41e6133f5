import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Outbox } from '../../../../src/engine/endpoints/outbox.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

describe('a lane of an outbox', () => {
  const never = new AbortController().signal;
  let kernel: SlowKernel;
  let outbox: Outbox;

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 100, 'peer');
  });

  const bytes = (text: string) => [Buffer.from(text)];

  it('comes after what was asked for before, and lets nothing in between', async () => {
    void outbox.send(frameOf('first'));
    const answer = outbox.send(frameOf('late', 'echo'), 5);
    const lane = await outbox.lane(never);
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer' } });
    void outbox.send(frameOf('answer', 'echo'));
    outbox.end();
    void lane.write(bytes('a'));
    void lane.write(bytes('b'));
    assert.deepEqual(kernel.written, ['first', 'late', 'a', 'b']);
    lane.release();
    assert.deepEqual(kernel.written, ['first', 'late', 'a', 'b', 'answer', 'end']);
    kernel.takeAll();
    await answer;
  });

  it('is busy for chat also while it is only waited for, and free afterwards', async () => {
    const first = await outbox.lane(never);
    const cancelling = new AbortController();
    const second = outbox.lane(cancelling.signal);
    first.release();
    first.release();
    const lane = await second;
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer' } });
    cancelling.abort();
    void lane.write(bytes('still held'));
    lane.release();
    void outbox.send(frameOf('chat'));
    assert.deepEqual(kernel.written, ['still held', 'chat']);
  });

  it('tells who is refused that it is video that goes', async () => {
    const lane = await outbox.lane(never, 'video');
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer', carries: 'video' } });
    const file = outbox.lane(never, 'file');
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer' } });
    lane.release();
    (await file).release();
    void outbox.send(frameOf('chat'));
    assert.deepEqual(kernel.written, ['chat']);
  });

  it('is not waited for any more when the signal comes', async () => {
    const first = await outbox.lane(never);
    const cancelling = new AbortController();
    const second = outbox.lane(cancelling.signal);
    const third = outbox.lane(never);
    const reason = new Error('cancelled');
    cancelling.abort(reason);
    await assert.rejects(second, reason);
    await assert.rejects(outbox.lane(cancelling.signal), reason);
    first.release();
    (await third).release();
    void outbox.send(frameOf('chat'));
    assert.deepEqual(kernel.written, ['chat']);
  });

  it('tells each write whether the kernel took it', async () => {
    const lane = await outbox.lane(never);
    const [one, other] = [lane.write(bytes('a')), lane.write(bytes('b'))];
    assert.equal(outbox.idle, false);
    kernel.pending[0]?.();
    await one;
    const failure = new Error('EPIPE');
    kernel.pending[1]?.(failure);
    kernel.pending[1]?.();
    await assert.rejects(other, failure);
    lane.release();
    await assert.rejects(lane.write(bytes('c')), { code: 'STREAM_ENDED' });
  });

  it('goes on after our end was asked for, which waits, and no other is given then', async () => {
    const lane = await outbox.lane(never);
    outbox.end();
    await assert.rejects(outbox.lane(never), { code: 'STREAM_ENDED' });
    void lane.write(bytes('a'));
    assert.deepEqual(kernel.written, ['a']);
    lane.release();
    assert.deepEqual(kernel.written, ['a', 'end']);
  });

  it('hands nothing more to the kernel when it is stopped, which goes on with what it has', async () => {
    const lane = await outbox.lane(never);
    const writing = lane.write(bytes('a'));
    const waiting = outbox.lane(never);
    const stopped = new Error('stopped');
    outbox.stop(stopped);
    await assert.rejects(waiting, stopped);
    await assert.rejects(lane.write(bytes('b')), stopped);
    kernel.pending[0]?.();
    await writing;
    lane.release();
    assert.deepEqual(kernel.written, ['a']);
  });

  it('fails with the connection, held or waited for', async () => {
    const lane = await outbox.lane(never);
    const writing = lane.write(bytes('a'));
    const waiting = outbox.lane(never);
    const gone = new Error('gone');
    outbox.fail(gone);
    await Promise.all(
      [writing, waiting, lane.write(bytes('b')), outbox.lane(never)].map(one => assert.rejects(one, gone)),
    );
    lane.release();
    await setImmediate();
    assert.deepEqual([kernel.written, outbox.idle], [['a'], true]);
  });

  it('tells what Node refuses at once', async () => {
    const refusal = new Error('not running');
    const refusing = new Outbox(
      {
        write: () => undefined,
        carry: () => {
          throw refusal;
        },
        finish: () => undefined,
        eased: () => undefined,
      },
      100,
    );
    const lane = await refusing.lane(never);
    await assert.rejects(lane.write(bytes('a')), refusal);
    assert.ok(refusing.idle);
  });
});
