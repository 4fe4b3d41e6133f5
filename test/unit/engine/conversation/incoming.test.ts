import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { bothDirections } from '../../../../src/core/config/configChange.ts';
import type { ByteConsumer } from '../../../../src/engine/conversation/byteConsumer.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';

const long = Buffer.alloc(5000, 'a');
const short = Buffer.from('b');

/** Writes down what it gets, as the first character and the length of each read. */
class Notes implements ByteConsumer {
  readonly isBusy = false;
  readonly seen: string[] = [];
  push(chunk: Uint8Array): void {
    this.seen.push(`${String.fromCharCode(chunk[0] ?? 0)} ${chunk.length}`);
  }
  end(): void {
    this.seen.push('end');
  }
  gone(): void {
    this.seen.push('gone');
  }
}

/** Two conversations, of which one consumes what it gets, in a turn that is over. */
function consuming() {
  mock.getter(turnBudget, 'isOver', () => true);
  const [here, there] = MemoryTransport.pair();
  const notes = new Notes();
  const one = memoryConversation(here);
  const other = memoryConversation(there);
  one.conversation.consumeBy(notes);
  return { one, other, there, notes, seen: notes.seen };
}

describe('the incoming direction, once a turn is over', () => {
  afterEach(() => mock.restoreAll());

  it('takes a long read in a later turn, and reads nothing before', async () => {
    const { other, seen } = consuming();
    await other.conversation.send(long);
    const sent = other.conversation.send(short);
    assert.deepEqual(seen, []);
    await sent;
    await nextTurn();
    assert.deepEqual(seen, ['a 5000', 'b 1']);
  });

  it('takes a short read at once', async () => {
    const { other, seen } = consuming();
    await other.conversation.send(short);
    assert.deepEqual(seen, ['b 1']);
  });

  it('takes what it holds before the end of the stream, and before the connection is gone', async () => {
    const ended = consuming();
    await ended.other.conversation.send(long);
    ended.other.conversation.end();
    await Promise.resolve();
    await ended.one.over;
    assert.deepEqual(ended.seen, ['a 5000', 'end', 'gone']);
    for (const lose of ['reset', 'destroy'] as const) {
      const lost = consuming();
      await lost.other.conversation.send(long);
      lost.there[lose]();
      await lost.one.over;
      assert.deepEqual(lost.seen, ['a 5000', 'gone'], lose);
    }
  });

  it('passes slices to a consumer that wants them, one in each turn, and what is left before the end', async () => {
    const { other, notes, seen } = consuming();
    Object.assign(notes, { sliceBytes: 2000 });
    await other.conversation.send(long);
    const taken = [];
    for (let turn = 0; turn < 4; turn++) {
      await nextTurn();
      taken.push(seen.length);
    }
    assert.deepEqual(
      [taken, seen],
      [
        [1, 2, 3, 3],
        ['a 2000', 'a 2000', 'a 1000'],
      ],
    );
    await other.conversation.send(long);
    await nextTurn();
    other.conversation.end();
    await Promise.resolve();
    assert.deepEqual(seen.slice(3, 6), ['a 2000', 'a 3000', 'end']);
  });

  it('frames what it holds as before, although the framing changes', async () => {
    const { one, other, notes } = consuming();
    one.conversation.consumeBy(undefined);
    one.conversation.configure({ ...one.home.config, framing: { fixed: 2500 } }, bothDirections);
    await other.conversation.send(long);
    one.conversation.configure({ ...one.home.config, framing: { fixed: 1 } }, bothDirections);
    await other.conversation.send(short);
    assert.deepEqual(
      one.received.map(({ length }) => length),
      [2500, 2500, 1],
    );
    assert.deepEqual(notes.seen, []);
  });

  it('records what it holds before it says that the connection was reset', async () => {
    const { one, other, there } = consuming();
    one.conversation.consumeBy(undefined);
    const order: string[] = [];
    one.conversation.add({
      frame: ({ bytes }) => order.push(String(bytes.length)),
      event: ({ code }) => order.push(code),
    });
    await other.conversation.send(long);
    there.reset();
    await one.over;
    assert.deepEqual(order, ['5000', 'peerReset']);
  });

  it('takes what it holds before our end, which follows everything that was received', async () => {
    const { one, other, seen } = consuming();
    await other.conversation.send(long);
    one.conversation.end();
    assert.deepEqual(seen, ['a 5000']);
  });

  it('leaves what it holds to a consumer that comes in between', async () => {
    const { one, other, seen } = consuming();
    one.conversation.consumeBy(undefined);
    await other.conversation.send(long);
    const later = new Notes();
    one.conversation.consumeBy(later);
    await nextTurn();
    assert.deepEqual([seen, later.seen, one.received], [[], ['a 5000'], []]);
  });

  it('takes what it holds before it discards what follows', async () => {
    const { one, other, seen } = consuming();
    one.conversation.consumeBy(undefined);
    await other.conversation.send(long);
    one.conversation.discard();
    await nextTurn();
    assert.deepEqual([seen, one.received.length], [[], 1]);
  });
});
