/**
 * Packets for Wireshark's text2pcap: a line with I or O and the time (UTC), then the hexdump of a packet. Its first
 * line has the IP and TCP or UDP headers, since text2pcap itself would generate the same ones for all peers; the
 * payload follows, 16 bytes per line. Events are comments. Each connection begins with a handshake; long frames become
 * several segments.
 */
import { hexdump } from '../../../core/bytes/hexdump.ts';
import { isStream, listens } from '../../../core/kinds.ts';
import type { Direction } from '../../../core/transcriptEntry.ts';
import { maxDatagramBytes } from '../../../core/transfer/datagramPace.ts';
import type { ExportEntry, ExportFormatter } from './exportEntry.ts';
import { type PacketEnd, type TcpSegment, tcpFlags, tcpHeaders, udpHeaders } from './packetHeaders.ts';
import { type ExportedEndpoint, packetSides } from './packetSides.ts';

/** Maximum payload of a segment, less than an IP packet can hold (65,535 bytes including headers). */
const segmentBytes = 32 * 1024;
/** Distance between connections' first sequence numbers, by which Wireshark distinguishes those with the same addresses. */
const firstSequenceStep = 0x0123_4567;
const usage = '# For Wireshark: text2pcap -D -t ISO -l 101 FILE OUT.pcapng\n';

interface ExportedConnection {
  readonly ours: PacketEnd;
  readonly theirs: PacketEnd;
  /** Next sequence numbers of the peer (`in`) and of this side (`out`). */
  readonly next: { in: number; out: number };
}

export function hexdumpExport(endpoint: ExportedEndpoint): ExportFormatter {
  return new HexdumpExport(endpoint).format;
}

class HexdumpExport {
  readonly #endpoint: ExportedEndpoint;
  readonly #conversations = new Map<string, ExportedConnection>();
  #isBegun = false;

  constructor(endpoint: ExportedEndpoint) {
    this.#endpoint = endpoint;
  }

  readonly format: ExportFormatter = entry => this.#pieces(entry);

  *#pieces({ seq, time, direction, peer, event, bytes }: ExportEntry): Iterable<string> {
    if (!this.#isBegun) yield usage;
    this.#isBegun = true;
    const stamp = isoTime(time);
    // The address may be a path, which may contain any character.
    const whose = peer ? ` ${peer.id} ${peer.address.replaceAll(/\p{Cc}/gu, '?')}` : '';
    if (event) yield `# ${stamp} ${event.code}${whose}\n`;
    if (direction === 'event' || !peer) return;
    let conversation = this.#conversations.get(peer.id);
    if (!conversation) {
      conversation = this.#begin(peer);
      if (isStream(this.#endpoint)) yield* this.#handshake(conversation, stamp);
    }
    yield `# entry ${seq}${whose}, ${bytes.length} bytes\n`;
    if (!isStream(this.#endpoint)) {
      // Longer frames were recorded while the endpoint was of another kind.
      for (let at = 0; at === 0 || at < bytes.length; at += maxDatagramBytes) {
        const piece = bytes.subarray(at, at + maxDatagramBytes);
        yield packet(direction, stamp, udpHeaders(endsOf(conversation, direction), piece), piece);
      }
      return;
    }
    for (let at = 0; at < bytes.length; at += segmentBytes) {
      const piece = bytes.subarray(at, at + segmentBytes);
      yield segment(conversation, direction, stamp, tcpFlags.push | tcpFlags.ack, piece);
    }
  }

  #begin({ id, address }: { id: string; address: string }): ExportedConnection {
    const index = this.#conversations.size;
    const first = (index * firstSequenceStep) >>> 0;
    const sides = packetSides(this.#endpoint, address, index);
    const conversation = { ...sides, next: { in: first, out: first } };
    this.#conversations.set(id, conversation);
    return conversation;
  }

  *#handshake(conversation: ExportedConnection, stamp: string): Iterable<string> {
    const [client, server] = listens(this.#endpoint) ? (['in', 'out'] as const) : (['out', 'in'] as const);
    yield '# the handshake, which transcripts leave out\n';
    yield segment(conversation, client, stamp, tcpFlags.syn);
    yield segment(conversation, server, stamp, tcpFlags.syn | tcpFlags.ack);
    yield segment(conversation, client, stamp, tcpFlags.ack);
  }
}

function segment(
  conversation: ExportedConnection,
  direction: 'in' | 'out',
  stamp: string,
  flags: number,
  payload: Uint8Array = new Uint8Array(),
): string {
  const { next } = conversation;
  const other = direction === 'in' ? 'out' : 'in';
  const numbers: TcpSegment = {
    flags,
    sequence: next[direction],
    acknowledged: flags & tcpFlags.ack ? next[other] : 0,
  };
  // A SYN counts as one byte.
  next[direction] = (next[direction] + payload.length + (flags & tcpFlags.syn ? 1 : 0)) >>> 0;
  return packet(direction, stamp, tcpHeaders(endsOf(conversation, direction), numbers, payload), payload);
}

function endsOf({ ours, theirs }: ExportedConnection, direction: 'in' | 'out'): { from: PacketEnd; to: PacketEnd } {
  return direction === 'in' ? { from: theirs, to: ours } : { from: ours, to: theirs };
}

function packet(direction: Exclude<Direction, 'event'>, stamp: string, headers: Buffer, payload: Uint8Array): string {
  const first = `000000 ${headers.toString('hex').replaceAll(/..\B/g, '$& ')}\n`;
  return `${direction === 'in' ? 'I' : 'O'} ${stamp}\n${first}${hexdump(payload, headers.length)}\n`;
}

/** Returns an ISO time with microseconds, which transcripts record but `Date` lacks. */
function isoTime(timeMs: number): string {
  const micros = Math.round(timeMs * 1000);
  const milliseconds = new Date(Math.floor(micros / 1000)).toISOString().replace('Z', '');
  return `${milliseconds}${String(micros % 1000).padStart(3, '0')}Z`;
}
