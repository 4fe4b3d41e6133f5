/** A client in Python that uses an endpoint's framing: opened as a document, or run at once. */
import { join } from 'node:path';
import { l10n, window } from 'vscode';
import { writePrivateFile } from '../../client/privateFile.ts';
import { clientProgram } from '../../core/clientProgram/clientProgram.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { listens } from '../../core/kinds.ts';
import { showUntitled } from '../shown/showUntitled.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

const fileName = 'client.py';
const python = process.platform === 'win32' ? 'python' : 'python3';

/** Opens a program that talks to an endpoint, as an untitled document beside the panel that will show its messages. */
export async function newClientProgram(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  // VS Code names the tab of an untitled document after its first line.
  const content = `# ${fileName}\n${clientProgram(await waitingOne(argument, context))}`;
  await showUntitled('python', content);
}

/** Runs the program in a terminal, and focuses the message box for a reply. */
export async function runClientProgram(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'storageFolder'>,
): Promise<void> {
  const { panels, storageFolder } = context;
  const endpoint = await waitingOne(argument, context);
  await writePrivateFile(join(storageFolder, fileName), clientProgram(endpoint));
  const name = l10n.t('Python client');
  // A new terminal each time: in an existing one, a different program may be waiting for input.
  const terminal = window.createTerminal({ name, cwd: storageFolder });
  terminal.show(true);
  // Anything shown before the terminal would lose the focus to it.
  await terminal.processId;
  terminal.sendText(`${python} ${fileName}`);
  panels.open(endpoint.id, true);
}

/** Returns the endpoint that the argument names, otherwise the open one that was used last. */
async function waitingOne(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<EndpointSnapshot> {
  const { endpoints, panels } = context;
  const all = await endpoints.now();
  const open = all.filter(({ state, config }) => state === 'open' && listens(config));
  const endpoint = argument === undefined ? panels.recent.latestFirst(open)[0] : await endpointOf(argument, context);
  if (!endpoint)
    throw new RangeError(l10n.t('No server is running for the client to connect to. Run “Start TCP Server…” first.'));
  if (!listens(endpoint.config))
    throw new RangeError(l10n.t('This endpoint is a client. Choose a server or a UDP socket.'));
  return endpoint;
}
