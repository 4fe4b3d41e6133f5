import assert from 'node:assert/strict';
import { TextError } from '../../../../src/core/phrase.ts';
import {
  defaultNamePattern,
  hasNumber,
  parseNamePattern,
  renderNamePattern,
} from '../../../../src/core/transfer/namePattern.ts';

const values = { n: 3, peer: 'tcp://127.0.0.1:51234', timeMs: +new Date(2026, 10, 1, 6, 2, 52), ext: 'png' };
const rendered = (text: string, given = {}) => renderNamePattern(parseNamePattern(text), { ...values, ...given });

describe('a file name pattern', () => {
  it('fills in its placeholders', () => {
    assert.equal(rendered('output{n}.txt'), 'output3.txt');
    assert.equal(rendered(defaultNamePattern), 'output3.png');
    assert.equal(rendered('{peer}-{time}.{ext}'), '127.0.0.1-51234-2026-11-01T06-02-52.png');
    assert.equal(rendered('{peer}', { peer: '[fe80::1%eth0]:9000' }), 'fe80-1-eth0-9000');
    assert.equal(rendered('{n}{n}'), '33');
    assert.equal(rendered('plain'), 'plain');
  });

  it('knows whether it has a counter', () => {
    assert.ok(hasNumber(parseNamePattern(defaultNamePattern)));
    assert.ok(!hasNumber(parseNamePattern('{peer}-{time}.{ext}')));
  });

  it('is rejected if it is longer than any name', () => {
    assert.throws(() => parseNamePattern('{n}'.repeat(1000)), TextError);
    assert.equal(parseNamePattern('{n}'.repeat(333)).length, 333);
  });

  it('rejects unknown placeholders, single braces, folders and an empty pattern', () => {
    for (const text of ['{name}.txt', '{N}', '{}', 'a{', 'b}', '{n', 'folder/{n}', 'folder\\{n}', '', '  ']) {
      assert.throws(() => parseNamePattern(text), TextError, text);
    }
    assert.throws(
      () => parseNamePattern('{host}'),
      /Unknown placeholder “\{host\}”. Available: \{n\} \{peer\} \{time\} \{ext\}/,
    );
  });

  it('quotes only what is wrong, and the placeholder that was probably meant', () => {
    const quoted = { 'out-{N}.txt': '{N}', 'out{peer-{n}': '{peer-', 'out}put{n}': '}', 'a{time': '{time' };
    for (const [text, piece] of Object.entries(quoted))
      assert.throws(
        () => parseNamePattern(text),
        (error: Error) => error.message.includes(`placeholder “${piece}”.`),
        text,
      );
    const message = 'Unknown placeholder “{tmie}”. Did you mean {time}?';
    assert.throws(() => parseNamePattern('{peer}-{tmie}'), { message });
  });
});
