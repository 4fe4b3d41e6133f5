/** No line of the log contains exchanged data, saved items or config contents, and no report contains names or addresses. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { commands, type Extension, Uri } from 'vscode';
import { createApi } from '../../../../src/host/api/createApi.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { registerCommands } from '../../../../src/host/commands/registerCommands.ts';
import { reportIssue } from '../../../../src/host/commands/reportIssue.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { Panel } from '../../../../src/host/panel/panel.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import type { FakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { type FakePanel, webviews } from '../../../support/fakeVscode/webviews.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { hostEndpoints } from '../../../support/hostEndpoints.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { type WatchedLog, watchedLog } from '../../../support/watchedLog.ts';

/** Letters that occur in no stack or number, in another order for each kind of data. */
const markerOf = (letters: string) => Array.from(randomBytes(32), byte => letters[byte % letters.length]).join('');
const payload = markerOf('QXZJKVWY');
const name = markerOf('ÄÖÜßÆØ');

describe('the host’s log', () => {
  freshVscode();
  const disk = temporaryFolder();
  let watched: WatchedLog;
  let endpoints: Endpoints;
  let saved: SavedEndpoints;
  let shown: ShownPanels;
  let context: CommandContext;
  let registered: { dispose(): void };
  let watching: { dispose(): void };
  let id: string;

  beforeEach(async () => {
    watched = watchedLog();
    const { log } = watched;
    endpoints = await hostEndpoints(disk.at('sessions'), log);
    await mkdir(disk.at('workspace'));
    workbenchState.state.folders = [disk.at('workspace')];
    shown = showPanels(endpoints as FakeEndpoints);
    saved = new SavedEndpoints();
    const { transfers, video, messageParts } = shown.parts;
    const panels = { open: () => undefined, isVisible: () => true, isOpen: () => false, active: undefined };
    const packageJSON = { version: '1.2.3', contributes: { configuration: { properties: {} } } };
    const extension = { packageJSON, extensionKind: 2 } as unknown as Extension<unknown>;
    const parts = { endpoints, saved, transfers, video, messageParts, panels, permissions, log, extension };
    context = { ...parts, memory: fakeMemento(), undo: new UndoList(log) } as unknown as CommandContext;
    registered = registerCommands(context);
    // There is no page to answer.
    const dismiss = () => setImmediate(() => questions.open[0]?.dismiss());
    watching = questions.watch(dismiss);
    ({ id } = await endpoints.open(server, { isKept: false }));
  });
  afterEach(async () => {
    watching.dispose();
    registered.dispose();
    shown.dispose();
    saved.dispose();
    await endpoints.dispose();
  });

  const reply = [{ when: { regex: `(${payload}+)+$` }, send: payload }];
  const server = { kind: 'tcp-server', address: ':0', greeting: payload, reply, name } as const;
  const broken = { ...server, reply: [{ when: { regex: `(${payload}` }, send: `{{${payload}` }], [payload]: payload };

  const isPrivate = (text: string, marker: string) => {
    for (let at = 0; at + 6 <= marker.length; at++) assert.ok(!text.includes(marker.slice(at, at + 6)), text);
  };
  /** Asserts that no payload is in the log, and no name in a report. */
  async function check(): Promise<void> {
    for (const line of watched.lines) isPrivate(line, payload);
    await reportIssue(context);
    const [document] = workbenchState.done.shown.at(-1)?.args ?? [];
    const report = (document as { getText(): string }).getText();
    assert.match(report, /tcp-server/);
    for (const marker of [payload, name]) isPrivate(report, marker);
    assert.ok(!report.includes(disk.path));
  }

  it('contains no payload of commands', async () => {
    settings.set('portside.endpoints', [broken]);
    await writeFile(disk.at('workspace/broken.json'), `[{"greeting": "${payload}]`);
    await writeFile(disk.at('workspace/wrong.json'), JSON.stringify([{ ...broken, kind: payload }]));
    const file = (one: string) => Uri.file(disk.at(`workspace/${one}.json`));
    const attempts: [string, ...unknown[]][] = [
      ['send', { endpoint: id, data: payload, peer: name }],
      ['send', { endpoint: id, hex: payload }],
      ['send', { endpoint: name, data: payload, hex: payload }],
      ['startTcpServer', broken],
      ['startTcpServer', { ...server, address: name }],
      [
        'startTcpServer',
        { ...server, encoding: payload, lineEnding: payload, framing: { delimiter: { hex: payload } } },
      ],
      ['connectTcp', { ...server, address: `127.0.0.1:${name}` }],
      ['receiveFiles', { files: { name: `{${payload}}` } }],
      ['openFromText', `nc -e ${payload}`],
      ['openFromText', { text: `socat - EXEC:${payload}` }],
      ['saveMessage', { message: payload }],
      ['saveMessage', { message: { name, text: payload, notation: payload, [payload]: payload } }],
      ['saveMessage', { message: { name, text: `{{${payload}`, notation: 'hex' } }],
      ['sendSavedMessage', { endpoint: id, message: name }],
      ['importEndpoints', { uri: file('broken'), scope: 'user' }],
      ['importEndpoints', { uri: file('wrong'), scope: 'user' }],
      ['importEndpoints', { uri: payload }],
      ['exportTranscript', { endpoint: id, format: payload, uri: payload }],
      ['sendFile', { endpoint: id, uri: payload, mode: payload }],
      ['manageTransfers', { transfer: name, action: payload }],
      ['startVideo', { endpoint: id, source: payload, codec: payload }],
      ['stopVideo', { endpoint: id, video: name }],
      ['renamePeer', { endpoint: id, peer: name, name }],
      ['saveEndpoint', { endpoint: id, scope: payload }],
      ['startSaved', { name }],
      ...['startSaved', 'duplicateSaved', 'renameSaved', 'startWithWorkspace'].map((command): [string, object] => [
        command,
        { name, as: 'other' },
      ]),
    ];
    for (const [command, ...args] of attempts)
      await Promise.resolve(commands.executeCommand(`portside.${command}`, ...args)).catch(() => undefined);
    assert.ok((watched.log.counts.get('commandFailed') ?? 0) > 15, 'failures are logged');
    await check();
  });

  it('contains no payload of a page’s calls, even from a malicious page', async () => {
    const panel = new Panel(endpoints.find(id), shown.parts);
    const tab: FakePanel = webviews.all[0] ?? assert.fail(`there is no tab of ${panel}`);
    const answers = new Map<string, (message: unknown) => void>();
    const post = (_id: number, message: unknown) => answers.get((message as { i?: string }).i ?? '')?.(message);
    const nothing = () => undefined;
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post });
    const message = { notation: 'text', text: payload };
    const attempts: [string, ...unknown[]][] = [
      ['send', { ...message, text: `{{${payload}}}` }, null],
      ['send', { ...message, notation: 'hex' }, 'all'],
      ['send', { ...message, [payload]: payload }, { peer: name, [payload]: payload }],
      ['send', payload, payload],
      ['startRepeat', message, { peer: name }, { everyMs: 1, count: 1 }],
      ['openView', { search: { regex: `(${payload}` } }],
      ['openView', { search: { hex: payload } }],
      ['openView', { [payload]: payload }],
      ['keep', payload],
      ['copy', payload],
      ['checkConfig', broken],
      ['checkConfig', payload],
      ['applyConfig', broken, { start: true, save: false }],
      ['applyConfig', { ...server, encoding: payload }, { start: true, save: true }],
      ['applyConfig', { ...server, greeting: `${payload}€`, encoding: 'latin1' }, { start: true, save: true }],
      ['tryRules', broken, [new TextEncoder().encode(payload)]],
      ['tryRules', broken, payload],
      ['sendSaved', 1, null],
      ['openPeer', payload],
      ['carryPeerName', payload, payload],
      ['sendDropped', [{ uri: `${payload}:${payload}` }], null],
      ['actOnTransfer', payload, payload],
      ['thumbnail', payload],
      ['stopVideo', payload],
      ['spool', payload, new Uint8Array(1)],
      ['run', payload],
      [payload, payload],
    ];
    for (const [at, [call, ...args]] of attempts.entries()) {
      const answered = new Promise(resolve => answers.set(`c${at}`, resolve));
      tab.receive({ t: 'q', i: `c${at}`, m: call, a: args });
      await answered;
    }
    await check();
  });

  it('contains no payload of API calls', async () => {
    const api = createApi(endpoints, { transfers: shown.parts.transfers, video: shown.parts.video }, () => undefined);
    const attempts: (() => Promise<unknown>)[] = [
      () => api.open(broken as never),
      () => api.open({ ...server, address: '127.0.0.1:1', kind: 'tcp-client', connectTimeoutMs: 10 }),
      ...api.endpoints.flatMap(one => [
        () => one.send(payload),
        () => one.send(payload, { peer: name }),
        () => one.sendFile(Uri.file(`/${name}`)),
        () => one.startVideo({ codec: payload as never }),
        () => one.end(name),
        () => one.entryBytes(payload as never),
      ]),
    ];
    for (const attempt of attempts) await attempt().catch(() => undefined);
    api.dispose();
    await check();
  });

  it('contains no payload of unreadable saved messages', async () => {
    const path = disk.at('messages.json');
    const { MessageLibrary } = await import('../../../../src/client/messages/messageLibrary.ts');
    const library = new MessageLibrary(path);
    for (const text of [`{"messages": [${payload}`, `{"messages": "${payload}"}`, payload]) {
      await writeFile(path, text);
      await library.messages().then(
        () => assert.fail('it was read'),
        error => watched.log.error('commandFailed', { command: 'portside.saveMessage' }, { error }),
      );
    }
    await check();
  });
});
