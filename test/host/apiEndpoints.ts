/** Opens endpoints through the public API of the installed extension. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { EntryData } from '../../src/core/transcriptEntry.ts';
import type { Endpoint, PortsideApi } from '../../src/host/api.ts';
import type { OpenEndpoint, OpenFunction } from '../support/openEndpoint.ts';

/** Returns the API of the extension that is installed in this VS Code. */
export async function portside(): Promise<PortsideApi> {
  const extension = vscode.extensions.getExtension<PortsideApi>('portside.portside');
  assert.ok(extension, 'portside.portside is not installed');
  return extension.activate();
}

export const openByApi: OpenFunction = async config => asOpenEndpoint(await (await portside()).open(config));

export function asOpenEndpoint(endpoint: Endpoint): OpenEndpoint {
  return {
    id: endpoint.id,
    get address() {
      return endpoint.address;
    },
    get state() {
      return endpoint.state;
    },
    get counters() {
      return endpoint.counters;
    },
    send: (data, to) => endpoint.send(data, to),
    sendFile: async (path, options) => void (await (await endpoint.sendFile(vscode.Uri.file(path), options)).done),
    // Events that the API doesn't document have another form there.
    entries: async () => (await endpoint.transcript()) as EntryData[],
    nextChange: () => nextChange(endpoint),
    changeFraming: async framing =>
      void (await vscode.commands.executeCommand('portside.changeFraming', { endpoint: endpoint.id, framing })),
    end: () => endpoint.end(),
    close: () => endpoint.remove(),
  };
}

function nextChange(endpoint: Endpoint): Promise<void> {
  return new Promise(resolve => {
    const subscription = endpoint.onDidChange(() => {
      subscription.dispose();
      resolve();
    });
  });
}
