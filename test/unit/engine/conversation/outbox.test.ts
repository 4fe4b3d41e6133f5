import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { Outbox } from '../../../../src/engine/conversation/outbox.ts';
import { neverFails } from '../../../support/neverFails.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

describe('an outbox', () => {
  let kernel: SlowKernel;
  let outbox: Outbox;

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 10);
  });

  it('keeps the order of sends, whatever their delays', async () => {
    const late = outbox.send(frameOf('slow', { rule: 0 }), 20);
    const soon = outbox.send(frameOf('quick'));
    outbox.end();
    assert.deepEqual(kernel.written, []);
    kernel.isFast = true;
    await Promise.all([late, soon]);
    assert.deepEqual(kernel.written, ['slow', 'quick', 'end']);
  });

  it('rejects a send that would exceed the limit as a whole, and accepts it once there is room', async () => {
    const first = outbox.send(frameOf('123456'));
    await assert.rejects(outbox.send(frameOf('78901')), { code: 'SEND_QUEUE_FULL' });
    const exact = outbox.send(frameOf('7890'));
    kernel.takeAll();
    await Promise.all([first, exact]);
    assert.ok(!outbox.isSending);
    void outbox.send(frameOf('1234567890'));
    assert.deepEqual(kernel.written, ['123456', '7890', '1234567890']);
  });

  it('rejects pending sends when the connection is gone, and later ones', async () => {
    const sends = [outbox.send(frameOf('a')), outbox.send(frameOf('b', 'echo'), 1000)];
    const gone = new Error('gone');
    outbox.fail(() => gone);
    for (const send of sends) await assert.rejects(send, gone);
    await assert.rejects(outbox.send(frameOf('c')), gone);
  });

  it('sends nothing after the end', async () => {
    outbox.end();
    await assert.rejects(outbox.send(frameOf('late')), { code: 'STREAM_ENDED' });
  });

  it('passes nothing more to the kernel when stopped, and continues with what it has', async () => {
    const handed = outbox.send(frameOf('a'));
    const waiting = outbox.send(frameOf('b', 'echo'), 1000);
    outbox.stop(new Error('stopped'));
    await assert.rejects(waiting, /stopped/);
    kernel.takeAll();
    await handed;
    await assert.rejects(outbox.send(frameOf('c')), { code: 'STREAM_ENDED' });
    assert.deepEqual(kernel.written, ['a']);
  });

  it('continues if the kernel rejects at once', async () => {
    const refusing = new Outbox(
      {
        write: ({ frame }, taken) => {
          if (frame.length > 1) throw new Error('bad port');
          taken();
        },
        writeLane: () => undefined,
        finish: () => undefined,
        eased: () => undefined,
        ...neverFails,
      },
      10,
    );
    await assert.rejects(refusing.send(frameOf('ab', { rule: 0 }), 1), /bad port/);
    await refusing.send(frameOf('c'));
    assert.ok(!refusing.isSending);
  });
});

describe('a lane of an outbox', () => {
  const never = new AbortController().signal;
  let kernel: SlowKernel;
  let outbox: Outbox;

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 100, 'peer');
  });

  const bytes = (text: string) => [Buffer.from(text)];

  it('starts after earlier sends, without interruption', async () => {
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

  it('blocks chat even while it is waited for, and not afterwards', async () => {
    const first = await outbox.lane(never);
    const canceling = new AbortController();
    const second = outbox.lane(canceling.signal);
    first.release();
    first.release();
    const lane = await second;
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer' } });
    canceling.abort();
    void lane.write(bytes('still held'));
    lane.release();
    void outbox.send(frameOf('chat'));
    assert.deepEqual(kernel.written, ['still held', 'chat']);
  });

  it('names video in the error while video is being sent', async () => {
    const lane = await outbox.lane(never, 'video');
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer', carries: 'video' } });
    const file = outbox.lane(never, 'file');
    await assert.rejects(outbox.send(frameOf('chat')), { code: 'BUSY', params: { address: 'peer' } });
    lane.release();
    (await file).release();
    void outbox.send(frameOf('chat'));
    assert.deepEqual(kernel.written, ['chat']);
  });

  it('is no longer waited for when the signal aborts', async () => {
    const first = await outbox.lane(never);
    const canceling = new AbortController();
    const second = outbox.lane(canceling.signal);
    const third = outbox.lane(never);
    const reason = new Error('cancelled');
    canceling.abort(reason);
    await assert.rejects(second, reason);
    await assert.rejects(outbox.lane(canceling.signal), reason);
    first.release();
    (await third).release();
    void outbox.send(frameOf('chat'));
    assert.deepEqual(kernel.written, ['chat']);
  });

  it('settles each write when the kernel took it', async () => {
    const lane = await outbox.lane(never);
    const [one, other] = [lane.write(bytes('a')), lane.write(bytes('b'))];
    assert.ok(outbox.isSending);
    kernel.pending[0]?.();
    await one;
    const failure = new Error('EPIPE');
    kernel.pending[1]?.(failure);
    kernel.pending[1]?.();
    await assert.rejects(other, failure);
    lane.release();
    await assert.rejects(lane.write(bytes('c')), { code: 'STREAM_ENDED' });
  });

  it('continues after our end was requested, which waits, and can’t be acquired again', async () => {
    const lane = await outbox.lane(never);
    outbox.end();
    await assert.rejects(outbox.lane(never), { code: 'STREAM_ENDED' });
    void lane.write(bytes('a'));
    assert.deepEqual(kernel.written, ['a']);
    lane.release();
    assert.deepEqual(kernel.written, ['a', 'end']);
  });

  it('passes nothing more to the kernel when stopped, and continues with what it has', async () => {
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
    outbox.fail(() => gone);
    await Promise.all(
      [writing, waiting, lane.write(bytes('b')), outbox.lane(never)].map(one => assert.rejects(one, gone)),
    );
    lane.release();
    await setImmediate();
    assert.deepEqual([kernel.written, !outbox.isSending], [['a'], true]);
  });

  it('reports what Node rejects at once', async () => {
    const refusal = new Error('not running');
    const refusing = new Outbox(
      {
        write: () => undefined,
        writeLane: () => {
          throw refusal;
        },
        finish: () => undefined,
        eased: () => undefined,
        ...neverFails,
      },
      100,
    );
    const lane = await refusing.lane(never);
    await assert.rejects(lane.write(bytes('a')), refusal);
    lane.release();
    assert.ok(!refusing.isSending);
  });
});
