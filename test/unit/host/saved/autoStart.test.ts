import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ConfigurationTarget, commands } from 'vscode';
import { isUserGesture } from '../../../../src/client/callers/userGestures.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { NotAllowed } from '../../../../src/host/permissions/checks.ts';
import { startWithWindow } from '../../../../src/host/saved/autoStart.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeTimers } from '../../../support/fakeTimers.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('saved endpoints that start with the window', () => {
  freshVscode();
  fakeTimers();
  // The tests below don’t wait for code that is loaded with its first use.
  before(() => import('../../../../src/core/config/endpointConfigSchema.ts'));

  const key = 'portside.endpoints';
  const server = { kind: 'tcp-server', address: ':9', autoStart: true } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9', autoStart: true } as const;
  const refused = SocketError.system('ECONNREFUSED', { operation: 'connect', address: 'tcp://127.0.0.1:9' });
  let started: string[];
  let failing: Map<string, Error>;
  let endpoints: FakeEndpoints;
  let saved: SavedEndpoints;
  let shown: string[];
  let agreed: string[];
  let disposables: { dispose(): void }[];

  beforeEach(() => {
    started = [];
    failing = new Map();
    shown = [];
    agreed = [];
    saved = new SavedEndpoints();
    disposables = [saved, commands.registerCommand('portside.connections.focus', () => void shown.push('the list'))];
    const outcome = async (id: string, name: string) => {
      started.push(`${id} ${name}`);
      const failure = failing.get(name);
      if (failure) throw failure;
      return endpoints.find(id);
    };
    endpoints = fakeEndpoints([], {
      start: (config: EndpointConfig) => {
        const id = `new-${config.name}`;
        endpoints.list(...endpoints.all, endpointSnapshot(id, 0, { config }));
        return { id, opened: outcome(id, config.name ?? '') };
      },
      ensureOpen: id => outcome(id, endpoints.find(id).config.name ?? ''),
    });
  });
  afterEach(() => {
    for (const one of disposables) one.dispose();
  });

  const begin = (restored: Promise<void> = Promise.resolve()) => {
    const show = (id: string) => void shown.push(id);
    const automatic = {
      needs: async ({ address, name = '' }: EndpointConfig) => {
        const params = { permission: 'listen', address } as const;
        return address === '0.0.0.0:9' && !agreed.includes(name)
          ? [new SocketError('NOT_ALLOWED', params) as NotAllowed]
          : [];
      },
      agree: async ({ name = '' }: EndpointConfig) => void agreed.push(name),
    };
    disposables.push(startWithWindow({ endpoints, saved, automatic, restored, show, log: watchedLog().log }));
  };
  const settled = async () => {
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  };

  it('are those with that setting', async () => {
    settings.set(key, [
      { ...server, name: 'a' },
      { ...server, name: 'b', autoStart: false },
      { ...server, name: 'c' },
    ]);
    begin();
    await settled();
    assert.deepEqual(started, ['new-a a', 'new-c c']);
    assert.deepEqual(questions.open, []);
  });

  it('wait for endpoints that were open before, and continue those if already listed', async () => {
    settings.set(key, [{ ...server, name: 'a' }]);
    const restored = Promise.withResolvers<void>();
    begin(restored.promise);
    await settled();
    assert.deepEqual(started, []);
    endpoints.list(endpointSnapshot('old', 0, { config: { ...server, name: 'a', address: ':7' } }));
    restored.resolve();
    await settled();
    assert.deepEqual(started, ['old a']);
  });

  it('do not wait forever for endpoints that were open before', async () => {
    settings.set(key, [{ ...server, name: 'a' }]);
    begin(new Promise(() => undefined));
    await settled();
    mock.timers.tick(9999);
    await settled();
    assert.deepEqual(started, []);
    mock.timers.tick(1);
    await settled();
    assert.deepEqual(started, ['new-a a']);
  });

  it('start when the workspace is trusted, with its settings at that time', async () => {
    Object.assign(workbenchState.state, { isTrusted: false, folders: ['/a'] });
    settings.set(key, [{ ...server, name: 'user' }]);
    begin();
    await settled();
    assert.deepEqual(started, []);
    workbenchState.grantTrust();
    await settled();
    assert.deepEqual(started, [], 'the settings are not read yet');
    settings.set(key, [{ ...server, name: 'folder' }], ConfigurationTarget.Workspace);
    await settled();
    assert.deepEqual(started, ['new-folder folder', 'new-user user']);
  });

  it('start two seconds after the workspace is trusted if it has no settings of its own', async () => {
    workbenchState.state.isTrusted = false;
    settings.set(key, [{ ...server, name: 'user' }]);
    begin();
    workbenchState.grantTrust();
    mock.timers.tick(1999);
    await settled();
    assert.deepEqual(started, []);
    mock.timers.tick(1);
    await settled();
    assert.deepEqual(started, ['new-user user']);
  });

  it('are reported by one notification if one fails, which can show it', async () => {
    settings.set(key, [{ ...server, name: 'a' }]);
    failing.set('a', SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://127.0.0.1:9' }));
    begin();
    const question = await questions.question('Cannot listen on 127.0.0.1:9');
    assert.deepEqual(question.items, ['Show']);
    question.answer('Show');
    await settled();
    assert.deepEqual(shown, ['new-a']);
  });

  describe('that a command may have saved under a revoked permission', () => {
    const exposed = { ...server, address: '0.0.0.0:9' } as const;
    const listening = (name: string) =>
      `“${name}” wasn’t started automatically: it may have been saved by a command, not by you. It listens on 0.0.0.0:9, where other machines can reach it.`;

    it('are not started until the user agrees, one question after another', async () => {
      settings.set(key, [
        { ...exposed, name: 'a' },
        { ...server, name: 'b' },
        { ...exposed, name: 'c' },
      ]);
      begin();
      const first = await questions.question(listening('a'));
      assert.deepEqual([started, questions.open.length, first.items], [['new-b b'], 1, ['Start']]);
      first.dismiss();
      (await questions.question(listening('c'))).answer('Start');
      await settled();
      assert.deepEqual([started, agreed, questions.open], [['new-b b', 'new-c c'], ['c'], []]);
    });

    it('include those that would be continued in place of a saved one', async () => {
      settings.set(key, [{ ...server, name: 'a' }]);
      endpoints.list(endpointSnapshot('old', 0, { config: { ...exposed, name: 'a' } }));
      begin();
      const question = await questions.question(listening('a'));
      assert.deepEqual(started, []);
      question.answer('Start');
      await settled();
      assert.deepEqual(started, ['old a']);
    });

    it('are reported if they fail then', async () => {
      settings.set(key, [{ ...exposed, name: 'a' }]);
      failing.set('a', SocketError.system('EADDRINUSE', { operation: 'listen', address: 'tcp://0.0.0.0:9' }));
      begin();
      (await questions.question(listening('a'))).answer('Start');
      (await questions.question('Cannot listen on 0.0.0.0:9')).dismiss();
    });
  });

  it('keep trying if a client could connect later', async () => {
    const kept: unknown[] = [];
    disposables.push(commands.registerCommand('portside.keepTrying', argument => void kept.push(argument)));
    settings.set(key, [{ ...client, name: 'c' }]);
    failing.set('c', refused);
    begin();
    (await questions.question('Cannot connect to 127.0.0.1:9')).answer('Keep Trying');
    await settled();
    assert.deepEqual(kept, [{ endpoint: 'new-c' }]);
    assert.ok(isUserGesture(kept[0]));
  });

  it('are counted if several fail, and shown in their list', async () => {
    settings.set(key, [
      { ...client, name: 'c' },
      { ...server, name: 'odd', kind: 'tcp' },
      { ...server, name: 'a' },
    ]);
    failing.set('c', refused);
    begin();
    const question = await questions.question('2 saved endpoints couldn’t be started automatically. Cannot connect');
    assert.deepEqual(question.items, ['Show']);
    question.answer('Show');
    await settled();
    assert.deepEqual(shown, ['the list']);
    assert.deepEqual(started, ['new-c c', 'new-a a']);
  });

  it('that are invalid are reported by field, and shown in the list', async () => {
    settings.set(key, [{ ...server, name: 'odd', kind: 'tcp' }]);
    begin();
    (await questions.question('odd: portside.endpoints[0]: kind: ')).answer('Show');
    await settled();
    assert.deepEqual(shown, ['the list']);
  });
});
