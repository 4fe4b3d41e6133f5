import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { bothDirections } from '../../../../src/core/config/configChange.ts';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import type { ByteConsumer } from '../../../../src/engine/conversation/byteConsumer.ts';
import type { Conversation } from '../../../../src/engine/conversation/conversation.ts';
import type { Layer } from '../../../../src/engine/conversation/layer.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { kept } from '../../../../src/engine/transport/readMemory.ts';
import { type MemoryConversation, memoryConversation, replied } from '../../../support/memoryConversation.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

/** A layer that isn't in `src`: counts the messages that match a pattern. */
class MatchCounter implements Layer {
  readonly #pattern: RegExp;
  count = 0;

  constructor(pattern: RegExp) {
    this.#pattern = pattern;
  }

  frame({ bytes }: { readonly bytes: Uint8Array }): void {
    if (this.#pattern.test(textOf(bytes))) this.count++;
  }
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('a layer', () => {
  it('needs only the methods it uses: this one counts messages that match a pattern', async () => {
    const [here, there] = MemoryTransport.pair();
    const counter = new MatchCounter(/^GET /);
    const { conversation } = memoryConversation(here, { framing: { line: 'lf' } }, counter);
    const other = memoryConversation(there, { framing: { line: 'lf' } });
    await other.conversation.send(Buffer.from('GET /\nPOST /\nGET /robots.txt\n'), true);
    assert.equal(counter.count, 2);
    conversation.remove(counter);
    await other.conversation.send(Buffer.from('GET /again\n'), true);
    assert.equal(counter.count, 2);
  });

  it('that throws ends its conversation with an event, after everything before it, and no other conversation', async () => {
    const [here, there] = MemoryTransport.pair();
    const breaks: Layer = {
      frame: ({ bytes }) => {
        if (bytes[0] === 0x21) throw new Error('broken');
      },
    };
    const broken = memoryConversation(here, { framing: { line: 'lf' } }, breaks);
    const other = memoryConversation(there, { framing: { line: 'lf' } });
    const sent = other.conversation.send(Buffer.from('fine\n!\nnot delivered\n'), true);
    await assert.rejects(sent, { code: 'SEND_INTERRUPTED' });
    await Promise.all([broken.over, other.over]);
    assert.deepEqual(broken.received, ['fine', '!']);
    assert.deepEqual(
      broken.events.map(event => ('failure' in event ? [event.code, paramsOf(event.failure).detail] : event.code)),
      [['peerFailed', 'Error: broken']],
    );
    assert.deepEqual(other.events, [{ code: 'peerClosed', by: 'peer' }]);
  });

  it('may keep what it is called with, unless it borrows: the next read overwrites that', async () => {
    const [here, there] = MemoryTransport.pair();
    const own: Uint8Array[] = [];
    const borrowed: Uint8Array[] = [];
    const keeps: Layer = { frame: ({ bytes }) => own.push(bytes) };
    const borrows: Layer = { borrowsFrames: true, frame: ({ bytes }) => borrowed.push(bytes) };
    const { conversation } = memoryConversation(here, {}, borrows);
    const other = memoryConversation(there).conversation;
    for (const text of ['first', 'other']) await other.send(Buffer.from(text));
    assert.deepEqual(borrowed.map(textOf), ['other', 'other']);
    conversation.add(keeps);
    for (const text of ['third', 'fifth']) await other.send(Buffer.from(text));
    assert.deepEqual(own.map(textOf), ['third', 'fifth']);
  });

  it('that copies messages at present gets long ones copied, which it shares with all others', async () => {
    const [here, there] = MemoryTransport.pair();
    const borrowed: Uint8Array[] = [];
    const copied: Uint8Array[] = [];
    const borrows: Layer = { borrowsFrames: true, frame: ({ bytes }) => borrowed.push(bytes) };
    const copies: Layer = {
      borrowsFrames: true,
      copiesFrames: true,
      frame: ({ bytes }: Frame) => copied.push(kept(bytes)),
    };
    let arrived: () => void = () => undefined;
    const last: Layer = { borrowsFrames: true, frame: () => arrived() };
    memoryConversation(here, {}, borrows, copies, last);
    const other = memoryConversation(there).conversation;
    const send = (bytes: Uint8Array) => {
      const arrival = new Promise<void>(resolve => {
        arrived = resolve;
      });
      return Promise.all([other.send(bytes), arrival]);
    };
    for (const size of [16 * 1024, 10]) await send(Buffer.alloc(size, `${size}`));
    assert.deepEqual(
      borrowed.map((bytes, at) => bytes === copied[at]),
      [true, false],
    );
  });

  it('that is busy pauses messages and reading until it has eased', async () => {
    const [here, there] = MemoryTransport.pair();
    const layer = {
      isBusy: false,
      frame() {
        this.isBusy = true;
      },
    };
    const { conversation, received } = memoryConversation(here, { framing: { line: 'lf' } }, layer);
    await memoryConversation(there).conversation.send(Buffer.from('one\ntwo\n'));
    assert.deepEqual(received, ['one']);
    layer.isBusy = false;
    conversation.eased();
    assert.deepEqual(received, ['one', 'two']);
  });

  it('that waits delays the end of our direction', async () => {
    const [here, there] = MemoryTransport.pair();
    let goOn: () => void = () => undefined;
    const layer: Layer = {
      whenIdle: then => {
        goOn = then;
      },
    };
    const { conversation } = memoryConversation(here, {}, layer);
    const other = memoryConversation(there);
    conversation.end();
    await conversation.lane(new AbortController().signal).catch(() => undefined);
    assert.equal(other.conversation.snapshot.state, 'open');
    goOn();
    await other.over;
    assert.equal(other.conversation.snapshot.state, 'closed');
  });
});

/** Hooks, with calls that trigger them from outside the conversation: the caller isn't to blame. */
const calls: readonly [hook: keyof Layer, call: (made: MemoryConversation) => unknown][] = [
  ['event', ({ conversation }) => conversation.event({ code: 'echoLoop' })],
  ['event', ({ conversation }) => conversation.reset()],
  ['sending', ({ conversation }) => conversation.send(Buffer.from('x'))],
  ['cut', ({ conversation, home }) => conversation.configure(home.config, bothDirections)],
  ['cut', ({ conversation }) => carry(conversation)],
  ['frame', ({ conversation, home }) => conversation.configure(home.config, bothDirections)],
  ['frame', ({ conversation }) => conversation.consumeBy(noBytes)],
  ['frame', made => easedLater(made)],
  ['ending', ({ conversation }) => conversation.end()],
  ['whenIdle', ({ conversation }) => conversation.end()],
  ['stopping', ({ conversation }) => conversation.disconnect()],
  ['muted', ({ conversation }) => conversation.disconnect()],
  ['muted', ({ conversation }) => conversation.reset()],
  ['gone', ({ conversation }) => conversation.disconnect()],
  ['closed', ({ conversation }) => conversation.disconnect()],
];

const noBytes: ByteConsumer = {
  isBusy: false,
  push: () => undefined,
  end: () => undefined,
  gone: () => undefined,
};

async function carry(conversation: Conversation): Promise<void> {
  const lane = await conversation.lane(new AbortController().signal);
  await lane.write([Buffer.from('x')]);
}

/** Messages wait for another layer. */
function easedLater({ conversation }: MemoryConversation): void {
  const waits = { isBusy: true };
  conversation.add(waits);
  conversation.consumeBy(undefined, Buffer.from('line\n'));
  waits.isBusy = false;
  conversation.eased();
}

describe('a layer hook that throws', () => {
  for (const [hook, call] of calls)
    it(`${hook}, called by ${String(call).replace(/^.*?=> /, '')}, ends only its conversation`, async () => {
      const [here, there] = MemoryTransport.pair();
      const broken: Layer = {
        [hook]: () => {
          throw new Error('broken');
        },
      };
      const made = memoryConversation(here, { framing: { line: 'lf' } }, broken);
      const other = memoryConversation(there);
      await other.conversation.send(Buffer.from('begun'));
      // Data that a caller sent may be lost with the conversation.
      await Promise.resolve(call(made)).catch(error => assert.equal(error.code, 'SEND_INTERRUPTED'));
      await Promise.all([made.over, other.over]);
      assert.equal(made.conversation.snapshot.state, 'closed');
      assert.ok(here.isClosed);
      const codes = made.events.map(({ code }) => code).filter(code => /^peer/.test(code));
      assert.equal(codes.length, 1, String(codes));
    });
});

describe('the message passed to a layer', () => {
  it('has its content as encoded, even if the framing has changed since', async () => {
    const [here, there] = MemoryTransport.pair();
    memoryConversation(there);
    const contents: string[] = [];
    const { conversation, home } = memoryConversation(
      here,
      { framing: { line: 'lf' } },
      { sending: (_frame, _origin, content) => void contents.push(Buffer.from(content).toString()) },
    );
    const lane = await conversation.lane(new AbortController().signal);
    const sent = replied(conversation, Buffer.from('line\n'));
    conversation.configure({ ...home.config, framing: 'none' }, bothDirections);
    lane.release();
    await sent;
    assert.deepEqual(contents, ['line']);
  });
});

describe('a consumer that takes over from another at the end of the stream', () => {
  it('is notified of that end', async () => {
    const [here, there] = MemoryTransport.pair();
    const { conversation, over } = memoryConversation(here);
    let ends = 0;
    const second: ByteConsumer = { ...noBytes, end: () => void ends++ };
    conversation.consumeBy({ ...noBytes, end: () => conversation.consumeBy(second) });
    memoryConversation(there).conversation.end();
    await over;
    assert.equal(ends, 1);
  });
});

describe('a conversation whose transport is swapped', () => {
  it('applies its socket options to the next one', () => {
    const [here] = MemoryTransport.pair();
    const [next] = MemoryTransport.pair();
    const applied: unknown[] = [];
    next.configure = (...options: unknown[]) => void applied.push(...options);
    const { conversation } = memoryConversation(here, { options: { noDelay: false } });
    conversation.swap(next);
    assert.deepEqual(applied, [{ noDelay: false }]);
  });

  it('leaves no transport open if it was already over', async () => {
    const [here] = MemoryTransport.pair();
    const [late] = MemoryTransport.pair();
    const { conversation, over } = memoryConversation(here);
    conversation.reset();
    assert.equal(conversation.swap(late), false);
    await over;
    assert.ok(late.isDestroyed);
  });

  it('keeps its transport once our direction has ended', async () => {
    const [here, there] = MemoryTransport.pair();
    const [late] = MemoryTransport.pair();
    const { conversation, received, over } = memoryConversation(here);
    const other = memoryConversation(there);
    const sent = other.conversation.send(Buffer.from('still read'));
    conversation.end();
    assert.equal(conversation.swap(late), false);
    assert.ok(late.isDestroyed);
    await Promise.all([sent, over]);
    assert.deepEqual(received, ['still read']);
  });

  it('keeps its transport once the other direction has ended, even while messages wait before the end', async () => {
    const [here, there] = MemoryTransport.pair();
    const [late] = MemoryTransport.pair();
    const layer = { isBusy: false };
    const { conversation, received, events, over } = memoryConversation(here, {}, layer);
    const other = memoryConversation(there);
    layer.isBusy = true;
    await other.conversation.send(Buffer.from('last words'));
    other.conversation.end();
    await setImmediate();
    assert.deepEqual([received, conversation.snapshot.state], [[], 'open']);
    assert.equal(conversation.swap(late), false);
    layer.isBusy = false;
    conversation.eased();
    await over;
    assert.deepEqual(received, ['last words']);
    assert.deepEqual(events.at(-1), { code: 'peerClosed', by: 'peer' });
  });

  it('reads from the new transport only while it may', async () => {
    const [here] = MemoryTransport.pair();
    const [next, there] = MemoryTransport.pair();
    const layer = { isBusy: true };
    const { conversation, received } = memoryConversation(here, {}, layer);
    let arrived = 0;
    conversation.add({ arrived: () => void arrived++ });
    conversation.swap(next);
    const other = memoryConversation(there);
    void other.conversation.send(Buffer.from('too early'));
    await setImmediate();
    assert.deepEqual([arrived, received], [0, []]);
    layer.isBusy = false;
    conversation.eased();
    await setImmediate();
    assert.deepEqual(received, ['too early']);
  });

  it('continues over the new transport in message order, and ignores the previous one', async () => {
    const [plain, plainThere] = MemoryTransport.pair();
    const [secret, secretThere] = MemoryTransport.pair();
    const { conversation, received, events, over } = memoryConversation(plain, { framing: { line: 'lf' } });
    const before = memoryConversation(plainThere, { framing: { line: 'lf' } });
    const after = memoryConversation(secretThere, { framing: { line: 'lf' } });
    await before.conversation.send(Buffer.from('STARTTLS'));
    await conversation.send(Buffer.from('go on'));
    conversation.swap(secret);
    await after.conversation.send(Buffer.from('hello'));
    await conversation.send(Buffer.from('hello yourself'));
    before.conversation.reset();
    await before.over;
    assert.deepEqual(received, ['STARTTLS', 'hello']);
    assert.deepEqual([before.received, after.received], [['go on'], ['hello yourself']]);
    assert.equal(conversation.snapshot.state, 'open');
    after.conversation.end();
    await over;
    assert.deepEqual(events, [{ code: 'peerClosed', by: 'peer' }]);
  });
});
