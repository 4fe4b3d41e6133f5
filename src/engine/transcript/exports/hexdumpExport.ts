/**
 * What Wireshark's text2pcap reads: `text2pcap -D -t %Y-%m-%dT%H:%M:%S.%f -T 1,2 FILE out.pcap`. A line with I or O and the time (UTC),
 * then the hexdump. Events are comments. Long frames become several packets.
 */
import { hexdump } from '../../../core/bytes/hexdump.ts';
import type { ExportEntry } from './exportEntry.ts';

/** Less than an IP packet can hold (65,535 bytes with its headers). */
const packetBytes = 32 * 1024;

export function* hexdumpExport({ seq, time, direction, peer, event, bytes }: ExportEntry): Iterable<string> {
  const stamp = new Date(time).toISOString().replace('Z', '');
  if (event) {
    yield `# ${stamp} ${event.code}${peer ? ` ${peer.address}` : ''}\n`;
    return;
  }
  for (let at = 0; at < bytes.length; at += packetBytes) {
    yield `# entry ${seq}${peer ? ` ${peer.address}` : ''}\n${direction === 'in' ? 'I' : 'O'} ${stamp}\n`;
    yield `${hexdump(bytes.subarray(at, at + packetBytes))}\n`;
  }
}
