import assert from 'node:assert/strict';
import { isOutOfReach } from '../../../../src/client/permissions/isOutOfReach.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';

describe('an address that a UDP socket can’t reach', () => {
  const own = ['127.0.0.1', '192.168.1.20', '::1', 'fe80::20'];
  const socket = (address: string): EndpointConfig => ({ kind: 'udp', address });
  const isOut = (target: string, from = ':0') => isOutOfReach(socket(from), target, own);

  it('is another machine’s, from a socket on loopback', () => {
    for (const target of ['192.168.1.21:9', 'udp://10.0.0.5:9', '[2001:db8::1]:9', '[::ffff:10.0.0.5]:9'])
      assert.equal(isOut(target), true, target);
    assert.equal(isOut('[2001:db8::1]:9', '[::1]:0'), true);
  });

  it('isn’t this machine’s own in any spelling, a group, or a name', () => {
    const within = [
      '127.8.0.1:9',
      '192.168.1.20:9',
      '[::ffff:192.168.1.20]:9',
      '[fe80:0::20]:9',
      '0.0.0.0:9',
      '[::]:9',
    ];
    const groups = ['224.0.0.251:9', '255.255.255.255:9', '[ff02::1]:9'];
    for (const target of [...within, ...groups, 'localhost:9', 'example.com:9'])
      assert.equal(isOut(target), false, target);
  });

  it('doesn’t exist for a socket that isn’t bound to loopback, or may not be', () => {
    for (const from of ['0.0.0.0:0', '[::]:0', '192.168.1.20:0', 'localhost:0'])
      assert.equal(isOut('10.0.0.5:9', from), false, from);
    assert.equal(isOutOfReach({ kind: 'tcp-client', address: ':9' }, '10.0.0.5:9', own), false);
  });

  it('is found with this machine’s interfaces', () => {
    assert.equal(isOutOfReach(socket(':0'), '192.0.2.7:9'), true);
    assert.equal(isOutOfReach(socket(':0'), '127.0.0.1:9'), false);
  });
});
