import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RE2JS } from 're2js';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { compileReplyPatterns } from '../../../../src/engine/answers/compileReplyPatterns.ts';
import { createResponder } from '../../../../src/engine/answers/responder.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';

const configOf = (...patterns: string[]): EndpointConfig => ({
  kind: 'tcp-server',
  address: ':0',
  encoding: 'latin1',
  reply: [{ when: { text: 'a' }, send: 'b' }, ...patterns.map(regex => ({ when: { regex }, send: 'c' }))],
});

describe('patterns compiled ahead', () => {
  afterEach(() => mock.restoreAll());

  it('aren’t compiled again for the rules', async () => {
    const config = configOf('one', 't[wü]o', '(?u)three');
    const compiled = await compileReplyPatterns(config);
    const compile = mock.method(RE2JS, 'compile');
    const { answer } = createResponder(config, undefined, compiled);
    assert.equal(compile.mock.callCount(), 0);
    const found = await answer(Buffer.from('two'), '', (pattern, bytes) => pattern.match(bytes));
    assert.deepEqual(found?.origin, { rule: 2 });
  });

  it('are reported where they are used if they are invalid', async () => {
    const config = configOf('one', '(', 'three');
    const compiled = await compileReplyPatterns(config);
    assert.throws(() => createResponder(config, undefined, compiled), RangeError);
  });

  it('are empty if no rule has one', async () => {
    const take = mock.method(turnBudget, 'takeWhenPossible');
    for (const reply of ['none', 'echo'] as const) await compileReplyPatterns({ reply });
    await compileReplyPatterns(configOf());
    assert.equal(take.mock.callCount(), 0);
  });
});
