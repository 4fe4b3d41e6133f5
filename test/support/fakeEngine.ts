/**
 * A worker that answers the engine's calls at once, without an engine. It implements birpc's wire format itself, because loading birpc
 * would take longer than a test.
 */
import { writeFile } from 'node:fs/promises';

/**
 * An endpoint called `bad` can't be opened; one called `deadly` ends the worker; one called `busy` has three clients. The address of an
 * adopted endpoint is the JSON of how it was adopted. A removed endpoint is announced once more. Endpoints that are set aside or forgotten
 * are listed in a file beside the storage (`.asked`). `send` exits the worker with the first byte as the exit code.
 */
const source = `
const { parentPort, workerData } = require('node:worker_threads');
const { appendFileSync } = require('node:fs');
const configs = new Map();
const failed = new Set();
const snapshot = (id, state, more) => {
  const config = configs.get(id);
  const counters = { bytesIn: 0, bytesOut: 7, framesIn: 0, framesOut: 1, peers: config.name === 'busy' ? 3 : 0 };
  return { id, config, state, address: config.address, counters, entries: 1, firstEntry: 0, generation: 0, ...more };
};
const refusal = { portsideError: 'SocketError', message: '', code: 'EADDRINUSE', params: { operation: 'listen', address: ':9' } };
const calls = {
  open: (id, config) => opened(id, config),
  reopen: (id, config) => opened(id, config ?? configs.get(id)),
  applyConfig: (id, config) => {
    configs.set(id, config);
    return snapshot(id, failed.has(id) ? 'failed' : 'open', { entries: 5 });
  },
  ensureOpen: id => opened(id, configs.get(id)),
  adopt: (id, config, how) => {
    configs.set(id, config);
    if (how.failure) failed.add(id);
    return snapshot(id, how.failure ? 'failed' : 'closed', { address: JSON.stringify(how), failure: how.failure });
  },
  close: id => snapshot(id, 'closed'),
  resend: id => snapshot(id, 'open', { entries: 2 }),
  snapshots: () => [...configs.keys()].map(id => snapshot(id, 'open', { entries: 3 })),
  remove: id => {
    parentPort.postMessage({ t: 'q', m: 'changed', a: [[{ ...snapshot(id, 'closed'), isFirst: true }]], o: true });
  },
  setAside: id => appendFileSync(workerData.storage + '.asked', 'setAside ' + id + '\\n'),
  forgetClear: id => appendFileSync(workerData.storage + '.asked', 'forgetClear ' + id + '\\n'),
  forgetAside: id => appendFileSync(workerData.storage + '.asked', 'forgetAside ' + id + '\\n'),
  bringBack: (id, config, how) => {
    configs.set(id, config);
    return snapshot(id, 'closed', { address: JSON.stringify(how) });
  },
  send: (id, data) => process.exit(data[0]),
  takePrevious: () => ({
    endpoints: ['usable', 'later'].map(name => ({ id: name, config: { kind: 'udp', address: ':0', name }, createdMs: 5, entries: 9, wasOpen: true, panel: 'kept', peerNames: { 'a:1': 'sensor' }, traffic: { bytesIn: 5, bytesOut: 6, framesIn: 7, framesOut: 8 } })),
    removed: [],
    held: 1,
    refused: [],
  }),
};
function opened(id, config) {
  configs.set(id, config);
  if (config.name === 'deadly') process.exit(4);
  if (config.name === 'bad') throw refusal;
  return snapshot(id, 'open');
}
parentPort.on('message', ({ i, m, a }) => {
  try {
    parentPort.postMessage({ t: 's', i, r: calls[m]?.(...a) });
  } catch (e) {
    parentPort.postMessage({ t: 's', i, e });
  }
});
`;

/** Writes the worker's source to a file. */
export async function writeFakeEngine(path: string): Promise<void> {
  await writeFile(path, source);
}
