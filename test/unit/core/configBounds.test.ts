import assert from 'node:assert/strict';
import { boundProblem } from '../../../src/core/configBounds.ts';

const config = { kind: 'tcp-server', address: ':0' };
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at]));
const path = (more: object) => boundProblem({ ...config, ...more })?.path;

describe('the bounds of a config', () => {
  it('let through anything that is no config, which the check refuses', () => {
    for (const value of [
      undefined,
      null,
      5,
      'text',
      [],
      { reply: 5 },
      { reply: [null, 5, { send: 5 }] },
      { greeting: {} },
    ])
      assert.equal(boundProblem(value), undefined, JSON.stringify(value));
  });

  it('are a thousand unknown keys', () => {
    assert.equal(path(keys(1000)), undefined);
    assert.equal(path(keys(1001)), 'key1000');
  });

  it('are ten thousand double braces in the greeting and the replies together', () => {
    const braces = (count: number) => '{{$counter}}'.repeat(count);
    const rules = (count: number, send: unknown) => Array.from({ length: count }, () => ({ when: { text: '' }, send }));
    assert.equal(path({ greeting: braces(5000), reply: rules(10, { hex: braces(500) }) }), undefined);
    assert.equal(path({ greeting: braces(5001), reply: rules(10, { hex: braces(500) }) }), 'reply');
    assert.equal(path({ greeting: { hex: braces(10_001) } }), 'greeting');
    assert.equal(path({ name: braces(10_001) }), undefined);
  });

  it('are patterns that are compiled in a moment', () => {
    const when = { regex: '[b-\\x{10fffe}]', flags: 'iu' };
    assert.equal(path({ reply: [{ when, send: '' }] }), undefined);
    assert.equal(path({ reply: Array.from({ length: 1000 }, () => ({ when, send: '' })) }), 'reply');
  });
});
