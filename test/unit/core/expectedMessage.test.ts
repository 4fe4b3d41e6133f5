import assert from 'node:assert/strict';
import { expectedMessage, type MessagePattern } from '../../../src/core/expectedMessage.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('an expected message', () => {
  const isMatch = (pattern: MessagePattern, message: Uint8Array, encoding: 'utf8' | 'latin1' | 'utf16le' = 'utf8') =>
    expectedMessage(pattern, encoding).matches(message);

  it('contains a text in the endpoint’s encoding', () => {
    assert.ok(isMatch('ön', bytes('schön!')));
    assert.ok(!isMatch('ön', bytes('schon')));
    assert.ok(isMatch('ö', Uint8Array.of(0xf6), 'latin1'));
    assert.ok(!isMatch('ö', Uint8Array.of(0xf6)));
    assert.ok(isMatch('a', Uint8Array.of(0x61, 0), 'utf16le'));
    assert.ok(isMatch('', Uint8Array.of()));
  });

  it('matches an expression against the whole text, every time', () => {
    const expected = expectedMessage(/^v\d+$/gy, 'utf8');
    for (let time = 0; time < 3; time++) assert.ok(expected.matches(bytes('v12')));
    assert.ok(!expected.matches(bytes('xv12')));
  });

  it('contains bytes, with any values for wildcards', () => {
    const message = Uint8Array.of(1, 2, 1, 2, 3);
    assert.ok(isMatch(Uint8Array.of(1, 2, 3), message));
    assert.ok(!isMatch(Uint8Array.of(2, 3, 4), message));
    assert.ok(!isMatch(Uint8Array.of(1, 2, 1, 2, 3, 4), message));
    assert.ok(isMatch({ hex: '02 .. 02 03' }, message));
    assert.ok(!isMatch({ hex: '.. 03 ..' }, message));
    assert.ok(isMatch(Uint8Array.of(), message));
  });

  it('is the pattern as given', () => {
    const pattern = Uint8Array.of(1);
    const expected = expectedMessage(pattern, 'utf8');
    pattern[0] = 2;
    assert.ok(expected.matches(Uint8Array.of(1)));
  });

  it('is quoted, as are the messages received instead, up to a limit', () => {
    const text = expectedMessage('a\n', 'utf8');
    assert.equal(text.shown, '“a\\n”');
    assert.equal(text.quote(bytes('b\0')), '“b\\0”');
    assert.equal(text.quote(bytes('é'.repeat(500))), `“${'é'.repeat(80)}…”`);
    assert.equal(expectedMessage(/a/i, 'utf8').shown, '/a/i');
    const hex = expectedMessage({ hex: '0a..' }, 'utf8');
    assert.equal(hex.shown, '0a..');
    assert.equal(hex.quote(Uint8Array.of(1, 255)), '01 ff');
    assert.equal(hex.quote(new Uint8Array(1000)).length, 81);
  });

  it('can’t be anything else', () => {
    for (const wrong of [undefined, null, 5, {}, { hex: 5 }, [1]])
      assert.throws(() => expectedMessage(wrong as never, 'utf8'), TypeError);
    assert.throws(() => expectedMessage({ hex: 'xy' }, 'utf8'), RangeError);
  });
});
