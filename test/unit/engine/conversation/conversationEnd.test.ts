import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type EncodedFrame, encodedFrame } from '../../../../src/core/framing/encodedFrame.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import type { WriteCallback } from '../../../../src/engine/transport/transport.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';

const flushMs = 2000;

describe('a disconnect while messages wait to be recorded', () => {
  fakeTimers();
  afterEach(() => mock.restoreAll());

  /** Returns a conversation in which more was read than one turn takes, and what begins the next turn. */
  async function flooded() {
    const [ours, theirs] = MemoryTransport.pair();
    const rests: (() => void)[] = [];
    let hasWork = false;
    mock.method(turnBudget, 'tryTake', () => hasWork);
    mock.method(turnBudget, 'inLaterTurn', (resume: () => void) => rests.push(resume));
    const memory = memoryConversation(ours, { framing: { line: 'lf' } });
    theirs.write(encodedFrame([Buffer.alloc(5000, '\n')]), () => undefined);
    await new Promise(resolve => queueMicrotask(() => queueMicrotask(() => resolve(undefined))));
    assert.ok(memory.received.length < 5000 && rests.length > 0);
    const resume = () => {
      hasWork = true;
      for (const rested of rests) rested();
    };
    return { ...memory, resume };
  }

  it('waits until they are recorded', async () => {
    const { conversation, received, events, over, resume } = await flooded();
    const disconnected = conversation.disconnect();
    mock.timers.tick(flushMs - 1);
    resume();
    await Promise.all([disconnected, over]);
    assert.equal(received.length, 5000);
    assert.deepEqual(events, [{ code: 'peerClosed', by: 'us' }]);
  });

  it('waits no longer than for a peer that doesn’t read, and reports what isn’t recorded', async () => {
    const { conversation, received, events, over } = await flooded();
    const disconnected = conversation.disconnect();
    mock.timers.tick(flushMs);
    await Promise.all([disconnected, over]);
    const [first, ...others] = events;
    assert.deepEqual(first, { code: 'notRecorded', bytes: 5000 - received.length });
    assert.deepEqual(others, [{ code: 'peerClosed', by: 'us' }]);
  });
});

describe('a file or picture that the other side doesn’t read', () => {
  fakeTimers();

  /** Resolves with a conversation that has written a file to a kernel whose buffer is full: our end can't follow either. */
  async function unread() {
    const [ours, theirs] = MemoryTransport.pair();
    const memory = memoryConversation(ours);
    const { conversation } = memory;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    conversation.add({ ended: resolve });
    let takes: WriteCallback = () => undefined;
    mock.method(ours, 'write', (_wire: EncodedFrame, taken: WriteCallback) => {
      takes = taken;
    });
    mock.method(ours, 'end', () => undefined);
    const lane = await conversation.lane(new AbortController().signal);
    const written = lane.write([Buffer.from('unread')]).catch(({ code }) => code);
    const theyEnd = () => {
      theirs.end();
      return ended;
    };
    return { ...memory, lane, written, theyEnd, take: () => takes() };
  }

  it('keeps a useless connection whose sides have ended no longer than a disconnect would', async () => {
    const { conversation, events, over, written, lane, theyEnd } = await unread();
    await theyEnd();
    conversation.abandonRest();
    lane.release();
    mock.timers.tick(flushMs - 1);
    assert.equal(conversation.snapshot.state, 'ended');
    mock.timers.tick(1);
    await over;
    assert.equal(await written, 'SEND_INTERRUPTED');
    assert.deepEqual(events.at(-1), { code: 'peerClosed', by: 'peer' });
  });

  it('keeps it no longer if it became useless before the other side ended', async () => {
    const { conversation, events, over, lane, theyEnd } = await unread();
    conversation.abandonRest();
    lane.release();
    await theyEnd();
    mock.timers.tick(flushMs);
    await over;
    assert.deepEqual(events.at(-1), { code: 'peerClosed', by: 'peer' });
  });

  it('keeps a connection over which the other side may still send', async () => {
    const { conversation, over, lane, theyEnd } = await unread();
    conversation.abandonRest();
    lane.release();
    conversation.end();
    mock.timers.tick(100 * flushMs);
    assert.equal(conversation.snapshot.state, 'ending');
    await theyEnd();
    mock.timers.tick(flushMs);
    await over;
  });

  it('doesn’t end what a slow reader reads after it', async () => {
    const { conversation, lane, theyEnd, take } = await unread();
    conversation.abandonRest();
    lane.release();
    await theyEnd();
    take();
    mock.timers.tick(100 * flushMs);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(conversation.snapshot.state, 'ended');
  });

  it('waits for a slow reader if the connection is useful', async () => {
    const { conversation, lane, theyEnd } = await unread();
    await theyEnd();
    lane.release();
    mock.timers.tick(100 * flushMs);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(conversation.snapshot.state, 'ended');
  });
});

describe('an abort if resets aren’t supported', () => {
  const withoutReset = () => {
    const [ours, theirs] = MemoryTransport.pair();
    Object.defineProperty(ours, 'hasReset', { value: false });
    return { ...memoryConversation(ours), theirs };
  };

  it('interrupts sending before the conversation is over, and is attributed to us', async () => {
    const { conversation, events, over } = withoutReset();
    conversation.abort();
    await assert.rejects(conversation.send(Buffer.from('too late')), { code: 'SEND_INTERRUPTED' });
    await over;
    assert.deepEqual(events, [{ code: 'peerClosed', by: 'us' }]);
  });

  it('doesn’t change our own end, or a conversation that is over', async () => {
    const { conversation, events, over } = withoutReset();
    conversation.end();
    conversation.abort();
    await assert.rejects(conversation.send(Buffer.from('too late')), { code: 'STREAM_ENDED' });
    await over;
    conversation.abort();
    assert.equal(conversation.snapshot.state, 'closed');
    assert.deepEqual(events, [{ code: 'peerClosed', by: 'us' }]);
  });
});
