/** The bench's side in the extension host: carries out its calls through the public API. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { EndpointConfig } from '../../../src/core/endpointConfig.ts';
import type { Endpoint, PortsideApi } from '../../../src/host/api.ts';
import { createRpc } from '../../../src/protocol/rpc.ts';
import { jsonChannel } from '../../support/jsonChannel.ts';
import { type BenchCalls, portFile } from '../benchCalls.ts';

const nsPerMs = 1e6;
const memoryStepMs = 20;

export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const extension = vscode.extensions.getExtension<PortsideApi>('portside.portside');
  if (!extension) throw new Error('portside.portside is not installed');
  const socket = connect(Number(readFileSync(join(folder, portFile), 'utf8')), '127.0.0.1');
  createRpc<object, BenchCalls>(
    callsOf(extension, () => socket.end()),
    jsonChannel(socket),
  );
  await once(socket, 'close');
}

function callsOf(extension: vscode.Extension<PortsideApi>, quit: () => void): BenchCalls {
  const endpoints = new Map<string, Endpoint>();
  let memoryPeak = 0;
  let memoryWatch: NodeJS.Timeout | undefined;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const found = (id: string) => {
    const endpoint = endpoints.get(id);
    if (!endpoint) throw new Error(`no endpoint ${id}`);
    return endpoint;
  };
  const reached = (id: string, isReached: (endpoint: Endpoint) => boolean) =>
    new Promise<void>(resolve => {
      const endpoint = found(id);
      const subscription = endpoint.onDidChange(() => {
        if (!isReached(endpoint)) return;
        subscription.dispose();
        resolve();
      });
      if (isReached(endpoint)) resolve();
    });
  return {
    async activate() {
      const startMs = performance.now();
      await extension.activate();
      return performance.now() - startMs;
    },
    async open(id, config) {
      const endpoint = await extension.exports.open(config as EndpointConfig);
      endpoints.set(id, endpoint);
      return Number(endpoint.address.split(':').at(-1));
    },
    received: (id, counter, count) => reached(id, ({ counters }) => counters[counter] >= count),
    connected: (id, peers) => reached(id, ({ counters }) => counters.peers >= peers),
    counters: async id => found(id).counters,
    openPanel: async id => vscode.commands.executeCommand('portside.openPanel', { endpoint: found(id).id }),
    openFile: async path =>
      void (await vscode.window.showTextDocument(vscode.Uri.file(path), { viewColumn: vscode.ViewColumn.One })),
    async exportRaw(id, path) {
      const uri = vscode.Uri.file(path);
      // Commands may write to the folder for received files.
      const settings = vscode.workspace.getConfiguration('portside.files');
      await settings.update('directory', dirname(path), vscode.ConfigurationTarget.Global);
      await vscode.commands.executeCommand('portside.exportTranscript', { endpoint: found(id).id, format: 'raw', uri });
    },
    async remove(id) {
      await found(id).remove();
      endpoints.delete(id);
    },
    async watchDelay() {
      delay.reset();
      delay.enable();
    },
    async delayP99() {
      delay.disable();
      return delay.percentile(99) / nsPerMs;
    },
    async sendFile(id, path, options) {
      const transfer = await found(id).sendFile(vscode.Uri.file(path), options);
      await transfer.done;
    },
    sendPattern: async (id, options) => void (await found(id).startVideo({ ...options, toNewPeers: true })),
    async showVideo(id) {
      const [peer] = await found(id).peers();
      if (!peer) throw new Error(`${id} has no peer`);
      await found(id).showVideo(peer.id);
    },
    memory: async () => process.memoryUsage.rss(),
    async watchMemory() {
      memoryPeak = 0;
      clearInterval(memoryWatch);
      memoryWatch = setInterval(() => {
        memoryPeak = Math.max(memoryPeak, process.memoryUsage.rss());
      }, memoryStepMs);
    },
    async memoryPeak() {
      clearInterval(memoryWatch);
      return memoryPeak;
    },
    quit: async () => void setImmediate(quit),
  };
}
