import assert from 'node:assert/strict';
import {
  type PatternProblem,
  patternProblems,
  regexCondition,
  syntaxProblems,
} from '../../../../src/core/config/regexCondition.ts';
import type { Encoding, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { phraseText } from '../../../../src/core/phrase.ts';

const rule = (regex: string, flags?: string): ReplyRule => ({
  when: { regex, ...(flags !== undefined && { flags }) },
  send: '',
});
const texts = (problems: readonly PatternProblem[]) =>
  problems.map(({ path, phrase }) => `${path.join('.')}: ${phraseText(phrase)}`);
const problems = (reply: ReplyRule[], encoding?: Encoding) =>
  texts(patternProblems({ reply, ...(encoding && { encoding }) }));

describe('a pattern in the schema', () => {
  it('has no other keys, and no undefined flags', () => {
    for (const value of [{}, { regex: 5 }, { regex: 'a', text: 'a' }, { regex: 'a', flags: undefined }])
      assert.ok(!regexCondition.safeParse(value).success, JSON.stringify(value));
    assert.ok(regexCondition.safeParse({ regex: 'a', flags: 'i' }).success);
  });
});

describe('problems of pattern syntax', () => {
  it('name each rule by its place', () => {
    const found = texts(syntaxProblems({ reply: [rule('a'), rule('('), rule('a', 'q')] }));
    assert.equal(found.length, 2);
    assert.match(found[0] ?? '', /^reply\.1\.when\.regex: /);
    assert.match(found[1] ?? '', /^reply\.2\.when\.regex: "q" /);
  });

  it('exclude what only the encoding could reject', () => {
    assert.deepEqual(syntaxProblems({ reply: [rule('[^é]'), rule('é', 'i'), rule('\\pL')] }), []);
  });

  it('are found in anything that looks like a rule', () => {
    const reply = [null, 5, {}, { when: null }, { when: { regex: 5 } }, { when: { regex: '(', flags: 5 } }];
    assert.deepEqual(
      syntaxProblems({ reply }).map(({ path }) => path),
      [['reply', 5, 'when', 'regex']],
    );
    for (const config of [undefined, null, 'text', {}, { reply: 'echo' }, { reply: { when: { regex: '(' } } }])
      assert.deepEqual(syntaxProblems(config), []);
  });
});

describe('problems of patterns', () => {
  it('name each rule whose pattern is invalid, by its place', () => {
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

  it('are empty without rules', () => {
    assert.deepEqual(patternProblems({}), []);
    assert.deepEqual(patternProblems({ reply: 'echo' }), []);
  });
});
