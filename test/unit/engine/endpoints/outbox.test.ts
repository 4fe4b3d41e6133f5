import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { SocketError } from '../../../../src/core/socketError.ts';
import { Outbox } from '../../../../src/engine/endpoints/outbox.ts';
import type { RecordRoom } from '../../../../src/engine/endpoints/recordRoom.ts';
import { neverFails } from '../../../support/neverFails.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { frameOf, SlowKernel } from './slowKernel.ts';

/** A transcript whose room a test decides on. */
class FakeRoom implements RecordRoom {
  saturated = false;
  refusal: SocketError | undefined;
  #changed = Promise.withResolvers<void>();

  /** How often it was reported that something waits. */
  paused = 0;

  sendingPaused(): void {
    this.paused++;
  }

  roomChanged(): Promise<void> {
    return this.#changed.promise;
  }

  tell(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}

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

  describe('without room in the transcript', () => {
    const diskFull = new SocketError('DISK_FULL', { reason: 'ENOSPC' });
    let room: FakeRoom;

    beforeEach(() => {
      room = new FakeRoom();
      kernel.room = room;
      kernel.isFast = true;
    });

    it('keeps what waits while the disk is slow, and continues in order', async () => {
      room.saturated = true;
      const sends = [outbox.send(frameOf('a')), outbox.send(frameOf('b', 'echo')), outbox.send(frameOf('c'))];
      assert.deepEqual(kernel.written, []);
      room.saturated = false;
      room.tell();
      await Promise.all(sends);
      assert.deepEqual(kernel.written, ['a', 'b', 'c']);
    });

    it('refuses what was asked for when the disk takes nothing, and keeps the answers', async () => {
      room.saturated = true;
      const asked = outbox.send(frameOf('a'));
      const answer = outbox.send(frameOf('b', 'echo'));
      const behind = outbox.send(frameOf('c'));
      outbox.end();
      room.refusal = diskFull;
      room.tell();
      await assert.rejects(asked, diskFull);
      await assert.rejects(behind, diskFull);
      assert.equal(room.paused, 1);
      room.refusal = undefined;
      room.saturated = false;
      room.tell();
      await answer;
      assert.deepEqual(kernel.written, ['b', 'end']);
    });

    it('refuses what is asked for while the disk takes nothing', async () => {
      room.saturated = true;
      room.refusal = diskFull;
      await assert.rejects(outbox.send(frameOf('a')), diskFull);
      assert.equal(room.paused, 0);
      room.saturated = false;
      room.refusal = undefined;
      await outbox.send(frameOf('b'));
      assert.deepEqual(kernel.written, ['b']);
    });

    it('keeps back what holds the lane, and gives it up with the connection', async () => {
      const lane = await outbox.lane(new AbortController().signal);
      room.saturated = true;
      const first = lane.write([Buffer.from('a')]);
      room.refusal = diskFull;
      room.tell();
      await setImmediate();
      assert.deepEqual([kernel.written, room.paused], [[], 1]);
      room.refusal = undefined;
      room.saturated = false;
      room.tell();
      await first;
      room.saturated = true;
      const second = lane.write([Buffer.from('b')]);
      const third = lane.write([Buffer.from('c')]);
      outbox.stop(new Error('stopped'));
      await assert.rejects(second, /stopped/);
      outbox.fail(new Error('gone'));
      await assert.rejects(third, /stopped/);
      room.saturated = false;
      room.tell();
      await setImmediate();
      assert.deepEqual(kernel.written, ['a']);
    });
  });

  describe('with thousands of answers', () => {
    const texts = Array.from({ length: 5000 }, (_, at) => String(at));

    beforeEach(() => outbox.limitTo(1_000_000));
    afterEach(() => mock.restoreAll());

    const sendAll = (delayMs = 0) => texts.map(text => outbox.send(frameOf(text, { rule: 0 }), delayMs));
    /** Counts what is written in each turn in which something is. */
    const countTurns = () => {
      const counts: number[] = [];
      let isSameTurn = false;
      const { write } = kernel;
      kernel.write = (...args) => {
        if (!isSameTurn) {
          isSameTurn = true;
          counts.push(0);
          void setImmediate().then(() => {
            isSameTurn = false;
          });
        }
        counts.push((counts.pop() ?? 0) + 1);
        write.apply(kernel, args);
      };
      return counts;
    };

    it('that are due hands them over in turns, in order, and what is asked for then behind them', async () => {
      shortTurns(100);
      kernel.isFast = true;
      const counts = countTurns();
      const sends = sendAll(1);
      await sends[0];
      const behind = outbox.send(frameOf('behind'));
      await Promise.all([...sends, behind]);
      assert.deepEqual(kernel.written, [...texts, 'behind']);
      assert.ok(Math.max(...counts) <= 200, `${counts} were written`);
    });

    it('that waited for a lane hands them over in turns, and none while the next lane is held', async () => {
      kernel.isFast = true;
      const lane = await outbox.lane(new AbortController().signal);
      const sends = sendAll();
      const next = outbox.lane(new AbortController().signal);
      const last = outbox.send(frameOf('last', { rule: 0 }));
      await setImmediate();
      const counts = countTurns();
      shortTurns(100);
      lane.release();
      const held = await next;
      assert.deepEqual(kernel.written, texts);
      assert.ok(Math.max(...counts) <= 200, `${counts} were written`);
      await setImmediate();
      assert.deepEqual(kernel.written, texts);
      held.release();
      await Promise.all([...sends, last]);
      assert.deepEqual(kernel.written, [...texts, 'last']);
    });

    for (const how of ['fail', 'stop'] as const)
      it(`rejects all of them, in several turns: ${how}`, async () => {
        let rejected = 0;
        const lane = await outbox.lane(new AbortController().signal);
        const sends = sendAll().map(send => send.catch(() => rejected++));
        outbox[how](new Error('over'));
        // Behind all microtasks.
        await new Promise(resolve => queueMicrotask(() => process.nextTick(resolve)));
        assert.ok(rejected > 0 && rejected < texts.length, `${rejected} were rejected at once`);
        await Promise.all(sends);
        assert.equal(rejected, texts.length);
        lane.release();
        assert.deepEqual(kernel.written, []);
      });
  });

  it('hands over a few frames at once, however much others have done in this turn', () => {
    shortTurns(0);
    outbox.limitTo(1000);
    kernel.isFast = true;
    void outbox.send(frameOf('asked'));
    void outbox.send(frameOf('answered', 'echo'));
    assert.deepEqual(kernel.written, ['asked', 'answered']);
    mock.restoreAll();
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
    outbox.limitTo(1_000_000);
    const large = frameOf('x'.repeat(600_000), { rule: 0 });
    void outbox.send(large, 10_000).catch(() => undefined);
    await assert.rejects(outbox.send(large, 10_000), { code: 'SEND_QUEUE_FULL' });
    outbox.fail(new Error('the test is over'));
  });

  it('refuses an answer that is longer than the limit, also while nothing waits', async () => {
    const { length } = 'ten bytes.';
    void outbox.send(frameOf('x'.repeat(length), { rule: 0 }));
    const refusal = { code: 'SEND_QUEUE_FULL', params: { bytes: 11, queuedBytes: 10, maxQueuedBytes: 10 } };
    await assert.rejects(outbox.send(frameOf('x'.repeat(length + 1), { rule: 0 })), refusal);
    kernel.takeAll();
    await assert.rejects(outbox.send(frameOf('x'.repeat(length + 1), 'echo')), { code: 'SEND_QUEUE_FULL' });
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
        ...neverFails,
      },
      10,
    );
    await assert.rejects(refusing.send(frameOf('ab', { rule: 0 }), 1), /bad port/);
    await refusing.send(frameOf('c'));
    assert.ok(refusing.idle);
  });

  it('is congested by answers, not by what was asked for', () => {
    outbox.limitTo(1_000_000);
    const big = 'x'.repeat(300_000);
    void outbox.send(frameOf(big, 'echo'));
    assert.ok(outbox.congested);
    kernel.takeAll();
    assert.ok(!outbox.congested);
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
        ...neverFails,
      },
      100,
    );
    const lane = await refusing.lane(never);
    await assert.rejects(lane.write(bytes('a')), refusal);
    assert.ok(refusing.idle);
  });
});
