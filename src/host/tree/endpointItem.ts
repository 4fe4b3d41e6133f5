/** The row of an endpoint in the *Connections* view. */
import { l10n, type MarkdownString, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { lanAddresses } from '../../client/addresses/lanAddresses.ts';
import { formatBytes } from '../../core/bytes/formatBytes.ts';
import { canKeepTrying } from '../../core/connectFailure.ts';
import { isConnected } from '../../core/datagramTarget.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import {
  addressLabel,
  boundAddress,
  configuredLabel,
  endpointLabel,
  remoteOf,
  spokenAddress,
} from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream, listens, manyPeers } from '../../core/kinds.ts';
import { failureReason, failureSentence } from '../../core/sentences/errors/errorSentence.ts';
import type { TimeFormat } from '../../core/viewDefaults.ts';
import type { SavedEndpoint } from '../saved/savedEndpoints.ts';
import { scopeLabel } from '../saved/savedScopes.ts';
import { endpointIcon, isExposed, kindIcon, kindLabel, peerCount, stateLabel } from '../shown/endpointLabels.ts';
import { tooltipOf } from '../shown/shownText.ts';
import { translate, translated } from '../shown/translated.ts';
import { incompleteLine, incompleteNotes } from './incompleteNotes.ts';
import { openRowCommand } from './openRowCommand.ts';
import { stateNotes, traffic } from './peerItem.ts';
import { savedContext, savedFacts } from './savedItem.ts';

/** Contents of a row besides its endpoint. */
export interface EndpointRow {
  /** A client's current or last connection. */
  readonly connection?: PeerSnapshot | undefined;
  /** The endpoint's entry in the settings. */
  readonly saved?: SavedEndpoint | undefined;
  /** Kind with a number, if other endpoints have the same label and icon. */
  readonly numbered?: string | undefined;
  readonly times: TimeFormat;
}

export function endpointItem(endpoint: EndpointSnapshot, row: EndpointRow): TreeItem {
  const { id, config, state } = endpoint;
  const { saved, numbered } = row;
  const isOpen = state === 'open' || state === 'reconnecting';
  // Expanded from the start: otherwise, VS Code keeps an item collapsed when it gets its first children.
  const collapsible = manyPeers(config) ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None;
  const item = new TreeItem(endpointLabel(endpoint), collapsible);
  item.id = id;
  // Drawn like a saved endpoint that isn't listed: both can be started.
  item.iconPath = saved && state === 'closed' ? kindIcon(config.kind) : endpointIcon(config.kind, state);
  const facts = factsOf(endpoint, row);
  item.description = [...(numbered === undefined ? [] : [numbered]), ...facts].join(' · ');
  item.tooltip = tooltip(endpoint, row);
  const waits = state === 'failed' && canKeepTrying(config, endpoint.failure) ? '.unconnected' : '';
  const phase = isOpen || state === 'opening' ? 'running' : state;
  item.contextValue = `endpoint.${phase}.${kindContext(config)}${waits}${saved ? `.${savedContext(saved)}` : ''}`;
  item.command = openRowCommand;
  const name = config.name ?? spokenAddress(endpoint, translate);
  item.accessibilityInformation = {
    label: [`${numbered ?? kindLabel(config.kind)} ${name}`, stateLabel(state), ...spoken(facts, state)].join(', '),
  };
  return item;
}

/** Returns the part of the context value that describes the kind, for conditions of menus: `stream.listens`. */
function kindContext(config: EndpointConfig): string {
  return `${isStream(config) ? 'stream' : 'datagram'}.${listens(config) ? 'listens' : 'connects'}`;
}

/** Returns the facts for a screen reader, without the state, which precedes them. */
function spoken(facts: readonly string[], state: EndpointSnapshot['state']): string[] {
  const others = facts.filter(fact => fact !== stateLabel(state));
  return others.length > 0 ? [others.join(' · ')] : [];
}

/** Returns the facts of the description: the reason for a failure, the address, and the others. */
function factsOf(endpoint: EndpointSnapshot, { connection, saved, times }: EndpointRow): string[] {
  const { config, state, failure } = endpoint;
  const address = state === 'open' ? addressLabel(endpoint) : configuredLabel(config);
  const shown = config.name === undefined ? [] : [address];
  const facts = (...others: string[]) => (saved ? savedFacts(shown, saved, others) : [...shown, ...others]);
  if (failure && state === 'failed') return [translated(failureReason(failure)), ...facts()];
  if (failure && state === 'reconnecting') return [translated(failureReason(failure)), ...facts(stateLabel(state))];
  if (state === 'open') return facts(...openFacts(endpoint, connection, times));
  // A saved one can be started: its row is like that of one that isn't listed.
  const stated = saved && state === 'closed' ? [] : [stateLabel(state)];
  return facts(...stated, ...(state === 'opening' ? [] : pastFacts(endpoint, connection, times)));
}

/** Returns what happened while the endpoint was open: nothing if it never received or sent anything. */
function pastFacts(endpoint: EndpointSnapshot, connection: PeerSnapshot | undefined, times: TimeFormat): string[] {
  const { framesIn, framesOut, bytesIn, bytesOut } = endpoint.counters;
  const ended = connection?.closedAt === undefined ? undefined : connection;
  // Empty datagrams are messages, too.
  const wasUsed = ended !== undefined || framesIn + framesOut + bytesIn + bytesOut > 0;
  return wasUsed ? [...traffic(endpoint.counters), ...(ended ? stateNotes(endpoint, ended, times) : [])] : [];
}

function openFacts(endpoint: EndpointSnapshot, connection: PeerSnapshot | undefined, times: TimeFormat): string[] {
  const { config, counters } = endpoint;
  const count = manyPeers(config) ? peerCount(endpoint) : undefined;
  // An outdated answer may still describe the previous connection.
  const notes = connection && connection.closedAt === undefined ? stateNotes(endpoint, connection, times) : [];
  const { incomplete } = endpoint;
  return [
    ...(count === undefined ? [] : [count]),
    ...traffic(counters),
    ...notes,
    ...incompleteNotes(incomplete?.peers ?? 0),
  ];
}

function trafficLines({ bytesIn, bytesOut, framesIn, framesOut }: EndpointSnapshot['counters']): string[] {
  const [received, sent] = [formatBytes(bytesIn), formatBytes(bytesOut)];
  return [
    framesIn === 1
      ? l10n.t('received {0} in 1 message', received)
      : l10n.t('received {0} in {1} messages', received, framesIn),
    framesOut === 1 ? l10n.t('sent {0} in 1 message', sent) : l10n.t('sent {0} in {1} messages', sent, framesOut),
  ];
}

function tooltip(endpoint: EndpointSnapshot, { saved, times }: EndpointRow): MarkdownString {
  const { config, address, state, counters, failure, entries, firstEntry, incomplete } = endpoint;
  const count = peerCount(endpoint);
  const rows = entries - firstEntry;
  return tooltipOf([
    ...(failure ? [translated(failureSentence(failure))] : []),
    `${kindLabel(config.kind)}, ${stateLabel(state)}`,
    ...addressLines(endpoint),
    ...(saved ? [l10n.t('Saved in the {0}.', scopeLabel(saved.scope))] : []),
    ...(count === undefined ? [] : [count]),
    ...trafficLines(counters),
    ...(incomplete ? [incompleteLine(endpoint, incomplete.first, times)] : []),
    rows === 1 ? l10n.t('1 row in the transcript') : l10n.t('{0} rows in the transcript', rows),
    ...(isExposed(endpoint) ? [l10n.t('Reachable from other machines at:'), ...lanAddresses(address)] : []),
  ]);
}

/**
 * Returns the lines of a tooltip with an endpoint's address. A UDP socket with a remote has two: where it sends, and
 * where it is bound.
 */
function addressLines(endpoint: EndpointSnapshot): string[] {
  const { config, address, resolved = {} } = endpoint;
  const remote = remoteOf(config);
  if (remote === undefined) return [address];
  const [remoteAddress, bound] = [resolved[remote], boundAddress(endpoint)];
  const shown = remoteAddress === undefined ? remote : `${remote} (${remoteAddress})`;
  return [
    isConnected(config) ? l10n.t('sends to and receives only from {0}', shown) : l10n.t('sends to {0}', shown),
    ...(bound === undefined ? [] : [l10n.t('bound to {0}', bound)]),
  ];
}
