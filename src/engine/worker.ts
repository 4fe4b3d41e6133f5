/** The engine behind a message port: the entry point of the worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineCalls, EngineStart, WorkerEvents } from '../core/calls.ts';
import { LineBudget } from '../core/diagnostics/lineBudget.ts';
import { handOver, handOverIn } from '../protocol/handOver.ts';
import { createRpc, type MessageChannel, refusalOf } from '../protocol/rpc.ts';
import { createEngine } from './engine.ts';
import { logFromEngine, onEngineRecord } from './engineLog.ts';
import { noConversation, type Owner, owned, startOwned } from './owned.ts';

const port = parentPort;
if (!port) throw new Error('must run in a worker thread');

const { directory, storage, window, bounds, receiving, firstNumber } = workerData as EngineStart;
const engine = createEngine({
  directory,
  session: { storage, window },
  bounds,
  firstNumber,
  receiving,
  events: {
    changed: endpoints => emit(() => host.changed.asEvent(endpoints)),
    viewsChanged: views => emit(() => host.viewsChanged.asEvent(views)),
    transfersChanged: transfers => emit(() => host.transfersChanged.asEvent(transfers)),
    videosChanged: videos => emit(() => host.videosChanged.asEvent(videos)),
    storageChanged: storage => emit(() => host.storageChanged.asEvent(storage)),
    transcriptRead: (endpoint, percent) => emit(() => host.transcriptRead.asEvent(endpoint, percent)),
    videoRecognized: recognized => emit(() => host.videoRecognized.asEvent(recognized)),
    progress: (call, done, total) => emit(() => host.progress.asEvent(call, done, total)),
  },
});

function emit(say: () => Promise<void>): void {
  startOwned(noConversation, 'worker.event', say);
}

const calls: EngineCalls = {
  ...engine,
  entryBytes: async (...range) => handOver(await engine.entryBytes(...range)),
  takeMessages: async (...stream) => {
    const batch = await engine.takeMessages(...stream);
    return handOverIn(batch, batch.bytes);
  },
};

const channel: MessageChannel = {
  post: (message, memory) => port.postMessage(message, memory),
  listen: receive =>
    port.on('message', message => startOwned(callerOf(message), 'worker.message', () => receive(message))),
};

/**
 * Returns an owner that rejects the call of a message that couldn't be handled, or whose answer couldn't be posted, so
 * that every call settles.
 */
function callerOf(message: unknown): Owner {
  return {
    failed: failure => {
      const refusal = refusalOf(message, failure);
      if (refusal) port?.postMessage(refusal);
    },
  };
}
const host = createRpc<WorkerEvents, EngineCalls>(calls, channel, { withStacks: true, throwsUnposted: true });
port.on(
  'messageerror',
  owned(noConversation, 'worker.unreadable', ({ message }: Error) => host.messageLost.asEvent(message)),
);

/** Log lines per code and minute: enough to see progress, without burdening the host. */
const budget = new LineBudget(30, () => performance.now());
onEngineRecord(record => {
  const leftOut = budget.take(record.code);
  if (leftOut === undefined) return;
  host.logged.asEvent({ ...record, leftOut }).catch(() => undefined /* logging this could go on forever */);
});
// Safety net below the owners: without it, an exception or unhandled rejection would end all connections.
process.on('unhandledRejection', reason => logFromEngine('error', 'engineRejection', {}, reason));
process.on('uncaughtException', error => logFromEngine('error', 'engineException', {}, error));
