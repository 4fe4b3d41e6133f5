import assert from 'node:assert/strict';
import { ConfigurationTarget, type Memento, type QuickPickItem } from 'vscode';
import { markUserArgument } from '../../../../src/client/callers/userGestures.ts';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import {
  duplicateSaved,
  editSavedInSettings,
  removeSaved,
  savedOf,
  saveEndpoint,
  setAutoStart,
} from '../../../../src/host/commands/savedCommands.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('saved endpoint commands', () => {
  freshVscode();

  const key = 'portside.endpoints';
  const server = { kind: 'tcp-server', address: ':9', name: 'server' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9', name: 'client' } as const;
  const broken = { kind: 'tcp', address: ':9', name: 'odd' };
  let saved: SavedEndpoints;
  let undo: UndoList;
  let renamed: unknown[];
  let context: CommandContext;

  beforeEach(() => {
    renamed = [];
    workbenchState.state.folders = ['/a'];
    saved = new SavedEndpoints();
    undo = new UndoList(watchedLog().log);
    const rename = async (...args: unknown[]) => void renamed.push(args);
    const memory = { get: () => undefined, update: async () => undefined } as unknown as Memento;
    context = {
      saved,
      memory,
      endpoints: fakeEndpoints([], { rename }),
      undo,
      permissions,
      panels: { active: undefined },
    } as unknown as CommandContext;
  });
  afterEach(() => {
    saved.dispose();
    undo.dispose();
  });

  const inUser = (...list: unknown[]) => settings.set(key, list);
  const inWorkspace = (...list: unknown[]) => settings.set(key, list, ConfigurationTarget.Workspace);
  const user = () => readScope({ type: 'user' });
  const workspace = () => readScope({ type: 'workspace' });

  it('act on the tree’s row, or on a name and scope', async () => {
    inUser(server, client);
    inWorkspace({ ...server, address: ':1' });
    const [first] = await saved.all();
    assert.equal(await savedOf({ type: 'saved', saved: first }, context), first);
    assert.equal((await savedOf({ name: 'client' }, context)).label, 'client');
    assert.equal((await savedOf({ name: 'server', scope: 'user' }, context)).scope.type, 'user');
    await assert.rejects(savedOf({ name: 'server' }, context), /^RangeError: 2 saved endpoints are named “server”\./);
    await assert.rejects(
      savedOf({ name: 'client', scope: 'workspace' }, context),
      /No saved endpoint is named “client”/,
    );
    for (const argument of ['client', {}, { name: 7 }]) await assert.rejects(savedOf(argument, context), TypeError);
  });

  it('ask for one if none is named', async () => {
    await assert.rejects(savedOf(undefined, context), /No saved endpoints\. Save one first\./);
    inUser(server, broken);
    const chosen = savedOf(undefined, context);
    (await questions.question('Which saved endpoint?')).answer('odd');
    assert.equal((await chosen).label, 'odd');
  });

  it('save an endpoint under its name, or under one that the user enters, which it then has', async () => {
    const { name: _, ...unnamed } = server;
    await saveEndpoint(endpointSnapshot('a', 0, { config: server }), { endpoint: 'a', scope: 'user' }, context);
    assert.deepEqual(user(), [{ version: 1, ...server }]);
    const saving = saveEndpoint(endpointSnapshot('b', 0, { config: unnamed }), undefined, context);
    const question = await questions.question(/^Save Endpoint\nName of the saved endpoint/);
    assert.equal(question.value, 'tcp-server-1');
    question.answer('named');
    (await questions.question('Where should “named” be saved?')).answer('Workspace');
    await saving;
    assert.deepEqual(workspace(), [{ version: 1, ...unnamed, name: 'named' }]);
    assert.deepEqual(renamed, [
      ['a', 'server'],
      ['b', 'named'],
    ]);
    assert.equal(workbenchState.said.shown.at(-1), 'Saved “named” in the workspace settings.');
  });

  it('keep the entered name if the settings can’t be written, and write it on retry', async () => {
    workbenchState.state.folders = [];
    const { name: _, ...unnamed } = server;
    settings.refuse(new Error('no'));
    const saving = saveEndpoint(endpointSnapshot('b', 0, { config: unnamed }), undefined, context);
    (await questions.question('Name of the saved endpoint')).answer('named');
    await saving;
    const question = await questions.question('no', 'notification');
    assert.deepEqual(question.items, ['Open Settings File', 'Try Again']);
    question.answer('Open Settings File');
    const again = await questions.question('no', 'notification');
    assert.notEqual(again, question);
    const opened = workbenchState.done.shown.map(({ command }) => command);
    assert.deepEqual(opened, ['workbench.action.openSettingsJson']);
    settings.refuse();
    again.answer('Try Again');
    await workbenchState.said.find(text => text === 'Saved “named” in the user settings.', 'the end');
    assert.deepEqual(user(), [{ version: 1, ...unnamed, name: 'named' }]);
    settings.refuse(new Error('no'));
    const byCaller = saveEndpoint(endpointSnapshot('b', 0, { config: server }), { endpoint: 'b' }, context);
    await assert.rejects(byCaller, { name: 'SettingsNotWritten' });
    assert.deepEqual(questions.open, []);
  });

  it('ask a page’s user where to save, even if there is no choice and the endpoint is named', async () => {
    workbenchState.state.folders = [];
    const press = () =>
      saveEndpoint(
        endpointSnapshot('a', 0, { config: server }),
        markUserArgument({ type: 'panel', endpoint: 'a', freePort: false }),
        context,
      );
    const refused = press();
    (await questions.question('Where should “server” be saved?')).dismiss();
    await assert.rejects(refused, Dismissed);
    assert.equal(user(), undefined);
    const agreed = press();
    (await questions.question('Where should “server” be saved?')).answer('User');
    await agreed;
    assert.deepEqual(user(), [{ version: 1, ...server }]);
  });

  it('ask a page’s user only for the name if it has none, and there is no choice of place', async () => {
    workbenchState.state.folders = [];
    const { name: _, ...unnamed } = server;
    const argument = markUserArgument({ type: 'panel', endpoint: 'b', freePort: false });
    const saving = saveEndpoint(endpointSnapshot('b', 0, { config: unnamed }), argument, context);
    (await questions.question('Name of the saved endpoint')).answer('typed');
    await saving;
    assert.deepEqual(user(), [{ version: 1, ...server, name: 'typed' }]);
  });

  it('ask where to save before the name question closes', async () => {
    const { name: _, ...unnamed } = server;
    const saving = saveEndpoint(endpointSnapshot('b', 0, { config: unnamed }), undefined, context);
    const name = await questions.question('Name of the saved endpoint');
    const shown: number[] = [];
    const watching = questions.watch(() => void shown.push(questions.open.length));
    name.answer('named');
    (await questions.question('Where should “named” be saved?')).answer('User');
    await saving;
    watching.dispose();
    assert.deepEqual(shown, [2, 1, 0]);
  });

  it('save nothing without a name', async () => {
    const { name: _, ...unnamed } = server;
    const saving = saveEndpoint(endpointSnapshot('b', 0, { config: unnamed }), undefined, context);
    const question = await questions.question('Name of the saved endpoint');
    assert.equal(await question.validate(''), 'Enter a name.');
    question.dismiss();
    await assert.rejects(saving, Dismissed);
    assert.equal(user(), undefined);
    assert.deepEqual(renamed, []);
  });

  it('remove one, and restore it in place on undo', async () => {
    inUser(server, client, broken);
    const all = await saved.all();
    await removeSaved({ type: 'saved', saved: all[1] }, context);
    assert.deepEqual(user(), [server, broken]);
    assert.equal(undoOffers()[0]?.text, 'Removed endpoint “client” from the user settings.');
    await undoNow(undo, undo.all[0]);
    assert.deepEqual(user(), [server, client, broken]);
    assert.equal(workbenchState.said.shown.at(-1), 'Restored endpoint “client” in the user settings.');
    assert.deepEqual(undo.all, []);
  });

  it('ask no caller whether to undo', async () => {
    inUser(server);
    await removeSaved({ name: 'server' }, context);
    assert.equal(user(), undefined);
    assert.deepEqual(questions.open, []);
  });

  it('duplicate one below itself, under a free name, without starting with the window', async () => {
    inUser({ ...server, autoStart: true, later: 1 }, { ...server, name: 'server 2' }, client);
    const [first] = await saved.all();
    const duplicating = duplicateSaved({ type: 'saved', saved: first }, context);
    const question = await questions.question('Name of the copy');
    assert.equal(question.value, 'server 3');
    assert.equal(await question.validate('client'), '“client” already exists.');
    assert.equal(await question.validate(' '), 'Enter a name.');
    assert.equal(await question.validate('copy'), undefined);
    question.answer('copy');
    await duplicating;
    const [, { address, ...copy } = assert.fail('it isn’t there')] = user() as { address: string }[];
    assert.deepEqual(copy, { kind: 'tcp-server', later: 1, name: 'copy' });
    assert.match(address, /^:\d+$/);
    assert.notEqual(address, ':9', 'the original has that port');
    for (const [name, config] of Object.entries({ client, server })) {
      await duplicateSaved({ name, as: 'quiet' }, context);
      assert.deepEqual(
        (user() as { name: string }[]).find(one => one.name === 'quiet'),
        {
          ...config,
          ...(name === 'server' && { later: 1 }),
          name: 'quiet',
        },
      );
    }
  });

  it('make one start with the window, and leave no trace when that is reverted', async () => {
    inUser({ ...server, later: 1 });
    await setAutoStart(true, { name: 'server' }, context);
    assert.deepEqual(user(), [{ ...server, later: 1, autoStart: true }]);
    await setAutoStart(false, { name: 'server' }, context);
    assert.deepEqual(user(), [{ ...server, later: 1 }]);
  });

  it('act on the saved endpoint whose panel is active', async () => {
    inUser(server, client);
    (context.endpoints as FakeEndpoints).list(endpointSnapshot('c', 0, { config: client }));
    const inPanel = { ...context, panels: { active: 'c' } } as unknown as CommandContext;
    await setAutoStart(true, undefined, inPanel);
    assert.deepEqual(user(), [server, { ...client, autoStart: true }]);
    await setAutoStart(true, undefined, inPanel);
    assert.equal(workbenchState.said.shown.at(-1), 'Autostart is already enabled for “client”.');
    await setAutoStart(false, undefined, inPanel);
    assert.deepEqual(user(), [server, client]);
    await setAutoStart(false, undefined, inPanel);
    assert.equal(workbenchState.said.shown.at(-1), 'Autostart is already disabled for “client”.');
    await editSavedInSettings(undefined, inPanel);
    assert.deepEqual(questions.open, []);
  });

  it('offer those whose autostart would change, and take the only one unless a panel is active', async () => {
    inUser({ ...server, autoStart: true }, client, broken);
    await setAutoStart(true, undefined, context);
    assert.deepEqual(user(), [{ ...server, autoStart: true }, { ...client, autoStart: true }, broken]);
    const disabling = setAutoStart(false, undefined, context);
    const question = await questions.question('Which saved endpoint?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(({ label }) => label),
      ['server', 'client'],
    );
    question.answer('server');
    await disabling;
    const inOther = { ...context, panels: { active: 'other' } } as unknown as CommandContext;
    const asked = setAutoStart(false, undefined, inOther);
    (await questions.question('Which saved endpoint?')).answer('client');
    await asked;
    assert.deepEqual(user(), [server, client, broken]);
  });

  it('let nothing start with the window for a caller that may not open it', async () => {
    const exposed = endpointSnapshot('b', 1, { config: { ...server, address: '0.0.0.0:9' } });
    (context.endpoints as FakeEndpoints).list(exposed);
    const restricted = { ...context, permissions: { has: () => false } } as unknown as CommandContext;
    const refused = { code: 'NOT_ALLOWED' };
    inUser(server);
    await assert.rejects(setAutoStart(true, { name: 'server' }, restricted), refused, 'the listed one continues');
    inUser({ ...server, autoStart: true });
    const argument = { endpoint: 'b', scope: 'user' };
    await assert.rejects(saveEndpoint(exposed, argument, restricted), refused);
    assert.deepEqual([user(), renamed], [[{ ...server, autoStart: true }], []]);
    await saveEndpoint(exposed, argument, context);
    assert.deepEqual(user(), [{ ...exposed.config, autoStart: true, version: 1 }]);
  });

  it('change nothing saved, and let nothing start with the window, for a caller without that permission', async () => {
    const restricted = { ...context, permissions: { has: (name: string) => name !== 'change' } } as never;
    const refused = { code: 'NOT_ALLOWED', params: { permission: 'change', name: 'server' } };
    const was = [server, { ...client, autoStart: true }];
    const inTree = async () => ({ type: 'saved', saved: (await saved.all())[0] });
    const changed = endpointSnapshot('b', 0, { config: { ...server, address: ':10' } });
    for (const put of [inUser, inWorkspace]) {
      put(...was);
      for (const argument of [{ name: 'server' }, await inTree()]) {
        await assert.rejects(removeSaved(argument, restricted), refused);
        await assert.rejects(setAutoStart(true, argument, restricted), refused);
      }
      const other = { params: { permission: 'change', name: 'client' } };
      await assert.rejects(setAutoStart(false, { name: 'client' }, restricted), other);
      const scope = put === inUser ? 'user' : 'workspace';
      await assert.rejects(saveEndpoint(changed, { endpoint: 'b', scope }, restricted), refused);
      assert.deepEqual(put === inUser ? user() : workspace(), was);
      put();
    }
    assert.deepEqual([renamed, questions.open, undo.all], [[], [], []]);
  });

  it('add inactive entries for any caller', async () => {
    const restricted = { ...context, permissions: { has: () => false } } as never;
    inUser({ ...server, autoStart: true });
    await duplicateSaved({ name: 'server', as: 'copy' }, restricted);
    await saveEndpoint(endpointSnapshot('b', 0, { config: client }), { endpoint: 'b', scope: 'user' }, restricted);
    assert.deepEqual(user(), [
      { ...server, autoStart: true },
      { ...server, name: 'copy' },
      { version: 1, ...client },
    ]);
    await saveEndpoint(endpointSnapshot('b', 0, { config: client }), { endpoint: 'b', scope: 'user' }, restricted);
    assert.equal((user() as unknown[]).length, 3, 'it is the same');
  });

  it('ask before they replace one, unless the user is known to want it', async () => {
    workbenchState.state.folders = [];
    inUser(server);
    const restricted = { ...context, permissions: { has: () => false } } as never;
    const save = () =>
      saveEndpoint(endpointSnapshot('b', 0, { config: { ...server, address: ':10' } }), undefined, restricted);
    const refused = save();
    (await questions.question('Change the saved endpoint “server”?', 'notification')).dismiss();
    await assert.rejects(refused, Dismissed);
    assert.deepEqual(user(), [server]);
    const agreed = save();
    (await questions.question('Change the saved endpoint “server”?')).answer('Change');
    await agreed;
    assert.deepEqual((user() as { address: string }[])[0]?.address, ':10');
  });

  it('act on the saved one that corresponds to an endpoint of the tree', async () => {
    inUser({ ...server, address: ':1' }, client);
    inWorkspace({ ...server, address: ':1', later: 1 }, { ...server, later: 2 });
    const listed = [
      endpointSnapshot('a', 0, { config: server }),
      endpointSnapshot('b', 0, { config: { ...client, name: 'new' } }),
    ];
    context = { ...context, endpoints: fakeEndpoints(listed) };
    await setAutoStart(true, { type: 'endpoint', endpoint: 'a' }, context);
    assert.deepEqual((workspace() as unknown[])[1], { ...server, later: 2, autoStart: true });
    await assert.rejects(
      setAutoStart(true, { type: 'endpoint', endpoint: 'b' }, context),
      /^RangeError: No saved endpoint is named “new”\./,
    );
  });

  it('report what is wrong with an invalid one, and leave it unchanged', async () => {
    inUser(broken);
    for (const act of [duplicateSaved({ name: 'odd' }, context), setAutoStart(true, { name: 'odd' }, context)])
      await assert.rejects(act, {
        name: 'RangeError',
        message: /^This endpoint can’t be used\. portside\.endpoints\[0\]: kind: /,
      });
    assert.deepEqual(user(), [broken]);
  });
});
