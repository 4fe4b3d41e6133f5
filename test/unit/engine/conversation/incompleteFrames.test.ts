import assert from 'node:assert/strict';
import { mock } from 'node:test';
import fc from 'fast-check';
import { bothDirections } from '../../../../src/core/config/configChange.ts';
import type { EndpointConfig, Framing } from '../../../../src/core/endpointConfig.ts';
import type { BegunFrame } from '../../../../src/core/framing/begunFrame.ts';
import { encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { FrameWatch } from '../../../../src/engine/conversation/frameWatch.ts';
import { IncompleteFrames, incompleteMs } from '../../../../src/engine/conversation/incompleteFrames.ts';
import type { Layer } from '../../../../src/engine/conversation/layer.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { type MemoryConversation, memoryConversation } from '../../../support/memoryConversation.ts';
import { neverFails } from '../../../support/neverFails.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { wireOf } from '../../../support/wireOf.ts';

/** Frames that began one after another are looked at together, up to this late. */
const lateMs = 50;

/** One clock for timers, dates and `performance.now()`. */
class Clock {
  #nowMs = 5000;
  timers = 0;

  start(): void {
    this.#nowMs = 5000;
    this.timers = 0;
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    mock.method(performance, 'now', () => this.#nowMs);
    // The budget of a turn is measured by the same clock.
    shortTurns(Number.POSITIVE_INFINITY);
    mock.getter(turnBudget, 'isOver', () => false);
    // Not by `mock.method`: a later `restoreAll`, in another file, would bring the timers of this clock back.
    const { setTimeout: start } = globalThis;
    globalThis.setTimeout = Object.assign((...args: Parameters<typeof start>) => {
      this.timers++;
      return start(...args);
    }, start);
  }

  stop(): void {
    mock.restoreAll();
    mock.timers.reset();
  }

  tick(ms: number): void {
    for (let passed = 0; passed < ms; passed++) {
      this.#nowMs++;
      mock.timers.tick(1);
    }
  }
}

const clock = new Clock();
const opened: Side[] = [];

/** A conversation, and what its peer writes: each write is a read. */
class Side implements MemoryConversation {
  readonly there: MemoryTransport;
  readonly conversation: MemoryConversation['conversation'];
  readonly home: MemoryConversation['home'];
  readonly events: MemoryConversation['events'];
  readonly received: string[];
  readonly sent: string[];
  readonly over: Promise<void>;

  constructor(config: Partial<EndpointConfig>, ...layers: Layer[]) {
    const [here, there] = MemoryTransport.pair(act => act());
    this.there = there;
    const made = memoryConversation(here, config, ...layers);
    ({
      conversation: this.conversation,
      home: this.home,
      events: this.events,
      received: this.received,
      sent: this.sent,
      over: this.over,
    } = made);
    there.open({ data: () => undefined, ended: () => undefined, closed: () => undefined, failed: assert.fail });
    opened.push(this);
  }

  write(bytes: Uint8Array | string): void {
    this.there.write(encodedFrame([Buffer.from(bytes as string, 'latin1')]), () => undefined);
  }

  /** The report about it, if there is one, without its time. */
  get report(): unknown {
    const { incomplete } = this.conversation.snapshot;
    assert.equal(this.home.incomplete.snapshot !== undefined, incomplete !== undefined);
    return incomplete && [incomplete.missing, incomplete.arrived, incomplete.announced];
  }
}

describe('an incomplete frame', () => {
  beforeEach(() => clock.start());
  afterEach(() => {
    // Otherwise, what they have received would count as memory in use.
    for (const { there } of opened.splice(0)) there.destroy();
    clock.stop();
  });

  it('is reported a second after its first byte, with what has arrived since', () => {
    const side = new Side({ framing: 'u32be' });
    clock.tick(300);
    const began = Date.now();
    side.write('\0\0\x7b\x22');
    clock.tick(600);
    side.write('x'.repeat(39));
    clock.tick(399);
    assert.equal(side.report, undefined);
    clock.tick(1);
    assert.deepEqual(side.home.incomplete.snapshot, {
      peers: 1,
      first: { peer: 'p1', address: 'memory', since: began, missing: 'content', arrived: 39, announced: 31_522 },
    });
    side.write('x');
    assert.deepEqual(side.report, ['content', 40, 31_522]);
    assert.equal(side.conversation.snapshot.incomplete?.since, began);
    assert.equal(Buffer.from(side.conversation.peekIncomplete(6) ?? '').toString('latin1'), '\0\0\x7b\x22xx');
    side.write('x'.repeat(31_482));
    assert.equal(side.report, undefined);
    assert.equal(side.conversation.peekIncomplete(6), undefined);
    assert.equal(side.received.length, 1);
  });

  it('is counted with those of other peers, and its endpoint changes when it is reported or no longer is', () => {
    let changes = 0;
    const all = new IncompleteFrames(neverFails, () => changes++);
    const streams = ['p1', 'p2', 'p3'].map(id => new FrameWatch(all, { id, address: `of ${id}` }));
    const begun = (ordinal: number) =>
      ({ ordinal, missing: 'end', arrived: ordinal, peek: count => new Uint8Array(count) }) satisfies BegunFrame;
    for (const stream of streams) {
      stream.follow(begun(1), performance.now());
      clock.tick(200);
    }
    clock.tick(600);
    const shown = () => [all.snapshot?.peers, all.snapshot?.first.address, changes];
    assert.deepEqual(shown(), [2, 'of p1', 2]);
    clock.tick(200);
    assert.deepEqual(shown(), [3, 'of p1', 3]);
    streams[0]?.follow(begun(2), performance.now());
    assert.deepEqual(shown(), [2, 'of p2', 4]);
    streams[1]?.follow(undefined, performance.now());
    assert.deepEqual(shown(), [1, 'of p3', 5]);
    clock.tick(incompleteMs);
    assert.deepEqual(shown(), [2, 'of p3', 6]);
    for (const stream of streams) stream.follow(undefined, performance.now());
    assert.deepEqual(shown(), [undefined, undefined, 8]);
  });

  it('is watched again after others were complete in time', () => {
    const side = new Side({ framing: { line: 'lf' } });
    side.write('a');
    clock.tick(500);
    side.write('\n');
    clock.tick(5 * incompleteMs);
    side.write('b');
    clock.tick(incompleteMs);
    assert.deepEqual(side.report, ['end', 1, undefined]);
  });

  it('is no longer reported when the framing changes, the stream ends, or a consumer takes over', () => {
    const ways: ((side: Side) => void)[] = [
      side => side.conversation.configure({ ...side.home.config, framing: 'none' }, bothDirections),
      side => side.there.end(),
      side => side.there.reset(),
      side => side.conversation.discard(),
      side =>
        side.conversation.consumeBy({
          isBusy: false,
          push: () => undefined,
          end: () => undefined,
          gone: () => undefined,
        }),
    ];
    for (const way of ways) {
      const side = new Side({ framing: { line: 'lf' } });
      side.write('abc');
      clock.tick(incompleteMs);
      assert.deepEqual(side.report, ['end', 3, undefined]);
      way(side);
      assert.equal(side.home.incomplete.snapshot, undefined, String(way));
      clock.tick(3 * incompleteMs);
      assert.equal(side.home.incomplete.snapshot, undefined, String(way));
    }
  });

  it('is never reported in a flood of complete ones, for which few timers are started', () => {
    const side = new Side({ framing: { line: 'lf' } });
    const changed = mock.method(side.home.incomplete, 'completed');
    const wire = Buffer.from('abcdefg\n'.repeat(5000));
    for (let at = 0; at < wire.length; at += 11) {
      side.write(wire.subarray(at, at + 11));
      clock.tick(1);
      assert.equal(side.home.incomplete.snapshot, undefined);
    }
    assert.equal(side.received.length, 5000);
    assert.equal(changed.mock.callCount(), 0);
    assert.ok(clock.timers <= 5, String(clock.timers));
  });

  it('starts no timer while nothing has begun, nor for one that is reported', () => {
    const side = new Side({ framing: { line: 'lf' } });
    side.write('whole\n');
    assert.equal(clock.timers, 0);
    side.write('begun');
    clock.tick(10 * incompleteMs);
    assert.equal(clock.timers, 1);
    side.write('\n');
    clock.tick(10 * incompleteMs);
    assert.equal(clock.timers, 1);
  });

  it('isn’t reported while we don’t read: the rest may have been sent long ago', () => {
    const layer = { isBusy: false };
    const side = new Side({ framing: { line: 'lf' } }, layer);
    side.write('one\nbegun');
    clock.tick(500);
    layer.isBusy = true;
    // The layer is asked after a read.
    side.write('!');
    side.write('\n');
    clock.tick(60 * incompleteMs);
    assert.equal(side.report, undefined);
    layer.isBusy = false;
    side.conversation.eased();
    clock.tick(incompleteMs);
    assert.deepEqual([side.report, side.received], [undefined, ['one', 'begun!']]);
  });

  it('is reported after a second of reading if the rest doesn’t follow a pause', () => {
    const layer = { isBusy: false };
    const side = new Side({ framing: { line: 'lf' } }, layer);
    side.write('begun');
    clock.tick(500);
    layer.isBusy = true;
    side.write('!');
    clock.tick(60_400);
    layer.isBusy = false;
    side.conversation.eased();
    assert.equal(side.report, undefined);
    clock.tick(499);
    assert.equal(side.report, undefined);
    clock.tick(lateMs);
    assert.deepEqual(side.report, ['end', 6, undefined]);
  });

  it('keeps its time while pieces of it are delivered', () => {
    const side = new Side({ framing: { line: 'lf' }, maxFrameBytes: 10 });
    const began = Date.now();
    for (let count = 0; count < 4; count++) {
      side.write('x'.repeat(25));
      clock.tick(250);
    }
    assert.ok(side.received.length > 5);
    assert.equal(side.conversation.snapshot.incomplete?.since, began);
  });

  it('is never reported without framing, nor if only a pause ends it', () => {
    for (const framing of ['none', { idleMs: 5000 }] as const) {
      const side = new Side({ framing });
      side.write('abc');
      clock.tick(3 * incompleteMs);
      assert.equal(side.report, undefined);
    }
  });

  const framings: readonly Framing[] = [
    ...(['u8', 'u16le', 'protobuf', 'netstring', 'syslog', 'pkt-line', 'lsp', 'stx-etx', 'slip', 'cobs'] as const),
    { line: 'lf' },
    { line: 'crlf' },
    { delimiter: '||' },
    { pattern: 'z+!' },
    { fixed: 5 },
    { lengthPrefix: { digits: 4, trailer: ';' } },
    { lengthPrefix: { bytes: 2, endian: 'big', jsonHeader: { field: 'n' } } },
    'json',
    'resp',
  ];
  for (const framing of framings) {
    it(`is reported if and only if it takes longer: ${JSON.stringify(framing)}`, () => {
      const message = Buffer.from(
        { json: '{"a":1}', resp: '+hello\r\n' }[String(framing)] ??
          (typeof framing === 'object' && 'pattern' in framing ? 'abzz!'.replace('zz', 'z') : 'hello'),
      );
      const wire = wireOf(framingFor(framing).encoder().encode(message));
      // A SLIP frame begins with an end, too, which is no part of it.
      const first = framing === 'slip' && wire[0] === 0xc0 ? 1 : 0;
      const step = fc.tuple(fc.integer({ min: 1, max: 3 * wire.length }), fc.integer({ min: 0, max: 1200 }));
      fc.assert(
        fc.property(fc.array(step, { maxLength: 8 }), steps => {
          clock.stop();
          clock.start();
          const side = new Side({ framing });
          const stream = Buffer.concat(Array(50).fill(wire));
          let at = 0;
          let beganMs = 0;
          for (const [bytes, waitMs] of steps) {
            const isNew =
              at % wire.length <= first || Math.floor(at / wire.length) < Math.floor((at + bytes) / wire.length);
            if (isNew) beganMs = Date.now();
            side.write(stream.subarray(at, at + bytes));
            at += bytes;
            clock.tick(waitMs);
            const isIncomplete = at % wire.length > first;
            const ageMs = Date.now() - beganMs;
            if (!isIncomplete || ageMs < incompleteMs) assert.equal(side.report, undefined, `${at} after ${ageMs} ms`);
            else if (ageMs >= incompleteMs + lateMs) assert.ok(side.report, `${at} after ${ageMs} ms`);
          }
          assert.equal(side.received.length, Math.floor(at / wire.length));
          assert.deepEqual(side.events, []);
        }),
        { numRuns: 20 },
      );
    });
  }
});
