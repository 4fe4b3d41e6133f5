import assert from 'node:assert/strict';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';

describe('a UDP socket', () => {
  const endpoints = new EngineEndpoints();
  after(() => endpoints.dispose());

  it('sends no datagram to an address of another scheme', async () => {
    const socket = await endpoints.open({ kind: 'udp', address: ':0' });
    const refused = { 'tcp://127.0.0.1:9': /tcp address/, 'unix:/tmp/s': /unix address/, 'dtls://127.0.0.1:9': /TLS/ };
    for (const [address, message] of Object.entries(refused)) {
      await assert.rejects(socket.send('secret', { address }), { name: 'RangeError', message });
    }
    assert.equal(socket.counters.bytesOut, 0);
  });
});
