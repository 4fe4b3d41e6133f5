import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { createStatusBar } from '../../../../src/host/tree/statusBar.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('the status bar item', () => {
  freshVscode();

  let nowMs: number;
  let endpoints: FakeEndpoints;
  let bar: { dispose(): void };

  beforeEach(() => {
    nowMs = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
    mock.method(performance, 'now', () => nowMs);
    endpoints = fakeEndpoints();
    bar = createStatusBar(endpoints);
  });
  afterEach(() => {
    bar.dispose();
    mock.timers.reset();
    mock.restoreAll();
  });

  const shown = () => [...workbenchState.statusItems].map(({ text, tooltip }) => ({ text, tooltip }));
  const withBytes = (id: string, bytesIn: number, bytesOut = 0): EndpointSnapshot => {
    const { counters, ...rest } = endpointSnapshot(id, 0);
    return { ...rest, counters: { ...counters, bytesIn, bytesOut } };
  };
  const pass = (ms: number) => {
    nowMs += ms;
    mock.timers.tick(ms);
  };

  it('counts open endpoints, with a singular, and is hidden while none is open', () => {
    assert.deepEqual(shown(), []);
    endpoints.list(endpointSnapshot('a', 0), endpointSnapshot('b', 0, { state: 'closed' }));
    assert.deepEqual(shown(), [{ text: '$(plug) 1', tooltip: 'Portside: 1 open endpoint' }]);
    endpoints.change(endpointSnapshot('b', 0));
    assert.deepEqual(shown(), [{ text: '$(plug) 2', tooltip: 'Portside: 2 open endpoints' }]);
    endpoints.list();
    assert.deepEqual(shown(), []);
  });

  it('shows the total rate in both directions while there is traffic', () => {
    endpoints.list(withBytes('a', 0), withBytes('b', 0));
    endpoints.change(withBytes('a', 1000, 500), withBytes('b', 0, 1500));
    pass(1000);
    assert.equal(shown()[0]?.text, '$(plug) 2 · 3.00 kB/s');
    pass(1000);
    assert.equal(shown()[0]?.text, '$(plug) 2', 'nothing moved since');
    pass(5000);
    endpoints.change(withBytes('a', 3000, 500));
    pass(1000);
    assert.equal(shown()[0]?.text, '$(plug) 2 · 333 B/s', 'over the time since the last sample');
  });

  it('shows no negative rate when an endpoint is removed with its bytes', () => {
    endpoints.list(withBytes('a', 0), withBytes('b', 5000));
    endpoints.change(withBytes('a', 10));
    pass(1000);
    endpoints.list(withBytes('a', 10));
    pass(1000);
    assert.equal(shown()[0]?.text, '$(plug) 1');
  });

  it('doesn’t count an earlier window’s traffic as current', () => {
    endpoints.list({ ...withBytes('a', 10), isRestoring: true }, withBytes('b', 0));
    endpoints.change(withBytes('a', 5000), withBytes('b', 100));
    pass(1000);
    assert.equal(shown()[0]?.text, '$(plug) 2 · 100 B/s');
    endpoints.change(withBytes('a', 5010), withBytes('b', 100));
    pass(1000);
    assert.equal(shown()[0]?.text, '$(plug) 2 · 10 B/s');
  });

  it('stops sampling once it is disposed', () => {
    endpoints.list(withBytes('a', 0));
    endpoints.change(withBytes('a', 1000));
    bar.dispose();
    pass(1000);
    assert.deepEqual(shown(), []);
  });
});
