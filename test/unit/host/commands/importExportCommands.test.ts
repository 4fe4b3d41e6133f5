import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { type Memento, Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { exportEndpoints, importEndpoints } from '../../../../src/host/commands/importExportCommands.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { readScope } from '../../../../src/host/saved/savedScopes.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('exported endpoints', () => {
  freshVscode();
  const folder = temporaryFolder();

  const key = 'portside.endpoints';
  const server = { kind: 'tcp-server', address: ':9', name: 'server' } as const;
  const client = { kind: 'tcp-client', address: '127.0.0.1:9', name: 'client' } as const;
  let saved: SavedEndpoints;
  let uri: Uri;

  beforeEach(() => {
    saved = new SavedEndpoints();
    uri = Uri.file(folder.at('endpoints.json'));
  });
  afterEach(() => saved.dispose());

  const contextWith = (...configs: (typeof server | typeof client)[]) => {
    const endpoints = fakeEndpoints(configs.map((config, at) => endpointSnapshot(`e${at}`, 0, { config })));
    return { endpoints, saved, memory: {} as Memento, permissions } as unknown as CommandContext;
  };
  const but = (refused: string) => ({ has: (name: string) => name !== refused });
  const restrictedTo = (refused: string) =>
    ({ ...contextWith(), permissions: but(refused) }) as unknown as CommandContext;
  const written = async () => JSON.parse(await readFile(uri.fsPath, 'utf8'));
  const said = () => workbenchState.said.shown.at(-1);
  const load = async (text: unknown, more: object = {}) => {
    await writeFile(uri.fsPath, typeof text === 'string' ? text : JSON.stringify(text));
    return importEndpoints({ uri, ...more }, contextWith());
  };

  it('include open and saved ones, each once, with extra keys the user wrote', async () => {
    settings.set(key, [{ ...server, comment: 'mine', greeting: 'hi' }, { ...client, later: 1 }, { kind: 'odd' }]);
    await exportEndpoints({ uri }, contextWith({ ...server, address: ':10' } as never));
    assert.deepEqual(await written(), [
      { kind: 'tcp-server', address: ':10', name: 'server', comment: 'mine', version: 1 },
      { version: 1, ...client, later: 1 },
    ]);
    assert.equal(said(), 'Exported 2 endpoints.');
  });

  for (const [what, put] of Object.entries(inTheWay)) {
    if (what.startsWith('a link to ')) continue;
    it(`aren’t written to ${what}`, async () => {
      await put(uri.fsPath);
      await assert.rejects(exportEndpoints({ uri }, contextWith(server)), { code: 'NOT_REPLACEABLE' });
    });
  }

  it('are counted, with a singular', async () => {
    await exportEndpoints({ uri }, contextWith(server));
    assert.equal(said(), 'Exported 1 endpoint.');
    await load([server]);
    assert.equal(said(), 'Imported 1 endpoint into the user settings.');
    await load([server, client]);
    assert.equal(said(), 'Imported 2 endpoints into the user settings.');
    await exportEndpoints({ uri }, { ...contextWith(), saved: new SavedEndpoints() });
    assert.equal(said(), 'Exported 2 endpoints.');
  });

  it('round-trip', async () => {
    await exportEndpoints({ uri }, contextWith(server, client));
    const text = await readFile(uri.fsPath, 'utf8');
    await load(text);
    assert.deepEqual(readScope({ type: 'user' }), [
      { version: 1, ...server },
      { version: 1, ...client },
    ]);
  });

  it('get their address as a name if they have none, and start with the window if they did', async () => {
    const { name: _, ...unnamed } = server;
    await load(`\uFEFF${JSON.stringify([{ ...unnamed, autoStart: true }])}`);
    assert.deepEqual(readScope({ type: 'user' }), [{ version: 1, ...unnamed, name: ':9', autoStart: true }]);
  });

  it('are all imported or none, and an invalid one is named', async () => {
    await assert.rejects(
      load([server, { ...client, kind: 'tcp' }]),
      /^RangeError: endpoints\.json, endpoint 2: kind: /,
    );
    await assert.rejects(load('{'), /^RangeError: endpoints\.json isn’t valid JSON: /);
    await assert.rejects(load(`${'['.repeat(129)}${']'.repeat(129)}`), {
      message: 'endpoints.json isn’t valid JSON: it is nested too deeply',
    });
    await assert.rejects(load({}), /^RangeError: endpoints\.json must contain a list of endpoints\./);
    assert.equal(readScope({ type: 'user' }), undefined);
  });

  for (const [what, put] of Object.entries(inTheWay).filter(([what]) => !/^a link to (nothing|itself)$/.test(what)))
    it(`are not read from ${what}`, async () => {
      await put(uri.fsPath);
      await assert.rejects(importEndpoints({ uri }, contextWith()), { message: '“endpoints.json” isn’t a file.' });
    });

  it('are not read from a file that is far too large', async () => {
    await writeFile(uri.fsPath, '[]');
    await truncate(uri.fsPath, 2 ** 40);
    await assert.rejects(importEndpoints({ uri }, contextWith()), {
      name: 'RangeError',
      message: '“endpoints.json” is 1.10 TB. A file to import can be at most 1 MB.',
    });
  });

  it('are imported where a caller says', async () => {
    workbenchState.state.folders = [folder.path];
    await load([server]);
    assert.equal(readScope({ type: 'user' }), undefined);
    await load([client], { scope: 'user' });
    assert.equal((readScope({ type: 'user' }) as unknown[]).length, 1);
  });

  it('that start with the window are not imported for a caller that may not open the ones under their names', async () => {
    const context = { ...contextWith({ ...server, address: '0.0.0.0:9' } as never), permissions: but('listen') };
    await writeFile(uri.fsPath, JSON.stringify([{ ...server, autoStart: true }]));
    const importing = importEndpoints({ uri }, context as unknown as CommandContext);
    await assert.rejects(importing, { code: 'NOT_ALLOWED', params: { permission: 'listen', address: '0.0.0.0:9' } });
    assert.equal(readScope({ type: 'user' }), undefined);
  });

  it('are not imported for a caller from outside the workspace, without revealing what exists', async () => {
    await mkdir(folder.at('workspace'));
    await writeFile(uri.fsPath, 'root:x:0:0');
    await symlink(uri.fsPath, folder.at('workspace/link.json'));
    workbenchState.state.folders = [folder.at('workspace')];
    for (const name of ['endpoints.json', 'missing.json', 'workspace/link.json'])
      await assert.rejects(importEndpoints({ uri: Uri.file(folder.at(name)) }, restrictedTo('send')), {
        code: 'NOT_ALLOWED',
        params: { permission: 'send', path: folder.at(name), purpose: 'import' },
      });
    await writeFile(folder.at('workspace/own.json'), JSON.stringify([server]));
    await importEndpoints({ uri: Uri.file(folder.at('workspace/own.json')) }, restrictedTo('send'));
    assert.equal((await saved.all()).length, 1);
  });

  it('replace no saved one, and don’t start with the window, for a caller without that permission', async () => {
    const importing = async (...list: object[]) => {
      await writeFile(uri.fsPath, JSON.stringify(list));
      return importEndpoints({ uri, scope: 'user' }, restrictedTo('change'));
    };
    settings.set(key, [server]);
    const refused = (name: string) => ({ code: 'NOT_ALLOWED', params: { permission: 'change', name } });
    await assert.rejects(importing(client, { ...server, address: ':10' }), refused('server'));
    await assert.rejects(importing({ ...client, autoStart: true }), refused('client'));
    assert.deepEqual(readScope({ type: 'user' }), [server]);
    await importing(client);
    assert.deepEqual(readScope({ type: 'user' }), [server, { version: 1, ...client }]);
  });

  it('are written to a caller’s path as VS Code resolves it, which follows no link before dots', async () => {
    await mkdir(folder.at('workspace/a/b'), { recursive: true });
    await symlink(folder.at('workspace/a/b'), folder.at('workspace/link'));
    workbenchState.state.folders = [folder.at('workspace')];
    const path = `${Uri.file(folder.at('workspace')).path}/link/../../endpoints.json`;
    const context = { ...contextWith(server), permissions: { has: () => false } } as unknown as CommandContext;
    const exporting = exportEndpoints({ uri: Uri.from({ scheme: 'file', path }) }, context);
    await assert.rejects(exporting, { code: 'NOT_ALLOWED' });
  });

  it('are written to and read from a file that the user chooses, or not at all', async () => {
    const exporting = exportEndpoints(undefined, contextWith(server));
    (await questions.question('Export Endpoints', 'save')).answer(uri);
    await exporting;
    const importing = importEndpoints(undefined, contextWith());
    (await questions.question('Import Endpoints', 'open')).answer([uri]);
    await importing;
    assert.equal((await saved.all()).length, 1);
    const dismissed = [exportEndpoints(undefined, contextWith()), importEndpoints(undefined, contextWith())];
    const rejected = dismissed.map(one => assert.rejects(one, Dismissed));
    (await questions.question('Export Endpoints', 'save')).dismiss();
    (await questions.question('Import Endpoints', 'open')).dismiss();
    await Promise.all(rejected);
  });

  it('are read from a file that is asked for last: after VS Code’s own dialog, a question would lose focus', async () => {
    workbenchState.state.folders = [folder.path];
    await writeFile(uri.fsPath, JSON.stringify([server]));
    const importing = importEndpoints(undefined, { ...contextWith(), memory: fakeMemento() });
    (await questions.question('Where should the endpoints be saved?', 'list')).answer('User');
    const dialog = await questions.question('Import Endpoints', 'open');
    const shown: string[] = [];
    const others = () => questions.open.filter(({ isBusy }) => !isBusy).map(({ text }) => text);
    const watching = questions.watch(() => shown.push(...others()));
    dialog.answer([uri]);
    await importing;
    watching.dispose();
    assert.deepEqual(shown, []);
    assert.equal((readScope({ type: 'user' }) as unknown[]).length, 1);
  });
});
