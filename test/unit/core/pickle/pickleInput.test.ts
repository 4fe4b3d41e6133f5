import assert from 'node:assert/strict';
import { PickleError, PickleInput } from '../../../../src/core/pickle/pickleInput.ts';
import { latin1 } from './pickles.ts';

const input = (text: string) => new PickleInput(latin1(text));

/** The flaw that reading ends with. */
function flawOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof PickleError) return error.flaw;
  }
  return undefined;
}

describe('pickle input', () => {
  it('reads numbers, little-endian except for floats', () => {
    const numbers = input('\x01\x02\x03\xff\xff\xff\xff\x01\x00\x00\x80\x3f\xf8\x00\x00\x00\x00\x00\x00');
    assert.deepEqual([numbers.byte(), numbers.uint16(), numbers.int32()], [1, 0x302, -1]);
    assert.deepEqual([numbers.uint32(), numbers.float64()], [0x80000001, 1.5]);
  });

  it('reads within a larger buffer', () => {
    const part = new PickleInput(latin1('abcd').subarray(1, 3));
    assert.equal(part.uint16(), 0x6362);
    assert.deepEqual(
      flawOf(() => part.byte()),
      { code: 'truncatedPickle', at: 0 },
    );
  });

  it('reads lengths of eight bytes', () => {
    assert.equal(input('\x05\x00\x00\x00\x01\x00\x00\x00').length64(), 2 ** 32 + 5);
    assert.ok(input('\xff'.repeat(8)).length64() > Number.MAX_SAFE_INTEGER);
  });

  it('reads lines up to an LF, of at most 256 bytes for names', () => {
    const lines = input('é\n\nab\n');
    assert.deepEqual([lines.line(), lines.line(), String.fromCharCode(...lines.lineBytes())], ['\ufffd', '', 'ab']);
    assert.equal(input(`${'a'.repeat(256)}\n`).line().length, 256);
    assert.deepEqual(
      flawOf(() => input(`${'a'.repeat(257)}\n`).line()),
      { code: 'malformedPickle', at: 0 },
    );
    assert.equal(input(`${'a'.repeat(257)}\n`).lineBytes().length, 257);
  });

  it('reads memo numbers of at most nine digits', () => {
    assert.equal(input('999999999\n').decimal(), 999_999_999);
    for (const text of ['', '-1', '1.0', '1234567890', ' 1']) {
      assert.deepEqual(
        flawOf(() => input(`${text}\n`).decimal()),
        { code: 'malformedPickle', at: 0 },
        text,
      );
    }
  });

  it('reads floats as Python prints them', () => {
    const floats = ['1.5', '-1e-3', 'inf', '-inf', '+inf', 'nan', '-nan'].map(text => input(`${text}\n`).float());
    assert.deepEqual(floats, [
      1.5,
      -0.001,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
    for (const text of ['', 'one', 'infinite']) {
      assert.deepEqual(
        flawOf(() => input(`${text}\n`).float()),
        { code: 'malformedPickle', at: 0 },
        text,
      );
    }
  });

  it('reads ints in two’s complement, as a bigint if a number can’t hold them', () => {
    const ints: [string, number | bigint][] = [
      ['', 0],
      ['\x7f', 127],
      ['\x80', -128],
      ['\xff\xff\xff\xff\xff\xff', -1],
      ['\xff\xff\xff\xff\xff\xff\x1f', Number.MAX_SAFE_INTEGER],
      ['\x00\x00\x00\x00\x00\x00\x20', 2n ** 53n],
      ['\x01\x00\x00\x00\x00\x00\xe0', Number.MIN_SAFE_INTEGER],
    ];
    for (const [bytes, int] of ints) assert.equal(input(bytes).int(bytes.length), int);
  });

  it('ends where the bytes do, at the position of the instruction', () => {
    const cut = input('abc');
    cut.byte();
    cut.instructionAt = 1;
    for (const read of [
      () => cut.slice(3),
      () => cut.skip(-1),
      () => cut.int32(),
      () => cut.line(),
      () => cut.text(3),
    ]) {
      assert.deepEqual(flawOf(read), { code: 'truncatedPickle', at: 1 });
      assert.equal(cut.at, 1);
    }
    assert.equal(cut.text(2), 'bc');
  });

  it('keeps a byte order mark, and returns views', () => {
    assert.equal(input('\xef\xbb\xbfa').text(4), '\ufeffa');
    const { bytes } = input('abc');
    assert.equal(new PickleInput(bytes).slice(2).buffer, bytes.buffer);
  });

  it('charges steps by length, so that long lines and ints have a cost', () => {
    const steps = (read: (one: PickleInput) => unknown, text: string) => {
      const one = input(text);
      read(one);
      return one.steps;
    };
    assert.equal(
      steps(one => one.slice(1), 'a'),
      steps(one => one.slice(200), 'a'.repeat(200)),
    );
    assert.ok(steps(one => one.lineBytes(), `${'a'.repeat(6400)}\n`) >= 100);
    assert.ok(steps(one => one.int(200), '\x01'.repeat(200)) >= 100);
  });
});
