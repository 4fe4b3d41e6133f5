import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { mock } from 'node:test';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import type { EntryData, TranscriptEvent } from '../../../../src/core/transcriptEntry.ts';
import { AnswerBacklog } from '../../../../src/engine/answers/answerBacklog.ts';
import { AnsweringLayer } from '../../../../src/engine/answers/answeringLayer.ts';
import { createResponder } from '../../../../src/engine/answers/responder.ts';
import type { Conversation } from '../../../../src/engine/conversation/conversation.ts';
import type { Layer } from '../../../../src/engine/conversation/layer.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { asRead } from '../../../../src/engine/transport/readMemory.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';
import { neverFails } from '../../../support/neverFails.ts';
import { eventCodes, eventSeen, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { paramsOf } from '../../../support/paramsOf.ts';
import { hastenSlowPattern, slowBytes, slowPattern } from '../../../support/slowPattern.ts';

/** Too long to be matched at once, and matched in a moment. */
const longLine = 'a'.repeat(1024 * 1024);
const slowLine = Buffer.concat([slowBytes, Buffer.from('\n')]);

const rules: ReplyRule[] = [
  { when: { regex: '^a' }, send: 'long' },
  { when: { regex: '^b(\\d+)$' }, send: '{{1}}' },
];
const slowRules: ReplyRule[] = [
  { when: { regex: slowPattern }, send: 'never' },
  { when: { regex: '^a' }, send: 'second rule' },
];
const lines = (more: Partial<EndpointConfig>): EndpointConfig => ({
  kind: 'tcp-server',
  address: ':0',
  framing: { line: 'lf' },
  ...more,
});

describe('noise between two messages', () => {
  it('gets no reply, and a message does', () => {
    const config = lines({ framing: { start: '<', end: '>' }, reply: 'echo' });
    const answers: string[] = [];
    const conversation = {
      ...{ isStream: true, address: '127.0.0.1:1', failed: assert.fail },
      reply: async (answer: Uint8Array) => void answers.push(String(Buffer.from(answer))),
    } as unknown as Conversation;
    const responder = createResponder(config);
    const home = { config, responder, responderOf: () => responder, failed: assert.fail };
    const layer = new AnsweringLayer(conversation, home);
    layer.frame({ bytes: Buffer.from('x'), flaw: 'noise' }, config);
    layer.frame({ bytes: Buffer.from('a') }, config);
    assert.deepEqual(answers, ['a']);
  });
});

describe('an answer that is too long', () => {
  it('is refused before it is joined', () => {
    const config = lines({
      reply: [{ when: { regex: '^a' }, send: '{{message}} {{message}}' }],
      maxQueuedBytes: 3_000_000,
    });
    const events: TranscriptEvent[] = [];
    let sent = 0;
    const conversation = {
      ...{ isStream: true, address: '127.0.0.1:1', failed: assert.fail },
      event: (event: TranscriptEvent) => void events.push(event),
      reply: async () => void sent++,
    } as unknown as Conversation;
    const responder = createResponder(config);
    const home = { config, responder, responderOf: () => responder, failed: assert.fail };
    const layer = new AnsweringLayer(conversation, home);
    const match = mock.method(turnBudget, 'takeWhenPossible', () => undefined);
    layer.frame({ bytes: Buffer.from('a'.repeat(1000)) }, config);
    assert.deepEqual([sent, events], [1, []]);
    const long = { ...config, maxQueuedBytes: 1000 };
    const other = new AnsweringLayer(conversation, { ...home, config: long });
    other.frame({ bytes: Buffer.from('a'.repeat(1000)) }, config);
    match.mock.restore();
    assert.equal(sent, 1);
    assert.deepEqual(
      events.map(
        event => event.code === 'sendFailed' && [event.failure.code, paramsOf(event.failure).bytes, event.origin],
      ),
      [['SEND_QUEUE_FULL', 2001, { rule: 0 }]],
    );
  });
});

describe('an answer that quotes its message', () => {
  it('quotes it as it was, although the next read overwrites it before the answer is sent', () => {
    const config: EndpointConfig = { kind: 'tcp-server', address: ':0', reply: 'echo' };
    const answers: Uint8Array[] = [];
    const conversation = {
      ...{ isStream: true, address: '127.0.0.1:1', failed: assert.fail, event: assert.fail },
      reply: (answer: Uint8Array) => void answers.push(answer),
    } as unknown as Conversation;
    const responder = createResponder(config);
    const layer = new AnsweringLayer(conversation, { config, responder, responderOf: () => responder, ...neverFails });
    for (const text of ['first', 'other']) layer.frame({ bytes: asRead(Buffer.from(text)) }, config);
    assert.deepEqual(
      answers.map(answer => Buffer.from(answer).toString()),
      ['first', 'other'],
    );
  });
});

describe('answers to long messages', () => {
  hastenSlowPattern();
  const tests = new EndpointTests();

  /** Resolves with all text up to the peer's end of stream. */
  async function textToEnd(socket: Socket): Promise<string> {
    let text = '';
    socket.on('data', chunk => {
      text += chunk;
    });
    await once(socket, 'end');
    return text;
  }

  /** Resolves once the received text ends with this. */
  async function textUntil(socket: Socket, end: string): Promise<string> {
    let text = '';
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      text += chunk;
      if (text.endsWith(end)) break;
    }
    return text;
  }

  const frameSeen = (endpoint: OpenEndpoint, frames = 1) =>
    seen(endpoint, () => (endpoint.counters.framesIn >= frames ? true : undefined));

  const codesAndFrames = (entries: EntryData[]) =>
    entries.map(({ event, direction, length = 0 }) => event?.code ?? `${direction} ${length}`);

  it('don’t block another endpoint', async () => {
    const slow = await tests.endpoints.open(lines({ reply: slowRules }));
    const echo = await tests.endpoints.open(lines({ reply: 'echo' }));
    const [hostile, other] = [await tests.bare.connect(slow), await tests.bare.connect(echo)];
    hostile.write(slowLine);
    await frameSeen(slow);
    other.write('hello\n');
    assert.equal(await textUntil(other, '\n'), 'hello\n');
    assert.ok(!(await eventCodes(slow)).includes('patternTimedOut'));
    assert.equal(await textUntil(hostile, '\n'), 'second rule\n');
    const event = (await slow.entries()).find(entry => entry.event?.code === 'patternTimedOut')?.event;
    assert.deepEqual(event, { code: 'patternTimedOut', rule: 0, bytes: slowBytes.length, ms: 1000 });
  });

  it('keep their order among other answers', async () => {
    const endpoint = await tests.endpoints.open(lines({ reply: rules }));
    const peer = await tests.bare.connect(endpoint);
    peer.write(`b1\n${longLine}\nb2\n${longLine}\nb3\nb4\n`);
    assert.equal(await textUntil(peer, '4\n'), '1\nlong\n2\nlong\n3\n4\n');
  });

  it('keep their order if they contain a long message', async () => {
    const quoting: ReplyRule[] = [{ when: { regex: '^.' }, send: '<{{message}}>' }];
    const endpoint = await tests.endpoints.open(lines({ reply: quoting }));
    const peer = await tests.bare.connect(endpoint);
    const line = 'a'.repeat(3 * 1024 * 1024);
    peer.end(`b\n${line}\nc\n${line}\nd\n`);
    assert.equal(await textToEnd(peer), `<b>\n<${line}>\n<c>\n<${line}>\n<d>\n`);
  });

  it('pause reading, so that what follows is neither kept nor recorded', async () => {
    const reply = [{ when: { regex: '^x' }, send: 'quick' }, ...slowRules];
    const endpoint = await tests.endpoints.open(lines({ reply }));
    const peer = await tests.bare.connect(endpoint);
    peer.write(slowLine);
    const following = 4000;
    const line = `${'x'.repeat(200)}\n`;
    for (let at = 0; at < following; at += 1000) peer.write(line.repeat(1000));
    await eventSeen(endpoint, 'patternTimedOut');
    // At most the read that contained the end of the slow line arrived with it.
    const unread = slowLine.length + following * line.length - endpoint.counters.bytesIn;
    assert.ok(unread > following * 100, `only ${unread} bytes were not read`);
    const entries = codesAndFrames(await endpoint.entries());
    const at = entries.indexOf('patternTimedOut');
    assert.deepEqual(entries.slice(at - 2, at + 1), ['peerConnected', `in ${slowBytes.length}`, 'patternTimedOut']);
    await frameSeen(endpoint, following + 1);
  });

  it('precede our end of stream, whichever side ends first', async () => {
    const endpoint = await tests.endpoints.open(lines({ reply: rules }));
    const peer = await tests.bare.connect(endpoint);
    peer.end(`${longLine}\nb2\n`);
    assert.equal(await textToEnd(peer), 'long\n2\n');
    const slow = await tests.endpoints.open(lines({ reply: slowRules }));
    const other = await tests.bare.connect(slow);
    other.write(slowLine);
    await frameSeen(slow);
    const ended = slow.end();
    await assert.rejects(slow.send('too late'), { code: 'STREAM_ENDED' });
    await ended;
    assert.equal(await textToEnd(other), 'second rule\n');
  });

  it('stop when a rule closes the connection, whatever follows', async () => {
    const endpoint = await tests.endpoints.open(
      lines({ reply: [{ when: { regex: '^a' }, send: 'bye', close: true }, ...rules] }),
    );
    const peer = await tests.bare.connect(endpoint);
    peer.end(`${longLine}\nb2\nb3\n`);
    assert.equal(await textToEnd(peer), 'bye\n');
    assert.ok(!(await eventCodes(endpoint)).includes('sendFailed'));
  });

  it('keep their order when the framing changes meanwhile', async () => {
    const endpoint = await tests.endpoints.open(lines({ reply: [...slowRules.slice(0, 1), ...rules] }));
    const peer = await tests.bare.connect(endpoint);
    peer.write(slowLine);
    peer.write('b2\nb3');
    await frameSeen(endpoint);
    await endpoint.changeFraming({ line: 'crlf' });
    assert.equal(await textUntil(peer, '3\r\n'), 'long\r\n2\r\n3\r\n');
  });

  it('are discarded with the connection, without an event', async () => {
    const endpoint = await tests.endpoints.open(lines({ reply: slowRules }));
    for (const [at, leave] of ['disconnect', 'reset'].entries()) {
      const peer = await tests.bare.connect(endpoint);
      peer.resume().write(slowLine);
      await frameSeen(endpoint, at + 1);
      if (leave === 'reset') await tests.engine.reset(endpoint.id);
      else await tests.engine.disconnect(endpoint.id, `p${at + 1}`);
      await seen(endpoint, () => (endpoint.counters.peers === 0 ? true : undefined));
    }
    await endpoint.close();
    const codes = await eventCodes(endpoint);
    assert.ok(!codes.includes('patternTimedOut') && !codes.includes('patternFailed'), codes.join());
    const next = await tests.endpoints.open(lines({ reply: rules }));
    const peer = await tests.bare.connect(next);
    peer.write(`${longLine}\n`);
    assert.equal(await textUntil(peer, '\n'), 'long\n');
  });

  it('are all sent, in order, if the messages are short but many', async () => {
    const reply: ReplyRule[] = [...slowRules.slice(0, 1), { when: { regex: '^ab' }, send: '{{message}}' }];
    const peer = await tests.bare.connect(await tests.endpoints.open(lines({ reply })));
    // Below the limit at which a message is matched on the thread.
    const messages = Array.from({ length: 300 }, (_, at) => `${'ab'.repeat(10)}${at}\n`).join('');
    peer.write(messages);
    let answered = '';
    for await (const chunk of peer.iterator({ destroyOnReturn: false })) {
      answered += chunk;
      if (answered.length >= messages.length) break;
    }
    assert.equal(answered, messages);
  });

  it('hold back the other streams while they take up too much memory, until they are matched', async () => {
    const config = lines({ reply: slowRules });
    const { sourcesFor } = createResponder(config);
    const backlog = new AnswerBacklog(0, 0, slowBytes.length - 1);
    const responder = createResponder(config, { backlog, sourcesFor });
    const home = { config, responder, responderOf: () => responder, failed: assert.fail };
    const order: string[] = [];
    const stream = (name: string) => {
      const [here, there] = MemoryTransport.pair();
      const { conversation } = memoryConversation(here, config);
      const answers = new AnsweringLayer(conversation, home);
      const [received, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const notes: Layer = {
        frame: () => {
          order.push(`${name} received`);
          received.resolve();
        },
        event: ({ code }) => order.push(`${name} ${code}`),
        sending: () => answered.resolve(),
      };
      conversation.add(notes, answers);
      answers.opened();
      const { conversation: peer } = memoryConversation(there);
      return { peer, conversation, received: received.promise, answered: answered.promise };
    };
    const [first, second] = [stream('first'), stream('second')];
    await Promise.all([first.peer.send(slowLine), first.received]);
    await second.peer.send(Buffer.from('a\n'));
    await Promise.all([first.answered, second.answered]);
    assert.deepEqual(order, ['first received', 'first patternTimedOut', 'second received']);
    await Promise.all([first.conversation.disconnect(), second.conversation.disconnect()]);
    assert.ok(!backlog.ofStreams.areTooMany);
  });

  describe('over UDP', () => {
    const datagram = slowBytes.subarray(0, 60_000);

    it('keep their order, while datagrams are recorded as they arrive', async () => {
      const reply = [...slowRules, { when: { regex: '^b(\\d)$' }, send: '{{1}}' }];
      const endpoint = await tests.endpoints.open({ kind: 'udp', address: '127.0.0.1:0', reply });
      const peer = createSocket('udp4');
      const answers: string[] = [];
      const all = new Promise<void>(resolve => {
        peer.on('message', answer => {
          if (answers.push(String(answer)) === 3) resolve();
        });
      });
      for (const message of [datagram, 'b1', 'b2']) {
        await new Promise(sent => peer.send(message, portOf(endpoint), '127.0.0.1', sent));
      }
      await all;
      assert.deepEqual(answers, ['second rule', '1', '2']);
      const entries = codesAndFrames(await endpoint.entries()).slice(2);
      assert.deepEqual(entries.slice(0, 4), ['in 60000', 'in 2', 'in 2', 'patternTimedOut']);
      peer.close();
    });

    it('are dropped, with one event, if too many wait', async () => {
      const endpoint = await tests.endpoints.open({ kind: 'udp', address: '127.0.0.1:0', reply: slowRules });
      const peer = createSocket('udp4');
      const sendOne = () => new Promise(sent => peer.send(datagram, portOf(endpoint), '127.0.0.1', sent));
      while (!(await eventCodes(endpoint)).includes('datagramsUnanswered')) {
        for (let at = 0; at < 16; at++) {
          await sendOne();
          // The endpoint's turn to receive: it gets as many datagrams as it takes.
          await new Promise(setImmediate);
        }
      }
      for (let at = 0; at < 3; at++) {
        const { framesIn } = endpoint.counters;
        await sendOne();
        await frameSeen(endpoint, framesIn + 1);
      }
      const codes = await eventCodes(endpoint);
      assert.equal(codes.filter(code => code === 'datagramsUnanswered').length, 1);
      peer.close();
    });

    it('count, too, if each is the only one of its sender', async () => {
      const endpoint = await tests.endpoints.open({ kind: 'udp', address: '127.0.0.1:0', reply: slowRules });
      const peers: ReturnType<typeof createSocket>[] = [];
      while (!(await eventCodes(endpoint)).includes('datagramsUnanswered')) {
        const peer = createSocket('udp4');
        peers.push(peer);
        await new Promise(sent => peer.send(datagram, portOf(endpoint), '127.0.0.1', sent));
        await new Promise(setImmediate);
        assert.ok(peers.length < 200, 'nothing was refused');
      }
      for (const peer of peers) peer.close();
    });
  });
});
