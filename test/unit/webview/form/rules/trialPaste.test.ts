import assert from 'node:assert/strict';
import { unescapeBytes } from '../../../../../src/core/bytes/escapes.ts';
import { pastedText } from '../../../../../webview/form/rules/trialPaste.ts';

describe('text pasted as a sample message', () => {
  it('has its line breaks as escapes, and stays the same bytes', () => {
    const text = 'HELO \\x\r\nMAIL é\n';
    const pasted = pastedText(text, 'text', 'utf8') ?? '';
    assert.ok(!/[\r\n]/.test(pasted));
    assert.equal(Buffer.from(unescapeBytes(pasted, 'utf8')).toString(), text);
  });

  it('is pasted as usual if it is one line, and joined in hex', () => {
    assert.equal(pastedText('a\\n', 'text', 'utf8'), undefined);
    assert.equal(pastedText('01 02\r\n03', 'hex', 'utf8'), '01 02 03');
  });
});
