import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import type { Decoder, Frame } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../support/wireOf.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const shown = ({ bytes, flaw }: Frame) => `${flaw ? `${flaw} ` : ''}${new TextDecoder().decode(bytes)}`;

/** Feeds a text in chunks that end at the cuts, then the end of the stream. */
function decode(decoder: Decoder, bytes: Uint8Array, cuts: readonly number[] = []): Frame[] {
  const ends = [...new Set([...cuts, bytes.length])].sort((a, b) => a - b);
  const frames = ends.flatMap((end, at) => decoder.push(bytes.subarray(ends[at - 1] ?? 0, end), 0));
  return [...frames, ...decoder.end(0)];
}

/** Every way to cut it in two, and one byte at a time. */
function everyCut(length: number): number[][] {
  const each = Array.from({ length: length + 1 }, (_, at) => at);
  return [[], each, ...each.map(at => [at])];
}

const prefix = (bytes: 1 | 2 | 3 | 4 | 8, more: object = {}): Framing => ({
  lengthPrefix: { bytes, endian: 'big', ...more },
});

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
  ];
  for (const { framing, wire, frames } of cases) {
    it(`reads ${JSON.stringify(framing)} however it is cut`, () => {
      const bytes = typeof wire === 'string' ? utf8(wire) : Uint8Array.from(wire);
      for (const cuts of everyCut(bytes.length)) {
        assert.deepEqual(decode(framingFor(framing).decoder(100), bytes, cuts).map(shown), frames, `cut at ${cuts}`);
      }
    });
  }

  /** Bytes that mean something to one framing or another, so that chance finds their combinations. */
  const bytesOf = (...bytes: number[]) =>
    fc.array(fc.constantFrom(...bytes), { maxLength: 12 }).map(list => Uint8Array.from(list));
  /** Around the 254 bytes that one code of COBS covers. */
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
    ]),
  ];
  for (const framing of roundTrips) {
    it(`gives back what it was given: ${JSON.stringify(framing)}`, () => {
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

  const ended: Framing[] = [
    { line: 'lf' },
    { line: 'crlf' },
    { line: 'cr' },
    { line: 'any' },
    { delimiter: '|' },
    { delimiter: '\r\n|' },
  ];
  for (const framing of ended) {
    it(`sends a text as it is, frame by frame, with an end where it has none: ${JSON.stringify(framing)}`, () => {
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
          // An end is added to the last frame at most.
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
});

describe('line framing', () => {
  it('takes a line of exactly the limit and cuts one that is longer', () => {
    for (const ending of ['\n', '\r\n']) {
      const framing: Framing = { line: ending === '\n' ? 'lf' : 'crlf' };
      for (const cuts of everyCut(8)) {
        const exact = decode(
          framingFor(framing).decoder(4),
          utf8(`1234${ending}x${ending}`),
          cuts.filter(cut => cut < 6),
        );
        assert.deepEqual(exact.map(shown), ['1234', 'x']);
        const over = decode(
          framingFor(framing).decoder(4),
          utf8(`12345${ending}x${ending}`),
          cuts.filter(cut => cut < 7),
        );
        assert.deepEqual(over.map(shown), ['tooLong 1234', 'tooLong 5', 'x']);
      }
    }
  });

  it('sends a line that has its own ending as it is, and adds one to others', () => {
    const wire = (line: 'lf' | 'crlf' | 'cr' | 'any', text: string, lineEnding?: 'none' | 'lf' | 'crlf' | 'cr') =>
      String(wireOf(framingFor({ line }, lineEnding).encoder().encode(utf8(text))));
    for (const own of ['a\n', 'a\r\n', 'a\r', '\n']) assert.equal(wire('any', own), own);
    assert.equal(wire('any', 'a'), 'a\n');
    assert.equal(wire('any', 'a', 'crlf'), 'a\r\n');
    assert.equal(wire('any', 'a', 'cr'), 'a\r');
    assert.equal(wire('any', 'a', 'none'), 'a\n');
    assert.equal(wire('lf', 'a\r\n'), 'a\r\n');
    assert.equal(wire('crlf', 'a\r\n', 'lf'), 'a\r\n');
    assert.equal(wire('crlf', 'a\n'), 'a\n\r\n');
  });

  it('cuts a text behind each ending, which it keeps', () => {
    const lines = (line: 'lf' | 'crlf' | 'any', text: string) =>
      framingFor({ line })
        .encoder()
        .split?.(utf8(text))
        .map(one => Buffer.from(one).toString());
    assert.deepEqual(lines('any', 'a\r\nb\nc\rd'), ['a\r\n', 'b\n', 'c\r', 'd']);
    assert.deepEqual(lines('any', 'a\n\n'), ['a\n', '\n']);
    assert.deepEqual(lines('any', ''), ['']);
    assert.deepEqual(lines('lf', 'a\r\nb'), ['a\r\n', 'b']);
    assert.deepEqual(lines('crlf', 'a\nb\r\n'), ['a\nb\r\n']);
  });

  it('keeps an empty line behind one that ends with CR', () => {
    const encoder = framingFor({ line: 'any' }).encoder();
    const wire = Buffer.concat(['a\r', '', ''].map(line => wireOf(encoder.encode(utf8(line)))));
    assert.equal(String(wire), 'a\r\r\n\n');
    assert.deepEqual(framingFor({ line: 'any' }).decoder(9).push(wire, 0).map(shown), ['a', '', '']);
  });

  it('keep a line ending that is sent alone apart from a CR before it', () => {
    const encoder = framingFor({ line: 'any' }).encoder();
    const wire = Buffer.concat(['a\r', '\n', 'b\n', '\n'].map(text => wireOf(encoder.encode(Buffer.from(text)))));
    assert.equal(String(wire), 'a\r\r\nb\n\n');
    assert.deepEqual(framingFor({ line: 'any' }).decoder(9).push(wire, 0).map(shown), ['a', '', 'b', '']);
  });

  it('refuses a line ending inside a message', () => {
    for (const line of ['lf', 'crlf', 'cr', 'any'] as const) {
      const inside = { lf: 'a\nb', crlf: 'a\r\nb', cr: 'a\rb', any: 'a\rb' }[line];
      assert.throws(() => framingFor({ line }).encoder().encode(utf8(inside)), {
        name: 'RangeError',
        message: /line ending/,
      });
    }
  });

  it('takes a megabyte of one-byte chunks in time and memory that are no square', () => {
    const decoder = framingFor({ line: 'lf' }).decoder(2 ** 21);
    const one = utf8('a');
    for (let sent = 0; sent < 2 ** 20; sent++) assert.equal(decoder.push(one, 0).length, 0);
    assert.deepEqual(decoder.push(utf8('\n'), 0)[0]?.bytes, new Uint8Array(2 ** 20).fill(97));
  });

  for (const line of ['lf', 'crlf', 'cr', 'any'] as const) {
    it(`takes a megabyte of nothing but line endings in one chunk, by ${line}`, () => {
      for (const ending of ['\n', '\r', '\r\n']) {
        const framing = framingFor({ line });
        const frames = decode(framing.decoder(100), utf8(ending.repeat(2 ** 20 / ending.length)));
        const meant = { lf: '\n', crlf: '\r\n', cr: '\r', any: ending }[line];
        if (meant === ending) assert.equal(frames.length, 2 ** 20 / ending.length);
      }
    });
  }
});

describe('delimiter framing', () => {
  it('takes a frame of exactly the limit and cuts one that is longer', () => {
    const pieces = (text: string) => {
      const wire = utf8(text);
      const all = everyCut(wire.length).map(cuts =>
        decode(framingFor({ delimiter: '--' }).decoder(4), wire, cuts).map(shown),
      );
      for (const one of all) assert.deepEqual(one, all[0]);
      return all[0];
    };
    assert.deepEqual(pieces('1234--x--'), ['1234', 'x']);
    assert.deepEqual(pieces('12345--x--'), ['tooLong 1234', 'tooLong 5', 'x']);
    assert.deepEqual(pieces('123-4-5--'), ['tooLong 123-', 'tooLong 4-5']);
  });

  it('refuses a message in which, or at whose end, the delimiter would begin early', () => {
    const encoder = framingFor({ delimiter: 'aab' }).encoder();
    assert.throws(() => encoder.encode(utf8('xaaby')), { name: 'RangeError', message: /contains the delimiter/ });
    assert.equal(String(wireOf(encoder.encode(utf8('xa')))), 'xaaab');
    assert.throws(() => framingFor({ delimiter: 'aa' }).encoder().encode(utf8('xa')), RangeError);
    assert.equal(wireOf(encoder.encode(utf8('xaab'))).toString(), 'xaab');
    assert.throws(() => encoder.encode(utf8('xaabaab')), RangeError);
  });
});

describe('fixed framing', () => {
  it('refuses a message of another length', () => {
    assert.throws(
      () => framingFor({ fixed: 3 }).encoder().encode(utf8('ab')),
      /has 2 bytes, a frame of this endpoint has 3/,
    );
  });
});

describe('SLIP and COBS', () => {
  for (const framing of ['slip', 'cobs'] as const) {
    it(`takes a frame of exactly the limit and cuts one that is longer: ${framing}`, () => {
      const kind = framingFor(framing);
      const sizes = (length: number, byte: number) => {
        const wire = wireOf(kind.encoder().encode(new Uint8Array(length).fill(byte)));
        return decode(kind.decoder(300), wire).map(({ bytes, flaw }) => `${flaw ?? 'whole'} ${bytes.length}`);
      };
      for (const byte of [0, 1, 0xc0]) assert.deepEqual(sizes(300, byte), ['whole 300']);
      assert.deepEqual(sizes(301, 1), framing === 'slip' ? ['tooLong 300', 'tooLong 1'] : ['tooLong 302', 'tooLong 1']);
    });
  }

  it('encodes COBS as its authors do', () => {
    const encoded = (...bytes: number[]) =>
      wireOf(framingFor('cobs').encoder().encode(Uint8Array.from(bytes))).toString('hex');
    assert.equal(encoded(), '0100');
    assert.equal(encoded(0), '010100');
    assert.equal(encoded(0, 0), '01010100');
    assert.equal(encoded(0x11, 0x22, 0, 0x33), '031122023300');
    assert.equal(encoded(0x11, 0, 0, 0), '021101010100');
    const run = (length: number) => Array.from({ length }, (_, at) => at + 1);
    assert.equal(encoded(...run(254)).slice(0, 4), 'ff01');
    assert.equal(encoded(...run(254)).length, 2 * 256);
    assert.equal(encoded(...run(254), 0xff).slice(-6), '02ff00');
  });

  it('encodes SLIP as RFC 1055 says, an END on both sides', () => {
    const encoder = framingFor('slip').encoder();
    assert.equal(wireOf(encoder.encode(Uint8Array.of(0xc0, 1, 0xdb))).toString('hex'), 'c0dbdc01dbddc0');
    assert.throws(() => framingFor('slip').encoder().encode(new Uint8Array()), RangeError);
  });
});

describe('idle framing', () => {
  it('ends a frame after the pause, no sooner, and at the end of the stream', () => {
    const decoder = framingFor({ idleMs: 10 }).decoder(8);
    assert.equal(decoder.deadline(), undefined);
    assert.deepEqual(decoder.push(utf8('ab'), 100), []);
    assert.equal(decoder.deadline(), 110);
    assert.deepEqual(decoder.push(utf8('cd'), 109), []);
    assert.deepEqual(decoder.push(utf8(''), 110), []);
    assert.deepEqual(decoder.push(utf8(''), 119).map(shown), ['abcd']);
    assert.equal(decoder.deadline(), undefined);
    assert.deepEqual(decoder.push(utf8('e'), 200), []);
    assert.deepEqual(decoder.push(utf8('f'), 215).map(shown), ['e']);
    assert.deepEqual(decoder.end(216).map(shown), ['f']);
    assert.deepEqual(decoder.push(utf8('0123456789'), 300).map(shown), ['tooLong 01234567']);
    assert.throws(() => framingFor({ idleMs: 1 }).encoder().encode(new Uint8Array()), RangeError);
  });
});

describe('length-prefix framing', () => {
  it('takes a frame of exactly the limit', () => {
    assert.deepEqual(decode(framingFor(prefix(1)).decoder(3), utf8('\x03abc')).map(shown), ['abc']);
  });

  it('gives up on a length that lies, keeps every byte, allocates nothing', () => {
    for (const bytes of [1, 2, 3, 4, 8] as const) {
      const lie = new Uint8Array(bytes + 2).fill(0xff);
      const decoder = framingFor(prefix(bytes)).decoder(100);
      const [broken, ...more] = decoder.push(lie, 0);
      assert.equal(broken?.flaw, 'brokenLength');
      assert.equal(broken?.announced, (1n << BigInt(bytes * 8)) - 1n);
      assert.deepEqual(broken?.bytes, lie);
      assert.equal(more.length, 0);
      assert.deepEqual(decoder.push(utf8('later'), 0).map(shown), ['later']);
      assert.deepEqual(decoder.end(0), []);
    }
  });

  it('gives up on a length that is shorter than its own header', () => {
    const [broken] = framingFor(prefix(2, { includesHeader: true }))
      .decoder(100)
      .push(utf8('\0\x01hi'), 0);
    assert.equal(broken?.flaw, 'brokenLength');
  });

  it('refuses a message that its length field cannot count', () => {
    assert.throws(
      () => framingFor(prefix(1)).encoder().encode(new Uint8Array(256)),
      /too long for a length of 1 bytes/,
    );
    assert.equal(framingFor(prefix(1)).encoder().encode(new Uint8Array(255)).length, 256);
  });

  it('takes whole frames with an offset, and only with the right length', () => {
    const encoder = framingFor(prefix(1, { offset: 1 })).encoder();
    assert.equal(String(wireOf(encoder.encode(utf8('X\x02hi')))), 'X\x02hi');
    assert.throws(() => encoder.encode(utf8('X\x03hi')), /says 3, but should say 2/);
    assert.throws(() => encoder.encode(utf8('X')), /begin with its header of 2 bytes/);
  });

  for (const framing of [{ line: 'lf' }, { line: 'any' }, { delimiter: '\n' }] as const) {
    it(`makes 10,000 frames of a text at most, with ${JSON.stringify(framing)}`, () => {
      const encoder = framingFor(framing).encoder();
      assert.equal(encoder.split?.(new Uint8Array(10_000).fill(10)).length, 10_000);
      assert.throws(
        () => encoder.split?.(new Uint8Array(10_001).fill(10)),
        /more than 10000 messages; send it as a file$/,
      );
    });
  }
});
