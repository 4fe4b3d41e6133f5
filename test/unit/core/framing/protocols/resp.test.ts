import assert from 'node:assert/strict';
import { framingFor } from '../../../../../src/core/framing/framings.ts';
import { wireOf } from '../../../../support/wireOf.ts';
import { decode, everyCut, shown, utf8 } from '../decodeCut.ts';

describe('RESP', () => {
  const values = [
    ...['+OK\r\n', '-ERR x\r\n', ':5\r\n', '_\r\n', '#t\r\n', ',1.5\r\n', '(123\r\n'],
    ...['$3\r\na\r\n\r\n', '$0\r\n\r\n', '$-1\r\n', '!3\r\nERR\r\n', '=7\r\ntxt:a\r\n\r\n'],
    ...['*0\r\n', '*-1\r\n', '*3\r\n$3\r\nSET\r\n$1\r\na\r\n$2\r\n\r\n\r\n', '~2\r\n+a\r\n+b\r\n', '>1\r\n+push\r\n'],
    ...['%1\r\n+key\r\n*1\r\n:1\r\n', '*2\r\n*2\r\n:1\r\n*0\r\n+b\r\n', '|1\r\n+ttl\r\n:9\r\n$1\r\nv\r\n'],
    ...['*?\r\n:1\r\n*2\r\n+a\r\n+b\r\n.\r\n', '$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n', '*2\r\n*?\r\n.\r\n:1\r\n'],
    ...['PING\r\n', 'SET a b\n', '\r\n', '.5\r\n'],
  ];

  it('delivers values and commands in a line, each as a whole', () => {
    const wire = utf8(values.join(''));
    for (const cuts of everyCut(wire.length))
      assert.deepEqual(decode(framingFor('resp').decoder(100), wire, cuts).map(shown), values, `${cuts}`);
  });

  it('may be nested 10,000 deep, and deeper', () => {
    for (const depth of [10_000, 1_000_000]) {
      const wire = utf8(`${'*2\r\n:1\r\n'.repeat(depth)}:1\r\n`);
      const frames = decode(framingFor('resp').decoder(16 * 1024 * 1024), wire, [5, 70_000]);
      assert.deepEqual(
        frames.map(({ bytes, flaw }) => [bytes.length, flaw]),
        [[wire.length, undefined]],
      );
    }
  });

  it('gives up where a value can’t be right, and says why', () => {
    for (const [wire, at, expected] of [
      ['*1\r\nx\r\n', 4, 'messageType'],
      ['*1\r\nPING\r\n', 4, 'messageType'],
      ['$+5\r\n', 1, 'digit'],
      ['$\r\n', 1, 'digit'],
      ['$-2\r\n', 4, 'nullLength'],
      ['*-\r\n', 2, 'digit'],
      ['$0x10\r\n', 2, 'endOfLine'],
      ['$5 \r\n', 2, 'endOfLine'],
      [`$${'9'.repeat(400)}\r\n`, 14, 'endOfLine'],
      ['$1\r\nab\r\n', 5, 'trailer'],
      ['$1\rx', 3, 'endOfLine'],
    ] as const) {
      for (const cuts of everyCut(wire.length)) {
        const [first] = decode(framingFor('resp').decoder(1000), utf8(wire), cuts);
        assert.deepEqual([first?.flaw, first?.broken], ['brokenEnvelope', { at, expected }], wire);
      }
    }
    const streamed = decode(framingFor('resp').decoder(100_000), utf8('*?\r\n'.repeat(1001)));
    assert.deepEqual(streamed[0]?.broken, { at: 4003, expected: 'lessNesting', least: 1000 });
  });

  it('gives up at content over the limit, but not at many values', () => {
    const [large] = framingFor('resp').decoder(100).push(utf8('*1\r\n$101\r\n'), 0);
    assert.deepEqual([large?.flaw, large?.announced], ['brokenLength', 101n]);
    const decoder = framingFor('resp').decoder(100);
    const frames = Array.from({ length: 50 }, () =>
      decoder.push(utf8(`*9999999999999\r\n${':1\r\n'.repeat(10)}`), 0),
    ).flat();
    assert.ok(frames.length > 20 && frames.every(({ bytes, flaw }) => flaw === 'tooLong' && bytes.length === 100));
  });

  it('adds the end of a line that a message lacks, and splits a pipeline', () => {
    const encoder = framingFor('resp').encoder();
    const sent = (text: string) => String(wireOf(encoder.encode(utf8(text))));
    for (const value of values) assert.equal(sent(value), value);
    for (const value of ['PING', '+OK', '*1\r\n$4\r\nPING', '']) assert.equal(sent(value), `${value}\r\n`);
    assert.equal(shown({ bytes: encoder.content?.(utf8('PING')) ?? utf8('') }), 'PING\r\n');
    assert.throws(() => sent('*1\r\n'), { name: 'RangeError', message: /isn’t a complete RESP value/ });
    assert.throws(() => sent('*2\r\n+a'), /isn’t a complete RESP value/);
    assert.throws(() => sent('$x\r\n'), /isn’t a complete RESP value/);
    assert.throws(() => sent('+a\r\n+b\r\n'), /must be a single RESP value; this one ends after 4 bytes/);
    const split = encoder.split?.(utf8('+a\r\n$1\r\n\n\r\nPING')) ?? [];
    assert.deepEqual(
      split.map(bytes => shown({ bytes })),
      ['+a\r\n', '$1\r\n\n\r\n', 'PING'],
    );
    assert.equal(encoder.split?.(utf8('')).length, 1);
  });
});
