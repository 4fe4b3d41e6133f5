import assert from 'node:assert/strict';
import type { ReplyCondition } from '../../../../../src/core/endpointConfig.ts';
import { convertedSample, sampleBytes, sampleNotation } from '../../../../../webview/form/rules/ruleSample.ts';

describe('the sample to try rules on', () => {
  const of = (...conditions: ReplyCondition[]) =>
    sampleNotation(
      { text: '' },
      conditions.map(when => ({ when, send: '' })),
    );

  it('is hex if all rules that don’t match every message have bytes in hex', () => {
    assert.equal(of({ hex: '01' }, { regex: '' }), 'hex');
    assert.equal(of({ hex: '01' }, { text: 'ping' }), 'text');
    assert.equal(of({ hex: '01' }, { regex: '^a' }), 'text');
    assert.equal(of({ regex: '' }), 'text');
    assert.equal(of(), 'text');
    assert.equal(sampleNotation({ text: '' }, 'echo'), 'text');
  });

  it('keeps the notation that it was typed in', () => {
    assert.equal(sampleNotation({ text: 'a', notation: 'text' }, [{ when: { hex: '01' }, send: '' }]), 'text');
  });

  it('keeps its bytes in the other notation, unless it is unreadable', () => {
    assert.deepEqual(convertedSample('a\\xff', ['text', 'hex'], 'utf8'), { text: '61 ff', notation: 'hex' });
    assert.deepEqual(convertedSample('61 ff', ['hex', 'text'], 'utf8'), { text: 'a\\xff', notation: 'text' });
    assert.deepEqual(convertedSample('6g', ['hex', 'text'], 'utf8'), { text: '6g', notation: 'text' });
    assert.deepEqual([...sampleBytes('aa 55', 'hex', 'utf8')], [0xaa, 0x55]);
  });
});
