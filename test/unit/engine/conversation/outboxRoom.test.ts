import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { SocketError } from '../../../../src/core/socketError.ts';
import { Outbox } from '../../../../src/engine/conversation/outbox.ts';
import type { RecordRoom } from '../../../../src/engine/conversation/recordRoom.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

/** A transcript whose room is controlled by the test. */
class FakeRoom implements RecordRoom {
  saturated = false;
  refusal: SocketError | undefined;
  #changed = Promise.withResolvers<void>();

  /** How often waiting messages were reported. */
  paused = 0;

  sendingPaused(): void {
    this.paused++;
  }

  roomChanged(): Promise<void> {
    return this.#changed.promise;
  }

  announce(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}

describe('an outbox without room in the transcript', () => {
  const diskFull = new SocketError('DISK_FULL', { reason: 'ENOSPC', detail: '' });
  let kernel: SlowKernel;
  let outbox: Outbox;
  let room: FakeRoom;

  beforeEach(() => {
    kernel = new SlowKernel();
    outbox = new Outbox(kernel, 10);
    room = new FakeRoom();
    kernel.room = room;
    kernel.isFast = true;
  });

  it('keeps pending messages while the disk is slow, and continues in order', async () => {
    room.saturated = true;
    const sends = [outbox.send(frameOf('a')), outbox.send(frameOf('b', 'echo')), outbox.send(frameOf('c'))];
    assert.deepEqual(kernel.written, []);
    room.saturated = false;
    room.announce();
    await Promise.all(sends);
    assert.deepEqual(kernel.written, ['a', 'b', 'c']);
  });

  it('rejects requested sends if the disk is full, and keeps the answers', async () => {
    room.saturated = true;
    const asked = outbox.send(frameOf('a'));
    const answer = outbox.send(frameOf('b', 'echo'));
    const behind = outbox.send(frameOf('c'));
    outbox.end();
    room.refusal = diskFull;
    room.announce();
    await assert.rejects(asked, diskFull);
    await assert.rejects(behind, diskFull);
    assert.equal(room.paused, 1);
    room.refusal = undefined;
    room.saturated = false;
    room.announce();
    await answer;
    assert.deepEqual(kernel.written, ['b', 'end']);
  });

  it('rejects requested sends while the disk is full', async () => {
    room.saturated = true;
    room.refusal = diskFull;
    for (const text of ['a', 'b']) await assert.rejects(outbox.send(frameOf(text)), diskFull);
    assert.equal(room.paused, 0);
    room.saturated = false;
    room.refusal = undefined;
    await outbox.send(frameOf('c'));
    assert.deepEqual(kernel.written, ['c']);
  });

  it('holds back what has the lane, and discards it with the connection', async () => {
    const lane = await outbox.lane(new AbortController().signal);
    room.saturated = true;
    const first = lane.write([Buffer.from('a')]);
    room.refusal = diskFull;
    room.announce();
    await setImmediate();
    assert.deepEqual([kernel.written, room.paused], [[], 1]);
    room.refusal = undefined;
    room.saturated = false;
    room.announce();
    await first;
    room.saturated = true;
    const second = lane.write([Buffer.from('b')]);
    const third = lane.write([Buffer.from('c')]);
    outbox.stop(new Error('stopped'));
    await assert.rejects(second, /stopped/);
    outbox.fail(() => new Error('gone'));
    await assert.rejects(third, /stopped/);
    room.saturated = false;
    room.announce();
    await setImmediate();
    assert.deepEqual(kernel.written, ['a']);
  });

  it('rejects all requested sends then, and reports nothing if only those waited', async () => {
    room.saturated = true;
    const asked = outbox.send(frameOf('a'));
    outbox.end();
    room.refusal = diskFull;
    room.announce();
    await assert.rejects(asked, diskFull);
    await setImmediate();
    // The end of the stream needs no room.
    assert.deepEqual([room.paused, kernel.written, outbox.isSending], [0, ['end'], false]);
  });

  it('passes nothing on if another change brings no room', async () => {
    const lane = await outbox.lane(new AbortController().signal);
    room.saturated = true;
    const write = lane.write([Buffer.from('a')]);
    room.announce();
    await setImmediate();
    assert.deepEqual(kernel.written, []);
    room.saturated = false;
    room.announce();
    await write;
    assert.deepEqual(kernel.written, ['a']);
  });

  for (const how of ['stop', 'fail'] as const)
    it(`discards what it held back of a lane: ${how}`, async () => {
      const lane = await outbox.lane(new AbortController().signal);
      room.saturated = true;
      const write = lane.write([Buffer.from('a')]);
      const over = new Error('over');
      if (how === 'stop') outbox.stop(over);
      else outbox.fail(() => over);
      await assert.rejects(write, /over/);
      room.saturated = false;
      room.announce();
      await setImmediate();
      assert.deepEqual(kernel.written, []);
    });
});
