import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { watchEndpoints } from '../../../../src/host/endpoints/watchEndpoints.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('watchEndpoints', () => {
  it('logs each endpoint’s state changes, with its address only in the private part', () => {
    const { log, lines } = watchedLog();
    const listeners: (() => void)[] = [];
    const event = (listener: () => void) => {
      listeners.push(listener);
      return { dispose: () => void listeners.splice(listeners.indexOf(listener), 1) };
    };
    const endpoints = {
      all: [] as Partial<EndpointSnapshot>[],
      has: (id: string) => endpoints.all.some(one => one.id === id),
      onDidChangeList: event,
      onDidChange: event,
    };
    const watching = watchEndpoints(endpoints as unknown as Endpoints, log);
    const show = (...all: Partial<EndpointSnapshot>[]) => {
      endpoints.all = all;
      for (const listener of listeners) listener();
    };
    const config = { kind: 'tcp-server', address: ':9', name: 'secret' } as const;
    const endpoint = { id: 'e1', config, address: 'tcp://127.0.0.1:9' };
    const failure = { code: 'EADDRINUSE', params: { address: '127.0.0.1:9' } } as const;
    show({ ...endpoint, state: 'opening' });
    show({ ...endpoint, state: 'opening' });
    show({ ...endpoint, state: 'failed', failure });
    show();
    show();
    const before = 'endpoint kind=tcp-server';
    assert.deepEqual(
      log.records.map(({ line }) => line),
      [
        `${before} was=unlisted is=opening`,
        `${before} was=opening is=failed error="SocketError EADDRINUSE"`,
        `${before} was=failed is=removed`,
      ],
    );
    assert.deepEqual(
      lines.map(line => line.replace(/ endpoint [^:]*/, '')),
      [
        'info: e1 tcp://127.0.0.1:9',
        'warn: e1 tcp://127.0.0.1:9\n    SocketError: EADDRINUSE {"address":"127.0.0.1:9"}',
        'info: e1',
      ],
    );
    watching.dispose();
    assert.deepEqual(listeners, []);
  });
});
