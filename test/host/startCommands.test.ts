/** The notifications while a user opens an endpoint by hand, and if it can't be opened. */
import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { CommandContext } from '../../src/host/commands/commandContext.ts';
import { startByHand } from '../../src/host/commands/startCommands.ts';
import { FakeWindow } from './fakeWindow.ts';

describe('an endpoint opened by hand', () => {
  let screen: FakeWindow;
  let opening: PromiseWithResolvers<{ id: string; address: string }>;
  let asked: unknown[][];

  beforeEach(() => {
    screen = new FakeWindow();
    opening = Promise.withResolvers();
    asked = [];
  });
  afterEach(() => screen.restore());

  const refused = SocketError.system('ECONNREFUSED', { operation: 'connect', address: 'tcp://127.0.0.1:9' });
  const start = (config: EndpointConfig) => {
    const endpoints = {
      start: () => ({ id: 'e1', opened: opening.promise }),
      find: () => ({ id: 'e1', config, address: 'tcp://127.0.0.1:9' }),
      has: () => true,
      engine: {
        close: async (id: string) => {
          asked.push(['close', id]);
          opening.reject(new SocketError('CANCELLED'));
        },
      },
      reopen: async (...args: unknown[]) => {
        asked.push(['reopen', ...args]);
        return { id: 'e1', config, address: 'tcp://127.0.0.1:9' };
      },
    };
    const panels = { open: (id: string) => asked.push(['show', id]), isVisible: () => false };
    return startByHand(config, { endpoints, panels } as unknown as CommandContext);
  };
  const client: EndpointConfig = { kind: 'tcp-client', address: '127.0.0.1:9' };

  it('shows progress if it takes long, and is closed when that is cancelled', async () => {
    const notices = screen.watchProgress();
    const starting = start(client);
    await screen.sees(/^Opening 127\.0\.0\.1:9$/);
    screen.cancelProgress();
    assert.equal(await starting, undefined);
    assert.deepEqual(asked, [
      ['show', 'e1'],
      ['close', 'e1'],
    ]);
    await screen.sees(/^end of Opening/);
    assert.equal(notices.size, 0);
  });

  it('offers to keep trying if a client could not connect', async () => {
    screen.replace('showErrorMessage', (_text, choices) => {
      assert.deepEqual(choices, ['Keep Trying', 'Show']);
      return 'Keep Trying';
    });
    opening.reject(refused);
    await start(client);
    assert.deepEqual(asked, [
      ['show', 'e1'],
      ['reopen', 'e1', { ...client, reconnect: { minMs: 250, maxMs: 5000 } }],
    ]);
    assert.match(screen.shown[0] ?? '', /Cannot connect to 127\.0\.0\.1:9: connection refused/);
  });

  it('offers that for no other failure', async () => {
    screen.replace('showErrorMessage', (_text, choices) => {
      assert.deepEqual(choices, ['Show']);
      return undefined;
    });
    opening.reject(SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://127.0.0.1:9' }));
    await start({ kind: 'tcp-server', address: '127.0.0.1:9' });
    opening = Promise.withResolvers();
    opening.reject(SocketError.system('EADDRNOTAVAIL', { operation: 'connect', address: 'tcp://127.0.0.1:9' }));
    await start(client);
    assert.equal(screen.shown.length, 2);
  });
});
