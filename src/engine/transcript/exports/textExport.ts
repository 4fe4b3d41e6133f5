/**
 * One line per entry: time, direction, peer, bytes, and text with unprintable characters as escapes. A peer is shown by its address, and by
 * its name if it has one.
 */
import { visibleText } from '../../../core/bytes/visibleText.ts';
import type { PeerNames } from '../../../core/endpointSnapshot.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import type { ExportedEndpoint } from './packetSides.ts';

/** Creates the export of an endpoint whose peers may have names. */
export function textExport({ peerNames = {} }: ExportedEndpoint): ExportFormatter {
  return entry => line(entry, peerNames);
}

function* line({ time, direction, peer, event, bytes, text }: ExportEntry, names: PeerNames): Iterable<string> {
  const head = [new Date(time).toISOString(), direction, ...(peer ? peerText(peer.address, names) : ['-'])];
  if (event) yield `${[...head, visibleText(eventText(event))].join(' ')}\n`;
  else {
    yield `${[...head, bytes.length].join(' ')} `;
    for (const piece of text) yield visibleText(piece);
    yield '\n';
  }
}

/** The name is quoted, since it may contain anything. */
function peerText(address: string, names: PeerNames): string[] {
  const name = names[address];
  const shown = visibleText(address);
  return name === undefined ? [shown] : [shown, visibleText(JSON.stringify(name))];
}

/** `peerConnected {"address":"127.0.0.1:40000"}`: sentences are made where people read them, in their language. */
function eventText({ code, ...params }: NonNullable<ExportEntry['event']>): string {
  return Object.keys(params).length === 0 ? code : `${code} ${JSON.stringify(params)}`;
}
