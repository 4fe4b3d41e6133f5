import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { Uri } from 'vscode';
import type { PageCall } from '../../../../src/client/page/pageInput.ts';
import { type AskedCall, type GuardedCall, pageReach } from '../../../../src/client/page/pageReach.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { registerCommands } from '../../../../src/host/commands/registerCommands.ts';
import { Panel } from '../../../../src/host/panel/panel.ts';
import { VideoChoices } from '../../../../src/host/video/videoChoices.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { type Question, questions } from '../../../support/fakeVscode/questions.ts';
import { type FakePanel, webviews } from '../../../support/fakeVscode/webviews.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { type ShownPanels, showPanels } from '../../../support/panelParts.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { transferSnapshot } from '../../../support/transferSnapshots.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

type Attempt = readonly [question: string | RegExp, ...args: unknown[]];

describe('a compromised page’s call with further reach', () => {
  freshVscode();
  const disk = temporaryFolder();
  const config = { kind: 'tcp-server', address: ':9000', name: 'mine' } as const;
  let reached: string[];
  let endpoints: FakeEndpoints;
  let shown: ShownPanels;
  let tab: FakePanel;
  /** Opens another tab, whose page has asked nothing yet. */
  let openTab: () => void;
  let registered: { dispose(): void };
  let calls: number;
  /** Settles each call of the page, by its id. */
  const answers = new Map<string, (message: unknown) => void>();

  beforeEach(async () => {
    reached = [];
    calls = 0;
    await mkdir(disk.at('workspace'));
    workbenchState.state.folders = [disk.at('workspace')];
    const reach = (name: string) => async () => Promise.reject(new Error(`${reached.push(name)}`));
    const engine: Record<string, unknown> = {
      ...{ openPeer: async () => undefined, recentPeers: async () => [] },
      ...{ targetPeers: async () => [], transfers: async () => known, videos: async () => [video] },
      snapshotPicture: async () => ({ mediaType: 'image/png', bytes: new Uint8Array() }),
    };
    const asked = (name: string | symbol) => engine[String(name)] ?? reach(String(name));
    const counters = { bytesIn: 1, bytesOut: 0, framesIn: 1, framesOut: 0, peers: 1 };
    const endpoint = endpointSnapshot('e', 1, { config, counters });
    const known = [transferSnapshot({ id: 't1', endpoint: 'e', direction: 'out', state: 'failed', canRetry: true })];
    const video = videoSnapshot({ id: 'v1', endpoint: 'e' });
    endpoints = fakeEndpoints([endpoint], {
      ...{ apply: reach('apply'), reopen: reach('reopen'), exportTranscript: reach('export') },
      ...{
        panelState: () => undefined,
        openPeers: async () => [],
        engine: new Proxy({} as never, { get: (_, name) => asked(name) }),
      },
    });
    shown = showPanels(endpoints);
    const nothing = () => undefined;
    const post = (_id: number, message: unknown) => answers.get((message as { i?: string }).i ?? '')?.(message);
    webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post });
    const { transfers, video: videos, permissions, messageParts } = shown.parts;
    transfers.filesOf = () => [Uri.file(disk.at('outside'))];
    endpoints.changeTransfers(...known);
    endpoints.changeVideos(video);
    Object.assign(videos, { choices: async () => new VideoChoices(fakeMemento()) });
    const panels = { open: () => undefined, isVisible: () => true };
    const context = { endpoints, transfers, video: videos, permissions, messageParts, panels, memory: fakeMemento() };
    registered = registerCommands({ ...context, log: watchedLog().log } as unknown as CommandContext);
    openTab = () => {
      const panel = new Panel(endpoint, shown.parts);
      tab = webviews.all.at(-1) ?? assert.fail(`there is no tab of ${panel}`);
    };
    openTab();
  });
  afterEach(() => {
    registered.dispose();
    shown.dispose();
  });

  /** Calls the host as a page does. Resolves when the host has answered. */
  async function call(name: string, args: readonly unknown[]): Promise<void> {
    const i = `call ${++calls}`;
    const answered = new Promise<unknown>(resolve => answers.set(i, resolve));
    tab.receive({ t: 'q', i, m: name, a: args });
    await answered;
  }

  const hello = { notation: 'text', text: 'hello' };
  const outside = () => Uri.file(disk.at('outside')).toString();
  const exposed = { ...config, address: '0.0.0.0:9000' };
  const toAway = { ...config, kind: 'udp', address: ':0', remote: '192.0.2.7:9' };
  const docker = { ...config, kind: 'tcp-client', address: 'unix:/run/docker.sock' };
  const away = { address: '192.0.2.7:9' };
  /** Makes the endpoint a UDP socket, whose page may name any address. */
  const asUdp = (...args: unknown[]): readonly Attempt[] => {
    const { counters } = endpoints.find('e');
    const udp = { kind: 'udp', address: '0.0.0.0:9000', name: 'mine' } as const;
    endpoints.listed.set('e', endpointSnapshot('e', 0, { config: udp, counters }));
    return [['Send to 192.0.2.7:9 from “mine”?', ...args]];
  };
  /** Calls that the table marks as reaching further: this type fails to compile while one is missing. */
  const attempts: Record<AskedCall | GuardedCall, () => readonly Attempt[]> = {
    applyConfig: () => [
      ['Other machines will be able to reach 0.0.0.0:9000.', exposed, { start: true, save: true }],
      ['Other machines will be able to reach 0.0.0.0:9000.', exposed, { start: false, save: false }],
      [
        'Files will be written to /',
        { ...config, files: { mode: 'raw', directory: '/' } },
        { start: true, save: false },
      ],
      [
        'Files will be written to ',
        { ...config, files: { mode: 'off', directory: '..' } },
        { start: true, save: false },
      ],
      [
        `Save received files in ${disk.at('workspace/.vscode')}?`,
        { ...config, files: { mode: 'framed', directory: '.vscode' } },
        { start: true, save: false },
      ],
      ['Connect to unix:/run/docker.sock from “mine”?', docker, { start: true, save: false }],
      ['Connect to unix:/run/docker.sock from “mine”?', docker, { start: false, save: false }],
      ['Send to 192.0.2.7:9 from “mine”?', { ...toAway, connected: true }, { start: true, save: false }],
      ['Send to 192.0.2.7:9 from “mine”?', toAway, { start: false, save: false }],
      ['Listen on /run/docker.sock?', { ...config, address: '/run/docker.sock' }, { start: true, save: false }],
    ],
    send: () => asUdp(hello, away),
    startRepeat: () => asUdp(hello, away, { everyMs: 1 }),
    sendSaved: () => asUdp(1, away),
    sendDropped: () => [
      ['Send ', [{ uri: outside() }], null],
      ...asUdp([{ name: 'a', sizeBytes: 1, modifiedMs: 1 }], away),
    ],
    actOnTransfer: () => [['Send ', 'retry', 't1']],
    exportTranscript: () => [['Export the transcript', {}]],
    sendChosen: () => [['Send Files', null], ...asUdp(away)],
    chooseMessage: () => [[/./, null], ...asUdp(away)],
    saveMessage: () => [[/Save Message/, hello]],
    snapshotVideo: () => [['Save', 'v1']],
    startRecording: () => [['Record', 'v1']],
    changeCapture: () => [],
    sendVideo: () => [['Send Video', null]],
  };

  for (const [name, cases] of Object.entries(attempts))
    it(`asks in VS Code, and does nothing if that is dismissed: ${name}`, async () => {
      for (const [question, ...args] of cases()) {
        const answered = call(name, args);
        const asked: Question = await questions.question(question);
        assert.deepEqual(reached, []);
        asked.dismiss();
        await answered;
        assert.deepEqual([reached, questions.open], [[], []]);
        openTab();
      }
    });

  it('asks one question at a time', async () => {
    const all: (readonly [name: string, args: readonly unknown[]])[] = [];
    for (const [name, cases] of Object.entries(attempts)) for (const [, ...args] of cases()) all.push([name, args]);
    for (const action of ['changeFraming', 'saveEndpoint']) all.push(['run', [action]]);
    all.push(['runOnPeer', ['renamePeer', 'p1']], ['showVideo', [null]]);
    let most = 0;
    const counting = questions.watch(() => {
      most = Math.max(most, questions.open.length);
    });
    const answered = Promise.all([...all, ...all].map(([name, args]) => call(name, args)));
    // While the first question is open, all others are refused.
    const first: Question = await questions.question(/./);
    const dismissing = questions.watch(() => {
      for (const one of questions.open) one.dismiss();
    });
    first.dismiss();
    await answered;
    counting.dispose();
    dismissing.dispose();
    assert.deepEqual([most, reached], [1, []]);
  });

  it('is declared as such in the table of calls', () => {
    const further = (Object.keys(pageReach) as PageCall[]).filter(name => pageReach[name] !== 'own');
    assert.deepEqual(new Set(further), new Set(Object.keys(attempts)));
  });
});
