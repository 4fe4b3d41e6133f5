import assert from 'node:assert/strict';
import {
  type EntryKinds,
  fittingPane,
  isLongText,
  isReadable,
  panesOf,
  shownPane,
} from '../../../../webview/entry/entryPanes.ts';

describe('the panes of an entry', () => {
  const kinds = (given: Partial<EntryKinds>): EntryKinds => ({
    picture: false,
    json: false,
    pickle: false,
    longText: false,
    ...given,
  });

  it('are hex and text for any, and what else it is', () => {
    assert.deepEqual(panesOf(kinds({})), ['hex', 'text']);
    assert.deepEqual(panesOf(kinds({ json: true, longText: true })), ['hex', 'text', 'json']);
    assert.deepEqual(panesOf(kinds({ picture: true })), ['hex', 'text', 'picture']);
  });

  it('open with what fits', () => {
    assert.equal(fittingPane(kinds({})), 'hex');
    assert.equal(fittingPane(kinds({ longText: true })), 'text');
    assert.equal(fittingPane(kinds({ longText: true, pickle: true })), 'pickle');
    assert.equal(fittingPane(kinds({ longText: true, json: true })), 'json');
    assert.equal(fittingPane(kinds({ picture: true })), 'picture');
  });

  it('open with what was chosen, where the entry has it', () => {
    assert.equal(shownPane(kinds({ json: true }), 'hex'), 'hex');
    assert.equal(shownPane(kinds({ json: true }), 'pickle'), 'json');
    assert.equal(shownPane(kinds({ longText: true }), undefined), 'text');
  });
});

describe('text for people', () => {
  const readable = (bytes: Uint8Array | string, encoding: 'utf8' | 'latin1' | 'utf16le' = 'utf8', goesOn = false) =>
    isReadable(Buffer.from(bytes as string), encoding, goesOn);

  it('is valid in its encoding', () => {
    assert.ok(readable('hello\r\n'));
    assert.ok(readable('Grüße ✓ 🎉'));
    assert.ok(!readable(Buffer.from([0x68, 0xff])));
    assert.ok(readable(Buffer.from('hallo', 'utf16le'), 'utf16le'));
  });

  it('may be cut in a character only where it continues', () => {
    const cut = Buffer.from('grün').subarray(0, 3);
    assert.ok(readable(cut, 'utf8', true));
    assert.ok(!readable(cut, 'utf8', false));
    const long = Buffer.from(`${'a'.repeat(4095)}é`);
    assert.ok(readable(long));
  });

  it('has few control characters: those of a terminal, or a frame around it', () => {
    assert.ok(readable('\u001b[31mred\u001b[0m\ttab\n'));
    assert.ok(readable('\u0002HELLO\u0003'));
    assert.ok(readable('hello\0'));
  });

  it('isn’t what only happens to be valid', () => {
    assert.ok(!readable(Buffer.from('000100000006110300006b0001'.slice(0, 24), 'hex')));
    assert.ok(!readable(Buffer.from([0, 1, 2, 65])));
    assert.ok(!readable(Buffer.from([1, 2])));
    assert.ok(!readable(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), 'latin1'));
  });

  it('is also nothing at all', () => {
    assert.ok(readable(''));
  });
});

describe('a long text', () => {
  const isLong = (text: string | Uint8Array, goesOn = false) => isLongText(Buffer.from(text as string), 'utf8', goesOn);

  it('is one that a bubble folds', () => {
    assert.deepEqual([isLong('hello'), isLong('x'.repeat(1000)), isLong('x'.repeat(1001))], [false, false, true]);
    const lines = (count: number) => Array.from({ length: count }, () => 'line').join('\n');
    assert.deepEqual([isLong(lines(22)), isLong(lines(23))], [false, true]);
    assert.ok(isLong('hello', true), 'it goes on');
    assert.ok(isLong('✓'.repeat(2000)));
  });

  it('isn’t binary of any length', () => assert.ok(!isLong(new Uint8Array(5000))));
});
