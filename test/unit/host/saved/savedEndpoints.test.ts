import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ConfigurationTarget } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { byUser } from '../../../../src/host/saved/agreedChange.ts';
import {
  listedAs,
  merged,
  type SavedEndpoint,
  SavedEndpoints,
  scopesOf,
} from '../../../../src/host/saved/savedEndpoints.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('saved endpoints', () => {
  freshVscode();

  const key = 'portside.endpoints';
  const user = { type: 'user' } as const;
  const workspace = { type: 'workspace' } as const;
  const server = { kind: 'tcp-server', address: ':9000', name: 'server' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9000', name: 'client' } as const;
  let saved: SavedEndpoints;

  beforeEach(() => {
    workbenchState.state.folders = ['/a'];
    saved = new SavedEndpoints();
  });
  afterEach(() => saved.dispose());

  const inUser = (...list: unknown[]) => settings.set(key, list);
  const inWorkspace = (...list: unknown[]) => settings.set(key, list, ConfigurationTarget.Workspace);
  const lists = () => ({ user: readScope(user), workspace: readScope(workspace) });
  const first = async (): Promise<SavedEndpoint> => (await saved.all())[0] ?? assert.fail('nothing is saved');

  it('are listed from the workspace to the user, including invalid ones with the reason', async () => {
    inUser(server, { ...client, kind: 'tcp' });
    inWorkspace(client, null);
    const all = await saved.all();
    assert.deepEqual(
      all.map(({ label, scope, index }) => `${label} ${scope.type} ${index}`),
      ['client workspace 0', `${key}[1] workspace 1`, 'server user 0', 'client user 1'],
    );
    const problems = all.map(one => ('problem' in one ? one.problem : ''));
    assert.match(problems[1] ?? '', /^portside\.endpoints\[1\]: /);
    assert.match(problems[3] ?? '', /^portside\.endpoints\[1\]: kind: /);
    assert.equal(problems.filter(problem => problem === '').length, 2);
    assert.deepEqual(
      all.map(({ isNamesake }) => isNamesake),
      [true, false, false, true],
    );
  });

  it('yield between entries that take long to check', async () => {
    inUser(...Array.from({ length: 10 }, (_, at) => ({ ...server, name: `server ${at}` })));
    // Loading the code for the first check takes turns, too.
    await saved.all();
    settings.set(key, [1, 2, 3, 4, 5]);
    let nowMs = 0;
    mock.method(performance, 'now', () => {
      nowMs += 15;
      return nowMs;
    });
    let turns = 0;
    const count = () => {
      turns++;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    assert.equal((await saved.all()).length, 5);
    clearImmediate(counting);
    assert.ok(turns >= 2, `${turns}`);
  });

  it('handle a setting that isn’t a list, which is kept', async () => {
    inUser(server);
    settings.set(key, 'oops', ConfigurationTarget.Workspace);
    const [wrong, right] = await saved.all();
    assert.equal(wrong?.index, -1);
    assert.match(wrong && 'problem' in wrong ? wrong.problem : '', /must be a list/);
    assert.equal(right?.label, 'server');
    await assert.rejects(saved.save(server, workspace, byUser), RangeError);
    assert.equal(lists().workspace, 'oops');
  });

  it('are the same objects until a setting changes, which is reported', async () => {
    inUser(server);
    let changes = 0;
    saved.onDidChange(() => changes++);
    const before = await saved.all();
    assert.equal(await saved.all(), before);
    settings.set('portside.announceMessages', false);
    assert.equal(changes, 0);
    inUser(server, client);
    assert.equal(changes, 1);
    const [unchanged, added] = await saved.all();
    assert.equal(unchanged, before[0]);
    assert.equal(added?.label, 'client');
    inUser(client, server);
    const moved = await saved.all();
    assert.ok(!moved.includes(added) && unchanged && !moved.includes(unchanged), 'they have another index');
    assert.deepEqual(
      moved.map(({ label }) => label),
      ['client', 'server'],
    );
    workbenchState.openFolders('/b');
    workbenchState.grantTrust();
    assert.equal(changes, 4);
  });

  it('are reported when they were saved, not when the settings were changed otherwise', async () => {
    let times = 0;
    saved.onDidSave(() => times++);
    inUser(server);
    assert.equal(times, 0);
    await saved.save(client, user, byUser);
    assert.equal(times, 1);
    settings.set(key, 'oops', ConfigurationTarget.Workspace);
    await assert.rejects(saved.save(server, workspace, byUser), RangeError);
    assert.equal(times, 1);
  });

  it('start automatically if configured, unless the workspace isn’t trusted', () => {
    inWorkspace({ ...server, autoStart: 'yes' });
    assert.ok(!saved.anyStartsItself);
    inWorkspace({ ...server, autoStart: true });
    assert.ok(saved.anyStartsItself);
    assert.ok(saved.hasAutoStart({ ...server, address: ':1' }), 'by its name');
    assert.ok(!saved.hasAutoStart(client));
    inWorkspace({ kind: 'udp', address: ':7', autoStart: true });
    assert.ok(saved.hasAutoStart({ kind: 'udp', address: ':7' }), 'by its address without a name');
    workbenchState.state.isTrusted = false;
    assert.ok(!saved.hasAutoStart({ kind: 'udp', address: ':7' }));
    assert.ok(!saved.anyStartsItself);
    inUser({ ...server, autoStart: true });
    assert.ok(saved.anyStartsItself);
    assert.ok(!saved.hasAutoStart(server), 'even the user’s own');
  });

  it('are replaced by name, and keep keys written by a later version or the user', async () => {
    inUser({ version: 2, ...server, later: 1, comment: 'mine', greeting: 'hi' }, client);
    await saved.save({ ...server, address: ':9001' }, user, byUser);
    const [written, other] = lists().user as Record<string, unknown>[];
    assert.equal(written?.address, ':9001');
    assert.equal(written?.later, 1);
    assert.equal(written?.comment, 'mine');
    assert.ok(!('greeting' in (written ?? {})), 'a key of ours that was dropped is gone');
    assert.deepEqual(other, client);
  });

  it('don’t start with the window because of a config', async () => {
    inUser(server, { ...client, autoStart: true });
    for (const config of [server, client, { ...server, name: 'new' }])
      await saved.save(Object.assign({}, config, { autoStart: config !== client }), user, byUser);
    const started = () => (lists().user as { autoStart?: boolean }[]).map(({ autoStart }) => autoStart);
    assert.deepEqual(started(), [undefined, true, undefined]);
    const starting: EndpointConfig = Object.assign({}, client, { autoStart: false });
    assert.deepEqual(merged({ ...client, autoStart: true }, starting), { ...client, autoStart: true, version: 1 });
    await saved.saveAll([{ ...server, autoStart: true }], user, byUser);
    assert.deepEqual(started(), [true, true, undefined]);
  });

  it('are appended if the name is new', async () => {
    inUser(server);
    await saved.save(client, user, byUser);
    assert.deepEqual(
      (lists().user as { name: string }[]).map(({ name }) => name),
      ['server', 'client'],
    );
  });

  it('don’t overwrite one of several with the same name', async () => {
    inUser(server, { ...server, address: ':1' });
    await assert.rejects(saved.save(server, user, byUser), {
      name: 'RangeError',
      message: /^2 saved endpoints are named “server”/,
    });
    await saved.save(client, user, byUser);
  });

  it('are all saved with one write, those with the same name each in its own place', async () => {
    inUser(server, client, { ...server, address: ':1' });
    let changes = 0;
    saved.onDidChange(() => changes++);
    const three = [':2', ':3', ':4'].map(address => ({ ...server, address }));
    await saved.saveAll(three, user, byUser);
    assert.equal(changes, 1);
    assert.deepEqual(
      (lists().user as { address: string }[]).map(({ address }) => address),
      [':2', '127.0.0.1:9000', ':3', ':4'],
    );
  });

  it('are removed, replaced and inserted in place, even if others were added before them', async () => {
    inUser(server, client);
    const one = await first();
    inUser({ ...client, name: 'new' }, server, client);
    await saved.replace(one, { ...server, autoStart: true }, byUser);
    assert.deepEqual(lists().user, [{ ...client, name: 'new' }, { ...server, autoStart: true }, client]);
    await saved.insert(user, 1, 'inserted', byUser);
    const removed = (await saved.all()).find(({ label }) => label === 'client') ?? assert.fail();
    await saved.remove(removed, byUser);
    assert.deepEqual(lists().user, [{ ...client, name: 'new' }, 'inserted', { ...server, autoStart: true }]);
    await assert.rejects(saved.remove(removed, byUser), {
      message: /“client” was changed in the settings in the meantime/,
    });
  });

  it('with equal content are removed by position', async () => {
    inUser(client, server, client);
    const last = (await saved.all())[2] ?? assert.fail();
    await saved.remove(last, byUser);
    assert.deepEqual(lists().user, [client, server]);
  });

  it('are in the scopes that contain their name', async () => {
    inUser(server);
    inWorkspace(server, client);
    const all = await saved.all();
    assert.deepEqual(scopesOf(all, 'server'), [workspace, user]);
    assert.deepEqual(scopesOf(all, 'client'), [workspace]);
    assert.deepEqual(scopesOf(all, 'none'), []);
  });

  it('are listed as endpoints by name, preferring the same address among equals', async () => {
    inUser(server, { ...server, address: ':1' }, client, { kind: 'udp', address: ':7' });
    const all = await saved.all();
    const listed = [
      endpointSnapshot('same', 0, { config: { ...server, address: ':1' } }),
      endpointSnapshot('other', 0, { config: { ...server, address: ':5' } }),
      endpointSnapshot('third', 0, { config: { ...server, address: ':6' } }),
      endpointSnapshot('unnamed', 0, { config: { kind: 'udp', address: ':7' } }),
      endpointSnapshot('stranger', 0, { config: { kind: 'udp', address: ':8' } }),
    ];
    const pairs = [...listedAs(all, listed)].map(([one, { id }]) => `${one.index} ${id}`);
    assert.deepEqual(pairs, ['1 same', '0 other', '3 unnamed']);
  });
});
