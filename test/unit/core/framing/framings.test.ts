import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import type { Decoder, Frame } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';

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

  const roundTrips: Framing[] = [
    'none',
    { line: 'lf' },
    { line: 'crlf' },
    { line: 'cr' },
    { line: 'any' },
    ...([1, 2, 3, 4, 8] as const).flatMap(bytes => [
      prefix(bytes),
      prefix(bytes, { endian: 'little', includesHeader: true }),
    ]),
  ];
  for (const framing of roundTrips) {
    it(`gives back what it was given: ${JSON.stringify(framing)}`, () => {
      const frame = fc.uint8Array({ maxLength: 40 });
      fc.assert(
        fc.property(fc.array(frame), fc.array(fc.nat(400)), (frames, cuts) => {
          const kind = framingFor(framing);
          const sent = frames.filter(one => representable(() => kind.encoder().encode(one)));
          const wire = Buffer.concat(sent.flatMap(one => kind.encoder().encode(one)));
          const got = decode(
            kind.decoder(64),
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

  it('refuses a line ending inside a message', () => {
    for (const line of ['lf', 'crlf', 'cr', 'any'] as const) {
      const inside = { lf: 'a\nb', crlf: 'a\r\nb', cr: 'a\rb', any: 'a\rb' }[line];
      assert.throws(() => framingFor({ line }).encoder().encode(utf8(inside)), {
        name: 'RangeError',
        message: /line ending/,
      });
    }
  });

  it('takes a megabyte of one-byte chunks in time that is no square', () => {
    const decoder = framingFor({ line: 'lf' }).decoder(2 ** 21);
    const one = utf8('a');
    for (let sent = 0; sent < 2 ** 20; sent++) assert.equal(decoder.push(one, 0).length, 0);
    assert.equal(decoder.push(utf8('\n'), 0)[0]?.bytes.length, 2 ** 20);
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
    assert.equal(framingFor(prefix(1)).encoder().encode(new Uint8Array(255)).length, 2);
  });

  it('takes whole frames with an offset, and only with the right length', () => {
    const encoder = framingFor(prefix(1, { offset: 1 })).encoder();
    assert.deepEqual(encoder.encode(utf8('X\x02hi')), [utf8('X\x02hi')]);
    assert.throws(() => encoder.encode(utf8('X\x03hi')), /says 3, but should say 2/);
    assert.throws(() => encoder.encode(utf8('X')), /begin with its header of 2 bytes/);
  });
});
