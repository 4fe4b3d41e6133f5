import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import type { QuickPickItem, ThemeIcon } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { cancelTransfers, manageTransfers, showReceivedFiles } from '../../../../src/host/commands/transferCommands.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';

describe('transfer commands', () => {
  freshVscode();
  const folder = temporaryFolder();

  let all: TransferSnapshot[];
  let done: string[];
  let endpoints: FakeEndpoints;
  let context: CommandContext;

  beforeEach(() => {
    all = [];
    done = [];
    const config = { kind: 'tcp-server', address: ':0', name: 'mine' } as const;
    endpoints = fakeEndpoints([endpointSnapshot('e1', 1, { config })], {
      engine: { cancelTransfer: async (id: string) => void done.push(`cancel ${id}`) } as never,
    });
    const transfers = {
      endpoints,
      of: async (id: string) => all.filter(({ endpoint }) => endpoint === id),
      find: (id: string) => all.find(one => one.id === id),
      pause: async (id: string) => void done.push(`pause ${id}`),
    };
    context = { endpoints, transfers } as unknown as CommandContext;
  });

  const said = () => workbenchState.said.shown.at(-1);
  const revealed = () => workbenchState.state.clipboard;

  it('act on the caller’s transfer', async () => {
    all = [transferSnapshot()];
    await manageTransfers({ transfer: 't1', action: 'pause' }, context);
    assert.deepEqual(done, ['pause t1']);
    for (const argument of [{ transfer: 't1' }, { transfer: 't1', action: 'delete' }, { transfer: 7, action: 'pause' }])
      await assert.rejects(manageTransfers(argument, context), TypeError);
  });

  it('offer running ones first, then the latest, with their actions', async () => {
    all = [
      transferSnapshot({ id: 'old', name: 'old', state: 'done', queuedMs: 1 }),
      transferSnapshot({ id: 'new', name: 'new', state: 'failed', queuedMs: 3, direction: 'in' }),
      transferSnapshot({ id: 'running', name: 'running', queuedMs: 2 }),
    ];
    const managing = manageTransfers(undefined, context);
    const question = await questions.question('Which transfer?');
    assert.deepEqual(
      (question.items as QuickPickItem[]).map(
        ({ label, description, iconPath }) => `${(iconPath as ThemeIcon).id} ${label}: ${description}`,
      ),
      [
        'arrow-up running: in progress · 10 B · 127.0.0.1:5000',
        'arrow-down new: failed · 10 B · 127.0.0.1:5000',
        'arrow-up old: done · 10 B · 127.0.0.1:5000',
      ],
    );
    question.answer('running');
    (await questions.question('running')).answer('Pause');
    await managing;
    assert.deepEqual(done, ['pause running']);
  });

  it('report that there is no transfer, or nothing to do with one', async () => {
    await manageTransfers(undefined, context);
    assert.equal(said(), 'No files have been sent or received yet.');
    await cancelTransfers('e1', context);
    assert.equal(said(), 'mine: No file transfers to cancel.');
    all = [transferSnapshot({ state: 'cancelled' })];
    const managing = manageTransfers(undefined, context);
    (await questions.question('Which transfer?')).answer('photo.png');
    await assert.rejects(managing, /No actions are available for “photo\.png”\./);
  });

  it('cancel running transfers, and count them, with a singular', async () => {
    all = [transferSnapshot({ id: 'a' }), transferSnapshot({ id: 'b', state: 'done' })];
    await cancelTransfers('e1', context);
    assert.deepEqual(done, ['cancel a']);
    assert.equal(said(), 'mine: 1 transfer canceled.');
    all.push(transferSnapshot({ id: 'c', state: 'paused' }));
    await cancelTransfers('e1', context);
    assert.equal(said(), 'mine: 2 transfers canceled.');
  });

  it('reveal the file that was received last, by the named endpoint or by any', async () => {
    for (const name of ['one', 'other']) await writeFile(folder.at(name), '');
    const received = { direction: 'in', state: 'done' } as const;
    all = [
      transferSnapshot({ ...received, id: 'a', path: folder.at('one'), endedMs: 1 }),
      transferSnapshot({ ...received, id: 'b', endpoint: 'e2', path: folder.at('other'), endedMs: 2 }),
    ];
    endpoints.list(...endpoints.all, endpointSnapshot('e2', 1));
    await showReceivedFiles(undefined, context);
    assert.equal(revealed(), folder.at('other'));
    await showReceivedFiles({ endpoint: 'e1' }, context);
    assert.equal(revealed(), folder.at('one'));
  });

  it('reveal the folder that a panel’s link names, with a file only if that is inside', async () => {
    await mkdir(folder.at('in'));
    for (const name of ['before', 'in/now']) await writeFile(folder.at(name), '');
    settings.set('portside.files.directory', folder.at('in'));
    const received = { direction: 'in', state: 'done' } as const;
    all = [transferSnapshot({ ...received, path: folder.at('before'), endedMs: 1 })];
    const link = { type: 'panel', endpoint: 'e1' };
    await showReceivedFiles(link, context);
    assert.equal(revealed(), folder.at('in'));
    await showReceivedFiles({ type: 'endpoint', endpoint: 'e1' }, context);
    assert.equal(revealed(), folder.at('before'));
    all = [transferSnapshot({ ...received, path: folder.at('in', 'now'), endedMs: 2 })];
    await showReceivedFiles(link, context);
    assert.equal(revealed(), folder.at('in', 'now'));
  });

  it('reveal the folder for received files before it exists, or the nearest one above it', async () => {
    await mkdir(folder.at('in'));
    settings.set('portside.files.directory', folder.at('in'));
    await showReceivedFiles(undefined, context);
    assert.equal(revealed(), folder.at('in'));
    assert.deepEqual(questions.open, []);
    settings.set('portside.files.directory', folder.at('in', 'a', 'b'));
    await showReceivedFiles(undefined, context);
    assert.equal(revealed(), folder.at('in'));
    const notice = `${folder.at('in', 'a', 'b')} doesn’t exist yet; it is created when the first file arrives.`;
    assert.ok(workbenchState.said.shown.at(-1)?.startsWith(notice));
    assert.deepEqual(questions.open, []);
  });

  it('don’t treat a file in the way as a folder', async () => {
    await writeFile(folder.at('file'), '');
    settings.set('portside.files.directory', folder.at('file'));
    await showReceivedFiles(undefined, context);
    assert.equal(revealed(), folder.path);
  });

  it('offer the settings if no folder was chosen yet', async () => {
    const showing = showReceivedFiles(undefined, context);
    (await questions.question('No folder for received files has been chosen yet.')).answer('Open Settings');
    await showing;
    assert.deepEqual(workbenchState.done.shown.at(-1)?.args, ['portside.files.directory']);
    const dismissed = showReceivedFiles(undefined, context);
    (await questions.question('No folder for received files has been chosen yet.')).dismiss();
    await assert.rejects(dismissed, Dismissed);
  });
});
