import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commands, Uri } from 'vscode';
import type { PeerSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { commandTable, registerCommands } from '../../../../src/host/commands/commandTable.ts';
import { ofUser } from '../../../../src/host/commands/ofUser.ts';
import { Dismissed } from '../../../../src/host/dismissed.ts';
import type { Endpoints } from '../../../../src/host/endpoints.ts';
import { Permissions } from '../../../../src/host/permissions/permissions.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { root } from '../../../support/paths.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { type WatchedLog, watchedLog } from '../../../support/watchedLog.ts';

describe('the table of commands', () => {
  freshVscode();

  let done: unknown[];
  let failure: Error | undefined;
  let watched: WatchedLog;
  let endpoints: FakeEndpoints;
  let registered: { dispose(): void };
  const config = { kind: 'udp', address: ':9', name: 'saved one' };
  let savedAll: object[];
  const savedOne = { label: 'saved one', scope: { type: 'user' }, index: 0, value: config, config };

  beforeEach(() => {
    done = [];
    failure = undefined;
    watched = watchedLog();
    const act =
      (name: string) =>
      async (...args: unknown[]) => {
        done.push([name, ...args]);
        if (failure) throw failure;
      };
    endpoints = fakeEndpoints([endpointSnapshot('a', 1), endpointSnapshot('b', 1)], {
      close: act('close'),
      reopen: act('reopen') as unknown as Endpoints['reopen'],
      remove: act('remove'),
      disconnect: act('disconnect'),
      end: act('end'),
      openPeers: async () => [{ id: 'p1', address: '127.0.0.1:1' } as PeerSnapshot],
    });
    const panels = { open: act('open'), actOnRow: act('row'), edit: act('edit') };
    const memory = { get: () => undefined };
    savedAll = [savedOne];
    const saved = { all: async () => savedAll };
    const savedForms = { edit: act('editSaved') };
    const context = { endpoints, panels, memory, saved, savedForms, log: watched.log };
    registered = registerCommands(context as unknown as CommandContext);
  });
  afterEach(() => registered.dispose());

  const run = (id: string, ...args: unknown[]) => commands.executeCommand(`portside.${id}`, ...args);

  it('has the commands of package.json, and no others', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const declared: string[] = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual(new Set(Object.keys(commandTable)), new Set(declared));
  });

  it('asks the next question of a command before the one for the endpoint closes', async () => {
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

  it('asks for one of those that can be meant: what runs can be stopped, what doesn’t can be started', async () => {
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

  it('runs on the endpoint and the peer that are named, or the only one', async () => {
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

  it('gives the focus to a panel that is asked for in the palette, and leaves it where the tree’s menu shows one', async () => {
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

  it('acts on the row whose menu was opened', async () => {
    await run('row.sendAgain', { type: 'row', endpoint: 'a', seq: '7' });
    assert.deepEqual(done, [['row', 'a', 'sendAgain', 7]]);
  });

  it('asks where an endpoint is to be from the view’s title, though VS Code passes the row that has the focus', async () => {
    const starting = run('startTcpServer', { type: 'endpoint', endpoint: 'a' });
    (await questions.question('Start TCP Server', 'input')).dismiss();
    await starting;
    assert.deepEqual(done, []);
  });

  it('does nothing for a row that is being redrawn, since it is unknown which one it was', async () => {
    await run('remove', undefined, undefined);
    assert.deepEqual([done, questions.open], [[], []]);
  });

  it('offers saved endpoints too where the palette edits one', async () => {
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

  it('begins the form at the replies where the walkthrough speaks of them', async () => {
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

  it('shows an error by hand, and gives a caller the error with its sentence', async () => {
    failure = new SocketError('NO_PEER', { kind: 'tcp-server' });
    assert.equal(await run('stop', { type: 'endpoint', endpoint: 'a' }), undefined);
    await questions.question('No client is connected, so nothing was sent.');
    await assert.rejects(Promise.resolve(run('stop', 'a')), {
      code: 'NO_PEER',
      message: 'No client is connected, so nothing was sent.',
    });
    assert.equal(questions.open.length, 1);
    assert.equal(watched.log.counts.get('commandFailed'), 2);
  });

  it('gives a caller no sentence that VS Code would show with a link', async () => {
    failure = new SocketError('NO_PEER', { kind: 'udp', peer: '[a](command:workbench.action.quit)' });
    await assert.rejects(Promise.resolve(run('stop', 'a')), {
      message: '[a] (command:workbench.action.quit) is no longer known to this socket, so nothing was sent.',
    });
  });

  it('logs each command, without its argument', async () => {
    await run('stop', 'a');
    assert.deepEqual(watched.lines, ['debug command command=portside.stop byHand=false']);
  });

  it('says nothing where a question was dismissed, to a caller neither', async () => {
    failure = new Dismissed();
    assert.equal(await run('stop', 'a'), undefined);
    assert.equal(await run('stop', { type: 'endpoint', endpoint: 'a' }), undefined);
    assert.deepEqual(questions.open, []);
    assert.equal(watched.log.counts.get('commandFailed'), undefined);
  });
});

describe('a command with an argument that needs a permission', () => {
  freshVscode();
  const disk = temporaryFolder();

  const exposed = { kind: 'tcp-server', address: '0.0.0.0:9', name: 'open to all' } as const;
  const listed = { label: exposed.name, scope: { type: 'user' }, index: 0, value: exposed, config: exposed };
  let done: string[];
  let permissions: Permissions;
  let registered: { dispose(): void };

  beforeEach(async () => {
    done = [];
    await mkdir(disk.at('workspace'));
    workbenchState.state.folders = [disk.at('workspace')];
    permissions = new Permissions(fakeMemento());
    await writeFile(disk.at('workspace/import.json'), JSON.stringify([{ ...exposed, autoStart: true }]));
    const act = (name: string) => async () => {
      done.push(name);
      throw new Error('done');
    };
    const calls = { snapshotPicture: async () => ({ mediaType: 'image/png', bytes: new Uint8Array() }) };
    const endpoints = fakeEndpoints(
      [
        endpointSnapshot('closed', 0, { state: 'closed', config: exposed }),
        endpointSnapshot('e', 1, { config: { kind: 'tcp-client', address: '127.0.0.1:9' } }),
      ],
      {
        ...{ open: act('open'), start: () => ({ id: 'e', opened: act('start')() }), reopen: act('reopen') },
        ...{ exportTranscript: act('export'), calls: calls as never },
      },
    );
    const saved = { all: async () => [listed], saveAll: act('import'), replace: act('replace') };
    const video = {
      videos: { find: (id: string) => ({ id, endpoint: 'e' }), start: act('video') },
      recordings: { of: () => undefined, start: act('record') },
      pages: { showing: () => ({ owner: {} }) },
    };
    const panels = { open: () => undefined, isVisible: () => true };
    const transfers = { endpoints, send: act('send') };
    const context = { endpoints, saved, video, panels, transfers, permissions, log: watchedLog().log };
    registered = registerCommands(context as unknown as CommandContext);
  });
  afterEach(() => registered.dispose());

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
    ['restart', 'closed'],
    ['restart', { type: 'panel', endpoint: 'closed', freePort: true }],
    ['startEndpoint', { endpoint: 'closed' }],
    ['tryAgain', { type: 'endpoint', endpoint: 'closed' }],
    ['importEndpoints', () => ({ uri: Uri.file(disk.at('workspace/import.json')), scope: 'user' })],
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
    it(`is refused, and offers to allow it: ${id} ${argument instanceof Function ? argument : JSON.stringify(argument)}`, async () => {
      const given: unknown = argument instanceof Function ? argument() : argument;
      await assert.rejects(run(id, given, ...more), { code: 'NOT_ALLOWED', message: /^Cannot .*need your permission/ });
      assert.deepEqual(done, []);
      const [offer, ...others] = questions.open;
      assert.deepEqual([offer?.items, others], [['Allow for This Workspace'], []]);
      offer?.answer('Allow for This Workspace');
      await new Promise(setImmediate);
      assert.equal(permissions.granted.length, 1);
    });

  it('is done once that was allowed', async () => {
    for (const one of ['listen', 'receive', 'send'] as const) await permissions.grant(one);
    await assert.rejects(run('startTcpServer', { address: '0.0.0.0:9' }), { message: 'done' });
    await run('restart', 'closed');
    await assert.rejects(run('exportTranscript', { endpoint: 'e', format: 'raw', uri: outside() }), {
      message: 'done',
    });
    await assert.rejects(run('sendFile', { endpoint: 'e', uri: outside() }), { message: 'done' });
    assert.deepEqual(done, ['open', 'reopen', 'export', 'send']);
  });

  it('isn’t asked for what the user does', async () => {
    await run('startSaved', ofUser({ type: 'saved', saved: listed }));
    await run('restart', ofUser({ type: 'panel', endpoint: 'closed' }));
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
