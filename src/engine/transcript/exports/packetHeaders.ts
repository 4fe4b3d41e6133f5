/** Headers of IPv4 (RFC 791), IPv6 (RFC 8200), TCP (RFC 9293) and UDP (RFC 768), with their checksums. */
import { isIPv4 } from 'node:net';

/** One end of a conversation; the host is a numeric address. */
export interface PacketEnd {
  readonly host: string;
  readonly port: number;
}

export interface PacketEnds {
  readonly from: PacketEnd;
  readonly to: PacketEnd;
}

export const tcpFlags = { syn: 0x02, push: 0x08, ack: 0x10 } as const;

export interface TcpSegment {
  readonly sequence: number;
  readonly acknowledged: number;
  readonly flags: number;
}

const protocols = { tcp: 6, udp: 17 } as const;
/** NOP, window scale 14: a flood without acknowledgments stays within the window. */
const synOptions = [1, 3, 3, 14];
const dontFragment = 0x4000;

/** Returns the headers of a TCP segment with this payload. */
export function tcpHeaders(
  ends: PacketEnds,
  { sequence, acknowledged, flags }: TcpSegment,
  payload: Uint8Array,
): Buffer {
  const options = flags & tcpFlags.syn ? synOptions : [];
  const header = Buffer.alloc(20 + options.length);
  header.writeUInt16BE(ends.from.port, 0);
  header.writeUInt16BE(ends.to.port, 2);
  header.writeUInt32BE(sequence, 4);
  header.writeUInt32BE(acknowledged, 8);
  header[12] = (header.length / 4) << 4;
  header[13] = flags;
  header.writeUInt16BE(0xffff, 14);
  header.set(options, 20);
  header.writeUInt16BE(transportChecksum(ends, protocols.tcp, header, payload), 16);
  return Buffer.concat([ipHeader(ends, protocols.tcp, header.length + payload.length), header]);
}

/** Returns the headers of a datagram with this payload. */
export function udpHeaders(ends: PacketEnds, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(ends.from.port, 0);
  header.writeUInt16BE(ends.to.port, 2);
  header.writeUInt16BE(header.length + payload.length, 4);
  // Zero would mean that there is no checksum.
  header.writeUInt16BE(transportChecksum(ends, protocols.udp, header, payload) || 0xffff, 6);
  return Buffer.concat([ipHeader(ends, protocols.udp, header.length + payload.length), header]);
}

function ipHeader({ from, to }: PacketEnds, protocol: number, length: number): Buffer {
  const hosts = [addressBytes(from.host), addressBytes(to.host)];
  if (!isIPv4(from.host)) {
    const fixed = Buffer.of(0x60, 0, 0, 0, length >> 8, length & 0xff, protocol, 64);
    return Buffer.concat([fixed, ...hosts]);
  }
  const header = Buffer.concat([Buffer.alloc(12), ...hosts]);
  header[0] = 0x45;
  header.writeUInt16BE(header.length + length, 2);
  header.writeUInt16BE(dontFragment, 6);
  header[8] = 64;
  header[9] = protocol;
  header.writeUInt16BE(checksum(header), 10);
  return header;
}

function transportChecksum({ from, to }: PacketEnds, protocol: number, header: Buffer, payload: Uint8Array): number {
  const length = header.length + payload.length;
  // The sum is the same for both versions of IP: their pseudo-headers differ only in zeros.
  const pseudo = Buffer.concat([
    addressBytes(from.host),
    addressBytes(to.host),
    Buffer.of(0, 0, length >> 8, length & 0xff, 0, 0, 0, protocol),
  ]);
  return checksum(pseudo, header, payload);
}

/** Computes the Internet checksum (RFC 1071); every part but the last has an even length. */
function checksum(...parts: Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) sum += ((part[at] ?? 0) << 8) | (part[at + 1] ?? 0);
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

/** Returns the 4 or 16 bytes of an address; the zone of a link-local one is dropped. */
function addressBytes(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from(host.split('.').map(Number));
  const [head = '', tail] = host.replace(/%.*/, '').split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: 16 - before.length - after.length }, () => 0);
  return Buffer.from([...before, ...zeros, ...after]);
}

/** Returns the bytes of groups such as `fe80:1`, the last of which may be an IPv4 address. */
function groupsOf(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap(group => {
    if (group.includes('.')) return group.split('.').map(Number);
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
