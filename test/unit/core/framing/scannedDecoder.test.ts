import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import type { Frame } from '../../../../src/core/framing/framing.ts';
import { framingFor } from '../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from './decodeCut.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const byteLists = (...bytes: number[]) =>
  fc.array(fc.constantFrom(...bytes), { maxLength: 12 }).map(list => Uint8Array.from(list));
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  byteLists(0, 1, 2, 3, 10, 13, 0x0b, 0x1c, 0x30, 0x31, 0x7e),
);

/** A frame with its own header: the type, and the length that counts itself. */
const withHeader = (body: Uint8Array) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return new Uint8Array(Buffer.concat([Buffer.from('Q'), length, body]));
};
const amqpFrame = (body: Uint8Array) => {
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(body.length, 3);
  return new Uint8Array(Buffer.concat([head, body, Buffer.from([0xce])]));
};
const httpMessage = (body: Uint8Array) =>
  new Uint8Array(Buffer.concat([Buffer.from(`A b\r\nContent-Length: ${body.length}\r\n\r\n`), body]));
const respValue = fc
  .letrec<{ value: string }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('+OK\r\n', '$-1\r\n', '*-1\r\n', '*0\r\n', '_\r\n', '#t\r\n', '$0\r\n\r\n', ',1.5\r\n'),
      fc.string({ maxLength: 20 }).map(text => `$${utf8(text).length}\r\n${text}\r\n`),
      fc.array(tie('value'), { maxLength: 4 }).map(values => `*${values.length}\r\n${values.join('')}`),
      fc
        .array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 })
        .map(pairs => `%${pairs.length}\r\n${pairs.flat().join('')}`),
      fc.array(tie('value'), { maxLength: 3 }).map(values => `*?\r\n${values.join('')}.\r\n`),
      tie('value').map(value => `|1\r\n+key\r\n+value\r\n${value}`),
    ),
  }))
  .value.map(utf8);

/** Each framing with messages that it can carry, among others. */
const framings: readonly [Framing, fc.Arbitrary<Uint8Array>][] = [
  [{ start: { hex: '0b' }, end: { hex: '1c 0d' } }, anyBytes],
  [{ start: '<<', end: '>>' }, anyBytes],
  [{ start: '~', end: '~' }, anyBytes],
  [{ start: 'ab', end: 'bc' }, byteLists(97, 98, 99)],
  [{ start: 'aa', end: 'aaa' }, fc.oneof(byteLists(97, 98), fc.constantFrom('b', 'ab', 'baab').map(utf8))],
  [
    { pattern: String.raw`10=\d{3}\x01` },
    fc.nat(999).map(sum => utf8(`8=FIX\x0110=${String(sum).padStart(3, '0')}\x01`)),
  ],
  [{ pattern: 'a+b|cc' }, fc.oneof(byteLists(97, 98, 99), fc.constantFrom('cab', 'bcc', 'aacc').map(utf8))],
  [{ header: 'content-length' }, anyBytes],
  [{ header: 'content-length', keepHeader: true }, anyBytes.map(httpMessage)],
  ['json', fc.oneof(fc.json(), fc.constantFrom('1', '-2.5e3', '"{"', 'true', '[]', ' {} ', '"\\""')).map(utf8)],
  ['resp', respValue],
  ['netstring', anyBytes],
  ['mysql', anyBytes],
  ['pkt-line', fc.oneof(anyBytes, fc.constantFrom('0000', '0001', '0002', '0003').map(utf8))],
  ['syslog', anyBytes],
  ['postgres', anyBytes.map(withHeader)],
  ['amqp', fc.oneof(anyBytes.map(amqpFrame), fc.constant(latin1('AMQP\0\0\x09\x01')))],
];

/** Bytes that begin, end or break something in one of the framings. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<<',
        '>>',
        '\x0b',
        '\x1c\r',
        '~',
        'ab',
        'bc',
        'a',
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        ',',
        ':',
        ' ',
        '\n',
      ),
      fc.constantFrom(
        'true',
        'null',
        '12',
        '-',
        '1.',
        'e5',
        '\r\n',
        '\r\n\r\n',
        'Content-Length: 3',
        'CONTENT-LENGTH:1',
      ),
      fc.constantFrom(
        '*2\r\n',
        '$3\r\n',
        '+',
        '*?\r\n',
        '.\r\n',
        '$?\r\n',
        ';1\r\n',
        'AMQP',
        '\x01\0\0\0\0\0\x01',
        '\xce',
      ),
      fc.constantFrom(
        '3:abc,',
        '0009a',
        '0000',
        '5 hello',
        'Q\0\0\0\x05',
        '\0\0\0\x08',
        'N',
        'S',
        '10=123\x01',
        '\x02\0\0',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => latin1(parts.join('')));

/** Frames up to the one after which bytes are delivered as they are read, and everything from that one on. */
function comparable(frames: readonly Frame[]): unknown[] {
  const over = frames.findIndex(
    ({ flaw, broken }) => flaw === 'brokenLength' || (flaw === 'brokenEnvelope' && !broken?.resumes),
  );
  const shownFrame = ({ bytes, ...flaw }: Frame) => ({ ...flaw, text: Buffer.from(bytes).toString('latin1') });
  if (over < 0) return frames.map(shownFrame);
  const rest = Buffer.concat(frames.slice(over).map(({ bytes }) => bytes));
  return [...frames.slice(0, over).map(shownFrame), { ...frames[over], bytes: rest.toString('latin1') }];
}

describe('framings that read byte by byte', () => {
  for (const [framing, messages] of framings) {
    const name = JSON.stringify(framing);

    it(`return what they were given, however it is cut: ${name}`, () => {
      let carried = 0;
      fc.assert(
        fc.property(fc.array(messages, { maxLength: 5 }), fc.array(fc.nat(300)), (frames, cuts) => {
          const encoder = framingFor(framing).encoder();
          const sent: Uint8Array[] = [];
          const wire: Uint8Array[] = [];
          for (const frame of frames) {
            try {
              const encoded = encoder.encode(frame);
              wire.push(wireOf(encoded));
              assert.equal(wire.at(-1)?.length, encoded.length);
              sent.push(encoder.content?.(frame) ?? frame);
            } catch (error) {
              assert.ok(error instanceof RangeError, String(error));
            }
          }
          carried += sent.length;
          const got = decode(framingFor(framing).decoder(4096), Buffer.concat(wire), cuts);
          assert.deepEqual(
            got.map(({ bytes, flaw }) => [flaw, ...bytes]),
            sent.map(bytes => [undefined, ...bytes]),
          );
        }),
      );
      assert.ok(carried > 20, `only ${carried} messages could be carried`);
    });

    it(`find the same in any bytes, however they are cut: ${name}`, () => {
      fc.assert(
        fc.property(hostile, fc.array(fc.nat(60)), fc.integer({ min: 1, max: 30 }), (wire, cuts, limit) => {
          const whole = decode(framingFor(framing).decoder(limit), wire);
          const each = Array.from(wire, (_, at) => at);
          for (const one of [cuts, each])
            assert.deepEqual(comparable(decode(framingFor(framing).decoder(limit), wire, one)), comparable(whole));
        }),
        { numRuns: 200 },
      );
    });
  }

  /** For each framing, the wire bytes of a message with this content. */
  const sized: readonly [Framing, (content: string) => string, 'tooLong' | 'brokenLength'][] = [
    [{ start: '<<', end: '>>' }, text => `<<${text}>>`, 'tooLong'],
    [{ pattern: ';' }, text => `${text.slice(1)};`, 'tooLong'],
    [{ header: 'content-length' }, text => `Content-Length: ${text.length}\r\n\r\n${text}`, 'brokenLength'],
    ['json', text => `"${text.slice(2)}"`, 'tooLong'],
    ['resp', text => `${text.slice(2)}\r\n`, 'tooLong'],
    ['netstring', text => `${text.length}:${text},`, 'brokenLength'],
    ['mysql', text => `${String.fromCharCode(text.length - 1)}\0\0${text}`, 'brokenLength'],
    ['pkt-line', text => `000${text.length + 4}${text}`, 'brokenLength'],
    ['syslog', text => `${text.length} ${text}`, 'brokenLength'],
    ['syslog', text => `${text}\n`, 'tooLong'],
  ];
  for (const [framing, wire, flaw] of sized) {
    it(`deliver a message of exactly the limit, and not one byte more: ${JSON.stringify([framing, wire('abcd')])}`, () => {
      for (const [content, flaws] of [
        ['abcd', [undefined]],
        ['abcde', flaw === 'tooLong' ? ['tooLong', 'tooLong'] : ['brokenLength']],
      ] as const) {
        const bytes = latin1(wire(content));
        const got = decode(framingFor(framing).decoder(4), bytes);
        assert.deepEqual(
          got.map(one => one.flaw),
          flaws,
        );
        for (const cuts of everyCut(bytes.length))
          assert.deepEqual(comparable(decode(framingFor(framing).decoder(4), bytes, cuts)), comparable(got));
      }
    });
  }

  /** The wire bytes of a message, and its content. */
  const cutAnywhere: [Framing, string, string][] = [
    [{ start: '<<', end: '>>' }, '<<abc>ef>>', 'abc>ef'],
    [{ pattern: 'x{2}' }, 'abcdefxx', 'abcdefxx'],
    [{ header: 'content-length' }, 'Content-Length:6\n\nabcdef', 'abcdef'],
    [{ header: 'content-length', keepHeader: true }, 'A\nContent-Length:6\n\nabcdef', 'A\nContent-Length:6\n\nabcdef'],
    ['json', '{"a":[1]}', '{"a":[1]}'],
    ['resp', '*1\r\n$4\r\nPING\r\n', '*1\r\n$4\r\nPING\r\n'],
    ['netstring', '6:abcdef,', 'abcdef'],
    ['mysql', '\x05\0\0abcdef', 'abcdef'],
    ['pkt-line', '000aabcdef', 'abcdef'],
    ['syslog', '6 abcdef', 'abcdef'],
    ['syslog', '<1>abcdef\n', '<1>abcdef'],
    ['postgres', 'Q\0\0\0\x0aabcdef', 'Q\0\0\0\x0aabcdef'],
    ['amqp', '\x01\0\0\0\0\0\x03abc\xce', '\x01\0\0\0\0\0\x03abc\xce'],
  ];
  for (const [framing, wire, content] of cutAnywhere) {
    it(`deliver pieces of a message split anywhere, and the next one whole: ${JSON.stringify([framing, wire])}`, () => {
      const bytes = latin1(wire);
      const text = (frames: readonly Frame[]) => frames.map(one => Buffer.from(one.bytes).toString('latin1')).join('');
      let cuts = 0;
      for (const places of everyCut(bytes.length - 1)) {
        const decoder = framingFor(framing).decoder(1024);
        const pieces: Frame[] = [];
        for (let at = 0; at < bytes.length; at++) {
          if (places.includes(at)) pieces.push(...(decoder.cut?.() ?? []));
          pieces.push(...decoder.push(bytes.subarray(at, at + 1), 0));
        }
        assert.equal(text(pieces), content, String(places));
        const isCut = pieces.length > 1;
        cuts += Number(isCut);
        for (const piece of pieces)
          assert.deepEqual([piece.flaw, piece.bytes.length > 0], [isCut ? 'cut' : undefined, true]);
        assert.equal(decoder.unfinishedBytes, 0);
        assert.deepEqual(
          decoder.push(bytes, 0).map(one => one.flaw),
          [undefined],
        );
      }
      assert.ok(cuts > 0);
    });
  }

  it('free the memory of a begun message when it is cut, and count what it takes up', () => {
    for (const [framing, begun] of [
      [{ start: '<<', end: '>>' }, '<<'],
      [{ pattern: '10=' }, ''],
      [{ header: 'content-length' }, 'Content-Length: 9999\n\n'],
      ['json', '"'],
      ['resp', '$9999\r\n'],
      ['netstring', '9999:'],
      ['syslog', '<1>'],
      ['syslog', '9999 '],
    ] as [Framing, string][]) {
      const decoder = framingFor(framing).decoder(10_000);
      decoder.push(utf8(`${begun}${'x'.repeat(1000)}`), 0);
      assert.ok((decoder.unfinishedBytes ?? 0) >= 1000, JSON.stringify(framing));
      const [piece] = decoder.cut?.() ?? [];
      assert.ok((piece?.bytes.length ?? 0) >= 997, JSON.stringify(framing));
      assert.ok((decoder.unfinishedBytes ?? 99) <= 3, JSON.stringify(framing));
    }
  });

  it('keep no read for the first few bytes of the next message', () => {
    for (const [framing, wire] of [
      [{ start: '<', end: '>' }, `<${'y'.repeat(60_000)}><${'x'.repeat(1000)}`],
      ['json', `"${'y'.repeat(60_000)}""${'x'.repeat(1000)}`],
      ['netstring', `60000:${'y'.repeat(60_000)},1001:${'x'.repeat(1000)}`],
    ] as [Framing, string][]) {
      const decoder = framingFor(framing).decoder(100_000);
      assert.equal(decoder.push(utf8(wire), 0).length, 1);
      const [piece] = decoder.cut?.() ?? [];
      assert.ok(
        piece && piece.bytes.buffer.byteLength <= 3000,
        `${JSON.stringify(framing)}: ${piece?.bytes.buffer.byteLength}`,
      );
    }
  });

  it('use a changed limit for what comes', () => {
    const decoder = framingFor('netstring').decoder(4);
    decoder.limitTo(6);
    assert.deepEqual(decoder.push(utf8('6:abcdef,'), 0).map(shown), ['abcdef']);
    decoder.push(utf8('6:abc'), 0);
    decoder.limitTo(4);
    // Its length was within the limit.
    assert.deepEqual(decoder.push(utf8('def,5:'), 0).map(shown), ['abcdef', 'brokenLength 5:']);
  });

  it('deliver reads as they are after a broken envelope, even after the end of the stream', () => {
    const decoder = framingFor('netstring').decoder(100);
    assert.ok(!decoder.readsAreFrames);
    assert.deepEqual(decoder.push(utf8('1:a,x5:'), 0).map(shown), ['a', 'brokenEnvelope x5:']);
    assert.ok(decoder.readsAreFrames);
    assert.deepEqual(decoder.push(utf8('1:a,'), 0).map(shown), ['1:a,']);
    assert.deepEqual(decoder.push(new Uint8Array(), 0), []);
    assert.deepEqual(decoder.end(0), []);
  });
});
