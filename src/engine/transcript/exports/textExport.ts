/** One line an entry: time, direction, peer, bytes, text with what can't be shown as escapes. */
import { visibleText } from '../../../core/bytes/visibleText.ts';
import type { ExportEntry } from './exportEntry.ts';

export function* textExport(entry: ExportEntry): Iterable<string> {
  const { time, direction, peer, event, bytes, text } = entry;
  const head = [new Date(time).toISOString(), direction, peer?.address ?? '-'];
  if (event) yield `${[...head, eventText(event)].join(' ')}\n`;
  else {
    yield `${[...head, bytes.length].join(' ')} `;
    for (const piece of text) yield visibleText(piece);
    yield '\n';
  }
}

/** `peerConnected {"address":"127.0.0.1:40000"}`: sentences are made where people read, in their language. */
function eventText({ code, ...params }: NonNullable<ExportEntry['event']>): string {
  return Object.keys(params).length === 0 ? code : `${code} ${JSON.stringify(params)}`;
}
