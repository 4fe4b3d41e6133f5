/** Commands that send files: from the palette, from menus, and for callers, which aren't prompted. */
import { commands, l10n, Uri } from 'vscode';
import * as z from 'zod';
import { Dismissed } from '../../client/dismissed.ts';
import { labelInSentence, remoteOf } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { checkSending } from '../permissions/checks.ts';
import { statusMessage, warningNotice } from '../shown/notices.ts';
import { pick } from '../shown/pick.ts';
import { askFiles } from '../transfers/askFiles.ts';
import { chooseHow, howLabel } from '../transfers/askHow.ts';
import { confirmOutside } from '../transfers/confirmOutside.ts';
import { endpointsToSendFrom, noPeerNote } from '../transfers/endpointsToSendFrom.ts';
import { sendFiles, targetedPeers } from '../transfers/sendFiles.ts';
import { sendOneFile } from '../transfers/sendOneFile.ts';
import { waitForOutcome } from '../transfers/transferOutcome.ts';
import { endpointOf, namedPeer, pickEndpoint } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { plainUri, uriArgument } from './uriArgument.ts';

const fileArgument = z.looseObject({
  endpoint: z.string(),
  uri: uriArgument,
  mode: z.enum(['raw', 'framed', 'datagrams']).optional(),
  endAfter: z.boolean().optional(),
  peer: z.string().optional(),
  datagramBytes: z.number().optional(),
  bytesPerSecond: z.number().optional(),
});

/**
 * `{endpoint, uri, mode?, endAfter?, peer?}` resolves when the file has been transferred, and rejects with a sentence if the transfer ends
 * early; otherwise, the user is asked for endpoint, peer and files.
 * @throws TypeError naming what is wrong with the argument.
 */
export async function sendFile(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'transfers' | 'permissions'>,
  what: 'files' | 'folders' = 'files',
): Promise<{ id: string; sha256?: string } | undefined> {
  if (typeof argument === 'object' && argument !== null && 'uri' in argument) return sendSilently(argument, context);
  const endpoint = await openEndpointOf(argument, context);
  const target = await targetOf(argument, endpoint, context.endpoints);
  const origins = () => askFiles(what, context.transfers);
  await sendFiles(context.transfers, { endpoint: endpoint.id, origins, target });
  return undefined;
}

async function sendSilently(
  argument: object,
  { transfers, permissions }: Uses<'transfers' | 'permissions'>,
): Promise<{ id: string; sha256?: string }> {
  const given = fileArgument.safeParse(argument);
  if (!given.success) throw new TypeError(z.prettifyError(given.error));
  const { endpoint, uri, ...options } = given.data;
  await checkSending(permissions, uri);
  const { id } = await sendOneFile(transfers, endpoint, uri, options);
  return { id, ...(await waitForOutcome(transfers, id)) };
}

/**
 * Sends the files selected in the Explorer; the user is asked for endpoint and peer if there are several. Files outside
 * the workspace must be confirmed, since a caller could pass a selection, too; a caller that passes none needs a
 * permission.
 */
export async function sendWithPortside(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'transfers' | 'permissions'>,
  selection: unknown,
): Promise<void> {
  const selected = Array.isArray(selection) && selection.length > 0 ? selection : [argument];
  const uris = selected.filter((one): one is Uri => one instanceof Uri).map(plainUri);
  if (uris.length === 0) throw new TypeError(l10n.t('The argument must be the Uri of a file.'));
  const origins = uris.map(uri => ({ uri }));
  const isSelection = Array.isArray(selection);
  const check = async () => {
    for (const uri of uris) await checkSending(context.permissions, uri);
  };
  await (isSelection ? confirmOutside(origins, context.transfers) : check());
  const endpoint = await openEndpointOf(undefined, context);
  const target = await targetOf(undefined, endpoint, context.endpoints);
  await sendFiles(context.transfers, { endpoint: endpoint.id, origins, target, ...(!isSelection && { check }) });
}

/** Asks how files are sent to a peer, or to all, from now on. */
export async function chooseSendMode(
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'transfers'>,
): Promise<void> {
  const { endpoints, transfers } = context;
  const endpoint = await openEndpointOf(argument, context);
  const target = await targetOf(argument, endpoint, endpoints);
  const how = await chooseHow(transfers.choices, endpoint, await targetedPeers(endpoints, endpoint, target));
  statusMessage(l10n.t('Files will be sent as: {0}', howLabel(how)));
}

/** Returns the endpoint that the argument names, or one that is open. If there is none, offers to start one, and rejects with Dismissed. */
async function openEndpointOf(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<EndpointSnapshot> {
  const { endpoints, panels } = context;
  if (argument !== undefined) return endpointOf(argument, context);
  const open = endpointsToSendFrom(panels.recent.latestFirst(await endpoints.now()));
  if (open.length > 0) {
    const chosen = await pickEndpoint(open, { endpoints, panels }, noPeerNote);
    panels.recent.use(chosen.id);
    return chosen;
  }
  const starts = new Map([
    [l10n.t('Start TCP Server…'), 'portside.startTcpServer'],
    [l10n.t('Connect to TCP Server…'), 'portside.connectTcp'],
  ]);
  const choice = await warningNotice(l10n.t('No open endpoint to send files from.'), ...starts.keys());
  const command = starts.get(choice ?? '');
  if (command !== undefined) await commands.executeCommand(command);
  throw new Dismissed();
}

function allOf({ config }: EndpointSnapshot, count: number): string {
  if (count === 2) return isStream(config) ? l10n.t('Both clients') : l10n.t('Both peers');
  return isStream(config) ? l10n.t('All clients ({0})', count) : l10n.t('All peers ({0})', count);
}

/** Returns the peer that the argument names, the only one there is, or what the user picks. Rejects with NO_PEER. */
async function targetOf(
  argument: unknown,
  endpoint: EndpointSnapshot,
  endpoints: Endpoints,
): Promise<SendTarget | undefined> {
  const named = namedPeer(argument);
  if (named !== undefined) return { peer: named };
  const peers = (await endpoints.openPeers(endpoint.id)).filter(({ state }) => state !== 'ending');
  const remote = remoteOf(endpoint.config);
  const remoteAddress = remote && (endpoint.resolved?.[remote] ?? remote);
  const others = peers.filter(({ address }) => address !== remoteAddress);
  const [only] = others;
  const count = others.length + (remote === undefined ? 0 : 1);
  if (count === 0) throw new SocketError('NO_PEER', { kind: endpoint.config.kind });
  if (count === 1) return only && { peer: only.id };
  const items: { label: string; description: string; value: SendTarget | undefined }[] = [
    ...(remote === undefined ? [] : [{ label: remote, description: l10n.t('default recipient'), value: undefined }]),
    { label: allOf(endpoint, count), description: '', value: 'all' },
    ...others.map(peer => ({ label: peer.address, description: peer.id, value: { peer: peer.id } })),
  ];
  return pick(items, l10n.t('Where should {0} send the files?', labelInSentence(endpoint)), '');
}
