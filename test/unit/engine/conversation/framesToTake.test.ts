import assert from 'node:assert/strict';
import type { Conversation } from '../../../../src/engine/conversation/conversation.ts';
import { FramesToTake, type TakeOptions } from '../../../../src/engine/conversation/framesToTake.ts';
import type { Layer } from '../../../../src/engine/conversation/layer.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';

const lines = { framing: { line: 'lf' } } as const;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('messages taken by a caller', () => {
  it('arrive in order, and end with the conversation', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation } = memoryConversation(here, lines);
    const other = memoryConversation(there, lines);
    const frames = conversation.frames();
    await other.conversation.send(Buffer.from('one\ntwo\n'), true);
    assert.equal(text((await frames.next()).value?.bytes ?? Buffer.of()), 'one');
    other.conversation.end();
    const rest: string[] = [];
    for await (const { bytes } of frames) rest.push(text(bytes));
    assert.deepEqual(rest, ['two']);
  });

  it('don’t change while they wait, although each read overwrites the one before', async () => {
    const [here, there] = MemoryTransport.pair();
    const frames = memoryConversation(here).conversation.frames();
    const other = memoryConversation(there).conversation;
    for (const chunk of ['first', 'other']) await other.send(Buffer.from(chunk));
    const taken = [await frames.next(), await frames.next()];
    assert.deepEqual(
      taken.map(({ value }) => text(value?.bytes ?? Buffer.of())),
      ['first', 'other'],
    );
  });

  it('pause reading while they aren’t taken, and then resume it', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation, received } = memoryConversation(here, lines);
    const { conversation: other } = memoryConversation(there);
    const frames = conversation.frames();
    const count = 20_000;
    const sent = other.send(Buffer.from('x\n'.repeat(count))).then(() => other.end());
    await frames.next();
    assert.ok(received.length < count, `${received.length} messages were delivered`);
    let taken = 1;
    for await (const _ of frames) taken++;
    await sent;
    assert.equal(taken, count);
  });

  it('pause nothing once the caller has stopped', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation, received } = memoryConversation(here, lines);
    const { conversation: other, over } = memoryConversation(there);
    const frames = conversation.frames();
    const sent = other.send(Buffer.from('x\n'.repeat(10_000)));
    await frames.next();
    await frames.return();
    await sent;
    other.end();
    await over;
    assert.equal(received.length, 10_000);
    assert.ok((await frames.next()).done);
  });

  it('are no longer queued once the queue has ended', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation } = memoryConversation(here, lines);
    const { conversation: other } = memoryConversation(there);
    const queue = new FramesToTake<Conversation>();
    // The first layer ends the queue while a message is on its way to the layers behind.
    conversation.add({ frame: () => queue.end() });
    queue.attach(conversation);
    await other.send(Buffer.from('one\n'));
    assert.deepEqual(await queue.take(), []);
    assert.ok(queue.isOver);
    queue.attach(conversation);
    await other.send(Buffer.from('two\n'));
    assert.deepEqual(await queue.take(), []);
  });

  it('are taken in batches, by one caller at a time', async () => {
    const [here, there] = MemoryTransport.pair();
    const queue = new FramesToTake<Conversation>();
    queue.attach(memoryConversation(here, lines).conversation);
    const waiting = queue.take();
    await assert.rejects(queue.take(), RangeError);
    const { conversation: other } = memoryConversation(there);
    await other.send(Buffer.from('first\n'));
    assert.equal((await waiting).length, 1);
    await other.send(Buffer.from('aa\nbbb\ncccc\n\nd\n'));
    const piece = async (options: TakeOptions) => (await queue.take(options)).map(({ frame }) => text(frame.bytes));
    assert.deepEqual(await piece({ maxFrames: 1 }), ['aa']);
    assert.deepEqual(await piece({ maxBytes: 2 }), ['bbb']);
    assert.deepEqual(await piece({ maxBytes: 4 }), ['cccc', '']);
    queue.end();
    assert.ok(!queue.isOver);
    assert.deepEqual(await piece({}), ['d']);
    assert.ok(queue.isOver);
  });

  for (const [how, stop] of Object.entries({
    stops: frames => frames.return(),
    fails: frames => frames.throw(new Error('the caller’s')).catch(() => undefined),
  } satisfies Record<string, (frames: ReturnType<Conversation['frames']>) => Promise<unknown>>))
    it(`pause nothing if the caller ${how} before taking one`, async () => {
      const [here, there] = MemoryTransport.pair();
      const { conversation, received, over } = memoryConversation(here, lines);
      const { conversation: other } = memoryConversation(there);
      await stop(conversation.frames());
      await other.send(Buffer.from('x\n'.repeat(10_000)));
      other.end();
      await over;
      assert.equal(received.length, 10_000);
    });

  it('leave no layer once the caller has stopped', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation } = memoryConversation(here, lines);
    const { conversation: other } = memoryConversation(there);
    const layers = new Set<Layer>();
    const { add, remove } = conversation;
    conversation.add = layer => {
      layers.add(layer as Layer);
      add.call(conversation, layer as Layer);
    };
    conversation.remove = layer => {
      layers.delete(layer);
      remove.call(conversation, layer);
    };
    const frames = conversation.frames();
    await other.send(Buffer.from('x\n'));
    await frames.next();
    await frames.return();
    assert.equal(layers.size, 0);
  });

  it('are empty in a closed conversation', async () => {
    const [here] = MemoryTransport.pair();
    const { conversation } = memoryConversation(here, lines);
    await conversation.disconnect();
    assert.deepEqual(await conversation.frames().next(), { done: true, value: undefined });
  });

  it('of several conversations arrive together, each with its sender', async () => {
    const queue = new FramesToTake<Conversation>();
    const pairs = [MemoryTransport.pair(), MemoryTransport.pair()] as const;
    const ours = pairs.map(([here]) => memoryConversation(here, lines).conversation);
    const others = pairs.map(([, there]) => memoryConversation(there, lines).conversation);
    for (const conversation of ours) queue.attach(conversation);
    await others[1]?.send(Buffer.from('from the second'));
    await others[0]?.send(Buffer.from('from the first'));
    const taken = (await queue.take()).map(({ conversation, frame }) => [
      ours.indexOf(conversation),
      text(frame.bytes),
    ]);
    assert.deepEqual(taken, [
      [1, 'from the second'],
      [0, 'from the first'],
    ]);
    queue.end();
    await others[0]?.send(Buffer.from('later'));
    assert.deepEqual(await queue.take(), []);
  });

  it('of closed connections are dropped and counted beyond those of one read', async () => {
    const queue = new FramesToTake<Conversation>();
    const count = 40_000;
    for (let lost = 0; lost < 3; lost++) {
      const [here, there] = MemoryTransport.pair();
      const { conversation, over, received } = memoryConversation(here, lines);
      const { conversation: other } = memoryConversation(there);
      queue.attach(conversation);
      await other.send(Buffer.from('x\n'.repeat(count)));
      other.reset();
      await over;
      assert.equal(received.length, count);
    }
    const taken = (await queue.take()).length;
    assert.ok(taken >= 65_536 && taken < 2 * count, `${taken} messages were queued`);
    assert.equal(queue.dropped, 3 * count - taken);
  });
});
