import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { NotAllowed } from '../../../../src/host/permissions/checks.ts';
import { permissionKey } from '../../../../src/host/permissions/permissionKey.ts';

describe('the reach of a need', () => {
  const reach = (params: NotAllowed['params']) => permissionKey(new SocketError('NOT_ALLOWED', params) as NotAllowed);

  it('is an address without its port, or a path, for one permission', () => {
    const one = reach({ permission: 'listen', address: '0.0.0.0:9000' });
    assert.equal(reach({ permission: 'listen', address: '0.0.0.0:1' }), one);
    assert.notEqual(reach({ permission: 'listen', address: '[::]:9000' }), one);
    assert.notEqual(reach({ permission: 'receive', path: '/a' }), reach({ permission: 'send', path: '/a' }));
    assert.notEqual(reach({ permission: 'send', path: '/a' }), reach({ permission: 'send', path: '/b' }));
  });
});
