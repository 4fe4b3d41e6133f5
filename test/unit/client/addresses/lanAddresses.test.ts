import assert from 'node:assert/strict';
import { syncBuiltinESMExports } from 'node:module';
import os, { type NetworkInterfaceInfo } from 'node:os';
import { mock } from 'node:test';
import { lanAddresses } from '../../../../src/client/addresses/lanAddresses.ts';

describe('the addresses of an exposed endpoint', () => {
  const four = (address: string, internal = false) => ({ address, family: 'IPv4', internal });
  const six = (address: string, scopeid = 0, internal = false) => ({ address, family: 'IPv6', internal, scopeid });

  beforeEach(() => {
    const interfaces = {
      lo: [four('127.0.0.1', true), six('::1', 0, true)],
      eth0: [four('192.168.1.20'), six('2001:db8::20'), six('fe80::20', 2)],
      tun0: undefined,
      wlan0: [four('10.0.0.7')],
    } as unknown as NodeJS.Dict<NetworkInterfaceInfo[]>;
    mock.method(os, 'networkInterfaces', () => interfaces);
    syncBuiltinESMExports();
  });
  afterEach(() => {
    mock.restoreAll();
    syncBuiltinESMExports();
  });

  it('are the address that it is bound to', () => {
    for (const address of ['tcp://192.168.1.20:9000', 'udp://[2001:db8::20]:9'])
      assert.deepEqual(lanAddresses(address), [address]);
  });

  it('are the machine’s non-loopback addresses of the bound family', () => {
    assert.deepEqual(lanAddresses('tcp://0.0.0.0:9000'), ['tcp://192.168.1.20:9000', 'tcp://10.0.0.7:9000']);
  });

  it('are those of both families if bound to IPv6, except link-local ones, which need a zone', () => {
    assert.deepEqual(lanAddresses('udp://[::]:9'), [
      'udp://192.168.1.20:9',
      'udp://[2001:db8::20]:9',
      'udp://10.0.0.7:9',
    ]);
  });
});
