import assert from 'node:assert/strict';
import { nameParts, truncateMiddle } from '../../../../webview/transfers/nameParts.ts';

describe('the parts of a name', () => {
  const joined = (name: string) => Object.values(nameParts(name)).join('|');

  it('keep a short name whole', () => {
    assert.equal(joined('notes.txt'), 'notes.txt|');
    assert.equal(joined('x'.repeat(18)), `${'x'.repeat(18)}|`);
    assert.equal(joined(''), '|');
  });

  it('keep the end of a long one and its extension together', () => {
    assert.equal(joined('firmware-2.4-release-candidate-final.tar.gz'), 'firmware-2.4-release-candidate-fin|al.tar.gz');
    assert.equal(joined('a-name-without-any-extension'), 'a-name-without-any-ext|ension');
    assert.equal(joined('.configuration-of-everything'), '.configuration-of-ever|ything');
    assert.equal(joined('version.1 and a long text behind it'), 'version.1 and a long text beh|ind it');
  });

  it('split no character', () => {
    const { head, tail } = nameParts(`${'é'.repeat(20)}${'e\u0301'.repeat(6)}.png`);
    assert.equal(tail, `${'e\u0301'.repeat(6)}.png`);
    assert.equal(head, 'é'.repeat(20));
  });

  it('show characters that would reverse the text as escapes', () => {
    assert.equal(joined('photo\u202egpj.exe').replace('|', ''), 'photo\\u{202e}gpj.exe');
  });

  it('keep a name in a right-to-left script in one part, shortened', () => {
    assert.equal(joined('דוח.pdf'), 'דוח.pdf|');
    const { head, tail } = nameParts(`${'א'.repeat(60)}.pdf`);
    assert.equal(tail, '');
    assert.equal(head, `${'א'.repeat(23)}…${'א'.repeat(6)}.pdf`);
  });
});

describe('a name truncated in the middle', () => {
  it('is as long as allowed, and no shorter than necessary', () => {
    assert.equal(truncateMiddle('abcdefghij.txt', 14), 'abcdefghij.txt');
    assert.equal(truncateMiddle('abcdefghijklmnop.txt', 14), 'abcdef…nop.txt');
    assert.equal(truncateMiddle('abcdefghijklmnop.txt', 14).length, 14);
  });
});
