import assert from 'node:assert/strict';
import { compilePattern } from '../../../../../src/core/pattern.ts';
import { matcher } from '../../../../../src/core/template/matcher.ts';
import { compilePayload } from '../../../../../src/core/template/payload.ts';
import {
  answerHoles,
  capturesOf,
  conditionHoles,
  sharedCaptures,
} from '../../../../../webview/form/rules/ruleHoles.ts';

describe('the placeholders listed for a rule', () => {
  const texts = (holes: readonly { text: string }[]) => holes.map(({ text }) => text);

  it('are the captures of the condition', () => {
    assert.deepEqual(capturesOf({ text: 'a {{?user:word}} {{?}} {{?rest}}' }), ['user', 'rest']);
    assert.deepEqual(capturesOf({ hex: '01 {{?id:u16be}}' }), ['id']);
    assert.deepEqual(capturesOf({ text: '{{?us' }), []);
  });

  it('are the groups of a pattern, as the engine counts them', () => {
    for (const regex of [
      '',
      '(a)(?:b)(?P<who>c)',
      '\\((x)',
      '[(](y)',
      '[^](](z)',
      '(a(b))',
      '(?i)(?<n>q)',
      '[\\](](w)',
    ])
      assert.deepEqual(['0', ...capturesOf({ regex })], compilePattern(regex, undefined, 'utf8').groups, regex);
  });

  it('include captures with a name of all rules', () => {
    const rules = [
      { when: { text: '{{?user}}' } },
      { when: { regex: '(a)(?P<pass>b)' } },
      { when: { text: '{{?user}}' } },
    ];
    assert.deepEqual(sharedCaptures(rules), ['user', 'pass']);
    const listed = texts(answerHoles({ rule: { when: { text: 'x' } }, shared: ['user'] }, 'text'));
    assert.ok(listed.includes('{{user}}'));
    assert.ok(!listed.includes('{{0}}'), 'the same as the message');
    assert.ok(
      texts(answerHoles({ rule: { when: { text: 'x', match: 'start' } }, shared: [] }, 'text')).includes('{{0}}'),
    );
  });

  it('can all be used in replies', () => {
    for (const notation of ['text', 'hex'] as const) {
      const when = { regex: '(?P<who>a)' };
      for (const text of texts(answerHoles({ rule: { when }, shared: ['id'] }, notation))) {
        const payload = notation === 'hex' ? { hex: text } : text;
        compilePayload(payload, 'utf8', ['message', '0', '1', 'who', 'id']);
      }
    }
  });

  it('can all be used in conditions, with names that are free', () => {
    const names = ['user'];
    for (const text of texts(conditionHoles({ text: '{{?name}}' }, names)))
      matcher(`a${text} `, { encoding: 'utf8', match: 'whole', names });
    for (const text of texts(conditionHoles({ hex: '01' }, names)))
      if (text !== '{{user}}') matcher({ hex: `01 ${text}` }, { encoding: 'utf8', match: 'whole', names });
    assert.ok(texts(conditionHoles({ text: '{{?name}}' }, [])).includes('{{?name2}}'));
  });
});
