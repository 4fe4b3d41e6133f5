/** Actions on peers, open or closed: showing only the messages of one, following the next one, and naming one. */
import { l10n } from 'vscode';
import * as z from 'zod';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { unusedPeerNames } from '../../core/inheritedPeerName.ts';
import { peerRole } from '../../core/kinds.ts';
import { maxPeerNameUnits } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import { shortTimeText } from '../../core/timeText.ts';
import type { TimeFormat } from '../../core/viewDefaults.ts';
import type { PanelPeer, PeerMenuAction } from '../../protocol/panelCalls.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { viewDefaults } from '../endpoints/userDefaults.ts';
import { statusMessage } from '../shown/notices.ts';
import { pick } from '../shown/pick.ts';
import { askNewText, askText } from '../shown/questions.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';

/** Number of closed peers that are offered. */
const offeredClosed = 100;
/** Number of previously used names that are offered. */
const offeredNames = 20;

/** A peer as named by callers, by a row's menu, or by the tree. */
const peerArgument = z.union([
  z.looseObject({ peer: z.looseObject({ id: z.string(), address: z.string() }) }).transform(({ peer }) => peer),
  z
    .looseObject({ peer: z.string(), peerAddress: z.string().optional() })
    .transform(({ peer, peerAddress }) => ({ id: peer, address: peerAddress })),
]);
const nameArgument = z.looseObject({ name: z.string().max(maxPeerNameUnits) });

/** `{endpoint, peer}`; asks for anything missing. Shows only the messages of one peer. */
export async function showOnlyPeer(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  const { endpoints, panels } = context;
  const endpoint = await endpointOf(argument, context);
  const { id, address } = await anyPeer(argument, endpoint, endpoints);
  panels.showPeer(endpoint.id, { id, address });
}

/** Takes `{endpoint, peer}` from a peer's menu, and runs an action that only the panel's page can perform. */
export async function actOnPeer(
  action: PeerMenuAction,
  argument: unknown,
  context: Uses<'endpoints' | 'panels'>,
): Promise<void> {
  const { endpoints, panels } = context;
  const endpoint = await endpointOf(argument, context);
  panels.actOnPeer(endpoint.id, action, await anyPeer(argument, endpoint, endpoints));
}

/** `{endpoint, peer, name}`; asks for anything missing. An empty name removes it. */
export async function renamePeer(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  const { endpoints } = context;
  const endpoint = await endpointOf(argument, context);
  const { address } = await anyPeer(argument, endpoint, endpoints);
  const given = nameArgument.safeParse(argument);
  const name = given.success ? given.data.name : await askName(address, endpoint, endpoints);
  await endpoints.engine.renamePeer(endpoint.id, address, name);
}

/**
 * Turns *Follow Next Client* on or off in the panel of `{endpoint}`, otherwise in the visible panel.
 * @throws RangeError if that endpoint has no visible panel.
 */
export async function toggleFollow(argument: unknown, context: Uses<'endpoints' | 'panels'>): Promise<void> {
  const { panels } = context;
  const endpoint = argument === undefined ? panels.inSight : await endpointOf(argument, context);
  const follows = endpoint && (await panels.toggleFollow(endpoint.id));
  if (!endpoint || follows === undefined) throw new RangeError(l10n.t('Open the panel of an endpoint first.'));
  statusMessage(followText(endpoint.config, follows));
}

function followText(config: EndpointConfig, follows: boolean): string {
  switch (peerRole(config)) {
    case 'client':
      return follows ? l10n.t('Follow Next Client: on') : l10n.t('Follow Next Client: off');
    case 'server':
      return follows ? l10n.t('Follow Next Connection: on') : l10n.t('Follow Next Connection: off');
    case 'sender':
      return follows ? l10n.t('Follow Next Sender: on') : l10n.t('Follow Next Sender: off');
  }
}

/** Offers the names that no open peer uses: a client that is run again connects from another port. */
async function askName(address: string, endpoint: EndpointSnapshot, endpoints: Endpoints): Promise<string> {
  const { id, config, peerNames = {} } = endpoint;
  const open = Object.keys(peerNames).length === 0 ? [] : await endpoints.openPeers(id);
  const prompts = {
    client: l10n.t('Name for the client {0}. Leave it empty to show the address.', address),
    server: l10n.t('Name for the server {0}. Leave it empty to show the address.', address),
    sender: l10n.t('Name for the peer {0}. Leave it empty to show the address.', address),
  };
  const tooLong = l10n.t('Use at most {0} characters.', maxPeerNameUnits);
  const titles = {
    client: l10n.t('Rename Client'),
    server: l10n.t('Rename Server'),
    sender: l10n.t('Rename Peer'),
  };
  const title = titles[peerRole(config)];
  const free = unusedPeerNames(
    peerNames,
    open.map(one => one.address),
  );
  if (peerNames[address] === undefined && free.length > 0)
    return askNewText({
      title,
      prompt: l10n.t('Name for {0}: type a new name or select a previous one', address),
      offered: free.slice(0, offeredNames),
      description: l10n.t('previously used'),
      maxUnits: maxPeerNameUnits,
    });
  return askText({
    title,
    prompt: prompts[peerRole(config)],
    value: peerNames[address] ?? '',
    validateInput: text => (text.length > maxPeerNameUnits ? tooLong : undefined),
  });
}

/** Returns the peer that an argument names, or the one that the user picks. Rejects with NO_PEER if no such peer is known. */
async function anyPeer(argument: unknown, endpoint: EndpointSnapshot, endpoints: Endpoints): Promise<PanelPeer> {
  const named = peerArgument.safeParse(argument);
  if (!named.success) return pickPeer(endpoint, endpoints);
  const { id, address } = named.data;
  if (address !== undefined) return { id, address };
  const closed = async () => (await endpoints.engine.recentPeers(endpoint.id, 1000)).find(peer => peer.id === id);
  const found = (await endpoints.engine.openPeer(endpoint.id, id)) ?? (await closed());
  if (!found) throw new SocketError('NO_PEER', { kind: endpoint.config.kind, peer: id });
  return found;
}

async function pickPeer(endpoint: EndpointSnapshot, endpoints: Endpoints): Promise<PanelPeer> {
  const [open, closed] = await Promise.all([
    endpoints.openPeers(endpoint.id),
    endpoints.engine.recentPeers(endpoint.id, offeredClosed),
  ]);
  const { timeFormat } = viewDefaults();
  const questions = {
    client: l10n.t('Which client?'),
    server: l10n.t('Which connection?'),
    sender: l10n.t('Which peer?'),
  };
  return pick<PeerSnapshot>(
    [...open, ...closed].map(peer => ({ ...labelOf(peer, endpoint, timeFormat), value: peer })),
    questions[peerRole(endpoint.config)],
    l10n.t('{0} has no messages yet.', labelInSentence(endpoint)),
  );
}

function labelOf(
  { address, closedAt }: PeerSnapshot,
  { peerNames = {}, openedAt }: EndpointSnapshot,
  times: TimeFormat,
): { label: string; description: string } {
  const name = peerNames[address];
  const closed =
    closedAt === undefined ? [] : [l10n.t('disconnected at {0}', shortTimeText(closedAt, times, openedAt))];
  return { label: name ?? address, description: [...(name === undefined ? [] : [address]), ...closed].join(' · ') };
}
