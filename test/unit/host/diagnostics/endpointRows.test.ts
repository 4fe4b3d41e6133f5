import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { endpointRows } from '../../../../src/host/diagnostics/endpointRows.ts';

describe('endpointRows', () => {
  const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, peers: 2 };
  const snapshot = (config: EndpointConfig, more: Partial<EndpointSnapshot> = {}): EndpointSnapshot => ({
    id: 'e1',
    config,
    state: 'open',
    address: config.address,
    counters,
    entries: 10,
    firstEntry: 3,
    generation: 0,
    ...more,
  });

  it('names the framing of each direction', () => {
    const framing = { in: 'u32be', out: { line: 'lf' } } as const;
    const [row] = endpointRows([snapshot({ kind: 'tcp-server', address: ':0', framing })]);
    assert.equal(row?.framing, 'u32be in, line out');
  });

  it('counts similar endpoints', () => {
    const server: EndpointConfig = {
      kind: 'tcp-server',
      address: '127.0.0.1:9',
      name: 'one',
      framing: { line: 'any' },
    };
    const rows = endpointRows([
      snapshot(server),
      snapshot({ ...server, address: '127.0.0.1:10', name: 'two', framing: { line: 'lf' } }),
      snapshot({ ...server, encoding: 'latin1' }),
    ]);
    assert.deepEqual(rows, [
      {
        count: 2,
        kind: 'tcp-server',
        state: 'open',
        framing: 'line',
        encoding: 'utf8',
        keys: 'kind address name framing',
        peers: 4,
        entries: 14,
      },
      {
        count: 1,
        kind: 'tcp-server',
        state: 'open',
        framing: 'line',
        encoding: 'latin1',
        keys: 'kind address name framing encoding',
        peers: 2,
        entries: 7,
      },
    ]);
  });

  it('describes the type of address, and nothing else', () => {
    const kinds = (...addresses: string[]) =>
      addresses.flatMap(address => endpointRows([snapshot({ kind: 'tcp-server', address })]).map(({ kind }) => kind));
    assert.deepEqual(kinds('127.0.0.1:9', '0.0.0.0:9', 'unix:/tmp/secret'), [
      'tcp-server',
      'tcp-server, exposed',
      'tcp-server, a path',
    ]);
  });

  it('contains no user-defined key', () => {
    const strange = { kind: 'udp', address: ':9', secret: 1 } as EndpointConfig;
    assert.deepEqual(endpointRows([snapshot(strange)])[0]?.keys, 'kind address');
  });
});
