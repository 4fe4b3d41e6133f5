import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointConfig, Framing, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { AnsweringLayer } from '../../../../src/engine/answers/answeringLayer.ts';
import { createResponder } from '../../../../src/engine/answers/responder.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { memoryConversation } from '../../../support/memoryConversation.ts';

/** A server with rules, and the other end of its connection, which takes and records bytes as they are. */
function served(config: Partial<EndpointConfig>) {
  const [here, there] = MemoryTransport.pair();
  const server = memoryConversation(here, config);
  const home = { config: server.home.config, failed: assert.fail };
  const responder = createResponder(home.config);
  const layer = new AnsweringLayer(server.conversation, { ...home, responder, responderOf: () => responder });
  server.conversation.add(layer);
  const client = memoryConversation(there);
  return { server, client, layer };
}

const wireOf = (framing: Framing, message: string) =>
  Buffer.concat([...framingFor(framing).encoder().encode(Buffer.from(message)).parts]);

describe('a framing that a rule sets', () => {
  const framings: Framing[] = [
    { line: 'any' },
    { line: 'crlf' },
    { delimiter: ';;' },
    { lengthPrefix: { bytes: 2, endian: 'big' } },
    { fixed: 4 },
    'json',
    'slip',
    'cobs',
    'resp',
    { start: '<', end: '>' },
    { pattern: 'z+!' },
  ];
  const said: Readonly<Record<string, string>> = { json: '"one"', resp: '+one\r\n' };
  const first = (framing: Framing) =>
    typeof framing === 'object' && 'fixed' in framing
      ? 'four'
      : typeof framing === 'object' && 'pattern' in framing
        ? 'onezz!'
        : (said[String(framing)] ?? 'one');

  it('takes over at the byte after the frame, however the bytes are split', async () => {
    const chance = fc.record({
      from: fc.constantFrom(...framings),
      cuts: fc.array(fc.nat(40), { maxLength: 6 }),
      switched: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(chance, async ({ from, cuts, switched }) => {
        const text = first(from);
        const when = { text, match: 'start' } as const;
        const reply: ReplyRule[] = [{ when, framing: 'u8', send: switched ? [text] : [] }];
        const { server, client } = served({ framing: from, reply });
        const isAny = typeof from === 'object' && 'line' in from && from.line === 'any';
        const wire = Buffer.concat([
          wireOf(from, isAny ? `${text}\r\n` : text),
          Buffer.from('\x03\r\n\x01\0\x02hi', 'latin1'),
        ]);
        const over = new Promise<void>(resolve => {
          server.conversation.add({ frame: () => server.received.at(-1) === 'hi' && resolve() });
        });
        const ends = [...cuts.map(cut => cut % wire.length), wire.length].toSorted((one, other) => one - other);
        let begin = 0;
        for (const end of ends) {
          if (end > begin) await client.conversation.send(wire.subarray(begin, end));
          begin = Math.max(begin, end);
        }
        await over;
        assert.deepEqual(server.received, [text, '\r\n\x01', '', 'hi']);
        await server.conversation.disconnect();
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a rule does to its connection', () => {
  const lf = { framing: { line: 'lf' } } as const;

  it('sends replies in the framing before, and later messages in the new one', async () => {
    const reply: ReplyRule[] = [
      { when: { text: 'go' }, send: ['ok', 'now'], framing: 'u8' },
      { when: { text: 'x' }, send: 'y' },
    ];
    const { server, client } = served({ ...lf, reply });
    const whole = new Promise<void>(resolve => {
      client.conversation.add({ frame: () => client.received.join('').endsWith('y') && resolve() });
    });
    await client.conversation.send(Buffer.from('go\n\x01x', 'latin1'));
    await whole;
    assert.equal(client.received.join(''), 'ok\nnow\n\x01y');
    assert.deepEqual(
      server.events.filter(({ code }) => code === 'framingChanged'),
      [{ code: 'framingChanged', framing: 'u8' }],
    );
  });

  it('answers each message of a pipeline in order, whatever the delays, and sends raw replies as they are', async () => {
    const reply: ReplyRule[] = [
      { when: { text: 'a' }, send: ['1', '2'], delayMs: 5 },
      { when: { text: 'b' }, send: ['<3', '>'], raw: true },
      { when: { text: 'c' } },
      { when: { text: 'd' }, send: '4', close: true },
      { when: { regex: '' }, send: 'never' },
    ];
    const { client } = served({ ...lf, reply });
    await client.conversation.send(Buffer.from('a\nb\nc\na\nd\ne\n'));
    const ended = new Promise<void>(resolve => client.conversation.add({ ended: resolve }));
    await ended;
    assert.equal(client.received.join(''), '1\n2\n<3>1\n2\n4\n');
  });

  it('resets it behind the replies to all messages before', async () => {
    const reply: ReplyRule[] = [
      { when: { text: 'a' }, send: '1', delayMs: 5 },
      { when: { text: 'b' }, send: '2', close: 'reset' },
      { when: { regex: '' }, send: 'never' },
    ];
    const { server, client } = served({ ...lf, reply });
    await client.conversation.send(Buffer.from('a\nb\nc\n'));
    await Promise.all([server.over, client.over]);
    assert.deepEqual(server.sent, ['1', '2']);
    assert.deepEqual(
      server.events.map(event => [event.code, 'by' in event && event.by]),
      [['peerReset', 'us']],
    );
  });

  it('follows a framing that is set while the condition is matched on another thread', async () => {
    const long = 'a'.repeat(200_000);
    const reply: ReplyRule[] = [
      { when: { text: 'a{{?}}b', match: 'contains' }, framing: 'u8' },
      { when: { text: 'hi' }, send: 'yes' },
    ];
    const { server, client } = served({ ...lf, reply });
    const answered = new Promise<void>(resolve => server.conversation.add({ sending: () => resolve() }));
    await client.conversation.send(Buffer.from(`${long}b\n\x02hi\x02hi`, 'latin1'));
    await answered;
    assert.deepEqual(server.received.slice(1, 2), ['hi']);
    await server.conversation.disconnect();
  });

  it('follows a framing of rules that replaced others in an open conversation', async () => {
    const { server, client } = served({ ...lf, reply: [] });
    await client.conversation.send(Buffer.from('one\ntw'));
    const reply: ReplyRule[] = [{ when: { text: 'two' }, framing: 'u8' }];
    const config = { ...server.home.config, reply };
    const responder = createResponder(config);
    const home = { config, responder, responderOf: () => responder, failed: assert.fail };
    server.home.config = config;
    server.conversation.configure(config, false);
    server.conversation.add(new AnsweringLayer(server.conversation, home));
    const over = new Promise<void>(resolve => {
      server.conversation.add({ frame: () => server.received.at(-1) === 'hi' && resolve() });
    });
    await client.conversation.send(Buffer.from('o\n\x01\n\x02hi', 'latin1'));
    await over;
    assert.deepEqual(server.received, ['one', 'two', '\n', 'hi']);
  });
});
