import assert from 'node:assert/strict';
import fc from 'fast-check';
import { visibleRuns, visibleText } from '../../../../src/core/bytes/visibleText.ts';

describe('text made visible', () => {
  it('shows controls, bytes that are no text, and characters made to deceive', () => {
    assert.equal(
      visibleText('a\r\n\t\0\x1b\x02\x7f\udcff\u202eb\u200b'),
      'a\\r\\n\\t\\0\\e\\x02\\x7f\\xff\\u{202e}b\\u{200b}',
    );
  });

  it('leaves text as it is', () => assert.deepEqual(visibleRuns('grüß 👋🏽'), [{ kind: 'text', text: 'grüß 👋🏽' }]));

  it('breaks lines once after each ending', () => {
    const kinds = visibleRuns('a\r\nb\rc\nd').map(({ kind, text }) => `${kind} ${text}`);
    assert.deepEqual(kinds, [
      'text a',
      'escape \\r',
      'newline \\n',
      'text b',
      'newline \\r',
      'text c',
      'newline \\n',
      'text d',
    ]);
  });

  it('says the same in runs and as one string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const joined = visibleRuns(text)
          .map(run => run.text)
          .join('');
        assert.equal(joined, visibleText(text));
      }),
    );
  });
});
