/** The engine behind a message port: the entry of the worker thread. */
import { rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineCalls, EngineEvents } from '../protocol/engineCalls.ts';
import { createRpc } from '../protocol/rpc.ts';
import { Engine } from './engine.ts';
import { sessionDirectory, sweepSessions } from './transcript/sessionDirectory.ts';

const port = parentPort;
if (!port) throw new Error('the engine runs in a worker thread');

const { storage } = workerData as { storage: string };
const directory = sessionDirectory(storage);
const engine = new Engine({ directory, onChange: endpoints => host.changed.asEvent(endpoints) });

const calls: EngineCalls = {
  open: async (id, config) => engine.open(id, config),
  reopen: async (id, config) => engine.reopen(id, config),
  close: async id => engine.close(id),
  remove: async id => engine.remove(id),
  rename: async (id, name) => engine.rename(id, name),
  changeFraming: async (id, framing) => engine.changeFraming(id, framing),
  send: async (id, data, target) => engine.send(id, data, target),
  end: async (id, peer) => engine.end(id, peer),
  reset: async (id, peer) => engine.reset(id, peer),
  disconnect: async (id, peer) => engine.disconnect(id, peer),
  peers: async (id, from, count) => engine.peers(id, from, count),
  entries: async (id, from, count) => engine.entries(id, from, count),
  entryBytes: async (id, seq, offset, length) => engine.entryBytes(id, seq, offset, length),
  clearTranscript: async id => engine.clearTranscript(id),
  openView: async (id, filter) => engine.openView(id, filter),
  rows: async (view, from, count) => engine.rows(view, from, count),
  closeView: async view => engine.closeView(view),
  dispose: async () => {
    await engine.dispose();
    await rm(directory, { recursive: true, force: true });
  },
};

const host = createRpc<EngineEvents, EngineCalls>(calls, {
  post: message => port.postMessage(message),
  listen: receive => port.on('message', receive),
});

void sweepSessions(storage);
