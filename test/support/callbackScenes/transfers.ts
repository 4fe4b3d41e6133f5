/** Makes each callback that moves files run. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import { encodeFramedMessage } from '../../../src/core/transfer/framedMessage.ts';
import type { Lane } from '../../../src/engine/conversation/lane.ts';
import { SharedLane } from '../../../src/engine/transfer/framed/sharedLane.ts';
import { inlineBytes } from '../../../src/engine/transfer/hash/sha256.ts';
import { turnBudget } from '../../../src/engine/turns/turnBudget.ts';
import type { CallbackScenarios, CallbackScene } from '../callbackScene.ts';
import { sparseFile } from '../sparseFile.ts';
import { withWorkers } from './withWorkers.ts';

/** More than a connection accepts if the peer doesn't read. */
const largeBytes = 64 * 1024 * 1024;

async function smallFile(scene: CallbackScene): Promise<string> {
  await writeFile(scene.at('file'), 'content');
  return scene.at('file');
}

async function sendFramed(scene: CallbackScene, size = 10): Promise<void> {
  const { client } = await scene.receiverAndClient('framed');
  const path = await sparseFile(scene.at('file'), size);
  await scene.engine.transferEnded(await scene.beginFile(client, path, { mode: 'framed' }));
}

/** Large enough to be hashed on another thread. */
const sendHashed = (scene: CallbackScene) => sendFramed(scene, inlineBytes + 1);

async function sendRaw(scene: CallbackScene): Promise<void> {
  const { client, socket } = await scene.clientAndSocket();
  socket.resume();
  await scene.engine.transferEnded(await scene.beginFile(client, await smallFile(scene), { mode: 'raw' }));
}

async function receiveRaw(scene: CallbackScene): Promise<void> {
  const { socket } = await scene.serverAndSocket({ files: { mode: 'raw', directory: scene.at('in') } });
  socket.write('x');
}

export const transferScenes = {
  'outgoingTransfers.send': { leaves: 'transferFailed', run: sendRaw },
  'pump.written': { leaves: 'transferFailed', run: sendRaw },
  'transferList.ended': { leaves: 'nothing', when: 'end', run: sendRaw },
  'rawReception.receive': { leaves: 'transferFailed', run: receiveRaw },
  'writeBehind.timer': { leaves: 'transferFailed', run: receiveRaw },
  'writeBehind.write': { leaves: 'transferFailed', run: receiveRaw },
  'rawSender.abort': {
    leaves: 'peerFailed',
    async run(scene) {
      const { client } = await scene.clientAndSocket();
      const path = await sparseFile(scene.at('file'), largeBytes);
      const id = await scene.beginFile(client, path, { mode: 'raw', endAfter: true });
      await scene.endpoints.transferSeen(client.id, ({ bytes }) => bytes > 0);
      await scene.engine.cancelTransfer(id);
      await scene.engine.transferEnded(id);
    },
  },
  'outbox.cancel': {
    leaves: 'peerFailed',
    async run(scene) {
      const { client } = await scene.clientAndSocket();
      const path = await sparseFile(scene.at('file'), largeBytes);
      const sending = await scene.beginFile(client, path, { mode: 'raw' });
      const waiting = await scene.beginFile(client, path, { mode: 'raw' });
      await scene.engine.cancelTransfer(waiting);
      await Promise.all([sending, waiting].map(id => scene.engine.transferEnded(id)));
    },
  },
  'outgoingTransfers.release': {
    leaves: 'nothing',
    async run(scene) {
      const { client, socket } = await scene.clientAndSocket();
      socket.resume();
      const spool = await scene.engine.openSpool('name', 1);
      await scene.engine.spool(spool, Buffer.from('x'));
      const [transfer] = await scene.engine.sendFiles(client.id, { files: [{ spool }], mode: 'raw' });
      await scene.engine.closeSpool(spool, true);
      await scene.engine.transferEnded(transfer?.id ?? '');
    },
  },
  'framedExchange.said': { leaves: 'peerFailed', run: scene => sendFramed(scene) },
  'framedExchange.leave': { leaves: 'peerFailed', run: scene => sendFramed(scene) },
  'framedExchange.rest': {
    leaves: 'peerFailed',
    async run(scene) {
      mock.method(turnBudget, 'chargeMessages', () => false);
      const { socket } = await scene.serverAndSocket({ files: { mode: 'framed', directory: scene.at('in') } });
      const refuse = encodeFramedMessage({ type: 'refuse', reason: '' });
      socket.write(Buffer.concat(Array.from({ length: 10_000 }, () => refuse)));
    },
  },
  'framedReception.receive': {
    leaves: 'peerFailed',
    run: async scene =>
      scene.bare.connect(await scene.server({ files: { mode: 'framed', directory: scene.at('in') } })),
  },
  'framedSender.endTurn': { leaves: 'peerFailed', run: scene => sendFramed(scene) },
  'framedExchange.answer': {
    leaves: 'peerFailed',
    async run(scene) {
      const { socket } = await scene.serverAndSocket({ files: { mode: 'framed', directory: scene.at('in') } });
      socket.resume().end();
      await once(socket, 'close');
    },
  },
  'sharedLane.late': {
    leaves: 'nothing',
    async run() {
      const late = Promise.withResolvers<Lane>();
      const failed = Promise.withResolvers<unknown>();
      const lane = new SharedLane(() => late.promise, { failed: failed.resolve });
      const leaving = new AbortController();
      const joined = lane.join(leaving.signal).catch(() => undefined /* it left */);
      leaving.abort();
      await joined;
      late.resolve({ write: () => Promise.resolve(), release: () => undefined });
      await failed.promise;
    },
  },
  'hashThread.message': { leaves: 'transferFailed', run: sendHashed },
  'hashThread.error': {
    leaves: 'transferFailed',
    run: scene =>
      withWorkers(
        worker => worker.emit('error', new Error('failing')),
        () => sendHashed(scene),
      ),
  },
  'hashThread.exit': {
    leaves: 'transferFailed',
    run: scene =>
      withWorkers(
        worker => worker.terminate(),
        () => sendHashed(scene),
      ),
  },
  'hashThread.terminate': {
    leaves: 'transferFailed',
    when: 'end',
    async run(scene) {
      scene.alsoThrowAt('hashThread.terminate', 'hashThread.message');
      await sendHashed(scene);
    },
  },
} satisfies CallbackScenarios;
