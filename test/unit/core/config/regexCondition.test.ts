import assert from 'node:assert/strict';
import { patternProblems, regexCondition } from '../../../../src/core/config/regexCondition.ts';
import type { Encoding, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

const issues = (value: unknown) => regexCondition.safeParse(value).error?.issues ?? [];
const rule = (regex: string, flags?: string): ReplyRule => ({
  when: { regex, ...(flags !== undefined && { flags }) },
  send: '',
});

function problems(reply: ReplyRule[], encoding?: Encoding): string[] {
  return patternProblems({ reply, ...(encoding && { encoding }) }).map(
    ({ path, phrase }) => `${path.join('.')}: ${phraseText(phrase)}`,
  );
}

describe('a pattern in the schema', () => {
  it('is refused where its syntax is wrong, at its key, with a phrase', () => {
    const [issue] = issues({ regex: '(' });
    assert.equal(issue?.code, 'custom');
    assert.deepEqual(issue?.path, ['regex']);
    assert.equal(issue?.code === 'custom' && phraseText(issue.params?.phrase), issue?.message);
    assert.equal(issues({ regex: 'a', flags: 'q' }).length, 1);
  });

  it('is let through where only its encoding could refuse it', () => {
    for (const value of [{ regex: '[^é]' }, { regex: 'é', flags: 'i' }, { regex: '\\pL' }])
      assert.deepEqual(issues(value), []);
  });

  it('has no other keys, and no flags that are undefined', () => {
    for (const value of [{}, { regex: 5 }, { regex: 'a', text: 'a' }, { regex: 'a', flags: undefined }]) {
      assert.ok(issues(value).length > 0, JSON.stringify(value));
    }
  });
});

describe('problems of patterns', () => {
  it('name each rule whose pattern can’t be used, by its place', () => {
    const found = problems([rule('a'), rule('('), { when: { text: '(' }, send: '' }, rule('[^é]')]);
    assert.equal(found.length, 2);
    assert.match(found[0] ?? '', /^reply\.1\.when\.regex: /);
    assert.match(found[1] ?? '', /^reply\.3\.when\.regex: .* needs the u flag/);
  });

  it('depend on the flags and the encoding', () => {
    assert.deepEqual(problems([rule('[^é]', 'u')]), []);
    assert.deepEqual(problems([rule('[^é]')], 'utf16le'), []);
    assert.equal(problems([rule('✓')], 'latin1').length, 1);
  });

  it('are none if there are no rules', () => {
    assert.deepEqual(patternProblems({}), []);
    assert.deepEqual(patternProblems({ reply: 'echo' }), []);
  });
});
