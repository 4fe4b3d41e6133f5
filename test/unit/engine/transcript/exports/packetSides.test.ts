import assert from 'node:assert/strict';
import { packetSides } from '../../../../../src/engine/transcript/exports/packetSides.ts';

describe('packetSides', () => {
  const sides = (kind: 'tcp-server' | 'tcp-client' | 'udp', address: string, peer: string, index = 0) => {
    const { ours, theirs } = packetSides({ kind, address }, peer, index);
    return `${theirs.host} ${theirs.port} > ${ours.host} ${ours.port}`;
  };

  it('are those of the sockets, if the transcript has them', () => {
    assert.equal(sides('tcp-server', 'tcp://10.0.0.1:9', '10.0.0.2:40000'), '10.0.0.2 40000 > 10.0.0.1 9');
    assert.equal(sides('udp', 'udp://[fe80::1]:9', '[fe80::2%eth0]:40'), 'fe80::2%eth0 40 > fe80::1 9');
    assert.equal(sides('tcp-client', 'tcp://example.com:80', '10.0.0.2:80', 3), '10.0.0.2 80 > 0.0.0.0 49155');
    assert.equal(sides('tcp-client', 'tcp://localhost:80', '[::1]:80'), '::1 80 > ::1 49152');
  });

  it('are of one family if the endpoint listens on several addresses', () => {
    assert.equal(sides('tcp-server', 'tcp://0.0.0.0:9', '127.0.0.1:40'), '127.0.0.1 40 > 127.0.0.1 9');
    assert.equal(sides('tcp-server', 'tcp://[::]:9', '10.0.0.2:40'), '10.0.0.2 40 > 0.0.0.0 9');
    assert.equal(sides('tcp-server', 'tcp://[::]:9', '[2001:db8::1]:40'), '2001:db8::1 40 > :: 9');
    assert.equal(sides('tcp-server', 'tcp://localhost:9', '[::1]:40'), '::1 40 > ::1 9');
    assert.equal(sides('udp', 'udp://example.com:9', '10.0.0.2:40'), '10.0.0.2 40 > 0.0.0.0 9');
  });

  it('are invented for sockets without addresses, different for each peer', () => {
    const path = 'unix:/tmp/s';
    assert.equal(sides('tcp-server', path, path, 0), '127.1.0.0 49152 > 127.0.0.1 49151');
    assert.equal(sides('tcp-server', path, 'anything', 258), '127.1.1.2 49152 > 127.0.0.1 49151');
    assert.equal(sides('tcp-client', path, path, 1), '127.0.0.1 49151 > 127.1.0.1 49152');
    assert.equal(sides('tcp-server', '\\\\.\\pipe\\s', '\\\\.\\pipe\\s'), '127.1.0.0 49152 > 127.0.0.1 49151');
    const all = Array.from({ length: 70_000 }, (_, index) => sides('tcp-server', path, path, index));
    assert.equal(new Set(all).size, all.length);
  });

  it('have a port even if the endpoint never had one', () => {
    assert.equal(sides('tcp-server', 'tcp://127.0.0.1:0', '127.0.0.1:40'), '127.0.0.1 40 > 127.0.0.1 49151');
  });
});
