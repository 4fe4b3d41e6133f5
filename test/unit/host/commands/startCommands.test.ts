import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { mock } from 'node:test';
import { window } from 'vscode';
import { markUserArgument } from '../../../../src/client/callers/userGestures.ts';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { keepTrying, restart, start, startByHand, startSaved } from '../../../../src/host/commands/startCommands.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';

describe('commands that start an endpoint', () => {
  freshVscode();
  fakeTimers();

  const server = { kind: 'tcp-server', address: '0.0.0.0:9', name: 'mine' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9' } as const;
  const refused = SocketError.system('ECONNREFUSED', { operation: 'connect', address: 'tcp://127.0.0.1:9' });
  let opened: (EndpointConfig | undefined)[];
  let shown: string[];
  let closed: string[];
  let isVisible: boolean;
  /** Endpoint of the panel that the user used last. */
  let focused: string[];
  /** Endpoint of the active panel. */
  let active: string | undefined;
  /** The active tab in the editor area. */
  let activeTab: { label: string } | undefined;
  /** Result of an opening. */
  let opening: (snapshot: EndpointSnapshot) => Promise<EndpointSnapshot>;
  let endpoints: FakeEndpoints;
  let context: CommandContext;

  beforeEach(() => {
    opened = [];
    shown = [];
    closed = [];
    isVisible = false;
    focused = [];
    active = undefined;
    activeTab = undefined;
    mock.getter(window.tabGroups, 'activeTabGroup', () => ({ activeTab }) as never);
    opening = async snapshot => snapshot;
    const open = (config?: EndpointConfig) => {
      opened.push(config);
      return opening(endpointSnapshot('e', 0, { config: config ?? server }));
    };
    endpoints = fakeEndpoints([endpointSnapshot('e', 0, { config: server })], {
      open,
      start: config => {
        endpoints.list(endpointSnapshot('e', 0, { config }));
        return { id: 'e', opened: open(config) };
      },
      reopen: (_id, config) => open(config),
      close: async id => void closed.push(id),
    });
    const panels = {
      open: (id: string, takesFocus = false) => {
        shown.push(id);
        if (takesFocus) focused.push(id);
      },
      isVisible: () => isVisible,
      get active() {
        return active;
      },
    };
    context = { endpoints, panels, permissions, saved: { all: async () => [] } } as unknown as CommandContext;
  });
  afterEach(() => mock.restoreAll());

  const fails = (error: Error) => {
    opening = async () => Promise.reject(error);
  };
  const settled = () => new Promise(setImmediate);

  it('open a caller’s config silently, on any port if it names none', async () => {
    assert.deepEqual(await start('tcp-server', {}, context), { id: 'e', address: 'tcp://127.0.0.1:1', warnings: [] });
    await start('udp', {}, context);
    await start('udp', { remote: '127.0.0.1:9' }, context);
    await start('udp', { remote: '10.0.0.1:9', address: ':7' }, context);
    assert.deepEqual(
      opened.map(one => one?.address),
      [':0', ':0', '127.0.0.1:0', ':7'],
    );
    assert.deepEqual(shown, []);
  });

  it('keep the command’s kind, and unknown keys, with a warning', async () => {
    const started = await start('tcp-server', { kind: 'udp', greating: 'hi' }, context);
    assert.equal(opened[0]?.kind, 'tcp-server');
    assert.deepEqual(
      started?.warnings.map(({ path }) => path),
      ['greating'],
    );
  });

  it('reject an invalid config by field', async () => {
    await assert.rejects(start('tcp-client', {}, context), { name: 'TypeError', message: /address/ });
    await assert.rejects(start('udp', { remote: 'no address' }, context), { name: 'TypeError', message: /remote/ });
    assert.deepEqual(opened, []);
  });

  it('reject what isn’t a config, instead of opening something else', async () => {
    for (const kind of ['tcp-server', 'tcp-client', 'udp'] as const)
      for (const wrong of [
        null,
        ':9000',
        9000,
        Number.NaN,
        true,
        Symbol('9000'),
        () => ({}),
        [':9000'],
        new Uint8Array(2),
      ])
        await assert.rejects(start(kind, wrong, context), {
          name: 'TypeError',
          message: 'The argument must be the config of an endpoint, such as {address: ":9000"}',
        });
    assert.deepEqual(opened, []);
  });

  it('reject a caller with a code and a sentence', async () => {
    fails(refused);
    await assert.rejects(start('tcp-client', client, context), {
      code: 'ECONNREFUSED',
      message: /^Cannot connect to 127\.0\.0\.1:9: /,
    });
    assert.deepEqual(questions.open, []);
  });

  it('show the user the panel, and report a failure that no visible panel shows', async () => {
    fails(refused);
    isVisible = true;
    assert.equal(await startByHand(client, context), undefined);
    assert.deepEqual(questions.open, []);
    isVisible = false;
    const starting = startByHand(client, context);
    const question = await questions.question('Cannot connect to 127.0.0.1:9');
    assert.deepEqual(question.items, ['Keep Trying', 'Show']);
    shown = [];
    question.answer('Show');
    await starting;
    assert.deepEqual(shown, ['e']);
  });

  it('focus the panel, but not when started from a tree row or from code', async () => {
    const saved = { label: 'mine', config: server, scope: { type: 'user' }, index: 0 };
    const withSaved = { ...context, saved: { all: async () => [saved] } } as unknown as CommandContext;
    await startSaved(markUserArgument({ type: 'saved', saved }), context);
    assert.deepEqual([shown, focused], [['e'], []]);
    await startByHand(server, context);
    assert.deepEqual(focused, ['e']);
    const starting = startSaved(undefined, withSaved);
    (await questions.question('Which saved endpoint?')).answer('mine');
    await starting;
    assert.deepEqual(focused, ['e', 'e']);
    activeTab = { label: 'code.py' };
    await startByHand(server, context);
    assert.deepEqual(focused, ['e', 'e']);
    active = 'other';
    await startByHand(server, context);
    assert.deepEqual(focused, ['e', 'e', 'e'], 'it covers the active panel');
  });

  it('start a saved endpoint with its panel for the user, and silently by name', async () => {
    const saved = { label: 'mine', config: server, scope: { type: 'user' }, index: 0 };
    const withSaved = { ...context, saved: { all: async () => [saved] } } as unknown as CommandContext;
    await startSaved({ name: 'mine' }, withSaved);
    assert.deepEqual([opened, shown], [[server], []]);
    await startSaved({ type: 'saved', saved }, withSaved);
    assert.deepEqual([opened, shown], [[server, server], ['e']]);
  });

  it('keep trying if the user wants that', async () => {
    fails(refused);
    const starting = startByHand(client, context);
    const question = await questions.question('Cannot connect');
    opening = async snapshot => snapshot;
    question.answer('Keep Trying');
    await starting;
    assert.ok(opened.at(-1)?.reconnect);
    assert.equal(opened.at(-1)?.reconnect?.attempts, undefined);
  });

  it('offer to keep trying only if that could help', async () => {
    fails(SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://0.0.0.0:9' }));
    const starting = startByHand(server, context);
    const question = await questions.question('Cannot listen on 0.0.0.0:9');
    assert.deepEqual(question.items, ['Show']);
    question.dismiss();
    await starting;
    await assert.rejects(keepTrying('e', undefined, context), /Only a TCP client can keep trying/);
  });

  it('show the endpoint of this window that uses the port', async () => {
    const taken = {
      operation: 'listen',
      address: 'tcp://0.0.0.0:9',
      endpoint: 'other',
      window: '',
      holder: 'other',
    } as const;
    fails(SocketError.system('EADDRINUSE', taken));
    const starting = startByHand(server, context);
    endpoints.list(...endpoints.all, endpointSnapshot('other', 0));
    const question = await questions.question('by “other” in this window');
    assert.deepEqual(question.items, ['Show It', 'Show']);
    shown = [];
    question.answer('Show It');
    await starting;
    assert.deepEqual(shown, ['other']);
  });

  it('apply the user’s defaults for new endpoints, unless a caller starts them', async () => {
    settings.set('portside.newEndpoints.framing', 'crlf');
    settings.set('portside.newEndpoints.encoding', 'latin1');
    const memory = { get: () => undefined, update: async () => undefined };
    const starting = start('tcp-client', undefined, { ...context, memory } as unknown as CommandContext);
    (await questions.question(/(?:)/, 'input')).answer('127.0.0.1:9');
    await starting;
    assert.deepEqual(opened, [{ ...client, encoding: 'latin1', framing: { line: 'crlf' } }]);
    await start('tcp-client', { address: '127.0.0.1:9' }, context);
    assert.deepEqual(opened.at(-1), client);
  });

  it('report nothing about an endpoint that was removed or stopped while it opened', async () => {
    fails(new SocketError('CANCELLED'));
    assert.equal(await startByHand(client, context), undefined);
    opening = async () => {
      endpoints.list();
      throw refused;
    };
    assert.equal(await startByHand(client, context), undefined);
    assert.deepEqual(questions.open, []);
  });

  it('restart with the same config, or on a free port of the same address, which it keeps', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const config = { ...server, address: `127.0.0.1:${port}` } as const;
    endpoints.list(endpointSnapshot('e', 0, { config }));
    await restart('e', undefined, context);
    await restart('e', { type: 'panel', endpoint: 'e', freePort: true }, context);
    taken.close();
    const free = Number(opened[1]?.address.replace('127.0.0.1:', ''));
    assert.ok(free > port && free <= port + 100, String(free));
    assert.deepEqual(opened, [undefined, { ...config, address: `127.0.0.1:${free}` }]);
  });

  it('restart on a port that needs no privileges', async () => {
    endpoints.list(endpointSnapshot('e', 0, { config: { kind: 'udp', address: '127.0.0.1:80' } }));
    await restart('e', { freePort: true }, context);
    assert.match(opened.at(-1)?.address ?? '', /^127\.0\.0\.1:1[01]\d\d$/);
  });

  it('ask before a restart disconnects clients, unless a caller restarts', async () => {
    for (const [peers, question] of [
      [1, 'Restart server mine? 1 client will be disconnected.'],
      [3, 'Restart server mine? 3 clients will be disconnected.'],
    ] as const) {
      opened = [];
      endpoints.list(endpointSnapshot('e', peers, { config: server }));
      const kept = restart('e', { type: 'endpoint', endpoint: 'e' }, context);
      (await questions.question(question)).dismiss();
      await assert.rejects(kept, Dismissed);
      assert.deepEqual(opened, []);
      const restarted = restart('e', undefined, context);
      (await questions.question(question)).answer('Restart');
      await restarted;
      assert.deepEqual(opened, [undefined]);
      await restart('e', { endpoint: 'e' }, context);
      assert.equal(opened.length, 2);
    }
    for (const config of [client, { kind: 'udp', address: ':9' } as const]) {
      endpoints.list(endpointSnapshot('e', 1, { config }));
      await restart('e', undefined, context);
    }
    assert.deepEqual([opened.length, questions.open], [4, []]);
  });

  it('show progress after a second, with a button that stops the endpoint', async () => {
    const pending = Promise.withResolvers<EndpointSnapshot>();
    opening = () => pending.promise;
    const starting = startByHand(client, context);
    await settled();
    mock.timers.tick(999);
    assert.deepEqual(progressNotices.open, []);
    mock.timers.tick(1);
    const notice = await progressNotices.notice('Opening 127.0.0.1:1');
    notice.cancel();
    await settled();
    assert.deepEqual(closed, ['e']);
    pending.reject(new SocketError('CANCELLED'));
    await starting;
    await notice.closed;
    assert.deepEqual(questions.open, []);
  });
});
