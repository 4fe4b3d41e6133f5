import assert from 'node:assert/strict';
import { checksumNumbers } from '../../../../src/core/bytes/checksumNumbers.ts';

const text = (characters: string) => new TextEncoder().encode(characters);

/** From the catalog of parametrized CRC algorithms, over "123456789"; the sums by hand. */
const check: Record<string, number> = {
  sum8: 0xdd,
  xor8: 0x31,
  lrc: 0x23,
  nmea: 0x31,
  fix: 0xdd,
  crc1: 0xdd,
  crc8: 0xf4,
  crc81wire: 0xa1,
  crc8dvbs2: 0xbc,
  crc16: 0xbb3d,
  crc16ccitt: 0x29b1,
  crc16kermit: 0x2189,
  crc16modbus: 0x4b37,
  crc16xmodem: 0x31c3,
  crc24: 0x21cf02,
  crc32: 0xcbf43926,
  crc32mpeg2: 0x0376e6e7,
  crcjam: 0x340bc6d9,
};

describe('a checksum as a number', () => {
  it('has its published check value, and fits in its size', () => {
    assert.deepEqual(new Set(checksumNumbers.keys()), new Set(Object.keys(check)));
    for (const [name, { sizeBytes, value }] of checksumNumbers) {
      assert.equal(value(text('123456789')), check[name], name);
      for (const bytes of [new Uint8Array(), Uint8Array.of(0xff), Uint8Array.from({ length: 256 }, (_, at) => at)])
        assert.ok(value(bytes) >= 0 && value(bytes) < 256 ** sizeBytes, name);
    }
  });

  it('of NMEA sums what is between the signs of a sentence', () => {
    const { value, part } = checksumNumbers.get('nmea') ?? {};
    const sum = (sentence: string) => value?.(part?.(text(sentence)) ?? new Uint8Array());
    assert.equal(sum('$GPGLL,4916.45,N,12311.12,W,225444,A,*'), 0x1d);
    assert.equal(sum('!AIVDM,1,1,,A,14eG;o@034o8sd<L9i:a;WF>062D,0*'), 0x7d);
    assert.equal(sum('$GPGLL,4916.45,N,12311.12,W,225444,A,'), 0x1d);
    assert.equal(sum('noise $A*00\r\n$GPGLL,4916.45,N,12311.12,W,225444,A,*'), 0x1d);
  });

  it('of FIX sums what precedes its field', () => {
    const { value, part } = checksumNumbers.get('fix') ?? {};
    const sum = (message: string) => value?.(part?.(text(message.replaceAll('|', '\x01'))) ?? new Uint8Array());
    assert.equal(sum('8=FIX.4.2|9=5|35=0|10='), 161);
    assert.equal(sum('8=FIX.4.2|9=5|35=0|'), 161);
    assert.equal(sum('10='), 0);
  });
});
