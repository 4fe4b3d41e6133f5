import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { storedValues } from '../../../../src/client/page/panelState.ts';

describe('the stored state of a panel’s page', () => {
  afterEach(() => mock.restoreAll());

  it('is an object', () => {
    assert.deepEqual(storedValues('{"counter":3,"draft":{"text":"[[["}}'), { counter: 3, draft: { text: '[[[' } });
    assert.deepEqual(storedValues(JSON.stringify({ text: '['.repeat(1000) })), { text: '['.repeat(1000) });
  });

  it('is undefined otherwise', () => {
    for (const state of [undefined, '', 'no JSON', 'null', '7', '"text"', '{"counter":'])
      assert.deepEqual(storedValues(state), {});
  });

  it('isn’t parsed if it is nested too deeply', () => {
    const parse = mock.method(JSON, 'parse');
    const nested = (levels: number) => `{"counter":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    assert.equal(Object.keys(storedValues(nested(127))).length, 1);
    assert.equal(parse.mock.callCount(), 1);
    for (const levels of [128, 1_000_000]) assert.deepEqual(storedValues(nested(levels)), {});
    assert.equal(parse.mock.callCount(), 1);
  });
});
