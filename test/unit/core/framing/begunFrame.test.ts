import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing, LengthPrefix } from '../../../../src/core/endpointConfig.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { framingNames, plainFraming } from '../../../../src/core/framing/namedFramings.ts';

const limit = 64;
const by = (lengthPrefix: LengthPrefix): Framing => ({ lengthPrefix });

/** All framings, but those that deliver what has arrived without an end. */
const framings: readonly Framing[] = [
  ...framingNames,
  { line: 'lf' },
  { line: 'crlf' },
  { line: 'cr' },
  { delimiter: '-*-' },
  { start: '\n<', end: '>' },
  { pattern: 'a+b' },
  { fixed: 3 },
  'slip',
  'cobs',
  'json',
  by({ digits: 3 }),
  by({ digitsUntil: ' ', offset: 1 }),
  by({ hexDigits: 2, includesHeader: true }),
  by({ bcd: 1, trailer: '\r\n' }),
  by({ bytes: 1, endian: 'big', adjust: 2 }),
  by({ digits: 2, jsonHeader: { field: 'n' }, trailer: '.' }),
];

function isEnclosed(framing: Framing): boolean {
  const plain = plainFraming(framing);
  return typeof plain === 'object' && 'start' in plain;
}

/** Bytes that mean something to a framing, so that random streams contain frames. */
const wire = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.array(fc.constantFrom(...Buffer.from('\0\x01\x02\x03\x0b\x1c\r\n 0123:,-*<>ab"{}[]$+SN\xc0')), { maxLength: 12 }),
  fc
    .constantFrom('2 {"n":1}a.', '07{"n":2}ab.', '-*-', 'ab', '2:hi,', '+OK\r\n', '$2\r\nhi\r\n', '0006hi', '\n<a>')
    .map(text => Buffer.from(text)),
);

describe('a frame that has begun', () => {
  for (const framing of framings) {
    it(`is known to the decoder as long as the stream can’t end: ${JSON.stringify(framing)}`, () => {
      fc.assert(
        fc.property(fc.array(wire, { maxLength: 12 }), chunks => {
          const decoder = framingFor(framing).decoder(limit);
          const twin = framingFor(framing).decoder(limit);
          for (const chunk of chunks) for (const one of [decoder, twin]) one.push(Uint8Array.from(chunk), 0);
          const { begun } = decoder;
          const known = begun && [begun.missing, begun.arrived, begun.announced];
          const left = twin.end(0);
          // A start is no part of the frame, but something has begun.
          const isStarted = isEnclosed(framing) && begun?.arrived === 0 && begun.missing === 'end';
          assert.equal(begun !== undefined, isStarted || left.length > 0, `${known}`);
          if (!begun) return;
          assert.ok(begun.arrived >= 0);
          if (begun.announced !== undefined) assert.ok(begun.arrived <= begun.announced, `${known}`);
          assert.equal(begun.missing === 'trailer', begun.arrived === begun.announced, `${known}`);
          assert.equal(begun.announced === undefined, ['header', 'end', 'start'].includes(begun.missing), `${known}`);
        }),
      );
    });

    it(`has an ordinal of its own, until it is complete: ${JSON.stringify(framing)}`, () => {
      fc.assert(
        fc.property(fc.array(wire, { maxLength: 12 }), chunks => {
          const decoder = framingFor(framing).decoder(1024);
          let before: number | undefined;
          for (const chunk of chunks) {
            const frames = decoder.push(Uint8Array.from(chunk), 0);
            const { begun } = decoder;
            if (begun && before !== undefined && frames.length > 0) assert.notEqual(begun.ordinal, before);
            if (begun && chunk.length === 0) assert.equal(begun.ordinal, before);
            before = begun?.ordinal;
          }
        }),
      );
    });
  }

  it('keeps its ordinal while its pieces are delivered', () => {
    for (const [framing, text] of [
      [{ line: 'any' }, 'x'],
      [{ delimiter: '|' }, 'x'],
      [{ fixed: 1000 }, 'x'],
      [{ pattern: '!' }, 'x'],
      [by({ digits: 4 }), '1000'],
      ['slip', 'x'],
    ] as const) {
      const decoder = framingFor(framing).decoder(framing === 'slip' ? 8 : 16);
      const seen = new Set<number | undefined>();
      const read = (chunk: string) => {
        decoder.push(Buffer.from(chunk), 0);
        seen.add(decoder.begun?.ordinal);
      };
      read(text);
      if (!(typeof framing === 'object' && 'lengthPrefix' in framing))
        for (let count = 0; count < 20; count++) read('yyyyyyyyyy');
      decoder.cut?.();
      read('z');
      assert.equal(seen.size, 1, JSON.stringify(framing));
    }
  });

  const progress: [Framing, string, unknown[]][] = [
    ['u32be', '\0\0', ['header', 2, undefined]],
    ['u32be', `\0\0\x7b\x22${'x'.repeat(39)}`, ['content', 39, 31_522]],
    ['u32be', '\0\0\x7b\x22', ['content', 0, 31_522]],
    [by({ digits: 4, includesHeader: true }), '14  abc', ['content', 3, 10]],
    [by({ bytes: 2, endian: 'big', offset: 2 }), 'ab\0\x05cd', ['content', 2, 5]],
    [by({ bytes: 2, endian: 'big', jsonHeader: { field: 'n' } }), '\0\x07{"n', ['header', 5, undefined]],
    [by({ bytes: 2, endian: 'big', jsonHeader: { field: 'n' } }), '\0\x07{"n":9}ab', ['content', 2, 9]],
    ['netstring', '5:hello', ['trailer', 5, 5]],
    ['lsp', 'Content-Len', ['header', 11, undefined]],
    ['lsp', 'Content-Length: 20\r\n\r\n{}', ['content', 2, 20]],
    ['sip', 'A\r\nContent-Length: 20\r\n\r\n{}', ['content', 2, 20]],
    ['postgres', 'Q\0\0\0\x09a', ['content', 1, 5]],
    ['amqp', '\x01\0\0\0\0\0\x02ab', ['trailer', 2, 2]],
    ['syslog', '12', ['header', 2, undefined]],
    ['syslog', '12 abc', ['content', 3, 12]],
    ['syslog', '<13>abc', ['end', 7, undefined]],
    ['syslog', '2 ab<13>', ['end', 4, undefined]],
    [{ fixed: 8 }, 'abc', ['rest', 3, 8]],
    ['line', 'abc', ['end', 3, undefined]],
    ['json', '{"a":', ['end', 5, undefined]],
    ['json', '12', ['end', 2, undefined]],
    ['resp', '$5\r\nhe', ['end', 6, undefined]],
    ['stx-etx', '\x02abc', ['end', 3, undefined]],
    ['stx-etx', 'hello', ['start', 5, undefined]],
    ['stx-etx', '\x02', ['end', 0, undefined]],
    ['stx-etx', 'a\x02', ['end', 0, undefined]],
    ['cobs', '\x05ab', ['end', 3, undefined]],
  ];
  for (const [framing, text, expected] of progress) {
    it(`says what is missing, and how much has arrived: ${JSON.stringify([framing, text])}`, () => {
      const bytes = Buffer.from(text, 'latin1');
      for (let cut = 0; cut <= bytes.length; cut++) {
        const decoder = framingFor(framing).decoder(100_000);
        for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)]) decoder.push(chunk, 0);
        const { begun } = decoder;
        assert.deepEqual([begun?.missing, begun?.arrived, begun?.announced], expected, `cut at ${cut}`);
      }
    });
  }

  it('counts announced bytes that were delivered early', () => {
    for (const framing of ['u16be', 'lsp', { fixed: 10 }] as const) {
      const decoder = framingFor(framing).decoder(100);
      const head = { u16be: '\0\x0a', lsp: 'Content-Length: 10\r\n\r\n' }[String(framing)] ?? '';
      decoder.push(Buffer.from(`${head}abcde`, 'latin1'), 0);
      assert.equal(decoder.cut?.().length, 1);
      decoder.push(Buffer.from('fg'), 0);
      assert.deepEqual([decoder.begun?.arrived, decoder.begun?.announced], [7, 10], JSON.stringify(framing));
    }
  });

  it('is shown as received, without being taken', () => {
    for (const [framing, text] of [
      ['u32be', '\0\0\0\x09abc'],
      [{ fixed: 8 }, 'abc'],
      [{ line: 'any' }, 'abc'],
      ['lsp', 'Content-Length: 9\r\n\r\nabc'],
      ['slip', 'a\xdb\xdc'],
    ] as const) {
      const decoder = framingFor(framing).decoder(100);
      const bytes = Buffer.from(text, 'latin1');
      for (const byte of bytes) decoder.push(Uint8Array.of(byte), 0);
      for (const count of [2, 100, 100]) {
        const peeked = decoder.begun?.peek(count) ?? assert.fail();
        assert.deepEqual(Buffer.from(peeked), bytes.subarray(0, count));
      }
      assert.deepEqual(Buffer.concat(decoder.end(0).map(frame => frame.bytes)), bytes);
    }
  });

  it('doesn’t exist where all that arrives is delivered, or where a pause ends it', () => {
    for (const framing of ['none', { idleMs: 5000 }] as const) {
      const decoder = framingFor(framing).decoder(100);
      decoder.push(Buffer.from('abc'), 0);
      assert.equal(decoder.begun, undefined);
    }
  });
});
