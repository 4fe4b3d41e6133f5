import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import { phrase } from '../../../../src/core/phrase.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { allAnswers } from '../../../../src/engine/conversation/pendingAnswers.ts';
import { MemoryTransport } from '../../../../src/engine/transport/memoryTransport.ts';
import { BareSockets } from '../../../support/bareSockets.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { memoryConversation, replied } from '../../../support/memoryConversation.ts';
import { eventCodes, eventSeen, framesOf, portOf, seen, textSeen } from '../../../support/openEndpoint.ts';
import { type PlainSockets, server, withPlainSockets } from '../endpoints/plainSockets.ts';

describe('a stream conversation', () => {
  let endpoints: EngineEndpoints;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(() => endpoints.dispose());

  it('settles an empty write through the holder of its lane', async () => {
    const [here] = MemoryTransport.pair();
    const { conversation } = memoryConversation(here);
    const lane = await conversation.lane(new AbortController().signal);
    await lane.write([]);
    lane.release();
  });

  it('resumes reading when other conversations’ replies have left room, while its own still wait', async () => {
    const [here, there] = MemoryTransport.pair();
    const { promise: delivered, resolve } = Promise.withResolvers<void>();
    const side = memoryConversation(here, { framing: { line: 'lf' } }, { frame: () => resolve() });
    const { conversation: other } = memoryConversation(there, { framing: { line: 'lf' } });
    const replies = Array.from({ length: 17 }, () => replied(side.conversation, Buffer.from('later'), 60_000));
    allAnswers.add(100_000, 0);
    await other.send(Buffer.from('one'));
    assert.deepEqual(side.received, []);
    allAnswers.remove(100_000, 0);
    await delivered;
    assert.deepEqual([side.received, side.sent], [['one'], []]);
    here.destroy();
    await Promise.allSettled(replies);
  });

  it('joins no character across the bytes of a file, which are not recorded', async () => {
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const socket = connect(portOf(server), '127.0.0.1').resume();
    await once(socket, 'connect');
    while (server.counters.peers === 0) await server.nextChange();
    const path = join(endpoints.directory, 'file');
    await writeFile(path, 'between');
    for (const byte of [0xc3, 0xa9, 0xc3]) await server.send(Uint8Array.of(byte));
    await server.sendFile(path, { mode: 'raw', endAfter: false });
    await server.send(Uint8Array.of(0xa9));
    const rows = await endpoints.rows(server.id, { kinds: ['out'] });
    assert.deepEqual(
      rows.map(({ text }) => text),
      ['', 'é', '\udcc3', '\udca9'],
    );
    socket.destroy();
  });

  it('greets with bytes, and ends lines as configured, even after its framing has changed', async () => {
    const bare = new BareSockets();
    const config = { kind: 'tcp-server', address: ':0', framing: { line: 'any' }, lineEnding: 'crlf' } as const;
    const server = await endpoints.open({ ...config, greeting: { hex: 'ff 00 {{$counter hex 2}}' } });
    const socket = await bare.connect(server);
    await eventSeen(server, 'peerConnected');
    await server.changeFraming('none');
    await server.send('|');
    await server.changeFraming({ line: 'any' });
    await server.send('line');
    await server.end();
    assert.equal(await textToEnd(socket), '\xff\0\x01\r\n|line\r\n');
    bare.close();
  });

  it('creates no error of its own per reset connection: there may be thousands at once', async () => {
    const bare = new BareSockets();
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    const socket = await bare.connect(server);
    await eventSeen(server, 'peerConnected');
    const made = mock.method(SocketError, 'from');
    socket.resetAndDestroy();
    await eventSeen(server, 'peerReset');
    assert.equal(made.mock.callCount(), 0);
    made.mock.restore();
    bare.close();
  });

  it('records nothing as sent between the reset of its connection and its close', async () => {
    const bare = new BareSockets();
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0' });
    await bare.connect(server);
    await eventSeen(server, 'peerConnected');
    await endpoints.engine.reset(server.id);
    await assert.rejects(server.send('too late'), { code: 'SEND_INTERRUPTED' });
    assert.deepEqual(await eventCodes(server), ['listening', 'peerConnected', 'peerReset']);
    assert.deepEqual(await endpoints.rows(server.id, { kinds: ['out'] }), []);
    bare.close();
  });

  it('is reset if the transport supports that, and is informed before it is over; otherwise it continues', async () => {
    const address = `unix:${join(endpoints.directory, 'socket')}`;
    const server = await endpoints.open({ kind: 'tcp-server', address });
    const client = await endpoints.open({ kind: 'tcp-client', address }, 'client');
    await eventSeen(server, 'peerConnected');
    await assert.rejects(() => endpoints.engine.reset(server.id), { code: 'NO_RESET' });
    await server.send('still here');
    await textSeen(client, 'in', 'still here');
    assert.ok(!(await eventCodes(server)).includes('peerReset'));
  });

  describe('that ends its side', () => {
    const bare = new BareSockets();
    afterEach(() => bare.close());

    it('with nothing pending records one event, whichever side ends first', async () => {
      const server = await endpoints.open({ kind: 'tcp-server', address: ':0', reply: 'echo' });
      const first = await bare.connect(server);
      first.write('hi');
      await textSeen(server, 'out', 'hi');
      first.end();
      await eventSeen(server, 'peerClosed');
      const second = await bare.connect(server);
      await seen(server, () => (server.counters.peers === 1 ? true : undefined));
      second.on('end', () => second.end()).resume();
      await server.end();
      await seen(server, () => (server.counters.peers === 0 ? true : undefined));
      const events = (await server.entries()).flatMap(({ event }) => event ?? []);
      assert.deepEqual(
        events.slice(1).map(event => ('by' in event ? [event.code, event.by] : event.code)),
        ['peerConnected', ['peerClosed', 'peer'], 'peerConnected', ['peerClosed', 'us']],
      );
    });

    it('with answers pending records two: its end, after the answers, and that of the connection', async () => {
      const reply = [{ when: { regex: '.' }, send: 'later', delayMs: 20 }];
      const server = await endpoints.open({ kind: 'tcp-server', address: ':0', reply });
      const socket = await bare.connect(server);
      socket.end('x');
      assert.equal(await textToEnd(socket), 'later');
      await eventSeen(server, 'peerClosed');
      const isInformed = (await server.entries()).slice(2).map(({ event, direction }) => event?.code ?? direction);
      assert.deepEqual(isInformed, ['in', 'peerEnded', 'out', 'peerClosed']);
    });
  });

  it('greets each client with its own address', async () => {
    const bare = new BareSockets();
    const server = await endpoints.open({
      kind: 'tcp-server',
      address: ':0',
      greeting: 'hello {{$peer}}',
      closeAfterGreeting: true,
    });
    for (const socket of [await bare.connect(server), await bare.connect(server)])
      assert.equal(await textToEnd(socket), `hello 127.0.0.1:${socket.localPort}`);
    bare.close();
  });

  it('sends all messages of a text, or none if one of them can’t be sent', async () => {
    const bare = new BareSockets();
    const server = await endpoints.open({ kind: 'tcp-server', address: ':0', framing: { delimiter: 'aa' } });
    const socket = await bare.connect(server);
    await eventSeen(server, 'peerConnected');
    const text = (typed: string) => endpoints.engine.send(server.id, Buffer.from(typed), undefined, true);
    await assert.rejects(text('1aa2a'), /contains the delimiter/);
    await text('3aa4');
    await server.end();
    assert.equal(await textToEnd(socket), '3aa4aa');
    assert.deepEqual(await framesOf(server, 'out'), ['3aa', '4']);
    bare.close();
  });
});

/** Resolves with all bytes up to the peer's end of stream, in latin1. */
async function textToEnd(socket: Socket): Promise<string> {
  const received: Buffer[] = [];
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) received.push(chunk as Buffer);
  return Buffer.concat(received).toString('latin1');
}

describe('a TCP server that sends and answers', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;

  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  it('answers thousands of frames of one read no faster than the peer reads', async () => {
    const reply = [{ when: { regex: '.*' }, send: 'x'.repeat(3000) }];
    const endpoint = await endpoints.open(server({ reply, framing: { line: 'lf' } }));
    const peer = await sockets.client(endpoint);
    peer.pause();
    peer.write(Buffer.alloc(10_000, '\n'));
    await seen(endpoint, () => (endpoint.counters.bytesIn > 0 ? true : undefined));
    assert.ok(endpoint.counters.framesIn < 7000, `${endpoint.counters.framesIn} frames were answered`);
    let got = 0;
    peer.on('data', chunk => {
      got += chunk.length;
      if (got === 10_000 * 3001) peer.end();
    });
    peer.resume();
    await once(peer, 'close');
    await seen(endpoint, () => (endpoint.counters.framesOut === 10_000 ? true : undefined));
  });

  it('answers all frames of one read, even if the peer ends its side after them', async () => {
    const reply = [{ when: { text: '' }, send: 'x'.repeat(3000) }];
    const endpoint = await endpoints.open(server({ reply, framing: { line: 'lf' }, maxQueuedBytes: 100_000 }));
    const peer = await sockets.client(endpoint);
    let got = 0;
    peer.on('data', chunk => {
      got += chunk.length;
    });
    peer.end(Buffer.alloc(4000, '\n'));
    await once(peer, 'end');
    assert.equal(got, 4000 * 3001);
  });

  it('records all frames received before a reset, and no answer to those still pending', async () => {
    const reply = [{ when: { text: '' }, send: 'x'.repeat(60_000) }];
    const endpoint = await endpoints.open(server({ reply, framing: { line: 'lf' } }));
    const peer = await sockets.client(endpoint);
    peer.pause();
    peer.write(Buffer.alloc(300, '\n'));
    await seen(endpoint, () => (endpoint.counters.bytesIn > 0 ? true : undefined));
    peer.resetAndDestroy();
    await eventSeen(endpoint, 'peerReset');
    await seen(endpoint, () => (endpoint.counters.framesIn === 300 ? true : undefined));
    const sent = (await endpoint.entries()).filter(({ direction }) => direction === 'out').length;
    assert.ok(sent < 200, `${sent} answers were recorded`);
  });

  it('finishes its replies after the peer has ended, in message order', async () => {
    const reply = [
      { when: { text: 'slow' }, send: 'after a while;', delayMs: 30 },
      { when: { text: 'quick' }, send: 'at once;' },
    ];
    const endpoint = await endpoints.open(server({ reply, framing: { line: 'lf' }, greeting: 'welcome' }));
    const peer = await sockets.client(endpoint);
    peer.end('slow\nquick\n');
    await once(peer, 'end');
    assert.equal(peer.received(), 'welcome\nafter a while;\nat once;\n');
  });

  it('echoes a megabyte to a slow reader without keeping it in memory', async () => {
    const endpoint = await endpoints.open(server({ reply: 'echo' }));
    const peer = await sockets.client(endpoint);
    peer.pause();
    const sent = Buffer.alloc(1 << 20, 'x');
    peer.write(sent);
    peer.end();
    await seen(endpoint, () => (endpoint.counters.bytesIn > 100_000 ? true : undefined));
    peer.resume();
    await once(peer, 'end');
    assert.equal(peer.received().length, sent.length);
  });

  it('sends a text of several lines as several frames, each with its own ending, and closes after the last', async () => {
    const reply = [{ when: { text: 'ehlo' }, send: '250-box\r\n250 SIZE\r\n', close: true }];
    const endpoint = await endpoints.open(server({ framing: { line: 'any' }, greeting: 'one\r\ntwo', reply }));
    const peer = await sockets.client(endpoint);
    peer.write('ehlo\r\n');
    await once(peer, 'end');
    assert.equal(peer.received(), 'one\r\ntwo\n250-box\r\n250 SIZE\r\n');
    assert.deepEqual(await framesOf(endpoint, 'out'), ['one\r\n', 'two', '250-box\r\n', '250 SIZE\r\n']);
    await seen(endpoint, () => (endpoint.counters.framesOut === 4 ? true : undefined));
  });

  it('sends data as one frame, or text line by line: all of it or nothing', async () => {
    const endpoint = await endpoints.open(server({ framing: { line: 'lf' }, maxQueuedBytes: 20 }), 'e');
    const peer = await sockets.client(endpoint);
    await eventSeen(endpoint, 'peerConnected');
    await endpoint.send('own ending\n');
    await assert.rejects(endpoint.send('two\nlines'), /contains a line ending, which would split it in two/);
    const text = (line: string) => endpoints.engine.send('e', Buffer.from(line), undefined, true);
    await text('three\nlines\n\n');
    await assert.rejects(text(`${'x'.repeat(10)}\n${'y'.repeat(10)}`), { code: 'SEND_QUEUE_FULL' });
    await endpoint.end();
    await once(peer, 'end');
    assert.equal(peer.received(), 'own ending\nthree\nlines\n\n');
    assert.deepEqual(await framesOf(endpoint, 'out'), ['own ending\n', 'three\n', 'lines\n', '\n']);
  });

  it('greets and answers with values and with bytes that are not text, and increments counters', async () => {
    const reply = [
      { when: { regex: '^(?P<id>..)' }, send: { hex: '{{id}} ff {{$counter hex 4}}' } },
      { when: { text: '?' }, send: '{{$peer}}' },
    ];
    const endpoint = await endpoints.open(server({ greeting: "n={{$counter}} {{'{{'}} ", reply }));
    const peer = await sockets.client(endpoint);
    await textSeen(endpoint, 'out', 'n=1 {{ ');
    const answer = async (text: string) => {
      const data = once(peer, 'data');
      peer.write(text);
      return String((await data)[0].toString('latin1'));
    };
    while (peer.received() === '') await once(peer, 'data');
    assert.equal(await answer('ab'), 'ab\xff\0\x02');
    assert.equal(await answer('cd'), 'cd\xff\0\x03');
    assert.equal(await answer('?'), `127.0.0.1:${peer.localPort}`);
    await sockets.client(endpoint);
    await seen(endpoint, async () => ((await framesOf(endpoint, 'out')).includes('n=4 {{ ') ? true : undefined));
  });

  it('reports which rule’s answer, or that the greeting, was not sent, and why', async () => {
    const reply = [
      { when: { text: 'nothing' }, send: 'x' },
      { when: { regex: '.(.*)' }, send: '{{1}}' },
    ];
    const endpoint = await endpoints.open(server({ framing: { fixed: 3 }, greeting: '{{$counter}}', reply }));
    (await sockets.client(endpoint)).write('abc');
    const failed = () =>
      endpoint.entries().then(all => all.flatMap(({ event }) => (event?.code === 'sendFailed' ? event : [])));
    await seen(endpoint, async () => ((await failed()).length === 2 ? true : undefined));
    const reason = (bytes: number) =>
      phrase('the message is {0} B long, but this endpoint’s messages must be {1} B', bytes, 3);
    assert.deepEqual(
      (await failed()).map(event => ({ origin: event.origin, reason: event.reason })),
      [
        { origin: 'greeting', reason: reason(1) },
        { origin: { rule: 1 }, reason: reason(2) },
      ],
    );
  });

  it('detects two sides that answer each other, even if the answer has its own line ending', async () => {
    const reply = [{ when: { regex: '' }, send: 'again\r\n' }];
    const endpoint = await endpoints.open(server({ framing: { line: 'any' }, greeting: 'again\r\n', reply }));
    const peer = await sockets.client(endpoint);
    peer.pipe(peer);
    await eventSeen(endpoint, 'echoLoop');
  });

  it('closes after a closing reply, with its last byte', async () => {
    const reply = [{ when: { text: 'bye' }, send: 'goodbye', close: true }];
    const peer = await sockets.client(await endpoints.open(server({ reply })));
    peer.write('bye');
    await once(peer, 'end');
    assert.equal(peer.received(), 'goodbye');
  });

  it('is listed with the message that stays incomplete, whose bytes can be read without taking them', async () => {
    const endpoint = await endpoints.open(server({ framing: 'u32be' }));
    const peer = await sockets.client(endpoint);
    peer.write(Buffer.from('\0\0\x7b\x22abc', 'latin1'));
    const { engine } = endpoints;
    const snapshot = async () => (await engine.snapshots())[0];
    const incomplete = await seen(endpoint, async () => (await snapshot())?.incomplete);
    const [listed] = await engine.peers(endpoint.id, 0, 1);
    const { peer: id, address, ...progress } = incomplete.first;
    assert.deepEqual([incomplete.peers, id, address], [1, listed?.id, listed?.address]);
    assert.deepEqual(listed?.incomplete, progress);
    assert.deepEqual([progress.arrived, progress.announced], [3, 31_522]);
    for (let times = 0; times < 2; times++) {
      const bytes = await engine.incompleteBytes(endpoint.id, id, 5);
      assert.equal(Buffer.from(bytes ?? []).toString('latin1'), '\0\0\x7b\x22a');
    }
    peer.end();
    await eventSeen(endpoint, 'unterminatedFrame');
    assert.equal((await snapshot())?.incomplete, undefined);
    await assert.rejects(engine.incompleteBytes(endpoint.id, 'p99', 5), { code: 'NO_PEER' });
  });

  it('keeps the rest of a connection with a bogus length prefix', async () => {
    const framing = { lengthPrefix: { bytes: 8, endian: 'little' } } as const;
    const endpoint = await endpoints.open(server({ framing, maxFrameBytes: 1000 }));
    const peer = await sockets.client(endpoint);
    peer.write(Buffer.alloc(8, 0xff));
    await eventSeen(endpoint, 'brokenLengthPrefix');
    peer.write('still here');
    await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).includes('still here') ? true : undefined));
    assert.equal(endpoint.counters.peers, 1);
  });

  it('keeps the rest of a connection with a broken envelope, and says where it broke', async () => {
    const framing = { lengthPrefix: { digitsUntil: ':', trailer: ',' } } as const;
    const endpoint = await endpoints.open(server({ framing, reply: 'echo' }));
    const peer = await sockets.client(endpoint);
    peer.write('2:hi,2:hi;');
    await eventSeen(endpoint, 'brokenEnvelope');
    const events = (await endpoint.entries()).flatMap(({ event }) => event ?? []);
    assert.deepEqual(events.at(-1), { code: 'brokenEnvelope', at: 4, expected: 'trailer' });
    peer.write('still here');
    await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).includes('still here') ? true : undefined));
    assert.deepEqual(await framesOf(endpoint, 'in'), ['hi', '2:hi;', 'still here']);
    assert.equal(endpoint.counters.peers, 1);
  });
});
