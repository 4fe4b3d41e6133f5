import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { withLastPort } from '../../../../src/engine/endpoints/lastPort.ts';

describe('the port used by an earlier window', () => {
  const at = (kind: EndpointConfig['kind'], address: string, bound: string) => withLastPort({ kind, address }, bound);

  it('is used again if the config leaves it open', () => {
    assert.equal(at('tcp-server', ':0', 'tcp://127.0.0.1:49152'), 'tcp://127.0.0.1:49152');
    assert.equal(at('tcp-server', '[::1]:0', 'tcp://[::1]:49152'), 'tcp://[::1]:49152');
    assert.equal(at('udp', '0.0.0.0:0', 'udp://0.0.0.0:49152'), 'udp://0.0.0.0:49152');
  });

  it('is ignored if the config specifies one, it was another host’s, or there was none', () => {
    assert.equal(at('tcp-server', ':9000', 'tcp://127.0.0.1:49152'), undefined);
    assert.equal(at('tcp-server', '0.0.0.0:0', 'tcp://127.0.0.1:49152'), undefined);
    assert.equal(at('tcp-server', ':0', ':0'), undefined);
    assert.equal(at('tcp-server', 'unix:/tmp/a', 'unix:/tmp/a'), undefined);
    assert.equal(at('tcp-server', ':0', 'unix:/tmp/a'), undefined);
    assert.equal(at('tcp-client', '127.0.0.1:0', 'tcp://127.0.0.1:49152'), undefined);
  });
});
