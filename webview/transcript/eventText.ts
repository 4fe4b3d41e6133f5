/** An event's sentence with the name of its peer: where the sentence mentions it, or before the sentence. */
import { html } from 'lit';
import { visibleText } from '../../src/core/bytes/visibleText.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import type { Piece } from '../indentedLines.ts';
import { type PeerLabels, peerColor } from '../peerLabels.ts';

/** Returns the sentence on its own, for a list that has the peer in a separate column. */
export function rowEventText(row: PanelRow, labels: PeerLabels): string {
  return withName(row, labels) ?? row.sentence ?? '';
}

/** Returns the sentence for a line of its own, which also names the peer. */
export function namedEvent(row: PanelRow, labels: PeerLabels): Piece[] {
  const { sentence = '', peer } = row;
  if (!peer) return [sentence];
  const named = withName(row, labels);
  if (named !== undefined) return [named];
  const name = html`<span class="peer-name ${peerColor(peer.id)}">${labels.full(peer.address)}</span>`;
  return [name, row.followsPeer ? ' ' : ': ', sentence];
}

/**
 * Returns the sentence with the peer's name as given by the user; undefined if the sentence doesn't contain the
 * address. An address that is only part of a longer one doesn't count: `:50` in `:5000`.
 */
function withName({ sentence = '', peer }: PanelRow, labels: PeerLabels): string | undefined {
  if (!peer) return undefined;
  const address = visibleText(peer.address);
  const at = sentence.indexOf(address);
  const rest = sentence.slice(at + address.length);
  return at < 0 || /^\d/.test(rest) ? undefined : sentence.slice(0, at) + labels.full(peer.address) + rest;
}
