import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing, LengthPrefix } from '../../../../../src/core/endpointConfig.ts';
import type { BrokenEnvelope } from '../../../../../src/core/framing/brokenEnvelope.ts';
import type { Frame, FrameDecoder } from '../../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { prefixedBy } from '../../../../../src/core/framing/length/lengthPrefix.ts';
import { varintLength } from '../../../../../src/core/framing/length/varintLength.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

const by = (lengthPrefix: LengthPrefix): Framing => ({ lengthPrefix });
const decoderOf = (prefix: LengthPrefix, maxFrameBytes = 1000) => framingFor(by(prefix)).decoder(maxFrameBytes);
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const jsonHeader = { field: 'n' };

/** Everything that can be wrong with an envelope, what is on the wire, and where it breaks. */
const hostile: [what: string, decoder: () => FrameDecoder, wire: string, broken: BrokenEnvelope][] = [
  ['text in place of digits', () => decoderOf({ digits: 10 }), 'abc', { at: 0, expected: 'digit' }],
  ['a plus sign', () => decoderOf({ digits: 10 }), '+5        ', { at: 0, expected: 'digit' }],
  ['a minus sign', () => decoderOf({ digits: 10 }), '        -1', { at: 8, expected: 'digit' }],
  ['0x', () => decoderOf({ digits: 4 }), '0x10', { at: 1, expected: 'digit' }],
  ['blanks only', () => decoderOf({ digits: 10 }), ' '.repeat(10), { at: 9, expected: 'digit' }],
  ['two numbers', () => decoderOf({ digits: 4 }), '5 5 ', { at: 2, expected: 'blank' }],
  ['400 digits', () => decoderOf({ digits: 400 }), '9'.repeat(400), { at: 20, expected: 'endOfLength' }],
  [
    '400 digits up to a blank',
    () => decoderOf({ digitsUntil: ' ' }),
    '9'.repeat(400),
    { at: 20, expected: 'endOfLength' },
  ],
  ['zeros without end', () => decoderOf({ digitsUntil: ' ' }), '0'.repeat(1100), { at: 1024, expected: 'endOfLength' }],
  ['+5 up to a blank', () => decoderOf({ digitsUntil: ' ' }), '+5 hello', { at: 0, expected: 'digit' }],
  ['blanks up to a blank', () => decoderOf({ digitsUntil: ' ' }), '   ', { at: 0, expected: 'digit' }],
  ['another end of the length', () => decoderOf({ digitsUntil: ': ' }), '5:hello', { at: 2, expected: 'endOfLength' }],
  ['0x before hex digits', () => decoderOf({ hexDigits: 4 }), '0x10', { at: 1, expected: 'hexDigit' }],
  ['BCD that isn’t', () => decoderOf({ bcd: 2 }), '\0\x1f', { at: 1, expected: 'bcdDigits' }],
  ['a varint of 11 bytes', () => decoderOf({ varint: true }), '\xff'.repeat(11), { at: 9, expected: 'endOfLength' }],
  [
    'a varint of 5 bytes in MQTT',
    () => prefixedBy(varintLength(4), { offset: 1 }).decoder(100),
    '0\x80\x80\x80\x80\x01',
    { at: 4, expected: 'endOfLength' },
  ],
  [
    'a length less than its header',
    () => decoderOf({ bytes: 2, endian: 'big', includesHeader: true }),
    '\0\x01hi',
    { at: 0, expected: 'greaterLength', least: 2 },
  ],
  [
    'the same with an offset',
    () => decoderOf({ bytes: 1, endian: 'big', offset: 2, includesHeader: true }),
    'ab\x02',
    { at: 2, expected: 'greaterLength', least: 3 },
  ],
  [
    'the same in digits',
    () => decoderOf({ digitsUntil: ' ', includesHeader: true }),
    '1 x',
    { at: 0, expected: 'greaterLength', least: 2 },
  ],
  [
    'a length less than what it counts too much',
    () => decoderOf({ bytes: 1, endian: 'big', adjust: -4 }),
    '\x03abc',
    { at: 0, expected: 'greaterLength', least: 4 },
  ],
  ['another trailer', () => decoderOf({ digitsUntil: ':', trailer: ',' }), '2:hi;', { at: 4, expected: 'trailer' }],
  ['half a trailer', () => decoderOf({ digits: 1, trailer: '\r\n' }), '2hi\rx', { at: 4, expected: 'trailer' }],
  ['no JSON', () => decoderOf({ bytes: 1, endian: 'big', jsonHeader }), '\x04null', { at: 1, expected: 'jsonHeader' }],
  [
    'an empty JSON header',
    () => decoderOf({ bytes: 1, endian: 'big', jsonHeader }),
    '\0',
    { at: 1, expected: 'jsonHeader' },
  ],
  [
    'JSON without a length',
    () => decoderOf({ digits: 2, offset: 1, jsonHeader }),
    'x7 {"m":1}',
    { at: 3, expected: 'lengthInJson' },
  ],
  [
    'JSON with a negative length',
    () => decoderOf({ bytes: 1, endian: 'big', jsonHeader }),
    '\x08{"n":-1}',
    { at: 1, expected: 'lengthInJson' },
  ],
  [
    'JSON of 60 KB',
    () => decoderOf({ bytes: 2, endian: 'big', jsonHeader }),
    '\xf0\0{',
    { at: 0, expected: 'shorterJsonHeader', least: 16_384 },
  ],
  [
    'JSON of 2^60 bytes',
    () => decoderOf({ hexDigits: 16, offset: 1, jsonHeader }),
    'x1000000000000000',
    { at: 1, expected: 'shorterJsonHeader', least: 16_384 },
  ],
];

describe('the length-prefix decoder', () => {
  for (const [what, decoderFor, text, broken] of hostile) {
    it(`says at which byte an envelope is broken, keeps every byte, and goes on: ${what}`, () => {
      const wire = latin1(text);
      for (const cuts of wire.length > 100 ? [[], [50], [7, 33]] : everyCut(wire.length)) {
        const decoder = decoderFor();
        const frames = decode(decoder, wire, cuts);
        assert.deepEqual([frames[0]?.flaw, frames[0]?.broken], ['brokenEnvelope', broken], `cut at ${cuts}`);
        assert.ok(frames.slice(1).every(({ flaw }) => flaw === undefined));
        assert.deepEqual(Buffer.concat(frames.map(({ bytes }) => bytes)), Buffer.from(wire));
        assert.equal(decoder.unfinishedBytes, 0);
        assert.ok(decoder.readsAreFrames);
        assert.deepEqual(decoder.push(utf8('later'), 0).map(shown), ['later']);
      }
    });
  }

  it('keeps every byte of a long read, whatever is broken and where', () => {
    const long = 'x'.repeat(3000);
    for (const [wire, flaw] of [
      [`5:hello,3000:${long};${long}`, 'brokenEnvelope'],
      [`5:hello,+5:${long}`, 'brokenEnvelope'],
      [`5:hello,9999:${long}`, 'brokenLength'],
    ] as const)
      for (const cuts of [[], [8], [9], [11, 1000], [3013]]) {
        const [hello, first, ...rest] = decode(decoderOf({ digitsUntil: ':', trailer: ',' }, 5000), utf8(wire), cuts);
        assert.equal(hello && shown(hello), 'hello');
        assert.equal(first?.flaw, flaw);
        const bytes = [first, ...rest].flatMap(one => (one ? [one.bytes] : []));
        assert.equal(Buffer.concat(bytes).toString(), wire.slice('5:hello,'.length), `cut at ${cuts}`);
      }
  });

  it('counts offsets from the frame that is broken, not from the chunk', () => {
    for (const cuts of everyCut(14)) {
      const frames = decode(decoderOf({ digitsUntil: ':', trailer: ',' }), utf8('2:hi,0:,3:abc;'), cuts);
      assert.deepEqual(frames.slice(0, 2).map(shown), ['hi', '']);
      assert.deepEqual(frames[2]?.broken, { at: 5, expected: 'trailer' });
    }
  });

  it('counts offsets from the rest of a frame that was cut', () => {
    const decoder = decoderOf({ digitsUntil: ':', trailer: ',' });
    decoder.push(utf8('6:abcd'), 0);
    assert.deepEqual(decoder.cut?.().map(shown), ['cut abcd']);
    const [rest] = decoder.push(utf8('ef;7'), 0);
    assert.deepEqual([rest && shown(rest), rest?.broken], ['brokenEnvelope ef;7', { at: 2, expected: 'trailer' }]);
  });

  /** Returns the wire bytes of a frame, or none if the message must bring its header. */
  function wireOfBytes(prefix: LengthPrefix, bytes: number): Uint8Array {
    const frame = new Uint8Array(bytes).fill(65);
    return prefix.offset === undefined ? wireOf(framingFor(by(prefix)).encoder().encode(frame)) : utf8('*3 hi,,');
  }

  const forms: LengthPrefix[] = [
    { bytes: 2, endian: 'little' },
    { bytes: 4, endian: 'big', includesHeader: true },
    { bytes: 8, endian: 'big', adjust: -7, trailer: 'end' },
    { digits: 10 },
    { digits: 20, pad: 'zeros', adjust: 3 },
    { digitsUntil: '\n', includesHeader: true },
    { hexDigits: 4, trailer: '\n' },
    { bcd: 3 },
    { varint: true },
    { varint: true, includesHeader: true },
    { bytes: 2, endian: 'big', jsonHeader: { field: 'n' } },
  ];
  for (const prefix of [...forms, { digits: 2, offset: 1, adjust: -1, trailer: ',,' } as const]) {
    it(`delivers the same from any bytes, however they are cut: ${JSON.stringify(prefix)}`, () => {
      const special = fc.constantFrom(...utf8('0123 :,+xf{}"n\n'), 0, 1, 2, 0x80, 0x83);
      const valid = fc.integer({ min: 3, max: 30 }).map(bytes => wireOfBytes(prefix, bytes));
      const wires = fc.array(
        fc.oneof(
          valid,
          fc.array(special, { maxLength: 4 }).map(list => Uint8Array.from(list)),
        ),
      );
      fc.assert(
        fc.property(wires, fc.array(fc.nat(200)), (parts, cuts) => {
          const wire = Buffer.concat(parts);
          const found = (frames: readonly Frame[]) => {
            const flawed = frames.findIndex(({ flaw }) => flaw);
            const [whole, rest] = flawed < 0 ? [frames, []] : [frames.slice(0, flawed), frames.slice(flawed)];
            const { flaw, broken, announced } = rest[0] ?? {};
            const behind = Buffer.concat(rest.map(({ bytes }) => bytes)).toString('hex');
            return { whole: whole.map(shown), behind, flaw, broken, announced };
          };
          const at = cuts.filter(cut => cut < wire.length);
          assert.deepEqual(found(decode(decoderOf(prefix, 20), wire, at)), found(decode(decoderOf(prefix, 20), wire)));
        }),
      );
    });
  }

  for (const prefix of forms) {
    it(`accepts a frame of exactly the limit, and breaks off at one over it: ${JSON.stringify(prefix)}`, () => {
      const wire = (bytes: number) => wireOf(framingFor(by(prefix)).encoder().encode(new Uint8Array(bytes).fill(65)));
      const exact = wire(300);
      for (const cuts of [[], [1], [5, 20], [exact.length - 1]])
        assert.deepEqual(decode(decoderOf(prefix, 300), exact, cuts).map(shown), ['A'.repeat(300)]);
      const over = wire(301);
      for (const cuts of [[], [1], [5, 20], [over.length - 1]]) {
        const [broken, ...rest] = decode(decoderOf(prefix, 300), over, cuts);
        assert.deepEqual([broken?.flaw, broken?.announced], ['brokenLength', 301n]);
        assert.deepEqual(Buffer.concat([broken, ...rest].map(one => one?.bytes ?? new Uint8Array())), over);
      }
    });
  }

  const tenGB: [LengthPrefix, string][] = [
    [{ bytes: 8, endian: 'big' }, '\0\0\0\x02\x54\x0b\xe4\0'],
    [{ digits: 12 }, '10000000000 '],
    [{ digitsUntil: ':' }, '10000000000:'],
    [{ hexDigits: 10 }, '02540be400'],
    [{ bcd: 6 }, '\x01\0\0\0\0\0'],
    [{ varint: true }, '\x80\xc8\xaf\xa0\x25'],
    [{ digits: 2, jsonHeader }, '17{"n":10000000000}'],
  ];
  for (const [prefix, wire] of tenGB) {
    it(`breaks off at 10 GB, and allocates nothing: ${JSON.stringify(prefix)}`, () => {
      const decoder = decoderOf(prefix, 16 * 1024 * 1024);
      const [broken, ...others] = decoder.push(latin1(`${wire}and more`), 0);
      assert.deepEqual([broken?.flaw, broken?.announced, others], ['brokenLength', 10_000_000_000n, []]);
      assert.equal(decoder.unfinishedBytes, 0);
      assert.deepEqual(decoder.push(utf8('later'), 0).map(shown), ['later']);
    });
  }

  it('announces the size of the message, whatever the length counts', () => {
    const [broken] = decoderOf({ digitsUntil: ' ', adjust: 7, includesHeader: true }, 10).push(
      utf8(`${'9'.repeat(20)} `),
      0,
    );
    assert.equal(broken?.announced, 10n ** 20n - 1n + 7n - 21n);
  });

  it('keeps at most the longest header of a frame whose length isn’t known yet', () => {
    const digits = decoderOf({ digitsUntil: ' ', offset: 1024 });
    digits.push(new Uint8Array(1024), 0);
    for (let at = 0; at < 1024; at++) assert.deepEqual(digits.push(utf8('0'), 0), []);
    assert.ok((digits.unfinishedBytes ?? 0) <= 2048);
    assert.equal(digits.push(utf8('0'), 0)[0]?.broken?.at, 2048);
    const json = decoderOf({ digitsUntil: ' ', jsonHeader });
    json.push(utf8('16384 '), 0);
    for (let at = 1; at < 16_384; at++) assert.deepEqual(json.push(utf8('{'), 0), []);
    assert.deepEqual(json.cut?.(), []);
    assert.ok((json.unfinishedBytes ?? 0) <= 20_000);
    assert.deepEqual(json.push(utf8('{'), 0)[0]?.broken, { at: 6, expected: 'jsonHeader' });
  });

  it('delivers frames of one read as views of it', () => {
    const read = utf8('2:hi,3:you,');
    const frames = decoderOf({ digitsUntil: ':', trailer: ',' }).push(read, 0);
    assert.deepEqual(frames.map(shown), ['hi', 'you']);
    assert.ok(frames.every(({ bytes }) => bytes.buffer === read.buffer));
  });

  it('cuts no header, and leaves a byte for the last piece', () => {
    const decoder = decoderOf({ bytes: 1, endian: 'big', jsonHeader, trailer: '\r\n' });
    const wire = '\x07{"n":3}abc\r\n';
    for (const [begun, pieces] of [
      ['\x07{"n":3}', []],
      ['a', ['cut a']],
      ['bc\r', ['cut b']],
    ] as [string, string[]][]) {
      assert.deepEqual(decoder.push(utf8(begun), 0), []);
      assert.deepEqual(decoder.cut?.().map(shown), pieces);
    }
    assert.deepEqual(decoder.push(utf8(`\n${wire}`), 0).map(shown), ['cut c', 'abc']);
  });
});
