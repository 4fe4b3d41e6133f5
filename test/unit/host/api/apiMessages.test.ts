import assert from 'node:assert/strict';
import type { MessageBatch } from '../../../../src/core/messageBatch.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { ApiMessages, expectMessage, type MessageSource } from '../../../../src/host/api/apiMessages.ts';
import { collectGarbage } from '../../../support/collectGarbage.ts';

type Answer = Partial<MessageBatch> | Error;

/** An engine whose answers are given by the test, one for each take. */
class FakeEngine {
  readonly takes: boolean[] = [];
  readonly opened: unknown[][] = [];
  readonly closed: number[] = [];
  readonly #answers: Answer[] = [];
  #waiting: PromiseWithResolvers<MessageBatch> | undefined;

  readonly source: MessageSource = {
    endpoint: 'e1',
    encoding: 'utf8',
    engine: {
      openMessages: async (...args) => {
        this.opened.push(args);
        return 7;
      },
      takeMessages: (_stream, untilClosed = false) => {
        assert.equal(this.#waiting, undefined, 'one take at a time');
        this.takes.push(untilClosed);
        this.#waiting = Promise.withResolvers();
        const { promise } = this.#waiting;
        this.#settle();
        return promise;
      },
      closeMessages: async stream => {
        this.closed.push(stream);
        this.answer({ state: 'ended' });
      },
    },
  };

  /** Messages of the peer p1, or of the peers in the answer. */
  answer(answer: Answer | readonly string[]): void {
    this.#answers.push(Array.isArray(answer) ? batchOf(answer) : (answer as Answer));
    this.#settle();
  }

  #settle(): void {
    const waiting = this.#waiting;
    const answer = waiting && this.#answers.shift();
    if (!answer) return;
    this.#waiting = undefined;
    if (answer instanceof Error) waiting.reject(answer);
    else waiting.resolve({ ...batchOf([]), ...answer });
  }
}

function batchOf(texts: readonly string[]): MessageBatch {
  let at = 0;
  return {
    bytes: new TextEncoder().encode(texts.join('')),
    ends: Uint32Array.from(texts, text => {
      at += text.length;
      return at;
    }),
    senders: new Uint32Array(texts.length),
    peers: [{ id: 'p1', address: 'a:1' }],
    dropped: 0,
    state: 'open',
  };
}

describe('API messages', () => {
  let fake: FakeEngine;
  let messages: ApiMessages;

  beforeEach(() => {
    fake = new FakeEngine();
    messages = new ApiMessages(fake.source);
  });

  it('are streamed from the call on, each with its peer and its own buffer', async () => {
    assert.deepEqual(fake.opened, [['e1', undefined]]);
    fake.answer(['one', 'two']);
    fake.answer({ state: 'ended', dropped: 3 });
    const all: [string, string, number][] = [];
    for await (const { text, peer, data } of messages) all.push([text, peer.id, data.buffer.byteLength]);
    assert.deepEqual(all, [
      ['one', 'p1', 3],
      ['two', 'p1', 3],
    ]);
    assert.equal(messages.dropped, 3);
    assert.ok((await messages.next()).done);
  });

  it('close their stream when the loop exits, and complete a pending next', async () => {
    fake.answer(['one', 'two']);
    for await (const _ of messages) break;
    await Promise.resolve();
    assert.deepEqual(fake.closed, [7]);
    const other = new ApiMessages(fake.source);
    const pending = other.next();
    await other.return();
    assert.ok((await pending).done);
  });

  it('continue after the endpoint was closed', async () => {
    const expected = messages.expect('x', { timeoutMs: 60_000 });
    fake.answer({ state: 'closed' });
    await assert.rejects(expected, {
      code: 'EXPECT_ENDED',
      message: 'The endpoint is closed, and no message matching “x” was received.',
    });
    const next = messages.next();
    fake.answer(['later']);
    assert.equal((await next).value?.text, 'later');
    assert.deepEqual(fake.takes, [true, false]);
  });

  it('are expected one after the other: those in between are skipped, and none is lost', async () => {
    fake.answer(['a1', 'b1', 'a2', 'b2', 'a3']);
    assert.equal((await messages.expect(/^a\d/)).text, 'a1');
    assert.equal((await messages.expect('b2')).text, 'b2');
    assert.equal((await messages.expect({ hex: '61' })).text, 'a3');
  });

  it('are expected with a timeout, and later ones are left to the next call', async () => {
    fake.answer(['w', 'x', 'y', 'z\n']);
    await assert.rejects(messages.expect('pong', { timeoutMs: 20 }), {
      code: 'EXPECT_TIMEOUT',
      message: 'No message matching “pong” was received within 0.02 s. Last received: “x”, “y”, “z\\n”',
    });
    await assert.rejects(messages.expect(/pong/, { timeoutMs: 0 }), {
      message: 'No message was received within 0 s. Expected: /pong/',
    });
    fake.answer(['late pong']);
    assert.equal((await messages.expect('pong')).text, 'late pong');
    assert.deepEqual(fake.takes, [true, true]);
  });

  it('end with the engine, or with the peer', async () => {
    const waiting = messages.next();
    fake.answer(new SocketError('ENGINE_STOPPED', { detail: 'gone' }));
    await assert.rejects(waiting, { code: 'ENGINE_STOPPED', message: /^Portside’s engine stopped/ });
    assert.ok((await messages.next()).done);
    const ofPeer = new ApiMessages(fake.source, 'p1');
    fake.answer(['bye']);
    fake.answer({ state: 'ended' });
    await assert.rejects(ofPeer.expect('pong'), {
      code: 'EXPECT_ENDED',
      message: 'No more messages can be received, and none matched “pong”. Last received: “bye”',
    });
  });

  it('reject only the first call if their stream can’t be opened', async () => {
    const openMessages = () => Promise.reject(new SocketError('TOO_MANY_STREAMS', { maxStreams: 256 }));
    const refused = new ApiMessages({ ...fake.source, engine: { ...fake.source.engine, openMessages } });
    await assert.rejects(refused.expect('x'), {
      code: 'TOO_MANY_STREAMS',
      message: /^The limit of 256 open message streams/,
    });
    await refused.return();
  });

  it('are expected once by a stream that is closed afterwards', async () => {
    fake.answer(['pong']);
    assert.equal((await expectMessage(fake.source, 'pong', { peer: 'p1' })).text, 'pong');
    assert.deepEqual(fake.opened.at(-1), ['e1', 'p1']);
    await Promise.resolve();
    assert.deepEqual(fake.closed, [7]);
  });

  it('reject invalid arguments', async () => {
    assert.throws(() => new ApiMessages(fake.source, 5 as never), TypeError);
    await assert.rejects(messages.expect(5 as never), TypeError);
    for (const timeoutMs of [-1, Number.NaN, 2 ** 31, '5'] as never[])
      await assert.rejects(messages.expect('x', { timeoutMs }), RangeError);
    assert.deepEqual(fake.takes, []);
  });

  it('are closed when garbage collected', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const closeMessages = async (stream: number) => resolve(stream);
    (() => void new ApiMessages({ ...fake.source, engine: { ...fake.source.engine, closeMessages } }))();
    await Promise.resolve();
    await new Promise(setImmediate);
    collectGarbage();
    assert.equal(await promise, 7);
  });
});
