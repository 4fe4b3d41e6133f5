import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChecksumName, checksum, checksumLabels, checksumNames } from '../../../../src/core/bytes/checksum.ts';
import { formatHex } from '../../../../src/core/bytes/hex.ts';

/** From the catalog of parametrized CRC algorithms, over "123456789"; the first three summed by hand. */
const check: Record<ChecksumName, string> = {
  sum8: 'dd',
  xor8: '31',
  lrc: '23',
  crc8: 'f4',
  crc16modbus: '37 4b',
  crc16ccitt: '29 b1',
  crc16xmodem: '31 c3',
  crc16kermit: '89 21',
  crc32: 'cb f4 39 26',
  crc32le: '26 39 f4 cb',
};

const empty: Record<ChecksumName, string> = {
  sum8: '00',
  xor8: '00',
  lrc: '00',
  crc8: '00',
  crc16modbus: 'ff ff',
  crc16ccitt: 'ff ff',
  crc16xmodem: '00 00',
  crc16kermit: '00 00',
  crc32: '00 00 00 00',
  crc32le: '00 00 00 00',
};

describe('checksum', () => {
  const digits = new TextEncoder().encode('123456789');
  for (const name of checksumNames) {
    it(`${name} has its published check value, and a value for empty input`, () => {
      assert.equal(formatHex(checksum(name, digits)), check[name]);
      assert.equal(formatHex(checksum(name, new Uint8Array())), empty[name]);
    });
  }

  it('matches real messages', () => {
    // Read ten holding registers of unit 1: in Modbus RTU, and in Modbus ASCII.
    assert.equal(formatHex(checksum('crc16modbus', Uint8Array.of(1, 3, 0, 0, 0, 10))), 'c5 cd');
    assert.equal(formatHex(checksum('lrc', Uint8Array.of(1, 3, 0, 0, 0, 10))), 'f2');
  });

  it('is in the byte order with which a receiver that includes it gets zero', () => {
    const zeroing = ['crc8', 'crc16modbus', 'crc16ccitt', 'crc16xmodem', 'crc16kermit', 'xor8'] as const;
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(...zeroing), (bytes, name) => {
        const whole = Uint8Array.from([...bytes, ...checksum(name, bytes)]);
        assert.ok(checksum(name, whole).every(byte => byte === 0));
      }),
    );
  });

  it('reads only a view’s bytes', () => {
    const view = new Uint8Array(Uint8Array.from([7, ...digits, 7]).buffer, 1, 9);
    for (const name of checksumNames) assert.equal(formatHex(checksum(name, view)), check[name]);
  });

  it('has a unique label for each type', () => {
    assert.equal(new Set(checksumNames.map(name => checksumLabels[name])).size, checksumNames.length);
  });
});
