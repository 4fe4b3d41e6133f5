import assert from 'node:assert/strict';
import { changeNeeds } from '../../../../src/host/saved/changeNeeds.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the needs of a saved endpoints change', () => {
  freshVscode();
  const one = { kind: 'udp', address: ':1', name: 'one' };
  const two = { kind: 'udp', address: ':2' };
  const odd = 7;
  const needs = (before: unknown[], after: unknown[], isGranted = false) =>
    changeNeeds({ has: name => isGranted && name === 'change' }, { before, after }).map(({ params }) => params);
  const change = (name: string) => [{ permission: 'change', name }];

  it('include a permission for what is removed, replaced or changed', () => {
    assert.deepEqual(needs([one, two], [two]), change('one'));
    assert.deepEqual(needs([one, two], [one]), change(':2'));
    assert.deepEqual(needs([one, odd], [one]), change('portside.endpoints[1]'));
    assert.deepEqual(needs([one, two], [{ ...one, address: ':3' }, two]), change('one'));
    assert.deepEqual(needs([{ ...one, autoStart: true }], [one]), change('one'));
    assert.deepEqual(needs([one, one], [one]), change('one'), 'one of two equal ones');
  });

  it('include a permission for what will start with the window', () => {
    assert.deepEqual(needs([two], [two, { ...one, autoStart: true }]), change('one'));
    assert.deepEqual(needs([one], [{ ...one, autoStart: true }]), change('one'));
  });

  it('are empty for other additions, for unchanged entries, and with the permission', () => {
    assert.deepEqual(needs([], [one, { ...two, autoStart: 'yes' }]), []);
    const starting = { ...one, autoStart: true };
    assert.deepEqual(needs([starting, odd], [two, odd, starting]), []);
    assert.deepEqual(needs([one], [starting], true), []);
    assert.deepEqual(needs([one], [], true), []);
  });
});
