import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from 'vscode';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { commandTable } from '../../../../src/host/commands/commandTable.ts';
import { registerCommands } from '../../../../src/host/commands/registerCommands.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { root } from '../../../support/paths.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the command table', () => {
  freshVscode();

  let done: unknown[];
  let endpoints: FakeEndpoints;
  let panels: { active?: string; [method: string]: unknown };
  let registered: { dispose(): void };
  const config = { kind: 'udp', address: ':9', name: 'saved one' };
  let savedAll: object[];
  const savedOne = { label: 'saved one', scope: { type: 'user' }, index: 0, value: config, config };

  beforeEach(() => {
    done = [];
    const act =
      (name: string) =>
      async (...args: unknown[]) => {
        done.push([name, ...args]);
      };
    endpoints = fakeEndpoints([endpointSnapshot('a', 1), endpointSnapshot('b', 1)], {
      close: act('close'),
      reopen: act('reopen') as unknown as Endpoints['reopen'],
      remove: act('remove'),
      disconnect: act('disconnect'),
      end: act('end'),
      openPeers: async () => [{ id: 'p1', address: '127.0.0.1:1' } as PeerSnapshot],
    });
    panels = { open: act('open'), actOnRow: act('row'), edit: act('edit') };
    const memory = { get: () => undefined };
    savedAll = [savedOne];
    const saved = { all: async () => savedAll };
    const savedForms = { edit: act('editSaved') };
    const permissions = { has: () => false };
    const context = { endpoints, panels, memory, saved, savedForms, permissions, log: watchedLog().log };
    registered = registerCommands(context as unknown as CommandContext);
  });
  afterEach(() => registered.dispose());

  const run = (id: string, ...args: unknown[]) => commands.executeCommand(`portside.${id}`, ...args);

  it('has the commands of package.json, and no others', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(new Set(Object.keys(commandTable)), new Set(declared));
  });

  it('asks a command’s next question before the one for the endpoint closes', async () => {
    const saving = run('saveEndpoint');
    const which = await questions.question('Which endpoint?');
    const shown: number[] = [];
    const watching = questions.watch(() => void shown.push(questions.open.length));
    which.answer(which.items[1]);
    (await questions.question('Name of the saved endpoint')).dismiss();
    await saving;
    watching.dispose();
    assert.deepEqual(shown, [2, 1, 0]);
  });

  it('offers only applicable endpoints: running ones to stop, others to start', async () => {
    endpoints.list(endpointSnapshot('a', 0), endpointSnapshot('b', 0, { state: 'closed' }));
    await run('stop');
    await run('startEndpoint');
    await run('restart');
    assert.deepEqual(done, [
      ['close', 'a'],
      ['reopen', 'b', undefined],
      ['reopen', 'a', undefined],
    ]);
  });

  it('runs with the named endpoint and peer, or the only one', async () => {
    await run('stop', 'a');
    await run('endPeer', { endpoint: 'a', peer: 'p9' });
    await run('disconnect', { endpoint: 'b' });
    await run('stopAll');
    assert.deepEqual(done, [
      ['close', 'a'],
      ['end', 'a', 'p9'],
      ['disconnect', 'b', 'p1'],
      ['close', 'a'],
      ['close', 'b'],
    ]);
  });

  it('focuses a panel opened from the palette, and leaves the focus in the tree when opened from its menu', async () => {
    await run('openPanel', { type: 'endpoint', endpoint: 'a' });
    const asked = run('openPanel');
    const question = await questions.question('Which endpoint?');
    question.answer(question.items[1]);
    await asked;
    assert.deepEqual(done, [
      ['open', 'a', false],
      ['open', 'b', true],
    ]);
  });

  it('acts on the endpoint of the active panel from the palette, except to open another panel', async () => {
    panels.active = 'b';
    for (const id of ['stop', 'endPeer', 'editEndpoint']) await run(id);
    await run('stop', 'a');
    const opening = run('openPanel');
    const which = await questions.question('Which endpoint?');
    assert.equal(which.items.length, 1);
    which.answer(which.items[0]);
    await opening;
    assert.deepEqual(done, [
      ['close', 'b'],
      ['end', 'b', 'p1'],
      ['edit', 'b'],
      ['close', 'a'],
      ['open', 'a', true],
    ]);
  });

  it('acts on the row whose menu was opened', async () => {
    await run('row.sendAgain', { type: 'row', endpoint: 'a', seq: '7' });
    assert.deepEqual(done, [['row', 'a', 'sendAgain', 7]]);
  });

  it('asks where to save an endpoint from the view’s title, though VS Code passes the focused row', async () => {
    const starting = run('startTcpServer', { type: 'endpoint', endpoint: 'a' });
    (await questions.question('Start TCP Server', 'input')).dismiss();
    await starting;
    assert.deepEqual(done, []);
  });

  it('also offers saved endpoints to edit from the palette', async () => {
    endpoints.list(endpointSnapshot('a', 1));
    const editing = run('editEndpoint');
    const question = await questions.question('Which endpoint?');
    question.answer('saved one');
    await editing;
    await run('editEndpoint', 'a');
    assert.deepEqual(done, [
      ['editSaved', savedOne],
      ['edit', 'a'],
    ]);
  });

  it('opens the form at the replies when the walkthrough mentions them', async () => {
    endpoints.list(endpointSnapshot('a', 1));
    savedAll = [];
    for (const names of ['package.nls.json', 'package.nls.de.json']) {
      const text: string = JSON.parse(readFileSync(join(root, names), 'utf8'))['step.rules.description'];
      const [, id = '', args = ''] = /command:portside\.(\w+)\?([^)]+)/.exec(text) ?? assert.fail(names);
      done = [];
      await run(id, ...JSON.parse(decodeURIComponent(args)));
      assert.deepEqual(done, [['edit', 'a', 'reply']], names);
    }
  });
});
