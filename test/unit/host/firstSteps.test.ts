import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../src/core/endpointSnapshot.ts';
import { watchFirstSteps } from '../../../src/host/firstSteps.ts';
import { endpointSnapshot } from '../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../support/fakeEndpoints.ts';
import { freshVscode } from '../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../support/fakeVscode/workbenchState.ts';

describe('the walkthrough’s first steps', () => {
  freshVscode();

  const taken = () => workbenchState.done.shown.map(({ command, args }) => [command, ...args].join(' '));
  const server = (framesIn: number, framesOut: number, more: Partial<EndpointSnapshot> = {}) => {
    const counters = { ...endpointSnapshot('s', 0).counters, framesIn, framesOut };
    return endpointSnapshot('s', 0, { counters, ...more });
  };

  it('are taken once each, in any order', () => {
    const endpoints = fakeEndpoints([server(0, 0)]);
    watchFirstSteps(endpoints);
    endpoints.change(server(1, 0, { state: 'opening' }));
    assert.deepEqual(taken(), ['setContext portside.heard true']);
    endpoints.change(server(2, 0));
    endpoints.change(server(3, 1));
    endpoints.change(server(4, 2));
    assert.deepEqual(taken(), [
      'setContext portside.heard true',
      'setContext portside.listens true',
      'setContext portside.said true',
    ]);
  });

  it('are not taken by a client', () => {
    const config = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
    const endpoints = fakeEndpoints([server(0, 0, { config })]);
    watchFirstSteps(endpoints);
    endpoints.change(server(1, 1, { config }));
    assert.deepEqual(taken(), []);
  });
});
