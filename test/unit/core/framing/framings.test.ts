import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing, LengthPrefix, LengthPrefixOptions } from '../../../../src/core/endpointConfig.ts';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../support/wireOf.ts';

import { decode, everyCut, shown, utf8 } from './decodeCut.ts';

const prefix = (bytes: 1 | 2 | 3 | 4 | 8, more: LengthPrefixOptions & { endian?: 'little' } = {}): Framing => ({
  lengthPrefix: { bytes, endian: 'big', ...more },
});

const by = (lengthPrefix: LengthPrefix): Framing => ({ lengthPrefix });
const netstring = by({ digitsUntil: ':', trailer: ',' });
const jsonHeader = { field: 'n', add: { a: 'é' } };

describe('framing', () => {
  const cases: { framing: Framing; wire: string | number[]; frames: string[] }[] = [
    { framing: { line: 'lf' }, wire: 'a\r\n\nb', frames: ['a\r', '', 'unterminated b'] },
    { framing: { line: 'cr' }, wire: 'a\r\rb\r', frames: ['a', '', 'b'] },
    { framing: { line: 'crlf' }, wire: 'a\r\n\r\nb\nc\rd\r\n\r', frames: ['a', '', 'b\nc\rd', 'unterminated \r'] },
    { framing: { line: 'any' }, wire: 'a\r\nb\rc\nd\n\re', frames: ['a', 'b', 'c', 'd', '', 'unterminated e'] },
    { framing: { delimiter: '||' }, wire: 'a|b||||c|', frames: ['a|b', '', 'unterminated c|'] },
    { framing: { delimiter: 'aab' }, wire: 'aaabaabx', frames: ['a', '', 'unterminated x'] },
    { framing: { delimiter: 'aa' }, wire: 'aaaaab', frames: ['', '', 'unterminated ab'] },
    { framing: { delimiter: { hex: '00' } }, wire: 'a\0\0b\0', frames: ['a', '', 'b'] },
    { framing: { fixed: 3 }, wire: 'abcdefg', frames: ['abc', 'def', 'unterminated g'] },
    {
      framing: 'slip',
      wire: [192, 97, 219, 220, 219, 221, 192, 192, 192, 98],
      frames: ['a\ufffd\ufffd', 'unterminated b'],
    },
    { framing: 'slip', wire: [97, 219, 98, 192, 99, 192], frames: ['malformed a\ufffdb', 'c'] },
    {
      framing: 'cobs',
      wire: [3, 97, 98, 1, 0, 0, 1, 0, 2, 97, 2, 98, 0, 3],
      frames: ['ab\0', '', 'a\0b', 'unterminated \x03'],
    },
    { framing: 'cobs', wire: [5, 97, 0, 2, 98, 0], frames: ['malformed \x05a', 'b'] },
    { framing: { idleMs: 5 }, wire: 'all at once', frames: ['all at once'] },
    { framing: prefix(1), wire: '\x02hi\x00\x03ab', frames: ['hi', '', 'unterminated \x03ab'] },
    { framing: prefix(2, { includesHeader: true }), wire: '\0\x04hi\0\x02', frames: ['hi', ''] },
    { framing: prefix(3, { endian: 'little' }), wire: '\x02\0\0hi', frames: ['hi'] },
    { framing: prefix(1, { offset: 1 }), wire: 'X\x02hiY\0', frames: ['X\x02hi', 'Y\0'] },
    { framing: prefix(8), wire: '\0\0\0\0\0\0\0\x02hi', frames: ['hi'] },
    {
      framing: by({ digits: 4 }),
      wire: '2   hi0000   3abc\t\t1\0d4  ',
      frames: ['hi', '', 'abc', 'd', 'unterminated 4  '],
    },
    {
      framing: by({ digitsUntil: ' ' }),
      wire: '5 hello03 abc0 2 \n\n7',
      frames: ['hello', 'abc', '', '\n\n', 'unterminated 7'],
    },
    { framing: netstring, wire: '5:hello,0:,2:hi', frames: ['hello', '', 'unterminated 2:hi'] },
    {
      framing: by({ hexDigits: 4, includesHeader: true }),
      wire: '0006a\n000Ahello\n0004 00',
      frames: ['a\n', 'hello\n', '', 'unterminated  00'],
    },
    {
      framing: by({ bcd: 2, trailer: '\x03' }),
      wire: [0, 0x12, ...utf8('twelve bytes'), 3, 0, 0, 3, 0],
      frames: ['twelve bytes', '', 'unterminated \0'],
    },
    {
      framing: by({ varint: true }),
      wire: [1, 97, 0, 0x82, 0, 98, 99, 0xac],
      frames: ['a', '', 'bc', 'unterminated \ufffd'],
    },
    {
      framing: by({ varint: true, offset: 1 }),
      wire: [0xc0, 0, 0x30, 2, 97, 98, 0xe0],
      frames: ['\ufffd\0', '0\x02ab', 'unterminated \ufffd'],
    },
    { framing: prefix(1, { adjust: 2 }), wire: '\0ab\x01abc', frames: ['ab', 'abc'] },
    {
      framing: prefix(2, { adjust: -1, trailer: { hex: '0d 0a' } }),
      wire: '\0\x03hi\r\n\0\x01\r\n',
      frames: ['hi', ''],
    },
    {
      framing: prefix(4, { offset: 1, adjust: -4 }),
      wire: 'Q\0\0\0\x06hiX\0\0\0\x04',
      frames: ['Q\0\0\0\x06hi', 'X\0\0\0\x04'],
    },
    {
      framing: prefix(2, { jsonHeader }),
      wire: '\0\x07{"n":2}hi\0\x12{"a":[],  "n":"0"}\0\x07{"n":3}a',
      frames: ['hi', '', 'unterminated \0\x07{"n":3}a'],
    },
    {
      framing: by({ digits: 2, offset: 1, jsonHeader, trailer: '.' }),
      wire: '*7 {"n":2}hi.',
      frames: ['*7 {"n":2}hi'],
    },
  ];
  for (const { framing, wire, frames } of cases) {
    it(`reads ${JSON.stringify(framing)} however it is cut`, () => {
      const bytes = typeof wire === 'string' ? utf8(wire) : Uint8Array.from(wire);
      for (const cuts of everyCut(bytes.length)) {
        assert.deepEqual(decode(framingFor(framing).decoder(100), bytes, cuts).map(shown), frames, `cut at ${cuts}`);
      }
    });
  }

  /** Bytes that are special to some framing, so that random input combines them. */
  const bytesOf = (...bytes: number[]) =>
    fc.array(fc.constantFrom(...bytes), { maxLength: 12 }).map(list => Uint8Array.from(list));
  /** Around the 254 bytes that one COBS code covers. */
  const longRuns = fc
    .tuple(fc.integer({ min: 250, max: 260 }), fc.boolean(), fc.integer({ min: 250, max: 260 }))
    .map(([first, zero, second]) =>
      Uint8Array.from([...Array(first).fill(1), ...(zero ? [0] : []), ...Array(second).fill(2)]),
    );

  const roundTrips: Framing[] = [
    'none',
    { line: 'lf' },
    { line: 'crlf' },
    { line: 'cr' },
    { line: 'any' },
    { delimiter: '\n--' },
    { delimiter: { hex: 'ff' } },
    { delimiter: 'aa' },
    { fixed: 3 },
    'slip',
    'cobs',
    ...([1, 2, 3, 4, 8] as const).flatMap(bytes => [
      prefix(bytes),
      prefix(bytes, { endian: 'little', includesHeader: true }),
      prefix(bytes, { adjust: -3, trailer: { hex: '00 ff' } }),
    ]),
    ...([1, 3, 40] as const).flatMap(digits => [
      by({ digits }),
      by({ digits, pad: 'left', adjust: 5 }),
      by({ digits, pad: 'zeros', includesHeader: true, trailer: '\n' }),
      by({ hexDigits: digits, includesHeader: true }),
    ]),
    by({ digitsUntil: ' ' }),
    by({ digitsUntil: '\r\n', includesHeader: true }),
    netstring,
    by({ bcd: 1 }),
    by({ bcd: 10, adjust: -100 }),
    by({ varint: true }),
    by({ varint: true, includesHeader: true, trailer: ',' }),
    prefix(2, { jsonHeader }),
    by({ varint: true, includesHeader: true, adjust: 1, jsonHeader, trailer: ',' }),
    by({ digitsUntil: ':', jsonHeader: { field: '__proto__' } }),
  ];
  for (const framing of roundTrips) {
    it(`returns what it was given: ${JSON.stringify(framing)}`, () => {
      const frame = fc.oneof(fc.uint8Array({ maxLength: 40 }), bytesOf(0, 10, 13, 0xc0, 0xdb, 0xdc, 97), longRuns);
      fc.assert(
        fc.property(fc.array(frame), fc.array(fc.nat(400)), (frames, cuts) => {
          const kind = framingFor(framing);
          const accepted = frames.filter(one => representable(() => kind.encoder().encode(one)));
          // On its own, an LF after a CR completes that line's ending.
          const given = accepted.filter((one, at) => one[0] !== 10 || accepted[at - 1]?.at(-1) !== 13);
          const encoder = kind.encoder();
          const wire = Buffer.concat(given.map(one => wireOf(encoder.encode(one))));
          const sent = given.map(one => encoder.content?.(one) ?? one);
          const got = decode(
            kind.decoder(1024),
            wire,
            cuts.filter(cut => cut < wire.length),
          ).map(({ bytes }) => bytes);
          if (framing === 'none') assert.deepEqual(Buffer.concat(got), wire);
          else
            assert.deepEqual(
              got.map(one => [...one]),
              sent.map(one => [...one]),
            );
        }),
      );
    });
  }

  const limited: [Framing, string, string][] = [
    ['none', '', 'abcdef'],
    [{ line: 'lf' }, 'abc', 'def\n'],
    [{ line: 'any' }, 'abc', 'def\r\n'],
    [{ delimiter: '--' }, 'abc', 'def--'],
    [prefix(1), '', '\x06abcdef'],
    [netstring, '6', ':abcdef,'],
    [prefix(1, { jsonHeader }), '\x07{"n":', '6}abcdef'],
    ['slip', 'abc', 'def\xc0'],
    ['cobs', '\x07abc', 'def\0'],
  ];
  for (const [framing, begun, rest] of limited) {
    it(`accepts longer frames when the limit is raised, and shorter ones when it is lowered: ${JSON.stringify(framing)}`, () => {
      for (const [before, after, isWhole] of [
        [4, 6, true],
        [6, 4, false],
      ] as const) {
        const decoder = framingFor(framing).decoder(before);
        assert.deepEqual(decoder.push(Buffer.from(begun, 'latin1'), 0), []);
        decoder.limitTo(after);
        const frames = decoder.push(Buffer.from(rest, 'latin1'), 0).map(({ bytes }) => String(Buffer.from(bytes)));
        assert.equal(frames.join() === 'abcdef', isWhole, frames.join());
      }
    });
  }

  /** The wire bytes of a message, and its bytes where it is cut. */
  const cutAnywhere: [Framing, string, string?][] = [
    [{ line: 'lf' }, 'abcdef\n'],
    [{ line: 'crlf' }, 'abcdef\r\n'],
    [{ line: 'any' }, 'abcdef\r\n'],
    [{ delimiter: '-*-' }, 'abc-*ef-*-', 'abc-*ef'],
    [{ fixed: 6 }, 'abcdef'],
    [prefix(2), '\0\x06abcdef'],
    [prefix(2, { includesHeader: true }), '\0\x08abcdef'],
    [prefix(2, { offset: 1 }), 'a\0\x03def', 'a\0\x03def'],
    [netstring, '6:abcdef,'],
    [by({ varint: true, adjust: 2, trailer: '\r\n' }), '\x04abcdef\r\n'],
    [by({ digitsUntil: ';', offset: 0, trailer: '\r\n' }), '6;abcdef\r\n', '6;abcdef'],
    // A piece can't be decoded.
    ['slip', 'abcdef\xc0'],
    ['cobs', '\x07abcdef\0', '\x07abcdef'],
  ];
  for (const [framing, wire, content = 'abcdef'] of cutAnywhere) {
    it(`delivers pieces of a message split anywhere, and the next one whole: ${JSON.stringify(framing)}`, () => {
      const bytes = Buffer.from(wire, 'latin1');
      const text = (frames: readonly Frame[]) => frames.map(one => Buffer.from(one.bytes).toString('latin1')).join('');
      for (const cuts of everyCut(bytes.length - 1)) {
        const decoder = framingFor(framing).decoder(1024);
        const pieces: Frame[] = [];
        for (let at = 0; at < bytes.length; at++) {
          if (cuts.includes(at)) pieces.push(...(decoder.cut?.() ?? []));
          pieces.push(...decoder.push(bytes.subarray(at, at + 1), 0));
        }
        const isCut = pieces.length > 1;
        const expected = isCut || !['slip', 'cobs'].includes(String(framing)) ? content : 'abcdef';
        assert.equal(text(pieces), expected, String(cuts));
        for (const piece of pieces) {
          assert.equal(piece.flaw, isCut ? 'cut' : undefined);
          assert.ok(piece.bytes.length > 0);
        }
        assert.ok(isCut || !cuts.includes(4));
        assert.equal(decoder.unfinishedBytes, 0);
        const [next, ...others] = decoder.push(bytes, 0);
        assert.deepEqual([next?.flaw, others], [undefined, []]);
      }
    });
  }

  it('keeps only the bytes of a truncated message that may be a delimiter', () => {
    for (const [framing, begun] of [
      [{ line: 'lf' }, 'x'.repeat(1000)],
      [{ line: 'any' }, 'x'.repeat(1000)],
      [{ delimiter: '-*-' }, 'x'.repeat(1000)],
      [{ fixed: 2000 }, 'x'.repeat(1000)],
      [{ idleMs: 5 }, 'x'.repeat(1000)],
      [prefix(2), `\x07\xd0${'x'.repeat(1000)}`],
      ['slip', 'x'.repeat(1000)],
    ] as [Framing, string][]) {
      const decoder = framingFor(framing).decoder(10_000);
      decoder.push(Buffer.from(begun, 'latin1'), 0);
      assert.equal(decoder.unfinishedBytes, begun.length);
      const [piece] = decoder.cut?.() ?? [];
      assert.ok((piece?.bytes.length ?? 0) >= 997);
      assert.ok(decoder.unfinishedBytes <= 3);
    }
  });

  it('counts the memory used by a long message, not only its bytes', () => {
    const MiB = 1024 * 1024;
    const framings: Framing[] = [
      { line: 'lf' },
      { line: 'any' },
      { delimiter: '-*-' },
      { fixed: 4 * MiB },
      { idleMs: 5 },
    ];
    for (const framing of [...framings, prefix(4), 'slip', 'cobs'] as Framing[]) {
      const decoder = framingFor(framing).decoder(16 * MiB);
      decoder.push(Uint8Array.of(0, 0x30, 0, 0), 0);
      for (let read = 0; read < 24; read++) decoder.push(new Uint8Array(64 * 1024).fill(120), 0);
      const { unfinishedBytes = 0 } = decoder;
      assert.ok(
        unfinishedBytes >= 2 * MiB && unfinishedBytes <= 6 * MiB,
        `${JSON.stringify(framing)}: ${unfinishedBytes}`,
      );
    }
  });

  it('keeps no read for the first few bytes of the next message', () => {
    const whole = 'y'.repeat(60_000);
    for (const [framing, wire, begun] of [
      [{ line: 'lf' }, `${whole}\n`, 'x'.repeat(1000)],
      [{ line: 'any' }, `${whole}\n`, 'x'.repeat(1000)],
      [{ delimiter: '-*-' }, `${whole}-*-`, 'x'.repeat(1000)],
      [{ fixed: 60_000 }, whole, 'x'.repeat(1000)],
      [prefix(2), `\xea\x60${whole}`, `\x07\xd0${'x'.repeat(1000)}`],
      ['slip', `${whole}\xc0`, 'x'.repeat(1000)],
    ] as [Framing, string, string][]) {
      const decoder = framingFor(framing).decoder(100_000);
      assert.equal(decoder.push(Buffer.from(wire + begun, 'latin1'), 0).length, 1);
      const [piece] = decoder.cut?.() ?? [];
      assert.ok(
        piece && piece.bytes.buffer.byteLength <= 2000,
        `${JSON.stringify(framing)}: ${piece?.bytes.buffer.byteLength}`,
      );
    }
  });

  const ended: Framing[] = [
    { line: 'lf' },
    { line: 'crlf' },
    { line: 'cr' },
    { line: 'any' },
    { delimiter: '|' },
    { delimiter: '\r\n|' },
  ];
  for (const framing of ended) {
    it(`sends text unchanged, frame by frame, and adds a missing delimiter: ${JSON.stringify(framing)}`, () => {
      fc.assert(
        fc.property(bytesOf(10, 13, 124, 97), text => {
          const encoder = framingFor(framing).encoder();
          const frames = encoder.split?.(text) ?? [];
          const wire = Buffer.concat(frames.map(frame => wireOf(encoder.encode(frame))));
          assert.deepEqual([...wire.subarray(0, text.length)], [...text]);
          const got = framingFor(framing).decoder(1024).push(wire, 0);
          assert.deepEqual(
            got.map(({ bytes }) => [...bytes]),
            frames.map(frame => [...(encoder.content?.(frame) ?? frame)]),
          );
          // At most a delimiter for the last frame is added.
          const added = wire.subarray(text.length);
          assert.ok(
            added.length === 0 || frames.at(-1)?.length === (encoder.content?.(frames.at(-1) ?? added).length ?? 0),
          );
        }),
      );
    });
  }

  function representable(encode: () => unknown): boolean {
    try {
      encode();
      return true;
    } catch (error) {
      assert.ok(error instanceof RangeError);
      return false;
    }
  }

  it('reports as many bytes as it sends, in every framing', () => {
    const framings: Framing[] = [
      'none',
      'slip',
      'cobs',
      { line: 'crlf' },
      { line: 'any' },
      { delimiter: '\n--' },
      { fixed: 5 },
      { idleMs: 5 },
      { lengthPrefix: { bytes: 4, endian: 'big' } },
      { lengthPrefix: { bytes: 1, endian: 'big', offset: 0 } },
    ];
    for (const framing of framings) {
      const encoded = framingFor(framing).encoder().encode(Buffer.from('\x04abcd'));
      const wire = wireOf(encoded);
      assert.equal(wire.length, encoded.length);
      assert.ok(wire.includes('abcd'));
    }
  });

  it('is none if the config has none', () => {
    assert.equal(framingFor(), framingFor('none'));
  });
});
