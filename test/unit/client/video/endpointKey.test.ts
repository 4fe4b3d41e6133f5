import assert from 'node:assert/strict';
import { endpointKey } from '../../../../src/client/video/endpointKey.ts';

describe('an endpoint’s key', () => {
  it('is the same in each window: its name, or its kind and address', () => {
    assert.equal(endpointKey({ kind: 'udp', address: ':9', name: 'camera' }), 'camera');
    assert.equal(endpointKey({ kind: 'udp', address: ':9' }), 'udp :9');
    assert.notEqual(endpointKey({ kind: 'tcp-server', address: ':9' }), endpointKey({ kind: 'udp', address: ':9' }));
  });
});
