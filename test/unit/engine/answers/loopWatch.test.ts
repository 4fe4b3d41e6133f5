import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { AnsweringLayer } from '../../../../src/engine/answers/answeringLayer.ts';
import { LoopWatch } from '../../../../src/engine/answers/loopWatch.ts';
import { maxRounds, ownSideOf } from '../../../../src/engine/answers/ownPair.ts';
import { createResponder } from '../../../../src/engine/answers/responder.ts';
import type { Conversation } from '../../../../src/engine/conversation/conversation.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { type MemoryConversation, memoryConversation } from '../../../support/memoryConversation.ts';
import { type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';

const ping: ReplyRule[] = [{ when: { text: 'ping' }, send: 'pong' }];
const pong: ReplyRule[] = [{ when: { text: 'pong' }, send: 'ping' }];
/** More messages than two sides of our own may exchange by themselves. */
const endless = 2 * maxRounds;

describe('two conversations in memory that reply to each other', () => {
  interface Side extends MemoryConversation {
    /** Resolves when a loop is reported. */
    readonly looped: Promise<void>;
  }

  /** Connects two conversations with these replies. They know of each other if they are `ours`. */
  function connected(
    replies: readonly [ReplyRule[], ReplyRule[]],
    { ours = true, delayMs = 0 }: { readonly ours?: boolean; readonly delayMs?: number } = {},
  ): readonly [Side, Side] {
    const conversations: Conversation[] = [];
    const [one, other] = MemoryTransport.pair();
    const side = (transport: MemoryTransport, at: 0 | 1): Side => {
      const reply = replies[at].map(rule => ({ ...rule, ...(delayMs > 0 && { delayMs }) }));
      const config: EndpointConfig = { kind: 'tcp-server', address: ':0', framing: { line: 'lf' }, reply };
      const responder = createResponder(config);
      const home = { config, responder, responderOf: () => responder, failed: assert.fail };
      const { promise: looped, resolve } = Promise.withResolvers<void>();
      const memory = memoryConversation(transport, config);
      const { conversation } = memory;
      conversations[at] = conversation;
      const findOtherSide = ours ? () => conversations[1 - at] : undefined;
      const layer = new AnsweringLayer(conversation, home, new LoopWatch(conversation, findOtherSide));
      conversation.add({ event: ({ code }) => code === 'echoLoop' && resolve() }, layer);
      return { ...memory, looped };
    };
    return [side(one, 0), side(other, 1)];
  }

  /** Resolves when a conversation has received this many messages. */
  function received({ conversation }: MemoryConversation, count: number): Promise<void> {
    let frames = 0;
    return new Promise(resolve => conversation.add({ frame: () => ++frames === count && resolve() }));
  }

  const send = ({ conversation }: MemoryConversation, text: string) => conversation.send(Buffer.from(`${text}\n`));

  it('are stopped if both are ours, and reply again after the next message', async () => {
    const [one, other] = connected([ping, pong]);
    await send(other, 'ping');
    await Promise.race([one.looped, other.looped]);
    const { length } = one.received;
    // A reply isn't known to be sent in the same turn in which the other side has it.
    assert.ok(length > maxRounds - 10 && length < 2 * maxRounds, `${length} messages`);
    await Promise.all([received(one, maxRounds - 10), send(other, 'ping')]);
  });

  for (const copies of [2, 3]) {
    it(`are stopped if their replies multiply by ${copies}, long before that takes memory`, async () => {
      const several = (text: string, send: string): ReplyRule[] => [
        { when: { text }, send: Array.from({ length: copies }, () => send) },
      ];
      const [one, other] = connected([several('ping', 'pong'), several('pong', 'ping')]);
      await send(other, 'ping');
      await Promise.race([one.looped, other.looped]);
      const [before] = [one.received.length + other.received.length];
      assert.ok(before < 30_000, `${before} messages`);
    });
  }

  it('are stopped with one event per side, however many messages are on their way', async () => {
    const [one, other] = connected([ping, pong]);
    await Promise.all(Array.from({ length: 5 }, () => send(other, 'ping')));
    await Promise.all([one.looped, other.looped]);
    const before = one.received.length;
    await send(one, 'other');
    assert.ok(one.received.length < before + 100);
    assert.deepEqual(
      [...one.events, ...other.events].map(({ code }) => code),
      ['echoLoop', 'echoLoop'],
    );
  });

  it('aren’t stopped if the other side may be another program', async () => {
    const [one, other] = connected([ping, pong], { ours: false });
    await Promise.all([received(one, endless), send(other, 'ping')]);
    assert.deepEqual([...one.events, ...other.events], []);
    await Promise.all([one.conversation.disconnect(), other.conversation.disconnect()]);
  });

  it('aren’t stopped while messages are sent', async () => {
    const [one, other] = connected([ping, pong]);
    for (let times = 0; times < 4; times++) {
      const sent = times % 2 === 0 ? send(other, 'ping') : send(one, 'pong');
      await Promise.all([received(one, maxRounds - 100), sent]);
    }
    const codes = [...one.events, ...other.events].map(({ code }) => code);
    assert.deepEqual(codes, []);
    await Promise.all([one.conversation.disconnect(), other.conversation.disconnect()]);
  });

  it('aren’t counted if a rule waits before it replies', async () => {
    const [one, other] = connected([ping, pong], { delayMs: 1 });
    await Promise.all([received(one, 20), send(other, 'ping')]);
    assert.equal(ownSideOf(one.conversation)?.rounds, 0);
    await Promise.all([one.conversation.disconnect(), other.conversation.disconnect()]);
  });

  it('aren’t stopped by replies to many lines, each replied to once more', async () => {
    const lines: ReplyRule[] = [{ when: { text: 'line' }, send: 'ok' }];
    const oks: ReplyRule[] = [{ when: { text: 'ok' }, send: 'thanks' }];
    const [one, other] = connected([lines, oks]);
    const all = 2 * maxRounds;
    await Promise.all([received(one, 2 * all), other.conversation.send(Buffer.from('line\n'.repeat(all)), true)]);
    assert.deepEqual([...one.events, ...other.events], []);
  });
});

describe('two endpoints that reply to each other', () => {
  const tests = new EndpointTests();
  const datagramSockets: Socket[] = [];

  afterEach(() => {
    for (const socket of datagramSockets.splice(0)) socket.close();
  });

  const isLooping = async (endpoint: OpenEndpoint) => {
    const rows = await tests.endpoints.rows(endpoint.id, { kinds: ['problem'] });
    return rows.some(({ event }) => event?.code === 'echoLoop');
  };

  /** Resolves when one of them has reported a loop. */
  const stopped = (endpoints: readonly OpenEndpoint[]) =>
    Promise.any(endpoints.map(endpoint => seen(endpoint, async () => (await isLooping(endpoint)) || undefined)));

  async function pair(server: Partial<EndpointConfig>, client: Partial<EndpointConfig>) {
    const one = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', ...server });
    const address = `127.0.0.1:${portOf(one)}`;
    return [one, await tests.endpoints.open({ kind: 'tcp-client', address, ...client })] as const;
  }

  it('are stopped over TCP', async () => {
    const endpoints = await pair({ reply: ping }, { reply: pong });
    await endpoints[1].send('ping');
    await stopped(endpoints);
  });

  it('are stopped over TCP if both greet and echo without a framing', async () => {
    await stopped(await pair({ reply: 'echo', greeting: 'hello' }, { reply: 'echo', greeting: 'hi' }));
  });

  it('are stopped over UDP, bound to loopback or to all interfaces', async () => {
    for (const address of ['127.0.0.1:0', '0.0.0.0:0']) {
      const one = await tests.endpoints.open({ kind: 'udp', address, reply: ping });
      const other = await tests.endpoints.open({ kind: 'udp', address, reply: pong });
      await other.send('ping', { address: `127.0.0.1:${portOf(one)}` });
      await stopped([one, other]);
    }
  });

  it('may go on over TCP if one belongs to another program', async () => {
    const endpoint = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', reply: ping });
    const socket = await tests.bare.connect(endpoint);
    socket.on('data', () => socket.write('ping'));
    socket.write('ping');
    await tests.endpoints.changeSeen(endpoint.id, () => endpoint.counters.framesIn > endless || undefined);
    socket.destroy();
    assert.equal(await isLooping(endpoint), false);
  });

  // Other systems have a single address on loopback.
  if (process.platform === 'linux')
    it('may go on over UDP if one belongs to another program, even at a port that we use, too', async () => {
      const endpoint = await tests.endpoints.open({ kind: 'udp', address: '127.0.0.1:0', reply: ping });
      const socket = createSocket('udp4').bind(0, '127.0.0.1');
      datagramSockets.push(socket);
      await once(socket, 'listening');
      await tests.endpoints.open({ kind: 'udp', address: `127.0.0.2:${socket.address().port}`, reply: pong });
      socket.on('message', () => socket.send('ping', portOf(endpoint), '127.0.0.1'));
      socket.send('ping', portOf(endpoint), '127.0.0.1');
      await tests.endpoints.changeSeen(endpoint.id, () => endpoint.counters.framesIn > endless || undefined);
      socket.removeAllListeners('message');
      assert.equal(await isLooping(endpoint), false);
    });
});
