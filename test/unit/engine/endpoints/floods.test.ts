import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import fc from 'fast-check';
import type { EndpointConfig, Framing } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { defaultMaxFrameBytes } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { EndpointTests } from '../../../support/endpointTests.ts';
import { eventCodes, framesOf, type OpenEndpoint, portOf, seen } from '../../../support/openEndpoint.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { slowBytes, slowPattern } from '../../../support/slowPattern.ts';

/** Each byte is a message. */
const flood = Buffer.alloc(4 * 1024, '\n');
/** The deadline of the pattern thread. */
const patternDeadlineMs = 1000;
/** More turns than the flood needs. */
const maxAnswers = 10_000;

describe('thousands of messages from one read', () => {
  // Before the engine ends.
  afterEach(() => mock.restoreAll());
  const tests = new EndpointTests();

  const snapshotOf = async ({ id }: OpenEndpoint) =>
    (await tests.engine.snapshots()).find(one => one.id === id) as EndpointSnapshot;
  const isOver = async (endpoint: OpenEndpoint) => (await snapshotOf(endpoint)).counters.peers === 0;
  /** The latest rows: the contents of messages, the codes of events. */
  const latest = async (endpoint: OpenEndpoint, count: number) => {
    const { entries } = await snapshotOf(endpoint);
    const rows = await tests.engine.entries(endpoint.id, entries - count, count);
    return rows.map(({ event, direction }) => event?.code ?? direction);
  };

  /** Opens a server to which a peer has sent messages that all wait for a turn. */
  async function flooded(more: Partial<EndpointConfig> = {}): Promise<{ endpoint: OpenEndpoint; socket: Socket }> {
    const endpoint = await tests.endpoints.open({
      kind: 'tcp-server',
      address: ':0',
      framing: { line: 'lf' },
      ...more,
    });
    const socket = await tests.bare.connect(endpoint);
    shortTurns(0);
    socket.write(flood);
    await seen(endpoint, () => (endpoint.counters.bytesIn > 0 ? true : undefined));
    const { framesIn, bytesIn } = (await snapshotOf(endpoint)).counters;
    assert.equal(framesIn, 0);
    assert.ok(bytesIn > 3000, `${bytesIn} bytes were read at once`);
    mock.restoreAll();
    shortTurns(25);
    return { endpoint, socket };
  }

  /** Resolves with all text up to our end of stream. */
  async function textToEnd(socket: Socket): Promise<string> {
    let text = '';
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) text += chunk;
    return text;
  }

  /** Resolves with counts taken at each answer of another endpoint, one after the other until `isDone` is true. */
  async function answered(count: () => Promise<number>, isDone: () => Promise<boolean>): Promise<number[]> {
    const other = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' });
    const socket = await tests.bare.connect(other);
    const counts: number[] = [];
    while (!(await isDone()) && counts.length < maxAnswers) {
      socket.write('x');
      await once(socket, 'data');
      counts.push(await count());
    }
    return counts;
  }

  it('are answered by the rules in effect when they arrived, in the framing in effect when the answer is sent', async () => {
    const config = { kind: 'tcp-server', address: ':0', framing: { line: 'lf' } } as const;
    const reply = (send: string) => [{ when: { text: '' }, send }];
    const { endpoint, socket } = await flooded({ reply: reply('old') });
    await tests.engine.applyConfig(endpoint.id, { ...config, framing: { delimiter: ';' }, reply: reply('new') });
    const { bytesIn } = (await snapshotOf(endpoint)).counters;
    socket.end(';');
    const text = await textToEnd(socket);
    // Bytes read after the change contain no delimiter until the end.
    const last = bytesIn === flood.length ? 'new;' : '';
    assert.equal(text, 'old;'.repeat(bytesIn) + last);
  });

  it('are all answered before our end if that is requested meanwhile', async () => {
    const { endpoint, socket } = await flooded({ reply: 'echo' });
    const { bytesIn } = (await snapshotOf(endpoint)).counters;
    await endpoint.end();
    await assert.rejects(endpoint.send('late'), { code: 'STREAM_ENDED' });
    const text = await textToEnd(socket);
    assert.ok(text.length >= bytesIn, `${text.length} of ${bytesIn} were answered`);
    socket.end();
  });

  it('are answered in turns if they waited for a pattern', async () => {
    const { setTimeout: start } = globalThis;
    const expired = Promise.withResolvers<void>();
    mock.method(globalThis, 'setTimeout', (run: () => void, ms?: number, ...rest: []) =>
      ms === patternDeadlineMs ? void expired.promise.then(run) : start(run, ms, ...rest),
    );
    // No pattern is matched for those that wait.
    const reply = [
      { when: { text: '' }, send: 'x' },
      { when: { regex: slowPattern }, send: 'never' },
    ];
    const endpoint = await tests.endpoints.open({ kind: 'udp', address: '127.0.0.1:0', reply });
    const peer = createSocket('udp4').unref();
    const send = (message: Uint8Array) => new Promise(sent => peer.send(message, portOf(endpoint), '127.0.0.1', sent));
    await send(slowBytes.subarray(0, 60_000));
    for (let sent = 0; sent < 1000; sent++) await send(Buffer.alloc(0));
    await seen(endpoint, () => (endpoint.counters.framesIn > 1000 ? true : undefined));
    shortTurns(10);
    expired.resolve();
    const framesOut = async () => (await snapshotOf(endpoint)).counters.framesOut;
    const counts = await answered(framesOut, async () => (await framesOut()) === 1000);
    assert.ok(
      counts.some(count => count > 0 && count < 1000),
      `others were answered at ${counts}`,
    );
    peer.close();
  });

  it('are split by the framing that their bytes were read in, whatever happens to the connection', async () => {
    const framing = fc.constantFrom<Framing>({ line: 'lf' }, { line: 'any' }, { fixed: 3 }, { delimiter: 'ab' });
    const text = fc
      .array(fc.constantFrom('\n', '\n', '\n', '\r', 'a', 'b'), { minLength: 1, maxLength: 200 })
      .map(characters => characters.join(''));
    const end = fc.constantFrom('end', 'reset', 'peerReset', 'close');
    const parts = fc.array(fc.record({ framing, text }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(parts, fc.constantFrom('none', 'echo'), end, fc.integer({ min: 1, max: 100 }), isCutRight),
      { numRuns: 15 },
    );
  });

  /** Sends each text in its framing, ends the connection, and checks the recorded messages. */
  async function isCutRight(
    parts: readonly { readonly framing: Framing; readonly text: string }[],
    reply: 'none' | 'echo',
    end: string,
    messagesPerTurn: number,
  ): Promise<void> {
    mock.restoreAll();
    shortTurns(messagesPerTurn);
    const endpoint = await tests.endpoints.open({ kind: 'tcp-server', address: ':0', framing: 'none', reply });
    const socket = await tests.bare.connect(endpoint);
    socket.resume();
    const expected: string[] = [];
    let bytes = 0;
    for (const { framing, text } of parts) {
      await tests.engine.changeFraming(endpoint.id, framing);
      socket.write(text);
      bytes += text.length;
      await seen(endpoint, () => (endpoint.counters.bytesIn === bytes ? true : undefined));
      const decoder = framingFor(framing).decoder(defaultMaxFrameBytes);
      const frames = [...decoder.push(Buffer.from(text), 0), ...decoder.end(0)];
      expected.push(...frames.map(frame => Buffer.from(frame.bytes).toString()));
    }
    if (end === 'end') socket.end();
    else if (end === 'peerReset') socket.resetAndDestroy();
    else if (end === 'reset') await tests.engine.reset(endpoint.id);
    else void endpoint.close();
    socket.on('end', () => socket.end());
    await seen(endpoint, () => (endpoint.counters.peers === 0 ? true : undefined));
    assert.deepEqual(await framesOf(endpoint, 'in'), expected);
    const codes = await eventCodes(endpoint);
    const isReset = end.toLowerCase().endsWith('reset');
    assert.ok(codes.includes(isReset ? 'peerReset' : 'peerClosed'), String(codes));
    await tests.engine.remove(endpoint.id);
  }

  interface Case {
    readonly config?: Partial<EndpointConfig>;
    act(endpoint: OpenEndpoint, socket: Socket): unknown;
    /** The last rows. */
    readonly latest: readonly string[];
    /** The conversation ends. */
    readonly ends?: boolean;
  }

  const cases: Record<string, Case> = {
    'while the framing is changed': { act: endpoint => endpoint.changeFraming('none'), latest: ['in', 'in'] },
    'while another config is applied': {
      act: ({ id }) =>
        tests.engine.applyConfig(id, { kind: 'tcp-server', address: ':0', framing: 'slip', reply: 'echo' }),
      latest: ['in', 'in'],
    },
    'while sending a framed file begins': {
      // Without waiting: the rest of the messages may need only a few turns.
      act(endpoint) {
        const path = join(tests.endpoints.directory, 'file');
        writeFileSync(path, 'content');
        void tests.engine.sendFiles(endpoint.id, { mode: 'framed', files: [{ path }] });
      },
      latest: ['in', 'in'],
    },
    'when the peer ends': { act: (_, socket) => socket.end(), latest: ['in', 'peerClosed'], ends: true },
    'when the peer resets the connection': {
      act: (_, socket) => socket.resetAndDestroy(),
      latest: ['in', 'peerReset'],
      ends: true,
    },
    'when we reset it': { act: ({ id }) => tests.engine.reset(id), latest: ['in', 'peerReset'], ends: true },
    'when it is disconnected': {
      act: async ({ id }, socket) => {
        socket.on('end', () => socket.end()).resume();
        void tests.engine.disconnect(id, (await tests.engine.peers(id, 0, 1))[0]?.id ?? '');
      },
      latest: ['in', 'peerClosed'],
      ends: true,
    },
    'when the endpoint is closed': {
      act: (endpoint, socket) => {
        socket.on('end', () => socket.end()).resume();
        void endpoint.close();
      },
      latest: ['in', 'peerClosed', 'closed'],
      ends: true,
    },
    'with answers, when we reset it': {
      config: { reply: 'echo' },
      act: ({ id }) => tests.engine.reset(id),
      latest: ['in', 'peerReset'],
      ends: true,
    },
  };

  for (const [when, { config, act, latest: expected, ends = false }] of Object.entries(cases))
    it(`are recorded in turns, in which others are answered: ${when}`, async () => {
      const { endpoint, socket } = await flooded(config);
      await act(endpoint, socket);
      const framesIn = async () => (await snapshotOf(endpoint)).counters.framesIn;
      const isDone = async () =>
        ends ? isOver(endpoint) : (await framesIn()) === (await snapshotOf(endpoint)).counters.bytesIn;
      const counts = await answered(framesIn, isDone);
      const { bytesIn } = (await snapshotOf(endpoint)).counters;
      assert.equal(await framesIn(), bytesIn);
      assert.ok(
        counts.some(count => count > 0 && count < bytesIn),
        `others were answered at ${counts} of ${bytesIn}`,
      );
      if (when.includes('closed')) await seen(endpoint, () => (endpoint.state === 'closed' ? true : undefined));
      assert.deepEqual(await latest(endpoint, expected.length), expected);
    });
});
