import assert from 'node:assert/strict';
import { endpointLabel } from '../../../src/core/endpointLabel.ts';

const label = (address: string, name?: string) =>
  endpointLabel({ address, config: { kind: 'tcp-server', address: ':0', ...(name !== undefined && { name }) } });

describe('label of an endpoint', () => {
  it('is its name, or its address without the scheme', () => {
    assert.equal(label('tcp://127.0.0.1:9000', 'Echo'), 'Echo');
    assert.equal(label('tcp://127.0.0.1:9000'), '127.0.0.1:9000');
    assert.equal(label('udp://[::1]:9000'), '[::1]:9000');
    assert.equal(label('unix:/tmp/socket'), 'unix:/tmp/socket');
  });
});
