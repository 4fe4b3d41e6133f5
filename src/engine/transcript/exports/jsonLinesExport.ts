/** One JSON object a line (JSON Lines): `text` where the bytes are text in UTF-8, else `base64`. */
import { formatBase64 } from '../../../core/bytes/base64.ts';
import type { ExportEntry } from './exportEntry.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function* jsonLinesExport({ seq, time, direction, peer, origin, bytes, event }: ExportEntry): Iterable<string> {
  const head = {
    seq,
    time: new Date(time).toISOString(),
    direction,
    ...(peer && { peer: peer.id, address: peer.address }),
  };
  const body = event ? { event } : { length: bytes.length, ...(origin && { origin }), ...contentOf(bytes) };
  yield `${JSON.stringify({ ...head, ...body })}\n`;
}

function contentOf(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { base64: formatBase64(bytes) };
  }
}
