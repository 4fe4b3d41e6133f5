import assert from 'node:assert/strict';
import type { SystemErrorParams } from '../../../../src/core/errorParams.ts';
import { holderOf } from '../../../../src/host/endpoints/endpointHoldingPort.ts';

describe('who holds a port', () => {
  const endpoints = { has: (id: string) => id === 'e1' };
  const taken = (params: SystemErrorParams) => ({ code: 'EADDRINUSE', params }) as const;

  it('is an endpoint that is still there', () => {
    assert.equal(holderOf(taken({ holder: 'e1' }), endpoints), 'e1');
    assert.equal(holderOf(taken({ holder: 'gone' }), endpoints), undefined);
    assert.equal(holderOf(taken({ endpoint: 'in another window', window: 'w' }), endpoints), undefined);
    assert.equal(holderOf({ code: 'EACCES', params: { holder: 'e1' } }, endpoints), undefined);
    assert.equal(holderOf(undefined, endpoints), undefined);
  });
});
