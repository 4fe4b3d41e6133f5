import assert from 'node:assert/strict';
import { EchoLoopGuard } from '../../../../src/engine/endpoints/echoLoopGuard.ts';
import { Outbox } from '../../../../src/engine/endpoints/outbox.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

describe('an outbox', () => {
  let kernel: SlowKernel;
  let outbox: Outbox;

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 10);
  });

  it('keeps the order in which sends were asked for, whatever their delays', async () => {
    const late = outbox.send(frameOf('slow', { rule: 0 }), 20);
    const soon = outbox.send(frameOf('quick'));
    outbox.end();
    assert.deepEqual(kernel.written, []);
    kernel.isFast = true;
    await Promise.all([late, soon]);
    assert.deepEqual(kernel.written, ['slow', 'quick', 'end']);
  });

  it('refuses whole what would exceed the limit, and takes it when there is room again', async () => {
    const first = outbox.send(frameOf('123456'));
    await assert.rejects(outbox.send(frameOf('78901')), { code: 'SEND_QUEUE_FULL' });
    const exact = outbox.send(frameOf('7890'));
    kernel.takeAll();
    await Promise.all([first, exact]);
    assert.ok(outbox.idle);
    void outbox.send(frameOf('1234567890'));
    assert.deepEqual(kernel.written, ['123456', '7890', '1234567890']);
  });

  it('rejects what waits when the connection goes, and what comes after', async () => {
    const sends = [outbox.send(frameOf('a')), outbox.send(frameOf('b', 'echo'), 1000)];
    const gone = new Error('gone');
    outbox.fail(gone);
    for (const send of sends) await assert.rejects(send, gone);
    await assert.rejects(outbox.send(frameOf('c')), gone);
  });

  it('sends nothing after the end', async () => {
    outbox.end();
    await assert.rejects(outbox.send(frameOf('late')), { code: 'STREAM_ENDED' });
  });

  it('hands nothing more to the kernel when it is stopped, which goes on with what it has', async () => {
    const handed = outbox.send(frameOf('a'));
    const waiting = outbox.send(frameOf('b', 'echo'), 1000);
    outbox.stop(new Error('stopped'));
    await assert.rejects(waiting, /stopped/);
    kernel.takeAll();
    await handed;
    await assert.rejects(outbox.send(frameOf('c')), { code: 'STREAM_ENDED' });
    assert.deepEqual(kernel.written, ['a']);
  });

  it('bounds the answers that wait, whatever their delays', async () => {
    const large = frameOf('x'.repeat(600_000), { rule: 0 });
    void outbox.send(large, 10_000).catch(() => undefined);
    await assert.rejects(outbox.send(large, 10_000), { code: 'SEND_QUEUE_FULL' });
    outbox.fail(new Error('the test is over'));
  });

  it('goes on when the kernel refuses at once', async () => {
    const refusing = new Outbox(
      {
        write: ({ frame }, taken) => {
          if (frame.length > 1) throw new Error('bad port');
          taken();
        },
        carry: () => undefined,
        finish: () => undefined,
        eased: () => undefined,
      },
      10,
    );
    await assert.rejects(refusing.send(frameOf('ab', { rule: 0 }), 1), /bad port/);
    await refusing.send(frameOf('c'));
    assert.ok(refusing.idle);
  });

  it('is congested by answers, not by what was asked for', () => {
    const big = 'x'.repeat(300_000);
    void outbox.send(frameOf(big, 'echo'));
    assert.ok(outbox.congested);
    kernel.takeAll();
    assert.ok(!outbox.congested);
  });
});

describe('the echo-loop guard', () => {
  const frame = Buffer.from('ping');

  it('stops what came back unchanged sixteen times', () => {
    const guard = new EchoLoopGuard();
    guard.sent(frame, false);
    let answered = 0;
    while (!guard.isLoop(frame)) {
      guard.sent(frame, true);
      answered++;
    }
    assert.equal(answered, 15);
  });

  it('lets a peer repeat its own message for ever', () => {
    const guard = new EchoLoopGuard();
    for (let round = 0; round < 1000; round++) {
      assert.ok(!guard.isLoop(frame));
      guard.sent(frame, true);
    }
  });

  it('forgets a chain that another message broke', () => {
    const guard = new EchoLoopGuard();
    guard.sent(frame, false);
    for (let round = 0; round < 10; round++) guard.isLoop(frame);
    assert.ok(!guard.isLoop(Buffer.from('other')));
    for (let round = 0; round < 100; round++) assert.ok(!guard.isLoop(frame));
  });
});
