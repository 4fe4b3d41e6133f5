/** An event's sentence with the name of its peer: where the sentence has it, or before the sentence. */
import { html, type TemplateResult } from 'lit';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';
import { type PeerLabels, peerColour } from '../peerLabels.ts';

type Piece = TemplateResult | string;

/** Returns the sentence by itself, for a list that has the peer in a column of its own. */
export function eventText({ sentence = '', peer }: PanelRow, labels: PeerLabels): Piece[] {
  const parts = peer ? partsAround(peer.address, sentence) : undefined;
  return peer && parts ? [parts[0], labels.full(peer.address), parts[1]] : [sentence];
}

/** Returns the sentence as a line of its own, in which the peer is named. */
export function namedEvent(row: PanelRow, labels: PeerLabels): Piece[] {
  const { sentence = '', peer } = row;
  if (!peer) return [sentence];
  const name = html`<span class="peer-name ${peerColour(peer.id)}">${labels.full(peer.address)}</span>`;
  const parts = partsAround(peer.address, sentence);
  if (parts) return [parts[0], name, parts[1]];
  return [name, isOfPeer(row) ? ' ' : ': ', sentence];
}

/** Whether the sentence is what the peer did, so that it follows the name without a colon. */
function isOfPeer({ event }: PanelRow): boolean {
  switch (event?.code) {
    case 'peerConnected':
    case 'peerHeard':
    case 'peerEnded':
    case 'peerClosed':
      return true;
    case 'peerReset':
      return event.by === 'peer';
    default:
      return false;
  }
}

/** Returns what is before and after the address; nothing if the sentence doesn't have it. It isn't part of a longer one: `:50` of `:5000`. */
function partsAround(address: string, sentence: string): [string, string] | undefined {
  const at = sentence.indexOf(address);
  const end = at + address.length;
  return at < 0 || /\d/.test(sentence.charAt(end)) ? undefined : [sentence.slice(0, at), sentence.slice(end)];
}
