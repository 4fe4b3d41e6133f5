/** The engine behind a message port: the entry of the worker thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { LineBudget } from '../core/diagnostics/lineBudget.ts';
import type { EngineCalls, EngineEvents, EngineStart } from '../protocol/engineCalls.ts';
import { handOver } from '../protocol/handOver.ts';
import { createRpc, type MessageChannel, refusalOf } from '../protocol/rpc.ts';
import { Engine } from './engine.ts';
import { logFromEngine, onEngineRecord } from './engineLog.ts';
import { noConversation, type Owner, unawaited } from './owned.ts';
import { portHolder } from './sessions/portHolder.ts';
import { takePreviousSessions } from './sessions/previousSessions.ts';
import { holdSession, sweepSessions } from './sessions/sessionDirectory.ts';
import { defaultLogBounds } from './transcript/logBounds.ts';

const port = parentPort;
if (!port) throw new Error('the engine runs in a worker thread');

const { directory, storage, window, bounds, receiving, firstView } = workerData as EngineStart;
const session = holdSession(directory, window, () => engine.restoreFiles());
const engine = new Engine({
  directory,
  bounds: { ...defaultLogBounds, ...bounds },
  firstView,
  receiving,
  portHolder: wanted => portHolder(storage, directory, wanted),
  onFilesDeleted: () => session.restore(),
  events: {
    changed: endpoints => tell(() => host.changed.asEvent(endpoints)),
    viewsChanged: views => tell(() => host.viewsChanged.asEvent(views)),
    transfersChanged: transfers => tell(() => host.transfersChanged.asEvent(transfers)),
    videosChanged: videos => tell(() => host.videosChanged.asEvent(videos)),
    storageChanged: storage => tell(() => host.storageChanged.asEvent(storage)),
    videoRecognised: recognised => tell(() => host.videoRecognised.asEvent(recognised)),
    progress: (call, done, total) => tell(() => host.progress.asEvent(call, done, total)),
  },
});

function tell(say: () => Promise<void>): void {
  unawaited(noConversation, 'worker.event', say);
}

const calls: EngineCalls = {
  open: async (id, config, keptSinceMs) => engine.open(id, config, keptSinceMs),
  reopen: async (id, config) => engine.reopen(id, config),
  takePrevious: async () => {
    const { records, held, refused } = await takePreviousSessions(storage, directory, window.workspace);
    const endpoints = records.map(([id, { state, format: _format, version: _version, ...kept }]) => {
      return { id, ...kept, wasOpen: state !== 'closed', interrupted: state === 'open' };
    });
    return { endpoints, held, refused };
  },
  adopt: async (id, config, how) => engine.adopt(id, config, how),
  close: async id => engine.close(id),
  remove: async id => engine.remove(id),
  setAside: async id => engine.setAside(id),
  bringBack: async (id, config, how) => engine.bringBack(id, config, how),
  forgetAside: async id => engine.forgetAside(id),
  rename: async (id, name) => engine.rename(id, name),
  keepPanel: async (id, state) => engine.keepPanel(id, state),
  changeFraming: async (id, framing) => engine.changeFraming(id, framing),
  applyConfig: async (id, config) => engine.applyConfig(id, config),
  snapshots: async () => engine.snapshots,
  ensureOpen: async id => engine.ensureOpen(id),
  meant: async (id, target) => engine.meant(id, target),
  send: async (id, data, target, isText) => engine.send(id, data, target, isText),
  resend: async (id, seq) => engine.resend(id, seq),
  end: async (id, peer) => engine.end(id, peer),
  reset: async (id, peer) => engine.reset(id, peer),
  disconnect: async (id, peer) => engine.disconnect(id, peer),
  sendFiles: async (id, options, target, toOne) => engine.sendFiles(id, options, target, toOne),
  openSpool: async (name, size, modifiedMs) => engine.spools.open(name, size, modifiedMs),
  spool: async (spool, bytes) => engine.spools.append(spool, bytes),
  closeSpool: async (spool, complete) => engine.spools.close(spool, complete),
  transfers: async id => engine.transfers(id),
  transferEnded: async transfer => engine.transferEnded(transfer),
  pauseTransfer: async transfer => engine.pauseTransfer(transfer),
  resumeTransfer: async transfer => engine.resumeTransfer(transfer),
  cancelTransfer: async transfer => engine.cancelTransfer(transfer),
  retryTransfer: async transfer => engine.retryTransfer(transfer),
  answerTransfer: async (transfer, answer) => engine.answerTransfer(transfer, answer),
  clearTransfers: async id => engine.clearTransfers(id),
  setReceiveSettings: async settings => {
    engine.receiving = settings;
  },
  showVideo: async (id, peer, wire) => engine.videos.show(id, peer, wire),
  startVideo: async (id, options, target) => engine.videos.start(id, options, target),
  stopVideo: async video => engine.videos.stop(video),
  muteVideo: async (video, muted) => engine.videos.mute(video, muted),
  videos: async id => engine.videos.of(id),
  videoPicture: async (video, after) => engine.videos.picture(video, after),
  snapshotPicture: async video => engine.videos.file(video),
  pushPicture: async (video, picture) => engine.videos.handOver(video, picture),
  recentPeers: async (id, count) => engine.recentPeers(id, count),
  renamePeer: async (id, address, name) => engine.renamePeer(id, address, name),
  openPeer: async (id, peer) => engine.openPeer(id, peer),
  laterPeers: async (id, number) => engine.laterPeers(id, number),
  peers: async (id, from, count) => engine.peers(id, from, count),
  entries: async (id, from, count) => engine.entries(id, from, count),
  entryBytes: async (id, seq, offset, length) => handOver(await engine.entryBytes(id, seq, offset, length)),
  clearTranscript: async (id, isUndoable) => engine.clearTranscript(id, isUndoable),
  undoClear: async id => engine.undoClear(id),
  forgetClear: async id => engine.forgetClear(id),
  openView: async (id, filter) => engine.openView(id, filter),
  rows: async (view, from, count, frameBytes) => engine.rows(view, from, count, frameBytes),
  locate: async (view, place) => engine.locate(view, place),
  closeView: async view => engine.closeView(view),
  exportTranscript: async (call, id, options) => engine.exportTranscript(call, id, options),
  cancel: async call => engine.cancel(call),
  setBounds: async given => engine.setBounds(given),
  dispose: async () => {
    await engine.dispose().finally(() => session.end());
  },
};

const channel: MessageChannel = {
  post: (message, memory) => port.postMessage(message, memory),
  listen: receive =>
    port.on('message', message => unawaited(callerOf(message), 'worker.message', () => receive(message))),
};

/** Rejects the call of a message that couldn't be received, or whose answer couldn't be posted: every call settles. */
function callerOf(message: unknown): Owner {
  return {
    failed: failure => {
      const refusal = refusalOf(message, failure);
      if (refusal) port?.postMessage(refusal);
    },
  };
}
const host = createRpc<EngineEvents, EngineCalls>(calls, channel, { withStacks: true });

/** Enough to see what happens, and no burden for the host. */
const budget = new LineBudget(30, () => performance.now());
onEngineRecord(record => {
  const leftOut = budget.take(record.code);
  if (leftOut === undefined) return;
  host.logged.asEvent({ ...record, leftOut }).catch(() => undefined /* logging that the log fails would never end */);
});
// A safety net below the owners: without it one throw or forgotten promise would end the thread, and with it every connection.
process.on('unhandledRejection', reason => logFromEngine('error', 'engineRejection', {}, reason));
process.on('uncaughtException', error => logFromEngine('error', 'engineException', {}, error));

unawaited(noConversation, 'worker.sweep', () => sweepSessions(storage));
