import assert from 'node:assert/strict';
import { defaultPort, portNumber } from '../../../../src/core/connection/defaultPorts.ts';

describe('default ports', () => {
  it('are those of the scheme in any case, and undefined for TLS schemes', () => {
    assert.deepEqual(['http', 'HTTP', 'redis', 'postgresql'].map(defaultPort), ['80', '80', '6379', '5432']);
    for (const scheme of ['https', 'rediss', 'wss', 'tcp', 'constructor', ''])
      assert.equal(defaultPort(scheme), undefined);
  });

  it('resolve a service name to its port, and keep numbers and other names', () => {
    assert.deepEqual(['smtp', '8080', 'daytime', ''].map(portNumber), ['25', '8080', 'daytime', '']);
  });
});
