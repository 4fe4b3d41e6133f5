import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import { Outbox } from '../../../../src/engine/conversation/outbox.ts';
import type { OutgoingFrame } from '../../../../src/engine/conversation/outboxItem.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

const MiB = 1024 * 1024;

/** Shared by all frames: allocating it for each takes longer than the tests. */
const zeros = Buffer.alloc(16 * 1024 * 1024);

/** Returns an answer to which the framing adds bytes. */
function answer(frameBytes: number, addedBytes = 0): OutgoingFrame {
  const frame = frameBytes > zeros.length ? Buffer.alloc(frameBytes) : zeros.subarray(0, frameBytes);
  return { frame, content: frame, wire: encodedFrame([frame, Buffer.alloc(addedBytes)]), origin: 'echo' };
}

const empty = answer(0);

describe('the limits of an outbox', () => {
  let kernel: SlowKernel;
  let outbox: Outbox;
  let refused: number;
  const full = { code: 'SEND_QUEUE_FULL' };

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 10);
    refused = 0;
  });

  // Everything that waits is rejected.
  afterEach(() => {
    mock.restoreAll();
    outbox.fail(() => new Error('the test is over'));
  });

  const send = (outgoing: OutgoingFrame, delayMs = 0) =>
    void outbox.send(outgoing, delayMs).catch(() => {
      refused++;
    });

  it('apply to pending answers, whatever their delays', async () => {
    outbox.limitTo(1_000_000);
    const large = frameOf('x'.repeat(600_000), { rule: 0 });
    void outbox.send(large, 10_000).catch(() => undefined);
    await assert.rejects(outbox.send(large, 10_000), { code: 'SEND_QUEUE_FULL' });
    outbox.fail(() => new Error('the test is over'));
  });

  it('reject an answer longer than the limit, even if nothing waits', async () => {
    const { length } = 'ten bytes.';
    void outbox.send(frameOf('x'.repeat(length), { rule: 0 }));
    const refusal = { code: 'SEND_QUEUE_FULL', params: { bytes: 11, queuedBytes: 10, maxQueuedBytes: 10 } };
    await assert.rejects(outbox.send(frameOf('x'.repeat(length + 1), { rule: 0 })), refusal);
    kernel.takeAll();
    await assert.rejects(outbox.send(frameOf('x'.repeat(length + 1), 'echo')), { code: 'SEND_QUEUE_FULL' });
  });

  it('let answers of a MiB wait, however small the limit is, and not one byte more', async () => {
    // However long this takes.
    mock.method(turnBudget, 'tryTakeMessage', () => true);
    outbox.limitTo(1024);
    for (let sent = 0; sent < MiB; sent += 1024) send(answer(1024));
    await assert.rejects(outbox.send(answer(1)), {
      ...full,
      params: { bytes: 1, queuedBytes: MiB, maxQueuedBytes: MiB },
    });
    kernel.takeAll();
    send(answer(1));
    assert.equal(kernel.pending.length, 1);
  });

  it('let 100,000 answers wait, however short they are', async () => {
    for (let sent = 0; sent < 100_000; sent++) send(empty, 60_000);
    await assert.rejects(outbox.send(empty, 60_000), full);
    assert.equal(refused, 0);
  });

  it('accept an answer in an empty queue, whatever the framing adds', () => {
    send(answer(10, 10));
    assert.equal(kernel.pending.length, 1);
    kernel.takeAll();
    outbox.limitTo(MiB);
    send(answer(MiB, MiB));
    assert.equal(kernel.pending.length, 1);
  });

  it('accept a short answer with nothing before it, and no long one, while those of all peers are too long', async () => {
    outbox.limitTo(16 * MiB);
    const others = Array.from({ length: 17 }, () => new Outbox(new SlowKernel(), 16 * MiB));
    const long = answer(16 * MiB);
    for (const other of others) void other.send(long).catch(() => undefined);
    await assert.rejects(outbox.send(answer(16 * 1024 + 1)), full);
    send(answer(16 * 1024));
    assert.equal(kernel.pending.length, 1);
    for (const other of others) other.fail(() => new Error('the test is over'));
    kernel.takeAll();
    send(long);
    assert.equal(kernel.pending.length, 1);
  });

  it('reject no answer because of requested sends, but requested sends because of answers', async () => {
    outbox.limitTo(2 * MiB);
    send(frameOf('x'.repeat(2 * MiB)));
    send(answer(MiB));
    send(answer(MiB));
    assert.equal(kernel.pending.length, 3);
    kernel.pending.shift()?.();
    await assert.rejects(outbox.send(frameOf('x')), full);
  });

  it('have room again after pending messages were stopped', () => {
    send(frameOf('waits', { rule: 0 }), 60_000);
    assert.ok(outbox.isSending);
    outbox.stop(new Error('stopped'));
    assert.ok(!outbox.isSending);
  });

  it('no longer report congestion by answers that were stopped', () => {
    outbox.limitTo(1_000_000);
    send(frameOf('x'.repeat(300_000), { rule: 0 }), 60_000);
    assert.ok(outbox.congested);
    outbox.stop(new Error('stopped'));
    assert.ok(!outbox.congested);
  });

  it('report congestion by answers, not by requested sends', () => {
    outbox.limitTo(1_000_000);
    const big = 'x'.repeat(300_000);
    void outbox.send(frameOf(big, 'echo'));
    assert.ok(outbox.congested);
    kernel.takeAll();
    assert.ok(!outbox.congested);
  });

  it('report congestion by many answers, however short they are, and when fewer wait', () => {
    let eased = 0;
    kernel.eased = () => void eased++;
    for (let sent = 0; sent <= 10_000; sent++) send(empty);
    assert.ok(outbox.congested);
    kernel.pending.pop()?.();
    assert.deepEqual([outbox.congested, eased], [false, 1]);
  });

  describe('shared by all outboxes', () => {
    const others = new Outbox(new SlowKernel(), 10);

    before(() => {
      for (let sent = 0; sent < 99_990; sent++)
        void others.send(empty, 60_000).catch(() => undefined /* the test is over */);
    });

    after(() => others.fail(() => new Error('the test is over')));

    it('let a few answers wait, however many wait elsewhere', async () => {
      for (let sent = 0; sent < 16; sent++) send(empty, 60_000);
      assert.ok(!outbox.congested);
      send(empty, 60_000);
      assert.ok(outbox.congested);
      await assert.rejects(outbox.send(empty, 60_000), full);
    });

    it('reject no requested sends', async () => {
      for (let sent = 0; sent < 20; sent++) send(empty, 60_000);
      const asked = outbox.send(frameOf('asked'));
      outbox.fail(() => new Error('it waited'));
      await assert.rejects(asked, /it waited/);
    });

    it('have room again when answers elsewhere are lost, and report that', async () => {
      const eased = new Promise<void>(resolve => {
        kernel.eased = resolve;
      });
      for (let sent = 0; sent < 20; sent++) send(empty, 60_000);
      assert.ok(outbox.congested);
      others.fail(() => new Error('lost'));
      assert.ok(!outbox.congested);
      await eased;
    });
  });

  describe('on the memory of all outboxes', () => {
    it('let a few bytes wait, however many wait elsewhere', () => {
      outbox.limitTo(64 * MiB);
      const others = Array.from({ length: 5 }, () => new Outbox(new SlowKernel(), 64 * MiB));
      const large = answer(64 * MiB);
      for (const other of others) void other.send(large, 60_000).catch(() => undefined /* the test is over */);
      send(answer(16 * 1024), 60_000);
      assert.ok(!outbox.congested);
      send(answer(1), 60_000);
      assert.ok(outbox.congested);
      for (const other of others) other.fail(() => new Error('the test is over'));
      assert.ok(!outbox.congested);
    });

    it('refuse a long answer with nothing before it while too many bytes wait elsewhere', async () => {
      outbox.limitTo(64 * MiB);
      const others = Array.from({ length: 5 }, () => new Outbox(new SlowKernel(), 64 * MiB));
      const large = answer(64 * MiB);
      for (const other of others) void other.send(large, 60_000).catch(() => undefined /* the test is over */);
      await assert.rejects(outbox.send(answer(16 * 1024 + 1)), full);
      assert.equal(kernel.pending.length, 0);
      for (const other of others) other.fail(() => new Error('the test is over'));
      send(answer(16 * 1024 + 1));
      assert.equal(kernel.pending.length, 1);
    });
  });
});
