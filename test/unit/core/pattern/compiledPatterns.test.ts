import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { RE2JS } from 're2js';
import { parseEndpointConfig } from '../../../../src/core/config/endpointConfigSchema.ts';
import { compilePatternsAhead } from '../../../../src/core/config/regexCondition.ts';
import { CompiledPatterns } from '../../../../src/core/pattern/compiledPatterns.ts';
import { compilePattern } from '../../../../src/core/pattern.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';
import { tryRules } from '../../../../src/core/triedRules.ts';

describe('compiled patterns', () => {
  let compiled: CompiledPatterns;

  beforeEach(() => {
    compiled = new CompiledPatterns();
  });
  afterEach(() => mock.restoreAll());

  it('are shared by everything that compiles them in the same task, however it is split', () => {
    const first = compilePattern('a', 'i', 'latin1', compiled);
    assert.equal(compilePattern('a', 'i', 'latin1', compiled), first);
  });

  it('differ for other flags, encodings and sources, and outside the task', () => {
    const all = [
      compilePattern('ia', '', 'utf8', compiled),
      compilePattern('a', 'i', 'utf8', compiled),
      compilePattern('a', '', 'utf8', compiled),
      compilePattern('a', '', 'latin1', compiled),
    ];
    assert.equal(new Set([...all, compilePattern('a')]).size, 5);
  });

  it('fail again for the same reason, which quotes each source as written', () => {
    const failure = (source: string) => {
      try {
        return compilePattern(source, '', 'utf8', compiled);
      } catch (error) {
        return error as Error;
      }
    };
    assert.ok(failure('(') instanceof RangeError);
    assert.equal(failure('('), failure('('));
    assert.match(String(failure('(?u)(')), /^RangeError: "\(\?u\)\(" /);
  });

  it('are compiled once for checking a config and trying its rules, which find what was compiled ahead', () => {
    const config = {
      kind: 'tcp-server',
      address: ':0',
      encoding: 'latin1',
      reply: [{ when: { regex: '^(é+)$' }, send: '{{1}}' }],
    };
    for (const _ of compilePatternsAhead(config, compiled));
    const { mock: calls } = mock.method(RE2JS, 'compile');
    const { config: checked } = parseEndpointConfig(config, compiled);
    assert.deepEqual(tryRules(checked, Buffer.from('é', 'latin1'), sampleSources, compiled).rule, 0);
    assert.equal(calls.callCount(), 0);
    parseEndpointConfig(config);
    assert.ok(calls.callCount() > 0);
  });
});
