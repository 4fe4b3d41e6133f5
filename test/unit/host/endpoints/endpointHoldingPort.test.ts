import assert from 'node:assert/strict';
import type { SystemErrorParams } from '../../../../src/core/errorParams.ts';
import { endpointHoldingPort } from '../../../../src/host/endpoints/endpointHoldingPort.ts';

describe('the endpoint that uses a port', () => {
  const endpoints = { has: (id: string) => id === 'e1' };
  const taken = (params: SystemErrorParams) => ({ code: 'EADDRINUSE', params }) as const;

  it('must still exist', () => {
    assert.equal(endpointHoldingPort(taken({ holder: 'e1' }), endpoints), 'e1');
    assert.equal(endpointHoldingPort(taken({ holder: 'gone' }), endpoints), undefined);
    assert.equal(endpointHoldingPort(taken({ endpoint: 'in another window', window: 'w' }), endpoints), undefined);
    assert.equal(endpointHoldingPort({ code: 'EACCES', params: { holder: 'e1' } }, endpoints), undefined);
    assert.equal(endpointHoldingPort(undefined, endpoints), undefined);
  });
});
