/** Every command and what it does. A test compares the ids with package.json, both ways. */
import { commands, Disposable, l10n, window } from 'vscode';
import { errorSentence } from '../sentences.ts';
import { changeFraming } from './changeFraming.ts';
import { Dismissed } from './commandArguments.ts';
import type { CommandContext } from './commandContext.ts';
import {
  copyAddress,
  exportEndpoints,
  importEndpoints,
  onEndpoint,
  onPeer,
  saveEndpoint,
  send,
} from './endpointCommands.ts';
import { exportTranscript } from './exportTranscript.ts';
import { restart, start, startSaved } from './startCommands.ts';

type Handler = (argument: unknown, context: CommandContext) => unknown;

export const commandTable = {
  'portside.startTcpServer': (argument, context) => start('tcp-server', argument, context),
  'portside.connectTcp': (argument, context) => start('tcp-client', argument, context),
  'portside.openUdp': (argument, context) => start('udp', argument, context),
  'portside.startSaved': startSaved,
  'portside.send': send,
  'portside.stop': (argument, context) => onEndpoint(argument, context, ({ id }) => context.endpoints.close(id)),
  'portside.restart': (argument, context) => onEndpoint(argument, context, ({ id }) => restart(id, argument, context)),
  'portside.remove': (argument, context) => onEndpoint(argument, context, ({ id }) => context.endpoints.remove(id)),
  // From the palette it is where the user wants to type; a press in the tree only shows it.
  'portside.openPanel': (argument, context) =>
    onEndpoint(argument, context, ({ id }) => context.panels.open(id, argument === undefined)),
  'portside.clearTranscript': (argument, context) =>
    onEndpoint(argument, context, ({ id }) => context.endpoints.clearTranscript(id)),
  'portside.exportTranscript': exportTranscript,
  'portside.editEndpoint': (argument, context) => onEndpoint(argument, context, ({ id }) => context.editor.open(id)),
  'portside.changeFraming': changeFraming,
  'portside.saveEndpoint': (argument, context) =>
    onEndpoint(argument, context, endpoint => saveEndpoint(endpoint, context)),
  'portside.copyAddress': (argument, context) => onEndpoint(argument, context, copyAddress),
  'portside.disconnect': (argument, context) =>
    onPeer(argument, context, (id, peer) => context.endpoints.disconnect(id, peer)),
  'portside.endPeer': (argument, context) => onPeer(argument, context, (id, peer) => context.endpoints.end(id, peer)),
  'portside.resetPeer': (argument, context) =>
    onPeer(argument, context, (id, peer) => context.endpoints.reset(id, peer)),
  'portside.stopAll': (_argument, { endpoints }) => Promise.all(endpoints.all.map(({ id }) => endpoints.close(id))),
  'portside.exportEndpoints': exportEndpoints,
  'portside.importEndpoints': importEndpoints,
} satisfies Record<`portside.${string}`, Handler>;

export function registerCommands(context: CommandContext): Disposable {
  const registered = Object.entries<Handler>(commandTable).map(([id, handler]) =>
    commands.registerCommand(id, (argument: unknown) => run(id, handler, argument, context)),
  );
  return Disposable.from(...registered);
}

/** By hand an error is shown; a caller with an argument of its own gets it. */
async function run(id: string, handler: Handler, argument: unknown, context: CommandContext): Promise<unknown> {
  try {
    return await handler(argument, context);
  } catch (error) {
    if (error instanceof Dismissed) return undefined;
    context.log.error(`${id}: ${errorSentence(error)}`);
    if (!isByHand(argument))
      throw error instanceof Error ? Object.assign(error, { message: errorSentence(error) }) : error;
    void window.showErrorMessage(l10n.t('{0}', errorSentence(error)));
    return undefined;
  }
}

/** From the palette, a welcome button or the tree, whose nodes have a type. */
function isByHand(argument: unknown): boolean {
  return argument === undefined || (typeof argument === 'object' && argument !== null && 'type' in argument);
}
