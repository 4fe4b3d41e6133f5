/** Makes each callback of a UDP socket run. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { maxUdpPeers } from '../../../src/core/limits.ts';
import type { CallbackScenarios, CallbackScene } from '../callbackScene.ts';
import { type OpenEndpoint, portOf } from '../openEndpoint.ts';

const udp = { kind: 'udp', address: '127.0.0.1:0' } as const;

/** Sends a datagram to an endpoint. */
async function sendTo(endpoint: OpenEndpoint): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<unknown>(resolve => socket.send('x', portOf(endpoint), '127.0.0.1', resolve));
  socket.close();
  await once(socket, 'close');
}

/** Resolves with a port at which nothing listens. */
async function unboundPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

const receive = async (scene: CallbackScene) => sendTo(await scene.open(udp));

export const datagramScenes = {
  'boundDatagramSocket.bound': { leaves: 'failed', run: scene => scene.openFails(udp) },
  'boundDatagramSocket.connected': {
    leaves: 'failed',
    run: scene => scene.openFails({ ...udp, remote: '127.0.0.1:9', connected: true }),
  },
  'boundDatagramSocket.error': {
    leaves: 'failed',
    async run(scene) {
      const taken = createSocket('udp4').bind(0, '127.0.0.1');
      await once(taken, 'listening');
      await scene.openFails({ ...udp, address: `127.0.0.1:${taken.address().port}` });
      taken.close();
      await once(taken, 'close');
    },
  },
  'udpSocket.message': { leaves: 'failed', run: receive },
  'datagramTransport.received': { leaves: 'peerFailed', run: receive },
  'lossCounter.look': { leaves: 'failed', run: receive },
  'udpSocket.sent': {
    leaves: 'peerFailed',
    async run(scene) {
      const endpoint = await scene.open({ ...udp, remote: `127.0.0.1:${await unboundPort()}` });
      await endpoint.send('x').catch(() => undefined /* the peer is gone */);
    },
  },
  'udpSocket.error': {
    leaves: 'failed',
    async run(scene) {
      const remote = `127.0.0.1:${await unboundPort()}`;
      const endpoint = await scene.open({ ...udp, remote, connected: true });
      await endpoint.send('x');
    },
  },
  'unrecordedDatagrams.drained': {
    leaves: 'failed',
    bounds: { pendingBytes: 0 },
    async run(scene) {
      const endpoint = await scene.open(udp);
      await sendTo(endpoint);
      await sendTo(endpoint);
    },
  },
  'udpSocket.giveUp': {
    leaves: 'peerFailed',
    async run(scene) {
      const { id } = await scene.open(udp);
      for (let port = 1; port <= maxUdpPeers + 1; port++)
        await scene.engine.targetPeers(id, { address: `127.0.0.1:${port}` });
    },
  },
} satisfies CallbackScenarios;
