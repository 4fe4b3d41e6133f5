/** One JSON object per line (JSON Lines): `text` if the bytes are UTF-8 text, otherwise `base64`. */
import { formatBase64 } from '../../../core/bytes/base64.ts';
import type { PeerNames } from '../../../core/endpointSnapshot.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import type { ExportedEndpoint } from './packetSides.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Creates the export of an endpoint whose peers may have names. */
export function jsonLinesExport({ peerNames = {} }: ExportedEndpoint): ExportFormatter {
  return entry => [line(entry, peerNames)];
}

function line({ seq, time, direction, peer, origin, bytes, event }: ExportEntry, names: PeerNames): string {
  const peerName = peer && names[peer.address];
  const head = {
    seq,
    time: new Date(time).toISOString(),
    direction,
    ...(peer && { peer: peer.id, address: peer.address }),
    ...(peerName !== undefined && { peerName }),
  };
  const body = event ? { event } : { length: bytes.length, ...(origin && { origin }), ...contentOf(bytes) };
  return `${JSON.stringify({ ...head, ...body })}\n`;
}

function contentOf(bytes: Uint8Array): { text: string } | { base64: string } {
  try {
    return { text: utf8.decode(bytes) };
  } catch {
    return { base64: formatBase64(bytes) };
  }
}
