import assert from 'node:assert/strict';
import * as z from 'zod';
import { schemaProblems } from '../../../../src/core/config/schemaProblems.ts';
import { withoutLibrarySentences } from '../../../../src/core/config/valueProblem.ts';
import { phrase, phraseText } from '../../../../src/core/phrase.ts';

function problems(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value, withoutLibrarySentences);
  return schemaProblems(error?.issues ?? []).map(({ path, message }) => `${path}: ${message}`);
}

const thrice = phrase('no {0}', 'threes');
const notThree = z.number().check(({ value, issues }) => {
  if (value === 3)
    issues.push({ code: 'custom', input: value, message: phraseText(thrice), params: { phrase: thrice } });
});
const union = z.union(
  [z.strictObject({ text: z.string() }), z.strictObject({ size: z.number().max(9, 'too large') }), z.literal('none')],
  { error: 'must be one of three' },
);

describe('schema problems', () => {
  it('have the dotted path of the invalid value', () => {
    assert.deepEqual(
      problems(z.object({ a: z.array(z.object({ b: z.number('no number') })) }), { a: [{ b: 1 }, { b: 'x' }] }),
      ['a.1.b: no number'],
    );
  });

  it('are those of the intended branch', () => {
    assert.deepEqual(problems(z.object({ x: union }), { x: { size: 10 } }), ['x.size: too large']);
  });

  it('are the union’s own sentence if no branch was intended', () => {
    for (const value of [7, 'nothing', {}, { other: 1 }, null]) {
      assert.deepEqual(
        problems(z.object({ x: union }), { x: value }),
        ['x: must be one of three'],
        JSON.stringify(value),
      );
    }
  });

  it('are the union’s own sentence if every branch lacks something, also a literal or a union', () => {
    const lacking = z.union([z.strictObject({ way: z.enum(['up', 'down']) }), z.strictObject({ inner: union })], {
      error: 'must be one of two',
    });
    assert.deepEqual(problems(lacking, {}), [': must be one of two']);
    assert.deepEqual(problems(lacking, { way: 'left' }), ['way: must be one of "up", "down"']);
    assert.deepEqual(problems(lacking, { inner: 'left' }), ['inner: must be one of three']);
  });

  it('are those of the only branch that has all given keys, or of the only one without missing keys', () => {
    const pair = z.strictObject({ way: z.string(), far: z.number() });
    const either = z.union([pair, z.strictObject({ size: z.number() })], { error: 'must be one of two' });
    assert.deepEqual(problems(either, { way: 'up' }), ['far: required']);
    assert.deepEqual(problems(either, { way: 'up', far: 1, fast: true }), [': unknown key "fast"']);
    for (const value of [{}, { way: 'up', far: 1, size: 1 }, { way: 'up', fast: true }])
      assert.deepEqual(problems(either, value), [': must be one of two'], JSON.stringify(value));
  });

  it('say that a value is missing, not only what it could be', () => {
    assert.deepEqual(problems(z.object({ x: union }), {}), ['x: “x” is missing: must be one of three']);
    assert.deepEqual(problems(union, undefined), [': must be one of three']);
  });

  it('are those of a nested branch', () => {
    const nested = z.union([z.string(), z.strictObject({ inner: union })], { error: 'outer' });
    assert.deepEqual(problems(nested, { inner: { size: 10 } }), ['inner.size: too large']);
    assert.deepEqual(problems(nested, { inner: 5 }), ['inner: must be one of three']);
  });

  it('recognize a branch that accepts the shape and rejects the value, even at its own level', () => {
    assert.deepEqual(problems(z.union([z.string(), notThree]), 3), [': no threes']);
  });

  it('keep the phrase of a custom check', () => {
    const [problem] = schemaProblems(z.object({ n: notThree }).safeParse({ n: 3 }).error?.issues ?? []);
    assert.deepEqual(problem, { path: 'n', message: 'no threes', phrase: thrice });
    const [other] = schemaProblems(z.object({ n: notThree }).safeParse({}).error?.issues ?? []);
    assert.ok(other && !('phrase' in other));
  });

  it('name the rule, counted from one, and keep its phrase for translation', () => {
    const rules = z.object({ reply: z.array(z.object({ n: notThree })), replyTo: z.number('no number') });
    const found = schemaProblems(rules.safeParse({ reply: [{ n: 1 }, { n: 3 }], replyTo: '' }).error?.issues ?? []);
    assert.deepEqual(
      found.map(({ path, message }) => [path, message]),
      [
        ['reply.1.n', 'rule 2: no threes'],
        ['replyTo', 'no number'],
      ],
    );
    assert.deepEqual(found[0]?.phrase?.args, [2, thrice]);
  });

  it('name the rule even if only the schema’s own sentence is available', () => {
    const rules = z.object({ reply: z.array(z.string('no text {0}')) });
    assert.deepEqual(problems(rules, { reply: [5] }), ['reply.0: rule 1: no text {0}']);
  });
});
