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
      [11, 12, 16].map(columns => unitsInLine('\x85\xad\udc85', columns)),
      [1, 2, 3],
    );
  });
});
