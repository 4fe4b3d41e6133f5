import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { ConfigInUse } from '../../../../src/engine/endpoints/configInUse.ts';
import type { EndpointSockets } from '../../../../src/engine/endpoints/endpointContext.ts';
import { EndpointLife, type LivingEndpoint } from '../../../../src/engine/endpoints/endpointLife.ts';

const config: EndpointConfig = { kind: 'tcp-server', address: ':0' };

/** Sockets whose first call of `close` takes until it is let go on; later ones find nothing left to close. */
class SlowSockets implements EndpointSockets {
  readonly address = 'somewhere:1';
  readonly #closed = Promise.withResolvers<void>();
  closings = 0;

  open(): Promise<void> {
    return Promise.resolve();
  }

  targets(): Promise<[]> {
    return Promise.resolve([]);
  }

  async close(): Promise<void> {
    if (this.closings++ === 0) await this.#closed.promise;
  }

  finish(): void {
    this.#closed.resolve();
  }
}

describe('the life of an endpoint', () => {
  let made: SlowSockets[];
  let events: string[];
  let life: EndpointLife;

  beforeEach(async () => {
    made = [];
    events = [];
    const nothing = { stop: () => undefined };
    const endpoint = {
      inUse: new ConfigInUse(config),
      transcript: { event: ({ code }: { code: string }) => events.push(code) },
      transfers: nothing,
      videos: nothing,
      newSockets: () => {
        const sockets = new SlowSockets();
        made.push(sockets);
        return sockets;
      },
      portHolder: () => Promise.resolve(undefined),
      changed: () => undefined,
    } as unknown as LivingEndpoint;
    life = new EndpointLife(endpoint);
    await life.reopen(config);
  });

  it('ends once, however many close it at once', async () => {
    const closed = Promise.all([life.close(), life.close()]);
    made[0]?.finish();
    await closed;
    assert.deepEqual([life.state, events, made[0]?.closings], ['closed', ['closed'], 1]);
  });

  it('begins again only when what was open has closed, and isn’t ended by that', async () => {
    const closed = life.close();
    const reopened = life.reopen(config);
    // Lets everything go on that waits for nothing else.
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(made.length, 1);
    made[0]?.finish();
    await Promise.all([closed, reopened]);
    assert.deepEqual([life.state, events, made.length], ['open', ['closed'], 2]);
    assert.equal(life.sockets, made[1]);
  });

  it('closes what a failure left open once, and stays failed', async () => {
    life.failed(new SocketError('INTERNAL_ERROR', { detail: '' }));
    const closed = life.close();
    made[0]?.finish();
    await closed;
    assert.deepEqual([life.state, events, made[0]?.closings], ['failed', ['failed'], 1]);
  });
});
