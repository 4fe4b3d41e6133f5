import assert from 'node:assert/strict';
import type { Disposable } from 'vscode';
import { watchTitle } from '../../../../src/host/panel/watchTitle.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the title of a tab', () => {
  freshVscode();

  const named = (id: string, name: string, peers = 0) =>
    endpointSnapshot(id, peers, { config: { kind: 'tcp-server', address: ':0', name } });
  let endpoints: FakeEndpoints;
  let shown: string[];
  let kinds: (string | undefined)[];
  let watching: Disposable;

  beforeEach(() => {
    endpoints = fakeEndpoints([named('a', 'mine'), named('b', 'other')]);
    shown = [];
    kinds = [];
    watching = watchTitle('a', endpoints, (title, numbered) => {
      shown.push(title);
      kinds.push(numbered);
    });
  });
  afterEach(() => watching.dispose());

  it('follows the labels of all endpoints, and nothing else of them', () => {
    endpoints.change(named('a', 'mine', 7), named('b', 'other', 7));
    endpoints.change(named('b', 'third'));
    assert.deepEqual(shown, ['mine']);
    endpoints.change(named('b', 'mine'));
    endpoints.change(named('a', 'renamed'));
    endpoints.list(named('c', 'renamed'), named('a', 'renamed'));
    endpoints.unlist('c');
    assert.deepEqual(shown.slice(1), ['mine (TCP server 1)', 'renamed', 'renamed (TCP server 2)', 'renamed']);
    assert.deepEqual(kinds, [undefined, 'TCP server 1', undefined, 'TCP server 2', undefined]);
  });

  it('stays when its endpoint is removed, or no longer watched', () => {
    endpoints.unlist('a');
    watching.dispose();
    endpoints.list(named('a', 'again'));
    assert.deepEqual(shown, ['mine']);
  });
});
