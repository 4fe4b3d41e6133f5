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

  it('keeps emoji whole that are made of others, and escapes the same joiner anywhere else', () => {
    for (const whole of ['👩‍💻', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🧑🏽‍🚀', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])
      assert.deepEqual(visibleRuns(`a${whole}b`), [{ kind: 'text', text: `a${whole}b` }]);
    assert.equal(visibleText('a\u200db'), 'a\\u{200d}b');
    assert.equal(visibleText('👩\u200dx'), '👩\\u{200d}x');
    assert.equal(visibleText('👩‍💻\u200b'), '👩‍💻\\u{200b}');
    assert.match(visibleText('🏴\u{e0061}\u{e0062}\u{e007f}'), /^🏴\\u\{e0061\}/, 'text that hides behind a flag');
  });

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
