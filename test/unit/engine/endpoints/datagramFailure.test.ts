import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { datagramFailure } from '../../../../src/engine/endpoints/datagramFailure.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

const failed = (code: string, to: string, more: Partial<EndpointConfig> = {}) => {
  const error = Object.assign(new Error(code), { code });
  const config: EndpointConfig = { kind: 'udp', address: '127.0.0.1:0', ...more };
  return paramsOf(datagramFailure(error, 'send', to, config)).option;
};

describe('the failure of a datagram', () => {
  it('has the kind, the system’s code and the destination', () => {
    const error = Object.assign(new Error('refused'), { code: 'EPERM' });
    const failure = datagramFailure(error, 'send', '10.0.0.1:9', { kind: 'udp', address: ':0' });
    const { kind, address, option } = paramsOf(failure);
    assert.deepEqual([failure.code, kind, address, failure.cause], ['EPERM', 'udp', '10.0.0.1:9', error]);
    assert.equal(option, undefined);
  });

  it('is that broadcasts are not allowed, unless they are', () => {
    assert.equal(failed('EACCES', '255.255.255.255:9'), 'broadcast');
    assert.equal(failed('EACCES', '255.255.255.255:9', { options: { broadcast: false } }), 'broadcast');
    assert.equal(failed('EACCES', '255.255.255.255:9', { options: { broadcast: true } }), undefined);
  });

  it('is the address if a loopback socket would have to leave the machine', () => {
    assert.equal(failed('EINVAL', '10.0.0.1:9'), 'address');
    assert.equal(failed('EINVAL', '10.0.0.1:9', { address: 'localhost:0' }), 'address');
    assert.equal(failed('EINVAL', '127.0.0.2:9'), undefined);
    assert.equal(failed('EINVAL', '10.0.0.1:9', { address: '0.0.0.0:0' }), undefined);
    assert.equal(failed('EPERM', '10.0.0.1:9'), undefined);
  });
});
