import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedEndpoint, type EndpointChange, endpointChange } from '../../../src/core/endpointChange.ts';
import type { EndpointSnapshot } from '../../../src/core/endpointSnapshot.ts';
import { anySnapshot } from '../../support/anySnapshot.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';

describe('an endpoint change', () => {
  const before = endpointSnapshot('e', 1, { failure: { code: 'NO_ENTRY', params: {} }, senders: 2 });

  it('contains everything at first', () => {
    assert.deepEqual(endpointChange(undefined, before), { ...before, isFirst: true });
  });

  it('contains the differences, without an equal config', () => {
    const now = { ...before, entries: 7, config: structuredClone(before.config) };
    assert.deepEqual(endpointChange(before, now), { id: 'e', entries: 7 });
    assert.deepEqual(endpointChange(before, structuredClone(before)), { id: 'e' });
    const config = { ...before.config, name: 'new' };
    assert.deepEqual(endpointChange(before, { ...before, config }), { id: 'e', config });
  });

  it('lists fields that are now absent', () => {
    const { failure: _, ...now } = before;
    assert.deepEqual(endpointChange(before, now), { id: 'e', failure: null });
    assert.deepEqual(changedEndpoint(before, { id: 'e', failure: null }), now);
  });

  it('replaces what was known from another engine', () => {
    const now = endpointSnapshot('e', 0);
    assert.deepEqual(changedEndpoint(before, endpointChange(undefined, now)), now);
  });

  it('leads from each state to the next, also as JSON', () => {
    fc.assert(
      fc.property(fc.array(anySnapshot('e'), { minLength: 1 }), states => {
        let announced: EndpointSnapshot | undefined;
        let known: EndpointSnapshot | undefined;
        for (const now of states) {
          const change = JSON.parse(JSON.stringify(endpointChange(announced, now))) as EndpointChange;
          known = changedEndpoint(known, change);
          assert.deepEqual(known, now);
          announced = now;
        }
      }),
    );
  });
});
