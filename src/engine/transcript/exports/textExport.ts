/**
 * One line per entry: time, direction, peer, number of bytes, and text with unprintable characters as escapes; for an
 * event, the sentence that the panel shows. A peer is shown by its address, followed by its name if it has one. If the
 * endpoint sent a frame by itself, the reason follows the number of bytes, as in the panel: `(greeting)`, `(echo)` or
 * `(reply rule 1)`.
 */
import { visibleText } from '../../../core/bytes/visibleText.ts';
import type { PeerNames } from '../../../core/endpointSnapshot.ts';
import { peerRole } from '../../../core/kinds.ts';
import { type Phrase, phrase, phraseText, type Translate } from '../../../core/phrase.ts';
import { eventText } from '../../../core/sentences/events/eventSentence.ts';
import type { Origin } from '../../../core/transcriptEntry.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import type { ExportedEndpoint } from './packetSides.ts';

/** Creates the export of an endpoint whose peers may have names. */
export function textExport(endpoint: ExportedEndpoint, translate: Translate): ExportFormatter {
  return entry => line(entry, endpoint, translate);
}

function* line(entry: ExportEntry, endpoint: ExportedEndpoint, translate: Translate): Iterable<string> {
  const { time, direction, peer, event, bytes, text, origin } = entry;
  const { peerNames = {}, encoding } = endpoint;
  const head = [new Date(time).toISOString(), direction, ...(peer ? peerText(peer.address, peerNames) : ['-'])];
  if (event) {
    const sentence = eventText(event, { role: peerRole(endpoint), peer: peer?.address }, translate);
    yield `${[...head, visibleText(sentence)].join(' ')}\n`;
  } else {
    yield `${[...head, bytes.length, ...originText(origin, translate)].join(' ')} `;
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

/** Returns the reason of an automatic frame, in parentheses; nothing for frames that a user or program sent. */
function originText(origin: Origin | undefined, translate: Translate): string[] {
  if (origin === undefined || origin === 'send') return [];
  return [`(${phraseText(originPhrase(origin), translate)})`];
}

function originPhrase(origin: Exclude<Origin, 'send'>): Phrase {
  if (origin === 'greeting') return phrase('greeting');
  return origin === 'echo' ? phrase('echo') : phrase('reply rule {0}', origin.rule + 1);
}
