import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RE2JS } from 're2js';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { PeerMemory } from '../../../../src/core/rules/peerMemory.ts';
import { compileReplyPatterns } from '../../../../src/engine/answers/compileReplyPatterns.ts';
import { createResponder } from '../../../../src/engine/answers/responder.ts';
import { turnBudget } from '../../../../src/engine/turns/turnBudget.ts';
import { countCompiled, holdCompiling } from '../../../support/compiling.ts';

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
    const compiled = await compileReplyPatterns(() => config);
    const compile = mock.method(RE2JS, 'compile');
    const { answer } = createResponder(config, undefined, compiled);
    assert.equal(compile.mock.callCount(), 0);
    const found = await answer(Buffer.from('two'), { address: '', memory: new PeerMemory() }, (pattern, bytes) =>
      pattern.match(bytes),
    );
    assert.deepEqual(found?.origin, { rule: 2 });
  });

  it('are reported where they are used if they are invalid', async () => {
    const config = configOf('one', '(', 'three');
    const compiled = await compileReplyPatterns(() => config);
    assert.throws(() => createResponder(config, undefined, compiled), RangeError);
  });

  it('are empty if no rule has one', async () => {
    const take = mock.method(turnBudget, 'takeWhenPossible');
    const configs = [configOf(), { ...configOf(), reply: 'none' }, { ...configOf(), reply: 'echo' }] as const;
    for (const config of configs) await compileReplyPatterns(() => config);
    assert.equal(take.mock.callCount(), 0);
  });

  it('are those of the latest config, and of none that is no longer needed', async () => {
    const release = holdCompiling();
    const [one, other] = [configOf('one', 'two'), configOf('other')];
    let latest: EndpointConfig | undefined = one;
    const compiling = compileReplyPatterns(() => latest);
    latest = other;
    const count = countCompiled();
    release();
    const compiled = await compiling;
    assert.equal(count.all, 1);
    createResponder(other, undefined, compiled);
    assert.equal(count.all, 1);
    const unneeded = compileReplyPatterns(() => latest);
    latest = undefined;
    await unneeded;
    assert.equal(count.all, 1);
  });
});
