import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { duplicateEndpoint } from '../../../../src/host/commands/duplicateEndpoint.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';

describe('a duplicated endpoint', () => {
  /** Returns the config of the copy, whose form is shown. */
  async function copyOf(config: EndpointConfig): Promise<EndpointConfig> {
    const added: EndpointConfig[] = [];
    const edited: string[] = [];
    const original = endpointSnapshot('a', 0, { config });
    const endpoints = fakeEndpoints([original], {
      add: async copy => {
        added.push(copy);
        return 'copy';
      },
    });
    const panels = { edit: (id: string) => void edited.push(id) };
    const saved = { all: async () => [] };
    await duplicateEndpoint(original, { endpoints, panels, saved } as unknown as CommandContext);
    assert.deepEqual(edited, ['copy']);
    return added[0] ?? assert.fail('nothing was added');
  }

  it('has the same settings, its own name and a free port', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const config = { kind: 'tcp-server', name: 'mine', greeting: 'hi' } as const;
    const copy = await copyOf({ ...config, address: `127.0.0.1:${port - 1}` });
    assert.deepEqual([copy.name, copy.greeting, copy.kind], ['mine 2', 'hi', 'tcp-server']);
    assert.ok(Number(/\d+$/.exec(copy.address)?.[0]) > port, 'the next port is taken');
    listener.close();
  });

  it('has no name if the original has none, and the same address if that can be shared', async () => {
    for (const address of ['127.0.0.1:9', 'unix:/tmp/a']) {
      const copy = await copyOf({ kind: 'tcp-client', address });
      assert.deepEqual(copy, { kind: 'tcp-client', address });
    }
    assert.equal((await copyOf({ kind: 'udp', address: ':0' })).address, ':0');
  });
});
