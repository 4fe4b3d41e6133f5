import assert from 'node:assert/strict';
import type { ThemeIcon } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import { endpointIcon, isExposed } from '../../../../src/host/shown/endpointLabels.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('an endpoint that other machines can reach', () => {
  const exposed = (address: string, state: EndpointState = 'open', kind: EndpointConfig['kind'] = 'tcp-server') =>
    isExposed(endpointSnapshot('e', 0, { config: { kind, address: ':0' }, address, state }));

  it('listens beyond loopback', () => {
    for (const address of ['tcp://0.0.0.0:9', 'tcp://[::]:9', 'tcp://192.168.1.2:9']) assert.ok(exposed(address));
    for (const address of ['tcp://127.0.0.1:9', 'tcp://[::1]:9', 'tcp://127.1.2.3:9', 'unix:/tmp/s'])
      assert.ok(!exposed(address), address);
  });

  it('is open, and isn’t a client', () => {
    assert.ok(exposed('udp://0.0.0.0:9', 'open', 'udp'));
    assert.ok(!exposed('tcp://192.168.1.2:9', 'open', 'tcp-client'));
    const remote = { kind: 'udp', address: ':0', remote: '192.168.1.3:9' } as const;
    const isReachable = [remote, { ...remote, connected: true }].map(config =>
      isExposed(endpointSnapshot('e', 0, { config, address: 'udp://0.0.0.0:9' })),
    );
    assert.deepEqual(isReachable, [true, false], 'a connected socket receives only from its remote');
    for (const state of ['opening', 'closed', 'failed', 'reconnecting'] as const)
      assert.ok(!exposed('tcp://0.0.0.0:9', state), state);
  });
});

describe('an endpoint’s icon', () => {
  const look = ({ id, color }: ThemeIcon) => ({ id, color: color?.id });

  it('shows its kind while idle, and its state by color', () => {
    assert.deepEqual(look(endpointIcon('udp', 'open')), { id: 'broadcast', color: 'charts.green' });
    assert.deepEqual(look(endpointIcon('tcp-client', 'closed')), { id: 'plug', color: 'list.deemphasizedForeground' });
    assert.deepEqual(look(endpointIcon('tcp-server', 'open')), { id: 'server', color: 'charts.green' });
  });

  it('is the same for all kinds while waiting, and after a failure', () => {
    for (const kind of ['tcp-server', 'tcp-client', 'udp'] as const) {
      for (const state of ['opening', 'reconnecting'] as const)
        assert.deepEqual(look(endpointIcon(kind, state)), { id: 'loading~spin', color: undefined });
      assert.deepEqual(look(endpointIcon(kind, 'failed')), { id: 'error', color: 'errorForeground' });
    }
  });
});
