import assert from 'node:assert/strict';
import { tcpFlags, tcpHeaders, udpHeaders } from '../../../../../src/engine/transcript/exports/packetHeaders.ts';

/** The one's complement sum that a receiver checks: all ones if correct. */
function sum(bytes: Uint8Array): number {
  let total = 0;
  for (let at = 0; at < bytes.length; at += 2) total += (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  while (total > 0xffff) total = (total % 0x10000) + Math.floor(total / 0x10000);
  return total;
}

const four = { from: { host: '10.0.0.1', port: 40_000 }, to: { host: '10.0.0.2', port: 53 } };
const six = { from: { host: 'fe80::1:2%eth0', port: 1 }, to: { host: '::ffff:10.0.0.2', port: 65_535 } };

/** Source, destination and the rest that RFC 9293 and RFC 768 sum up. */
function pseudo(packet: Buffer, protocol: number): Buffer {
  const [hosts, body] =
    packet[0] === 0x60 ? [packet.subarray(8, 40), packet.subarray(40)] : [packet.subarray(12, 20), packet.subarray(20)];
  const length = Buffer.alloc(8);
  length.writeUInt32BE(body.length, 0);
  length[7] = protocol;
  return Buffer.concat([hosts, length, body]);
}

describe('packet headers', () => {
  for (const [family, ends] of Object.entries({ IPv4: four, IPv6: six })) {
    for (const payload of ['', 'odd', 'even', '\xff'.repeat(65_000)].map(text => Buffer.from(text, 'latin1'))) {
      it(`of ${family} have correct lengths and checksums for ${payload.length} bytes`, () => {
        const segment = { sequence: 0xffff_fffe, acknowledged: 1, flags: tcpFlags.ack | tcpFlags.push };
        for (const [protocol, headers] of [
          [6, tcpHeaders(ends, segment, payload)],
          [17, udpHeaders(ends, payload)],
        ] as const) {
          const packet = Buffer.concat([headers, payload]);
          assert.equal(sum(pseudo(packet, protocol)), 0xffff);
          if (family === 'IPv4') {
            assert.equal(sum(packet.subarray(0, 20)), 0xffff);
            assert.equal(packet.readUInt16BE(2), packet.length);
          } else assert.equal(packet.readUInt16BE(4), packet.length - 40);
        }
      });
    }
  }

  it('never have the UDP checksum that means there is none', () => {
    for (let byte = 0; byte < 65_536; byte++) {
      const headers = udpHeaders(four, Uint8Array.of(byte >> 8, byte & 0xff));
      if (headers.readUInt16BE(26) === 0) assert.fail(`none for ${byte}`);
    }
  });

  it('have the same bytes for every spelling of an IPv6 address', () => {
    const hosts = {
      '::': '00'.repeat(16),
      '::1': `${'00'.repeat(15)}01`,
      'fe80::': `fe80${'00'.repeat(14)}`,
      '2001:db8::8:800:200c:417a': '20010db80000000000080800200c417a',
      '1:2:3:4:5:6:7:8': '00010002000300040005000600070008',
      '::ffff:10.0.0.2': '00000000000000000000ffff0a000002',
      'fe80::1%eth0': 'fe800000000000000000000000000001',
    };
    for (const [host, hex] of Object.entries(hosts)) {
      const ends = { from: { host, port: 1 }, to: { host, port: 1 } };
      assert.equal(udpHeaders(ends, new Uint8Array()).subarray(8, 24).toString('hex'), hex, host);
    }
  });
});
