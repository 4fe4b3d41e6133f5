import assert from 'node:assert/strict';
import { foldedUnits, unitsInLine } from '../../../../webview/transcript/foldedText.ts';

const binary = (bytes: number) => '\udc80'.repeat(bytes);

describe('a long message', () => {
  it('is shown up to a thousand characters', () => {
    assert.equal(foldedUnits('x'.repeat(1000), 100), 1000);
    assert.equal(foldedUnits('x'.repeat(1001), 100), 1000);
    assert.equal(foldedUnits('', 100), 0);
  });

  it('is shown up to twenty lines, and two more if those are all', () => {
    assert.equal(foldedUnits('x'.repeat(220), 10), 220);
    assert.equal(foldedUnits('x'.repeat(221), 10), 200);
    const lines = (count: number) => 'ab\n'.repeat(count - 1);
    assert.equal(foldedUnits(lines(22), 80), lines(22).length);
    assert.equal(foldedUnits(`${lines(22)}\nx`, 80), 60);
  });

  it('is shown up to its view’s number of lines', () => {
    assert.equal(foldedUnits('x'.repeat(60), 10, 4), 60);
    assert.equal(foldedUnits('x'.repeat(61), 10, 4), 40);
    assert.equal(foldedUnits(binary(61), 40, 4), 40);
    assert.equal(foldedUnits(binary(81), 40, 20), 60);
  });

  it('is shown up to six lines if it is binary', () => {
    assert.equal(foldedUnits(binary(80), 40), 80);
    assert.equal(foldedUnits(binary(81), 40), 60);
    assert.equal(foldedUnits('\0'.repeat(81), 40), 60);
    assert.equal(foldedUnits(`${'text '.repeat(60)}${binary(20)}`, 40), 320, 'a few bytes in text');
  });

  it('is shown up to six lines if it contains invisible characters, which take more space as escapes', () => {
    for (const unit of ['\u202e', '\u200b', '\u2066', '\ufeff', '\u2028'])
      assert.equal(foldedUnits(unit.repeat(41), 40), 30);
  });

  it('is not cut inside a character', () => {
    const family = '👨‍👩‍👧';
    assert.equal(foldedUnits(`${'x'.repeat(997)}${family}`, 100), 997);
  });

  it('is cut behind a word or a line end if one is near, and anywhere else inside a longer word', () => {
    // Two lines of twenty characters are shown of more than four.
    const cut = (text: string) => text.slice(20, foldedUnits(text.padEnd(100, 'x'), 20, 2));
    const before = 'x'.repeat(20);
    assert.equal(cut(`${before}one two three fourfive six`), 'one two three');
    assert.equal(cut(`${before}one two three four f six`), 'one two three four f', 'between two words');
    assert.equal(cut(`${before}one two three fou   x six`), 'one two three fou', 'without the blanks before the cut');
    assert.equal(cut(`${before}one two three\nfourfive six`), 'one two three\n', 'with a line end before it');
    assert.equal(cut(`${before}${'path/'.repeat(20)}`), 'path/'.repeat(4));
    assert.equal(cut(' '.repeat(100)).length, 20);
  });

  it('has half as many characters of double width on a line, and is cut between any two of them', () => {
    assert.equal(foldedUnits('漢'.repeat(20), 10, 2), 20, 'two lines more');
    assert.equal(foldedUnits('漢'.repeat(21), 10, 2), 10);
    assert.equal(foldedUnits(`漢字 ${'かな'.repeat(20)}`, 10, 2), 10);
    for (const wide of ['\u1100', '한', 'ｗ', '、']) assert.equal(foldedUnits(wide.repeat(21), 10, 2), 10, wide);
    for (const other of ['😀', '\u10ff', '⟹'])
      assert.equal(foldedUnits(other.repeat(40 / other.length), 10, 2), 40, other);
  });

  it('is shown in part even if a line has no room', () => {
    assert.ok(foldedUnits('x'.repeat(100), 1) > 0);
    assert.ok(foldedUnits(binary(100), 1) > 0);
  });
});

describe('a line of text', () => {
  it('has as many characters as fit, with line endings as escapes', () => {
    assert.deepEqual(
      [3, 4, 5].map(columns => unitsInLine('abcd', columns)),
      [3, 4, 4],
    );
    assert.deepEqual(
      [3, 4, 5].map(columns => unitsInLine('a\nbc', columns)),
      [2, 3, 4],
    );
    assert.deepEqual(
      [4, 8].map(columns => unitsInLine('\0\udcff\u202e', columns)),
      [1, 2],
    );
    assert.deepEqual(
      [3, 4].map(columns => unitsInLine('漢字漢字', columns)),
      [3, 4],
      'whether wider characters fit is measured',
    );
    assert.deepEqual(
      [11, 12, 16].map(columns => unitsInLine('\x85\xad\udc85', columns)),
      [1, 2, 3],
    );
  });
});
