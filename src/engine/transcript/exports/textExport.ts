/**
 * One line per entry: time, direction, peer, bytes, and text with unprintable characters as escapes; of an event, the sentence that the
 * panel shows. A peer is shown by its address, and by its name if it has one.
 */
import { visibleText } from '../../../core/bytes/visibleText.ts';
import type { Encoding } from '../../../core/endpointConfig.ts';
import type { PeerNames } from '../../../core/endpointSnapshot.ts';
import { peerRole } from '../../../core/kinds.ts';
import type { Translate } from '../../../core/phrase.ts';
import { eventText } from '../../../core/sentences/events/eventSentence.ts';
import type { TranscriptEvent } from '../../../core/transcriptEntry.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import type { ExportedEndpoint } from './packetSides.ts';

type EventSentence = (event: TranscriptEvent, peer: string | undefined) => string;

/** Creates the export of an endpoint whose peers may have names. */
export function textExport(endpoint: ExportedEndpoint, translate: Translate): ExportFormatter {
  const role = peerRole(endpoint);
  const { peerNames = {}, encoding } = endpoint;
  return entry => line(entry, peerNames, (event, peer) => eventText(event, { role, peer }, translate), encoding);
}

function* line(entry: ExportEntry, names: PeerNames, sentence: EventSentence, encoding?: Encoding): Iterable<string> {
  const { time, direction, peer, event, bytes, text } = entry;
  const head = [new Date(time).toISOString(), direction, ...(peer ? peerText(peer.address, names) : ['-'])];
  if (event) yield `${[...head, visibleText(sentence(event, peer?.address))].join(' ')}\n`;
  else {
    yield `${[...head, bytes.length].join(' ')} `;
    for (const piece of text) yield visibleText(piece, encoding);
    yield '\n';
  }
}

/** The name is quoted, since it may contain anything. */
function peerText(address: string, names: PeerNames): string[] {
  const name = names[address];
  const shown = visibleText(address);
  return name === undefined ? [shown] : [shown, visibleText(JSON.stringify(name))];
}
