/** Makes each callback of a stream run: of its server, its client and its peers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, Server } from 'node:net';
import { join } from 'node:path';
import { mock } from 'node:test';
import { incompleteMs } from '../../../src/engine/conversation/incompleteFrames.ts';
import { allAnswers } from '../../../src/engine/conversation/pendingAnswers.ts';
import { turnBudget } from '../../../src/engine/turns/turnBudget.ts';
import type { CallbackScenarios, CallbackScene } from '../callbackScene.ts';
import { hastenTimer } from '../hastenTimer.ts';
import { seen } from '../openEndpoint.ts';
import { root } from '../paths.ts';
import { startPython } from '../program.ts';
import { shortTurns } from '../shortTurns.ts';

const chunk = Buffer.alloc(64 * 1024, '\n');
const long = Buffer.alloc(1024 * 1024);

async function send(scene: CallbackScene, bytes: Uint8Array): Promise<void> {
  const { server, socket } = await scene.serverAndSocket();
  socket.resume();
  await assert.rejects(server.send(bytes), { code: 'SEND_INTERRUPTED' });
}

/** Writes until the other side closes. */
async function flood(scene: CallbackScene, more: Parameters<CallbackScene['server']>[0] = {}): Promise<void> {
  const { socket } = await scene.serverAndSocket(more);
  const write = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', write);
  write();
  // Not `once`, which rejects at a reset.
  await new Promise<unknown>(resolve => socket.on('close', resolve));
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export const streamScenes = {
  'conversation.open': { leaves: 'peerFailed', run: async scene => scene.bare.connect(await scene.server()) },
  'streamTransport.data': {
    leaves: 'peerFailed',
    run: async scene => (await scene.serverAndSocket()).socket.write('x'),
  },
  'streamTransport.end': { leaves: 'peerFailed', run: async scene => (await scene.serverAndSocket()).socket.end() },
  'streamTransport.error': {
    leaves: 'peerFailed',
    run: async scene => (await scene.serverAndSocket()).socket.resetAndDestroy(),
  },
  'streamTransport.close': {
    leaves: 'peerFailed',
    async run(scene) {
      const { server, socket } = await scene.serverAndSocket();
      socket.end();
      await seen(server, () => (server.counters.peers === 0 ? true : undefined));
    },
  },
  'conversation.flush': {
    leaves: 'peerFailed',
    async run(scene) {
      const { server, socket, peer } = await scene.serverAndSocket();
      socket.pause();
      const sent = assert.rejects(server.send(Buffer.alloc(16 * 1024 * 1024)), { code: 'SEND_INTERRUPTED' });
      await seen(server, async () => (await server.entries()).find(({ direction }) => direction === 'out'));
      await Promise.all([sent, scene.engine.disconnect(server.id, peer)]);
    },
  },
  'incoming.held': {
    leaves: 'peerFailed',
    async run(scene) {
      mock.getter(turnBudget, 'isOver', () => true);
      await flood(scene);
    },
  },
  'incoming.rest': {
    leaves: 'peerFailed',
    async run(scene) {
      // Each time the clock is read, the turn is over.
      let nowMs = performance.now();
      mock.method(performance, 'now', () => {
        nowMs += 20;
        return nowMs;
      });
      await flood(scene);
    },
  },
  'incoming.wait': { leaves: 'peerFailed', bounds: { pendingBytes: 0 }, run: scene => flood(scene) },
  'incompleteFrames.look': {
    leaves: 'failed',
    async run(scene) {
      hastenTimer(incompleteMs);
      (await scene.serverAndSocket({ framing: { line: 'lf' } })).socket.write('x');
    },
  },
  'frameReader.rest': { leaves: 'peerFailed', run: scene => flood(scene, { framing: { line: 'lf' } }) },
  'frameReader.deadline': {
    leaves: 'peerFailed',
    run: async scene => (await scene.serverAndSocket({ framing: { idleMs: 1 } })).socket.write('x'),
  },
  'socketWriter.taken': { leaves: 'peerFailed', run: scene => send(scene, Buffer.from('x')) },
  'socketWriter.slices': { leaves: 'peerFailed', run: scene => send(scene, long) },
  'outbox.room': {
    leaves: 'peerFailed',
    // A single message exceeds what may wait for the disk.
    bounds: { pendingBytes: 1 },
    async run(scene) {
      const { server } = await scene.serverAndSocket();
      await Promise.allSettled([server.send('first'), server.send('second')]);
    },
  },
  'outbox.due': {
    leaves: 'peerFailed',
    async run(scene) {
      // The clock stands still: on a slow machine, a millisecond could pass before the timer is set, and none would be needed.
      const nowMs = performance.now();
      mock.method(performance, 'now', () => nowMs);
      const reply = [{ when: { text: 'x' }, send: 'y', delayMs: 1 }];
      (await scene.serverAndSocket({ reply })).socket.write('x');
    },
  },
  'outbox.rest': {
    leaves: 'peerFailed',
    run(scene) {
      shortTurns(100);
      const reply = [{ when: { text: '' }, send: 'y', delayMs: 1 }];
      return flood(scene, { framing: { line: 'lf' }, reply });
    },
  },
  'outbox.reject': {
    leaves: 'nothing',
    async run(scene) {
      const reply = [{ when: { text: '' }, send: 'y', delayMs: 60_000 }];
      const { server, socket } = await scene.serverAndSocket({ framing: { line: 'lf' }, reply });
      socket.write(chunk.subarray(0, 9000));
      await seen(server, () => (server.counters.framesIn === 9000 ? true : undefined));
      socket.resetAndDestroy();
    },
  },
  'pendingAnswers.wake': {
    leaves: 'peerFailed',
    async run(scene) {
      const reply = [{ when: { text: '' }, send: 'y', delayMs: 60_000 }];
      const { server, socket } = await scene.serverAndSocket({ framing: { line: 'lf' }, reply });
      socket.write(chunk.subarray(0, 20));
      await seen(server, () => (server.counters.framesIn === 20 ? true : undefined));
      // As if other conversations had this many, until those are lost.
      allAnswers.add(100_000, 0);
      allAnswers.remove(100_000, 0);
    },
  },
  'answering.greet': {
    leaves: 'peerFailed',
    run: async scene => scene.bare.connect(await scene.server({ greeting: 'hello' })),
  },
  'outgoing.reply': {
    leaves: 'peerFailed',
    async run(scene) {
      const reply = [{ when: { text: 'x' }, send: 'several\nlines' }];
      (await scene.serverAndSocket({ framing: { line: 'lf' }, reply })).socket.write('x\n');
    },
  },
  'answering.match': {
    leaves: 'peerFailed',
    async run(scene) {
      const { socket } = await scene.serverAndSocket({
        framing: { line: 'lf' },
        reply: [{ when: { regex: '^a' }, send: 'y' }],
      });
      socket.write(`${'a'.repeat(1024 * 1024)}\n`);
    },
  },
  'tcpServer.connection': { leaves: 'peerFailed', run: async scene => scene.bare.connect(await scene.server()) },
  'tcpServer.listening': { leaves: 'failed', run: scene => scene.openFails({ kind: 'tcp-server', address: ':0' }) },
  'tcpServer.unbound': {
    leaves: 'failed',
    async run(scene) {
      const { port } = await scene.bare.listen();
      await scene.openFails({ kind: 'tcp-server', address: `127.0.0.1:${port}` });
    },
  },
  'tcpServer.error': {
    leaves: 'failed',
    async run(scene) {
      const listening = mock.method(Server.prototype, 'listen').mock;
      await scene.server();
      const server = listening.calls.at(-1)?.this as Server;
      server.emit('error', new Error('the system can’t accept connections'));
    },
  },
  'tcpClient.connect': {
    leaves: 'failed',
    async run(scene) {
      const { port } = await scene.bare.listen();
      await scene.openFails({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
    },
  },
  'tcpClient.error': {
    leaves: 'failed',
    run: async scene => scene.openFails({ kind: 'tcp-client', address: `127.0.0.1:${await unusedPort()}` }),
  },
  'tcpClient.timeout': {
    leaves: 'failed',
    async run(scene) {
      const full = await startPython(join(root, 'test/support/fullListener.py'));
      const address = `127.0.0.1:${await full.line()}`;
      await scene.openFails({ kind: 'tcp-client', address, connectTimeoutMs: 1 });
      await full.stop();
    },
  },
  'tcpClient.cancel': {
    leaves: 'failed',
    async run(scene) {
      const { port } = await scene.bare.listen();
      await scene.openFails({ kind: 'tcp-client', address: `127.0.0.1:${port}` }, id => scene.engine.close(id));
    },
  },
  'tcpClient.reconnect': {
    leaves: 'failed',
    run: async scene =>
      scene.openFails({
        kind: 'tcp-client',
        address: `127.0.0.1:${await unusedPort()}`,
        reconnect: { minMs: 1000, maxMs: 1000 },
      }),
  },
  'endpoint.failing': {
    leaves: 'failed',
    when: 'end',
    async run(scene) {
      scene.alsoThrowAt('endpoint.failing', 'tcpServer.error');
      const listening = mock.method(Server.prototype, 'listen').mock;
      const { socket } = await scene.serverAndSocket();
      const server = listening.calls.at(-1)?.this as Server;
      server.emit('error', new Error('the system can’t accept connections'));
      await once(socket.resume(), 'end');
    },
  },
  ...(process.platform !== 'win32' && {
    'unixSocketFile.connect': {
      leaves: 'failed',
      async run(scene) {
        const server = createServer(socket => socket.destroy()).listen(scene.at('socket'));
        await once(server, 'listening');
        await scene.openFails({ kind: 'tcp-server', address: `unix:${scene.at('socket')}` });
        server.close();
        await once(server, 'close');
      },
    },
    'unixSocketFile.error': {
      leaves: 'failed',
      async run(scene) {
        // Must not be deleted when it is closed.
        const server = createServer().listen(scene.at('first'));
        await once(server, 'listening');
        const { rename } = await import('node:fs/promises');
        await rename(scene.at('first'), scene.at('socket'));
        server.close();
        await once(server, 'close');
        await scene.openFails({ kind: 'tcp-server', address: `unix:${scene.at('socket')}` });
      },
    },
  }),
  'changeAnnouncer.tick': {
    leaves: 'nothing',
    async run(scene) {
      const server = await scene.server();
      await scene.thrown('changeAnnouncer.tick');
      await scene.bare.connect(server);
      await seen(server, () => (server.counters.peers === 1 ? true : undefined));
    },
  },
} satisfies CallbackScenarios;
