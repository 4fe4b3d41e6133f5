import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { type Command, commands, Uri } from 'vscode';
import { markUserArgument } from '../../../../src/client/callers/userGestures.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { registerCommands } from '../../../../src/host/commands/registerCommands.ts';
import type { NotAllowed } from '../../../../src/host/permissions/checks.ts';
import { Permissions } from '../../../../src/host/permissions/permissions.ts';
import type { Agreement } from '../../../../src/host/saved/agreedChange.ts';
import { ApprovedFiles } from '../../../../src/host/transfers/approvedFiles.ts';
import { offerUndo } from '../../../../src/host/undo/offerUndo.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

const exposed = { kind: 'tcp-server', address: '0.0.0.0:9', name: 'open to all' } as const;
const listed = { label: exposed.name, scope: { type: 'user' }, index: 0, value: exposed, config: exposed };

const notAllowed = new SocketError('NOT_ALLOWED', { permission: 'listen', address: '0.0.0.0:9' }) as NotAllowed;

describe('a command with an argument that needs a permission', () => {
  freshVscode();
  const disk = temporaryFolder();

  let done: string[];
  let permissions: Permissions;
  let approved: ApprovedFiles;
  let undo: UndoList;
  let registered: { dispose(): void };

  beforeEach(async () => {
    done = [];
    await mkdir(disk.at('workspace'));
    workbenchState.state.folders = [disk.at('workspace')];
    permissions = new Permissions(fakeMemento(), fakeMemento());
    await writeFile(disk.at('workspace/import.json'), JSON.stringify([{ ...exposed, autoStart: true }]));
    const act = (name: string) => async () => {
      done.push(name);
      throw new Error('done');
    };
    const engine = { snapshotPicture: async () => ({ mediaType: 'image/png', bytes: new Uint8Array() }) };
    const endpoints = fakeEndpoints(
      [
        endpointSnapshot('closed', 0, { state: 'closed', config: exposed }),
        endpointSnapshot('e', 1, { config: { kind: 'tcp-client', address: '127.0.0.1:9' } }),
      ],
      {
        ...{ open: act('open'), start: () => ({ id: 'e', opened: act('start')() }), reopen: act('reopen') },
        ...{ exportTranscript: act('export'), engine: engine as never },
      },
    );
    const change =
      (name: string) =>
      async (_one: unknown, next: unknown, agreement = next as Agreement) => {
        await agreement({ before: [exposed], after: [] });
        await act(name)();
      };
    const saved = {
      all: async () => [listed],
      ...{ saveAll: act('import'), replace: change('replace'), remove: change('remove') },
    };
    const video = {
      videos: { find: (id: string) => ({ id, endpoint: 'e' }), start: act('video') },
      recordings: { of: () => undefined, start: act('record') },
      pages: { showing: () => ({ owner: {} }) },
    };
    const panels = { open: () => undefined, isVisible: () => true };
    approved = new ApprovedFiles();
    const transfers = {
      ...{ endpoints, approved, send: act('send'), retry: act('retry'), resume: act('resume') },
      ...{
        find: (id: string) => transferSnapshot({ id, direction: 'out' }),
        filesOf: () => [outside()],
        of: async () => [],
      },
    };
    const { log } = watchedLog();
    undo = new UndoList(log);
    const removal = {
      needs: async () => [notAllowed],
    };
    undo.add({ kind: 'remove', undo: act('undo'), forget: async () => undefined, ...removal });
    const connections = { selectRestored: (restore: () => Promise<void>) => restore() };
    const context = { endpoints, saved, video, panels, transfers, permissions, undo, connections, log };
    registered = registerCommands(context as unknown as CommandContext);
  });
  afterEach(() => {
    registered.dispose();
    undo.dispose();
  });

  const run = async (id: string, ...args: unknown[]) => commands.executeCommand(`portside.${id}`, ...args);

  const row = { type: 'saved', saved: { ...listed } };
  const outside = () => Uri.file(disk.at('outside.txt'));
  const calls: [string, (() => unknown) | unknown, ...unknown[]][] = [
    ['startTcpServer', { address: '0.0.0.0:9' }],
    ['startTcpServer', { type: 'panel', webview: 'portside.panel', address: '[::]:9' }],
    ['startTcpServer', { address: '192.168.1.20:9' }, []],
    ['openUdp', { address: '0.0.0.0:9' }],
    ['openUdp', { remote: '10.0.0.5:9' }],
    ['connectTcp', { address: '127.0.0.1:9', files: { mode: 'raw', directory: '..' } }],
    ['receiveFiles', { files: { directory: '../elsewhere' } }],
    ['openFromText', 'nc -lk 0.0.0.0 9000'],
    ['openFromText', { text: 'socat - TCP-LISTEN:9000,bind=0.0.0.0' }],
    ['startSaved', { name: 'open to all' }],
    ['startSaved', row],
    ['startSaved', row, [row]],
    ['openFocused', row],
    ['startWithWorkspace', row],
    ['startByHandOnly', row],
    ['startByHandOnly', { name: 'open to all' }],
    ['removeSaved', row],
    ['removeSaved', { name: 'open to all' }],
    ['renameSaved', { name: 'open to all', as: 'other' }],
    ['restart', 'closed'],
    ['restart', { type: 'panel', endpoint: 'closed', freePort: true }],
    ['startEndpoint', { endpoint: 'closed' }],
    ['tryAgain', { type: 'endpoint', endpoint: 'closed' }],
    ['undoRemove', { type: 'offer' }],
    ['manageTransfers', { transfer: 't1', action: 'retry' }],
    ['manageTransfers', { transfer: 't1', action: 'resume' }],
    ['importEndpoints', () => ({ uri: Uri.file(disk.at('workspace/import.json')), scope: 'user' })],
    ['importEndpoints', () => ({ uri: outside() })],
    ['exportEndpoints', () => ({ uri: outside() })],
    ['exportTranscript', () => ({ endpoint: 'e', format: 'raw', uri: outside() })],
    ['sendFile', () => ({ endpoint: 'e', uri: outside() })],
    ['sendFile', () => ({ type: 'endpoint', endpoint: 'e', uri: outside() })],
    ['sendFolder', () => ({ endpoint: 'e', uri: outside() })],
    ['sendWithPortside', outside],
    ['startVideo', () => ({ endpoint: 'e', source: 'file', uri: outside() })],
    ['startVideo', { endpoint: 'e', source: 'camera', way: 'ffmpeg' }],
    ['startVideo', { endpoint: 'e', source: 'screen' }],
    ['snapshotVideo', () => ({ endpoint: 'e', video: 'v', uri: outside() })],
    ['recordVideo', () => ({ endpoint: 'e', video: 'v', uri: outside() })],
  ];

  for (const [id, argument, ...more] of calls)
    it(`is rejected, and offers to allow it: ${id} ${argument instanceof Function ? argument : JSON.stringify(argument)}`, async () => {
      const given: unknown = argument instanceof Function ? argument() : argument;
      await assert.rejects(run(id, given, ...more), { code: 'NOT_ALLOWED', message: /^Cannot .*need your permission/ });
      assert.deepEqual(done, []);
      const [offer, ...others] = questions.open;
      assert.deepEqual([offer?.items, others], [['Allow for This Workspace'], []]);
      offer?.answer('Allow for This Workspace');
      await new Promise(setImmediate);
      assert.equal(permissions.granted.length, 1);
    });

  it('runs once that was allowed', async () => {
    for (const one of ['listen', 'receive', 'send', 'change'] as const) await permissions.grant(one);
    await assert.rejects(run('startTcpServer', { address: '0.0.0.0:9' }), { message: 'done' });
    await run('restart', 'closed');
    await assert.rejects(run('exportTranscript', { endpoint: 'e', format: 'raw', uri: outside() }), {
      message: 'done',
    });
    await assert.rejects(run('sendFile', { endpoint: 'e', uri: outside() }), { message: 'done' });
    for (const id of ['removeSaved', 'startByHandOnly'])
      await assert.rejects(run(id, { name: 'open to all' }), { message: 'done' });
    assert.deepEqual(done, ['open', 'reopen', 'export', 'send', 'remove', 'replace']);
  });

  it('is checked again when a transfer is retried: the permission may have been withdrawn since', async () => {
    const retry = () => run('manageTransfers', { transfer: 't1', action: 'retry' });
    await permissions.grant('send');
    await assert.rejects(retry(), { message: 'done' });
    await permissions.revoke(['send']);
    await assert.rejects(retry(), {
      code: 'NOT_ALLOWED',
      params: { permission: 'send', path: disk.at('outside.txt') },
    });
    assert.deepEqual(done, ['retry']);
    approved.add([outside()]);
    await assert.rejects(retry(), { message: 'done' }, 'the user chose this file');
  });

  it('is checked again when an import is repeated, and right before it is saved', async () => {
    const importing = () => run('importEndpoints', { uri: Uri.file(disk.at('workspace/import.json')), scope: 'user' });
    await permissions.grant('listen');
    await assert.rejects(importing(), { message: 'done' });
    await permissions.revoke(['listen']);
    await assert.rejects(importing(), { code: 'NOT_ALLOWED' });
    await permissions.grant('listen');
    const begun = importing();
    await permissions.revoke(['listen']);
    await assert.rejects(begun, { code: 'NOT_ALLOWED' });
    assert.deepEqual(done, ['import']);
  });

  it('needs no permission if run by the user', async () => {
    await run('startSaved', markUserArgument({ type: 'saved', saved: listed }));
    await run('restart', markUserArgument({ type: 'panel', endpoint: 'closed' }));
    await run('restart');
    assert.deepEqual(done, ['start', 'reopen', 'reopen']);
  });

  it('takes the saved endpoint from the settings, whatever a caller passes as its row', async () => {
    const forged = { type: 'saved', saved: { ...listed, config: { ...exposed, address: ':9' } } };
    await assert.rejects(run('startSaved', forged), { code: 'NOT_ALLOWED' });
    for (const other of [{ value: {} }, { index: 1 }, { scope: { type: 'workspace' } }])
      await run('startSaved', { type: 'saved', saved: { ...forged.saved, ...other } });
    assert.deepEqual(done, []);
  });
});

describe('a command without an argument that reaches other machines', () => {
  freshVscode();
  const starting = { ...listed, autoStart: true };
  let done: string[];
  let granted: boolean;
  let endpoints: FakeEndpoints;
  let selected: object | undefined;
  let isPressed: boolean;
  let undo: UndoList;
  let registered: { dispose(): void };

  beforeEach(() => {
    done = [];
    granted = false;
    selected = undefined;
    isPressed = false;
    const act = (name: string) => async () => void done.push(name);
    const closed = endpointSnapshot('closed', 0, { state: 'closed', config: exposed });
    endpoints = fakeEndpoints([closed], {
      ...{ reopen: async () => Promise.reject(new Error(`${done.push('reopen')}`)), rename: act('rename') },
      ...{ start: () => ({ id: 'closed', opened: Promise.reject(new Error(`${done.push('start')}`)) }) },
    });
    const saved = { all: async () => [starting], save: act('save') };
    const { log } = watchedLog();
    undo = new UndoList(log);
    const permissions = { has: () => granted };
    const connections = {
      ...{ selectRestored: (restore: () => Promise<void>) => restore() },
      ...{ selected: async () => selected, takePress: () => isPressed },
    };
    const panels = { isOpen: () => false, isVisible: () => true, open: () => undefined, active: undefined };
    const context = { endpoints, saved, panels, permissions, undo, connections, memory: fakeMemento(), log };
    registered = registerCommands(context as unknown as CommandContext);
  });
  afterEach(() => {
    registered.dispose();
    undo.dispose();
  });

  const run = async (id: string) => commands.executeCommand(`portside.${id}`);
  const removal = (how: object) => {
    const needs = async (permissions: { has(one: string): boolean }) => (permissions.has('listen') ? [] : [notAllowed]);
    undo.add({
      kind: 'remove',
      needs,
      undo: async () => void done.push('undo'),
      forget: async () => undefined,
      ...how,
    });
  };
  const select = () => {
    selected = markUserArgument({ type: 'saved', saved: starting });
  };
  const acts: [string, string, () => void][] = [
    ['startEndpoint', 'reopen', () => undefined],
    ['tryAgain', 'reopen', () => undefined],
    ['restart', 'reopen', () => undefined],
    ['undoRemove', 'undo', () => removal({})],
    ['openSelected', 'start', select],
    ['saveEndpoint', 'save', () => undefined],
  ];

  for (const [id, act, prepare] of acts)
    it(`asks, since any caller may run it: ${id}`, async () => {
      prepare();
      const dismissed = run(id);
      (await questions.question('Open 0.0.0.0:9?\nOther machines will be able to reach it.', 'notification')).dismiss();
      await dismissed;
      assert.deepEqual([done, questions.open], [[], []]);
      const agreed = run(id);
      (await questions.question('Open 0.0.0.0:9?')).answer('Open');
      await agreed;
      assert.deepEqual(done.slice(0, 1), [act]);
    });

  it('asks again if the endpoint was changed while the question was open', async () => {
    const restarted = run('restart');
    const question = await questions.question('Open 0.0.0.0:9?');
    const moved = { ...exposed, address: '[::]:9' };
    endpoints.list(endpointSnapshot('closed', 0, { state: 'closed', config: moved }));
    question.answer('Open');
    const again = await questions.question('Open [::]:9?');
    assert.deepEqual(done, []);
    again.answer('Open');
    await restarted;
    assert.deepEqual(done, ['reopen']);
  });

  it('asks nothing once commands may do that', async () => {
    granted = true;
    for (const [id, , prepare] of acts) {
      prepare();
      await run(id);
    }
    assert.deepEqual(done.slice(0, 4), ['reopen', 'reopen', 'reopen', 'undo']);
    assert.deepEqual(done.slice(4), ['start', 'save', 'rename']);
  });

  it('asks nothing else if the user chose the endpoint, or pressed its row or the undo button', async () => {
    const other = endpointSnapshot('other', 0, { state: 'closed', config: { ...exposed, name: 'other' } });
    endpoints.list(...endpoints.all, other);
    const starting = run('startEndpoint');
    (await questions.question('Which endpoint?')).answer('other');
    await starting;
    isPressed = true;
    select();
    await run('openSelected');
    offerUndo(undo, { ...noUndo, needs: async () => [notAllowed] }, 'Removed.');
    const [offer] = undoOffers();
    const pressed = (offer ?? assert.fail('there is no button')).command as Command;
    await commands.executeCommand(pressed.command, ...(pressed.arguments ?? []));
    assert.deepEqual(done, ['reopen', 'start', 'undo']);
    assert.deepEqual(
      questions.open.map(({ text }) => text),
      ['Removed.'],
    );
  });

  const noUndo = { kind: 'remove', undo: async () => void done.push('undo'), forget: async () => undefined } as const;
});
