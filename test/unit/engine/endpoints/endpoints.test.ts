import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { phrase } from '../../../../src/core/phrase.ts';
import { Engine } from '../../../../src/engine/engine.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import {
  eventCodes,
  eventSeen,
  framesOf,
  type OpenEndpoint,
  portOf,
  seen,
  textSeen,
} from '../../../support/openEndpoint.ts';
import { root } from '../../../support/paths.ts';
import { type Program, startPython } from '../../../support/program.ts';
import { seenBelow } from '../../../support/seenAt.ts';

const server = (more: Partial<EndpointConfig> = {}): EndpointConfig => ({ kind: 'tcp-server', address: ':0', ...more });

describe('endpoints', () => {
  let endpoints: EngineEndpoints;
  const sockets: Socket[] = [];
  let holder: Program | undefined;

  beforeEach(() => {
    endpoints = new EngineEndpoints();
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await endpoints.dispose();
    await holder?.stop();
    holder = undefined;
  });

  /** A plain client, connected. What it receives is collected as text. */
  async function client(endpoint: OpenEndpoint, host = '127.0.0.1'): Promise<Socket & { received(): string }> {
    const socket = connect({ port: portOf(endpoint), host, allowHalfOpen: true });
    sockets.push(socket);
    let text = '';
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return Object.assign(socket, { received: () => text });
  }

  /** A plain TCP server of the test's own. */
  async function listener(accept: (socket: Socket) => void): Promise<number> {
    const plain = createServer({ allowHalfOpen: true }, socket => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      accept(socket);
    }).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    plain.unref();
    return (plain.address() as { port: number }).port;
  }

  /** A port whose queue of connections is full, so that the next one hangs. Node accepts at once, so Python holds it. */
  async function fullListener(): Promise<number> {
    holder = await startPython(join(root, 'test/support/fullListener.py'));
    return Number(await holder.line());
  }

  describe('framing', () => {
    it('ends a frame when the peer falls silent', async () => {
      const endpoint = await endpoints.open(server({ framing: { idleMs: 20 } }));
      const peer = await client(endpoint);
      peer.write('one ');
      peer.write('frame');
      await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).join() === 'one frame' ? true : undefined));
    });

    it('changes while the endpoint is open, from the next byte on, and says so', async () => {
      const endpoint = await endpoints.open(server({ framing: { line: 'lf' } }));
      const peer = await client(endpoint);
      peer.write('a\nhalf');
      await seen(endpoint, () => (endpoint.counters.bytesIn === 6 ? true : undefined));
      await endpoint.changeFraming({ lengthPrefix: { bytes: 1, endian: 'big' } });
      await endpoint.send('out');
      peer.write('\x02hi');
      await textSeen(endpoint, 'in', 'ahalfhi');
      assert.deepEqual(await framesOf(endpoint, 'in'), ['a', 'half', 'hi']);
      assert.ok((await eventCodes(endpoint)).includes('framingChanged'));
      assert.equal(peer.received(), '\x03out');
      const late = await client(endpoint);
      late.write('\x01x');
      await textSeen(endpoint, 'in', 'ahalfhix');
    });
  });

  describe('an endpoint that another engine left', () => {
    const failure = { code: 'ENGINE_STOPPED', params: { detail: 'a test' } };

    it('can be opened again at once, while its transcript is still being read', async () => {
      const left = await endpoints.open(server(), 'left');
      const peer = await client(left);
      peer.write('before');
      await textSeen(left, 'in', 'before');
      const log = join(endpoints.directory, 'left', '0-000000.log');
      const content = () => readFile(log, 'latin1').catch(() => '');
      await seenBelow(endpoints.directory, async () => (await content()).includes('before'));
      const next = new Engine({ directory: endpoints.directory, events: endpoints.events });
      const adopting = next.adopt('left', server(), { failure });
      const { address } = await next.reopen('left');
      await adopting;
      const again = connect(Number(address.split(':').at(-1)), '127.0.0.1');
      sockets.push(again);
      again.end('after');
      const heard = async () => (await next.entries('left', 0, 100)).filter(({ direction }) => direction === 'in');
      await seen(left, async () => ((await heard()).length === 2 ? true : undefined));
      assert.deepEqual(
        (await heard()).map(({ data, peer: from }) => [String(Buffer.from(data ?? [])), from]),
        [
          ['before', 'p1'],
          ['after', 'p2'],
        ],
      );
      const events = (await next.entries('left', 0, 100)).flatMap(({ event }) => event?.code ?? []);
      assert.deepEqual(
        events.filter(code => code === 'failed' || code === 'listening'),
        ['listening', 'failed', 'listening'],
      );
      await next.dispose();
    });

    it('stays away when it is removed meanwhile', async () => {
      const left = await endpoints.open(server(), 'left');
      await left.close();
      const next = new Engine({ directory: endpoints.directory, events: endpoints.events });
      const adopting = next.adopt('left', server(), { failure });
      await next.remove('left');
      await adopting;
      assert.ok(!existsSync(join(endpoints.directory, 'left')));
    });
  });

  describe('a TCP server', () => {
    it('answers tens of thousands of frames of one read no faster than they are taken', async () => {
      const reply = [{ when: { regex: '.*' }, send: 'x'.repeat(5000) }];
      const endpoint = await endpoints.open(server({ reply, framing: { line: 'lf' } }));
      const peer = await client(endpoint);
      peer.pause();
      peer.write(Buffer.alloc(60_000, '\n'));
      await seen(endpoint, () => (endpoint.counters.bytesIn > 0 ? true : undefined));
      assert.ok(endpoint.counters.framesIn < 5000, `${endpoint.counters.framesIn} frames were answered`);
      let got = 0;
      peer.on('data', chunk => {
        got += chunk.length;
        if (got === 60_000 * 5001) peer.end();
      });
      peer.resume();
      await once(peer, 'close');
      await seen(endpoint, () => (endpoint.counters.framesOut === 60_000 ? true : undefined));
    });

    it('finishes its replies after the peer has ended, in the order of the messages', async () => {
      const reply = [
        { when: { text: 'slow' }, send: 'after a while;', delayMs: 30 },
        { when: { text: 'quick' }, send: 'at once;' },
      ];
      const endpoint = await endpoints.open(server({ reply, framing: { line: 'lf' }, greeting: 'welcome' }));
      const peer = await client(endpoint);
      peer.end('slow\nquick\n');
      await once(peer, 'end');
      assert.equal(peer.received(), 'welcome\nafter a while;\nat once;\n');
    });

    it('echoes a megabyte to a peer that reads slowly, without keeping it in memory', async () => {
      const endpoint = await endpoints.open(server({ reply: 'echo' }));
      const peer = await client(endpoint);
      peer.pause();
      const sent = Buffer.alloc(1 << 20, 'x');
      peer.write(sent);
      peer.end();
      await seen(endpoint, () => (endpoint.counters.bytesIn > 100_000 ? true : undefined));
      peer.resume();
      await once(peer, 'end');
      assert.equal(peer.received().length, sent.length);
    });

    it('sends a text of several lines as several frames, each with the ending it has, and closes after the last', async () => {
      const reply = [{ when: { text: 'ehlo' }, send: '250-box\r\n250 SIZE\r\n', close: true }];
      const endpoint = await endpoints.open(server({ framing: { line: 'any' }, greeting: 'one\r\ntwo', reply }));
      const peer = await client(endpoint);
      peer.write('ehlo\r\n');
      await once(peer, 'end');
      assert.equal(peer.received(), 'one\r\ntwo\n250-box\r\n250 SIZE\r\n');
      assert.deepEqual(await framesOf(endpoint, 'out'), ['one\r\n', 'two', '250-box\r\n', '250 SIZE\r\n']);
      await seen(endpoint, () => (endpoint.counters.framesOut === 4 ? true : undefined));
    });

    it('sends what is asked for as one frame, or as text line by line: all of it or nothing', async () => {
      const endpoint = await endpoints.open(server({ framing: { line: 'lf' }, maxQueuedBytes: 20 }), 'e');
      const peer = await client(endpoint);
      await eventSeen(endpoint, 'peerConnected');
      await endpoint.send('own ending\n');
      await assert.rejects(endpoint.send('two\nlines'), /contains a line ending, which would make it two/);
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
      const peer = await client(endpoint);
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
      await client(endpoint);
      await seen(endpoint, async () => ((await framesOf(endpoint, 'out')).includes('n=4 {{ ') ? true : undefined));
    });

    it('says which rule’s answer, or that the greeting, was not sent, and why', async () => {
      const reply = [
        { when: { text: 'nothing' }, send: 'x' },
        { when: { regex: '.(.*)' }, send: '{{1}}' },
      ];
      const endpoint = await endpoints.open(server({ framing: { fixed: 3 }, greeting: '{{$counter}}', reply }));
      (await client(endpoint)).write('abc');
      const failed = () =>
        endpoint.entries().then(all => all.flatMap(({ event }) => (event?.code === 'sendFailed' ? event : [])));
      await seen(endpoint, async () => ((await failed()).length === 2 ? true : undefined));
      const reason = (bytes: number) => phrase('the message has {0} bytes, a frame of this endpoint has {1}', bytes, 3);
      assert.deepEqual(
        (await failed()).map(event => ({ origin: event.origin, reason: event.reason })),
        [
          { origin: 'greeting', reason: reason(1) },
          { origin: { rule: 1 }, reason: reason(2) },
        ],
      );
    });

    it('notices two sides that answer each other, though the answer has a line ending of its own', async () => {
      const reply = [{ when: { regex: '' }, send: 'again\r\n' }];
      const endpoint = await endpoints.open(server({ framing: { line: 'any' }, greeting: 'again\r\n', reply }));
      const peer = await client(endpoint);
      peer.pipe(peer);
      await eventSeen(endpoint, 'echoLoop');
    });

    it('closes after a reply that says so, with its last byte', async () => {
      const reply = [{ when: { text: 'bye' }, send: 'goodbye', close: true }];
      const peer = await client(await endpoints.open(server({ reply })));
      peer.write('bye');
      await once(peer, 'end');
      assert.equal(peer.received(), 'goodbye');
    });

    it('refuses peers beyond maxPeers and says so', async () => {
      const endpoint = await endpoints.open(server({ maxPeers: 1 }));
      await client(endpoint);
      await eventSeen(endpoint, 'peerConnected');
      const second = await client(endpoint);
      await once(second, 'end');
      await eventSeen(endpoint, 'peerRefused');
      await seen(endpoint, () => (endpoint.counters.peers === 1 ? true : undefined));
    });

    it('tells a reset by the peer from one of ours', async () => {
      const endpoint = await endpoints.open(server(), 'e');
      (await client(endpoint)).resetAndDestroy();
      await eventSeen(endpoint, 'peerReset');
      const second = await client(endpoint);
      await seen(endpoint, () => (endpoint.counters.peers === 1 ? true : undefined));
      endpoints.engine.reset('e');
      const [error] = (await once(second, 'error').catch(failure => [failure])) as [NodeJS.ErrnoException];
      assert.equal(error.code, 'ECONNRESET');
      const resets = (await endpoint.entries()).flatMap(({ event }) => (event?.code === 'peerReset' ? event.by : []));
      assert.deepEqual(resets, ['peer', 'us']);
    });

    it('serves localhost on both families', async () => {
      const endpoint = await endpoints.open(server({ address: 'localhost:0', greeting: 'hi' }));
      for (const host of ['127.0.0.1', '::1']) await once(await client(endpoint, host), 'data');
    });

    it('says why it cannot listen', async () => {
      const endpoint = await endpoints.open(server());
      const address = `127.0.0.1:${portOf(endpoint)}`;
      await assert.rejects(endpoints.open(server({ address })), { code: 'EADDRINUSE' });
      await assert.rejects(endpoints.open(server({ address: '192.0.2.1:0' })), { code: 'EADDRNOTAVAIL' });
      await assert.rejects(endpoints.open(server({ address: 'no-such-host.invalid:0' })), /ENOTFOUND|EAI_AGAIN/);
    });

    it('listens on a Unix socket, over the file of a server that died', async () => {
      const path = join(endpoints.directory, 's.sock');
      const endpoint = await endpoints.open(server({ address: `unix:${path}`, greeting: 'hi' }));
      const peer = connect(path);
      sockets.push(peer);
      assert.equal(String((await once(peer, 'data'))[0]), 'hi');
      await endpoint.close();
      assert.ok(!existsSync(path));
    });

    it('closes with peers that neither read nor close', async () => {
      const endpoint = await endpoints.open(server());
      const peer = await client(endpoint);
      peer.pause();
      await eventSeen(endpoint, 'peerConnected');
      await endpoint.close();
      assert.equal(endpoint.state, 'closed');
      assert.deepEqual((await eventCodes(endpoint)).slice(-2), ['peerClosed', 'closed']);
    });

    it('keeps the rest of a connection whose length prefix lies', async () => {
      const framing = { lengthPrefix: { bytes: 8, endian: 'little' } } as const;
      const endpoint = await endpoints.open(server({ framing, maxFrameBytes: 1000 }));
      const peer = await client(endpoint);
      peer.write(Buffer.alloc(8, 0xff));
      await eventSeen(endpoint, 'brokenLengthPrefix');
      peer.write('still here');
      await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).includes('still here') ? true : undefined));
      assert.equal(endpoint.counters.peers, 1);
    });
  });

  describe('a TCP client', () => {
    it('says that nobody listens', async () => {
      await assert.rejects(endpoints.open({ kind: 'tcp-client', address: '127.0.0.1:1' }), { code: 'ECONNREFUSED' });
    });

    it('gives up connecting when time is up, and when it is closed', async () => {
      const port = await fullListener();
      const address = `127.0.0.1:${port}`;
      await assert.rejects(endpoints.open({ kind: 'tcp-client', address, connectTimeoutMs: 50 }), {
        code: 'CONNECT_TIMEOUT',
      });
      const opening = endpoints.open({ kind: 'tcp-client', address }, 'cancelled');
      await endpoints.engine.close('cancelled');
      await assert.rejects(opening, { code: 'CANCELLED' });
    });

    it('shows the reset of its server', async () => {
      const port = await listener(socket => socket.once('data', () => socket.resetAndDestroy()));
      const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
      await endpoint.send('now');
      await eventSeen(endpoint, 'peerReset');
      await seen(endpoint, () => (endpoint.state === 'closed' ? true : undefined));
      await assert.rejects(endpoint.send('late'), { code: 'NOT_OPEN' });
    });

    it('connects again as often as it was asked to', async () => {
      let accepted = 0;
      const port = await listener(socket => {
        accepted++;
        socket.end(`hello ${accepted};`);
      });
      const reconnect = { minMs: 1, maxMs: 4 };
      const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, reconnect });
      await seen(endpoint, async () => ((await framesOf(endpoint, 'in')).length >= 3 ? true : undefined));
      await endpoint.close();
      assert.equal(endpoint.state, 'closed');
      assert.ok((await eventCodes(endpoint)).includes('reconnecting'));
    });

    it('stops echoing with a server that echoes too', async () => {
      const port = await listener(socket => socket.pipe(socket));
      const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, reply: 'echo' });
      await endpoint.send('ping');
      await eventSeen(endpoint, 'echoLoop');
    });

    it('stops answering an echo of several lines', async () => {
      const port = await listener(socket => socket.pipe(socket));
      const reply = [{ when: { text: 'p' }, send: 'p\nmore\n' }];
      const config = { kind: 'tcp-client', address: `127.0.0.1:${port}`, framing: { line: 'lf' }, reply } as const;
      const endpoint = await endpoints.open(config);
      await endpoint.send('p');
      await eventSeen(endpoint, 'echoLoop');
    });

    it('takes data and is refused none in part when the queue is full', async () => {
      const port = await listener(socket => socket.pause());
      const endpoint = await endpoints.open({ kind: 'tcp-client', address: `127.0.0.1:${port}`, maxQueuedBytes: 100 });
      await assert.rejects(endpoint.send(new Uint8Array(101)), { code: 'SEND_QUEUE_FULL' });
      assert.deepEqual(await framesOf(endpoint, 'out'), []);
    });
  });

  describe('a UDP socket', () => {
    it('takes an empty datagram for a datagram', async () => {
      const hearing = await endpoints.open({ kind: 'udp', address: ':0', reply: 'echo' });
      const saying = await endpoints.open({ kind: 'udp', address: ':0', remote: `127.0.0.1:${portOf(hearing)}` });
      await saying.send('');
      await seen(saying, async () => ((await framesOf(saying, 'in')).length === 1 ? true : undefined));
      assert.deepEqual([hearing.counters.framesIn, saying.counters.framesIn, saying.counters.bytesIn], [1, 1, 0]);
    });

    it('answers whom it is told to, and refuses to talk to nobody', async () => {
      const endpoint = await endpoints.open({ kind: 'udp', address: ':0' });
      await assert.rejects(endpoint.send('who?'), { code: 'NO_PEER' });
      const plain = createSocket('udp4').bind(0, '127.0.0.1');
      await once(plain, 'listening');
      const message = once(plain, 'message');
      await endpoint.send('you', { address: `127.0.0.1:${plain.address().port}` });
      assert.equal(String((await message)[0]), 'you');
      await assert.rejects(endpoint.send(new Uint8Array(65_508), 'all'), { code: 'DATAGRAM_TOO_LARGE' });
      plain.close();
    });

    it('hears only its remote when it is connected, and learns of refusals', async () => {
      const plain = createSocket('udp4').bind(0, '127.0.0.1');
      await once(plain, 'listening');
      const remote = `127.0.0.1:${plain.address().port}`;
      const endpoint = await endpoints.open({ kind: 'udp', address: ':0', remote, connected: true });
      const stranger = createSocket('udp4');
      stranger.send('from a stranger', portOf(endpoint), '127.0.0.1');
      const message = once(plain, 'message');
      await endpoint.send('hello');
      const [, from] = (await message) as [Buffer, { port: number }];
      plain.send('from the remote', from.port, '127.0.0.1');
      await textSeen(endpoint, 'in', 'from the remote');
      stranger.close();
      plain.close();
      // The system tells a refusal with the next send or the next read, whichever comes first.
      for (let told = false; !told; ) {
        told = await endpoint.send('anybody?').then(
          async () => (await eventCodes(endpoint)).includes('peerFailed'),
          (error: { code: string }) => error.code === 'ECONNREFUSED',
        );
      }
    });
  });
});
