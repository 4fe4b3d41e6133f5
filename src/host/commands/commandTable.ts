/**
 * All commands with their implementations. A test compares the ids with package.json, both ways. Implementations are
 * loaded when a command is first run, so that opening a window doesn't wait for them.
 */
import { isUserGesture } from '../../client/callers/userGestures.ts';
import { isRunning, isStopped } from '../../client/isRunning.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import type { PeerMenuAction, RowAction } from '../../protocol/panelCalls.ts';
import { askInTurn } from '../shown/questions.ts';
import type { AnyEndpoint } from './askAny.ts';
import type { CommandContext } from './commandContext.ts';
import { isRow } from './isRow.ts';

/** `selection` is the whole selection, if VS Code provides it: in the Explorer's menu. */
export type Handler = (argument: unknown, context: CommandContext, selection?: unknown) => unknown;

export type CommandId = `portside.${string}`;

const starting = () => import('./startCommands.ts');
const endpointCommands = () => import('./endpointCommands.ts');
const messageCommands = () => import('./messageCommands.ts');
const removing = () => import('./removeCommands.ts');
const savedCommands = () => import('./savedCommands.ts');
const importExport = () => import('./importExportCommands.ts');
const sendFileCommands = () => import('./sendFileCommands.ts');
const transferCommands = () => import('./transferCommands.ts');
const videoCommands = () => import('./videoCommands.ts');
const peerCommands = () => import('./peerCommands.ts');
const focusedRow = () => import('./focusedRow.ts');
const renaming = () => import('./renameEndpoint.ts');
const clientProgram = () => import('./clientProgramCommands.ts');

export const commandTable = {
  'portside.startTcpServer': ofNoRow(async (argument, context) =>
    (await starting()).start('tcp-server', argument, context),
  ),
  'portside.connectTcp': ofNoRow(async (argument, context) =>
    (await starting()).start('tcp-client', argument, context),
  ),
  'portside.openUdp': ofNoRow(async (argument, context) => (await starting()).start('udp', argument, context)),
  'portside.receiveFiles': ofNoRow(async (argument, context) =>
    (await import('./receiveFiles.ts')).receiveFiles(argument, context),
  ),
  'portside.startSaved': async (argument, context) => (await starting()).startSaved(argument, context),
  'portside.send': inTurn(async (argument, context) => (await endpointCommands()).send(argument, context)),
  'portside.sendSavedMessage': async (argument, context) =>
    (await messageCommands()).sendSavedMessage(argument, context),
  'portside.saveMessage': async (argument, context) => (await messageCommands()).saveMessageCommand(argument, context),
  'portside.editMessages': async (_argument, { messageParts }) =>
    (await import('../messages/savedMessageCalls.ts')).editMessages(messageParts),
  'portside.sendFile': async (argument, context) => (await sendFileCommands()).sendFile(argument, context),
  'portside.sendFolder': async (argument, context) => (await sendFileCommands()).sendFile(argument, context, 'folders'),
  'portside.sendWithPortside': async (argument, context, selection) =>
    (await sendFileCommands()).sendWithPortside(argument, context, selection),
  'portside.chooseSendMode': async (argument, context) => (await sendFileCommands()).chooseSendMode(argument, context),
  'portside.manageTransfers': ofNoRow(async (argument, context) =>
    (await transferCommands()).manageTransfers(argument, context),
  ),
  'portside.cancelTransfers': async (argument, context) =>
    (await transferCommands()).cancelTransfers(argument, context),
  'portside.showReceivedFiles': async (argument, context) =>
    (await transferCommands()).showReceivedFiles(argument, context),
  'portside.showVideo': async (argument, context) => (await videoCommands()).showVideo(argument, context),
  'portside.startVideo': async (argument, context) => (await videoCommands()).startVideoCommand(argument, context),
  'portside.stopVideo': async (argument, context) => (await videoCommands()).stopVideo(argument, context),
  'portside.muteVideo': async (argument, context) => (await videoCommands()).muteVideo(argument, context),
  'portside.snapshotVideo': async (argument, context) => (await videoCommands()).snapshotVideo(argument, context),
  'portside.recordVideo': async (argument, context) => (await videoCommands()).recordVideo(argument, context),
  'portside.openVideo': async (argument, context) => (await videoCommands()).openVideo(argument, context),
  'portside.peer.write': inPeerMenu('write'),
  'portside.peer.showAll': inPeerMenu('showAll'),
  'portside.peer.disconnect': onPeer(disconnect),
  'portside.row.inspect': onRow('inspect'),
  'portside.row.copyText': onRow('copyText'),
  'portside.row.copyHex': onRow('copyHex'),
  'portside.row.sendAgain': onRow('sendAgain'),
  'portside.row.editAndSend': onRow('editAndSend'),
  'portside.row.selectForCompare': onRow('selectForCompare'),
  'portside.row.compare': onRow('compare'),
  'portside.stop': onEndpoint(stop, isRunning),
  'portside.restart': onEndpoint(restart, isRunning),
  // More names for the same command: one for a closed endpoint, one for a failed one.
  'portside.startEndpoint': onEndpoint(restart, isStopped),
  'portside.tryAgain': onEndpoint(restart, isStopped),
  'portside.keepTrying': onEndpoint(async (context, { id }, argument) =>
    (await starting()).keepTrying(id, argument, context),
  ),
  'portside.remove': onEndpoint(async (context, { id }, argument) => (await removing()).remove(id, argument, context)),
  'portside.removeClosed': async (_argument, context) => (await removing()).removeClosed(context),
  'portside.undoRemove': async (argument, context) => (await removing()).undoRemove(argument, context),
  // From the palette, the panel takes the focus for typing; from the tree's menu, it is only shown.
  'portside.openPanel': openPanel,
  'portside.openSelected': async (_argument, context) => (await import('./openSelected.ts')).openSelected(context),
  'portside.openFocused': async (row, context) => (await focusedRow()).openFocused(row, context),
  'portside.renameFocused': async row => (await focusedRow()).renameFocused(row),
  'portside.removeFocused': async (row, context) => (await focusedRow()).removeFocused(row, context),
  'portside.copyFocused': async row => (await focusedRow()).copyFocused(row),
  'portside.clearTranscript': onEndpoint(async (context, { id }, argument) =>
    (await removing()).clear(id, argument, context),
  ),
  'portside.undoClear': ofNoRow(async (argument, context) => (await removing()).undoClear(argument, context)),
  'portside.exportTranscript': async (argument, context) =>
    (await import('./exportTranscript.ts')).exportTranscript(argument, context),
  'portside.editEndpoint': editEndpoint,
  'portside.editAsJson': onEndpoint(({ editor }, { id }, argument) => editor.open(id, pageDraft(argument))),
  'portside.duplicateEndpoint': inTurn(
    onAny(
      async (context, endpoint) => (await import('./duplicateEndpoint.ts')).duplicateEndpoint(endpoint, context),
      duplicateSaved,
    ),
  ),
  'portside.renameEndpoint': inTurn(
    onAny(
      async (context, endpoint, argument) => (await renaming()).renameEndpoint(endpoint, argument, context),
      renameSaved,
    ),
  ),
  'portside.changeFraming': inTurn(async (argument, context) =>
    (await import('./changeFraming.ts')).changeFraming(argument, context),
  ),
  'portside.showIncomplete': async (argument, context) =>
    (await import('./showIncomplete.ts')).showIncomplete(argument, context),
  'portside.guessFraming': inTurn(async (argument, context) =>
    (await import('./guessFraming.ts')).guessFraming(argument, context),
  ),
  'portside.saveEndpoint': inTurn(
    onEndpoint(async (context, endpoint, argument) =>
      (await savedCommands()).saveEndpoint(endpoint, argument, context),
    ),
  ),
  'portside.editSaved': editSaved,
  'portside.editSavedInSettings': async (argument, context) =>
    (await savedCommands()).editSavedInSettings(argument, context),
  'portside.removeSaved': async (argument, context) => (await savedCommands()).removeSaved(argument, context),
  'portside.duplicateSaved': inTurn(duplicateSaved),
  'portside.renameSaved': inTurn(renameSaved),
  'portside.startWithWorkspace': async (argument, context) =>
    (await savedCommands()).setAutoStart(true, argument, context),
  'portside.startByHandOnly': async (argument, context) =>
    (await savedCommands()).setAutoStart(false, argument, context),
  'portside.openFromText': ofNoRow(async (argument, context) =>
    (await import('./openFromText.ts')).openFromText(argument, context),
  ),
  'portside.tryIt': async (_argument, context) => (await import('./tryIt.ts')).tryIt(context),
  'portside.newClientProgram': async (argument, context) => (await clientProgram()).newClientProgram(argument, context),
  'portside.runClientProgram': async (argument, context) => (await clientProgram()).runClientProgram(argument, context),
  'portside.copyAddress': async (argument, context) => (await endpointCommands()).copyAddress(argument, context),
  'portside.showOnlyPeer': showOnlyPeer,
  'portside.showOnlySender': showOnlyPeer,
  'portside.showOnlyConnection': showOnlyPeer,
  'portside.toggleFollowClient': toggleFollow,
  'portside.toggleFollowConnection': toggleFollow,
  'portside.toggleFollowSender': toggleFollow,
  'portside.renamePeer': inTurn(renamePeer),
  'portside.renameSender': inTurn(renamePeer),
  'portside.renameServer': inTurn(renamePeer),
  'portside.disconnect': onPeer(disconnect),
  'portside.disconnectSender': onPeer(disconnect),
  'portside.endPeer': onPeer(({ endpoints }, id, peer) => endpoints.engine.end(id, peer)),
  'portside.resetPeer': onPeer(({ endpoints }, id, peer) => endpoints.engine.reset(id, peer)),
  'portside.stopAll': (_argument, context) => Promise.all(context.endpoints.all.map(one => stop(context, one))),
  'portside.exportEndpoints': ofNoRow(async (argument, context) =>
    (await importExport()).exportEndpoints(argument, context),
  ),
  'portside.importEndpoints': ofNoRow(async (argument, context) =>
    (await importExport()).importEndpoints(argument, context),
  ),
  'portside.resetPermissions': async (_argument, context) =>
    (await import('./resetPermissions.ts')).resetPermissions(context),
  'portside.reportIssue': async (_argument, context) => (await import('./reportIssue.ts')).reportIssue(context),
} satisfies Record<CommandId, Handler>;

async function showOnlyPeer(argument: unknown, context: CommandContext): Promise<void> {
  await (await peerCommands()).showOnlyPeer(argument, context);
}

async function toggleFollow(argument: unknown, context: CommandContext): Promise<void> {
  await (await peerCommands()).toggleFollow(argument, context);
}

async function renamePeer(argument: unknown, context: CommandContext): Promise<void> {
  await (await peerCommands()).renamePeer(argument, context);
}

/** The active panel is open already: from the palette, another one is meant. */
function openPanel(argument: unknown, context: CommandContext): unknown {
  const open: EndpointAct = ({ panels }, { id }) => panels.open(id, argument === undefined);
  return onEndpoint(open, ({ id }) => id !== context.panels.active)(argument, context);
}

/** `{type: 'form', field}` names no endpoint, but the field to focus: links in the walkthrough pass it. */
function editEndpoint(argument: unknown, context: CommandContext): unknown {
  const { type, field } = (argument ?? {}) as { type?: unknown; field?: unknown };
  if (type !== 'form') return onAny(({ panels }, { id }) => panels.edit(id), editSaved)(argument, context);
  const from = field === 'reply' ? field : undefined;
  return onAny(({ panels }, { id }) => panels.edit(id, from), editSaved)(undefined, context);
}

/** Returns the draft that a page's form passes. Other callers can't pass one. */
function pageDraft(argument: unknown): EndpointConfig | undefined {
  if (argument === undefined || !isUserGesture(argument)) return undefined;
  return (argument as { readonly draft?: EndpointConfig }).draft;
}

async function editSaved(argument: unknown, context: CommandContext): Promise<void> {
  await (await savedCommands()).editSaved(argument, context);
}

async function duplicateSaved(argument: unknown, context: CommandContext): Promise<void> {
  await (await savedCommands()).duplicateSaved(argument, context);
}

async function renameSaved(argument: unknown, context: CommandContext): Promise<void> {
  await (await renaming()).renameSaved(argument, context);
}

type EndpointAct = (context: CommandContext, endpoint: EndpointSnapshot, argument: unknown) => unknown;

/** Runs on the endpoint that the argument names, that of the active panel, or one that the user picks. */
function onEndpoint(act: EndpointAct, isCandidate?: (endpoint: EndpointSnapshot) => boolean): Handler {
  return async (argument, context) => {
    const { endpointOf } = await import('./commandArguments.ts');
    return act(context, await endpointOf(argument, context, isCandidate), argument);
  };
}

/** Like `onEndpoint`, except that the palette also offers saved endpoints. */
function onAny(act: EndpointAct, actOnSaved: Handler): Handler {
  return async (argument, context) => {
    const target = argument ?? (await (await import('./askAny.ts')).askAny(context));
    const isSaved = argument === undefined && (target as AnyEndpoint).type === 'saved';
    return isSaved ? actOnSaved(target, context) : onEndpoint(act)(target, context);
  };
}

async function stop({ endpoints }: CommandContext, { id }: EndpointSnapshot): Promise<void> {
  await endpoints.engine.close(id);
}

async function disconnect({ endpoints }: CommandContext, endpoint: string, peer: string): Promise<void> {
  await endpoints.engine.disconnect(endpoint, peer);
}

async function restart(context: CommandContext, { id }: EndpointSnapshot, argument: unknown): Promise<unknown> {
  return (await starting()).restart(id, argument, context);
}

/** Wraps a command that isn't about a row: VS Code passes the last focused row to buttons in the view's title. */
function ofNoRow(handler: Handler): Handler {
  return (argument, context, selection) => handler(isRow(argument) ? undefined : argument, context, selection);
}

/** Wraps a command that may ask several questions in a row and then finishes quickly: no gap is shown between them. */
function inTurn(handler: Handler): Handler {
  return (argument, context, selection) => askInTurn(async () => handler(argument, context, selection));
}

/** Runs on the row of a panel whose menu was opened. */
function onRow(action: RowAction): Handler {
  return onEndpoint(({ panels }, { id }, argument) =>
    panels.actOnRow(id, action, Number((argument as { seq?: unknown }).seq)),
  );
}

/** Runs in the page of the panel in which a peer's menu was opened. */
function inPeerMenu(action: PeerMenuAction): Handler {
  return async (argument, context) => (await peerCommands()).actOnPeer(action, argument, context);
}

/** Runs on the peer that the argument names or the user picks. */
function onPeer(act: (context: CommandContext, endpoint: string, peer: string) => Promise<unknown>): Handler {
  return async (argument, context) => {
    const { endpointOf, peerOf } = await import('./commandArguments.ts');
    const endpoint = await endpointOf(argument, context);
    await act(context, endpoint.id, await peerOf(argument, endpoint, context.endpoints));
  };
}
