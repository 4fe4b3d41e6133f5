import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { mock } from 'node:test';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { defaultReceiveSettings } from '../../../../src/core/transfer/transferSnapshot.ts';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { writeFakeEngine } from '../../../support/fakeEngine.ts';
import { hostEndpoints } from '../../../support/hostEndpoints.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { type WatchedLog, watchedLog } from '../../../support/watchedLog.ts';

const server: EndpointConfig = { kind: 'tcp-server', address: ':9', name: 'mine' };

describe('the host’s endpoints', () => {
  const folder = temporaryFolder();
  let watched: WatchedLog;
  let endpoints: Endpoints;
  let lists: number;

  beforeEach(async () => {
    lists = 0;
    watched = watchedLog();
    const place = {
      entry: folder.at('engine.cjs'),
      storage: folder.at('sessions'),
      window: { workspace: 'w', title: 't' },
    };
    await writeFakeEngine(place.entry);
    endpoints = new Endpoints(place, { bounds: defaultLogBounds, receiving: defaultReceiveSettings }, watched.log);
    endpoints.onDidChangeList(() => lists++);
  });
  afterEach(async () => {
    await endpoints.dispose();
    mock.restoreAll();
  });

  const changed = () => new Promise<readonly EndpointSnapshot[]>(resolve => endpoints.onDidChange(resolve));
  const kill = async (id: string) => {
    const failed = changed();
    await assert.rejects(endpoints.engine.send(id, Uint8Array.of(3)), { code: 'ENGINE_STOPPED' });
    return failed;
  };

  it('are listed while they open, and found by id or name', async () => {
    const { id, opened } = endpoints.start(server);
    assert.equal(endpoints.find('mine').state, 'opening');
    await opened;
    assert.equal(endpoints.find(id).state, 'open');
    assert.deepEqual([endpoints.has(id), endpoints.has('mine')], [true, false]);
    assert.throws(() => endpoints.find('none'), { code: 'NO_ENDPOINT', params: { endpoint: 'none' } });
    assert.equal(lists, 1);
  });

  it('stay listed if the user’s opening failed, and are removed if a caller’s did', async () => {
    const bad = { ...server, name: 'bad' };
    await assert.rejects(endpoints.open(bad, { isKept: true }), { code: 'EADDRINUSE' });
    assert.deepEqual(endpoints.all, []);
    assert.equal(lists, 2);
    await assert.rejects(endpoints.start(bad).opened, { code: 'EADDRINUSE' });
    assert.equal(endpoints.all.length, 1);
  });

  it('are not listed with a relative folder that has no base', async () => {
    const config = { ...server, files: { mode: 'raw', directory: 'in' } } as const;
    assert.throws(() => endpoints.start(config), { name: 'TypeError', message: /files\.directory/ });
    const { id } = await endpoints.open(server, { isKept: false });
    await assert.rejects(endpoints.reopen(id, config), /files\.directory/);
    assert.equal(lists, 1);
  });

  it('continue with another config if possible, and are reopened if necessary', async () => {
    const { id } = await endpoints.open({ ...server, name: 'busy' }, { isKept: false });
    const rules = { ...server, name: 'busy', reply: 'echo' } as const;
    assert.equal(await endpoints.disconnectedBy(id, rules), 0);
    assert.equal(await endpoints.apply(id, rules), 'applied');
    assert.deepEqual([endpoints.find(id).entries, endpoints.find(id).config], [5, rules]);
    const moved = { ...rules, address: ':10' };
    assert.equal(await endpoints.disconnectedBy(id, moved), 3);
    assert.equal(await endpoints.apply(id, moved), 'restarted');
    assert.deepEqual([endpoints.find(id).entries, endpoints.find(id).config], [1, moved]);
    await assert.rejects(
      endpoints.apply(id, { ...moved, files: { mode: 'raw', directory: 'in' } }),
      /files\.directory/,
    );
  });

  it('disconnect no clients if they are clients themselves', async () => {
    const client = { kind: 'tcp-client', address: ':9', name: 'busy' } as const;
    const { id } = await endpoints.open(client, { isKept: false });
    assert.equal(await endpoints.disconnectedBy(id, { ...client, address: ':10' }), 0);
  });

  it('accept another config even if their engine has stopped', async () => {
    const { id } = await endpoints.open(server, { isKept: true });
    await kill(id);
    assert.equal(await endpoints.apply(id, { ...server, address: ':10' }), 'kept');
    assert.equal(endpoints.find(id).config.address, ':10');
  });

  it('reflect the answer of the last call before it is announced', async () => {
    const { id } = await endpoints.open(server, { isKept: false });
    assert.equal(endpoints.find(id).entries, 1);
    await endpoints.engine.resend(id, 0);
    assert.equal(endpoints.find(id).entries, 2);
    assert.deepEqual(
      (await endpoints.now()).map(({ entries }) => entries),
      [3],
    );
  });

  it('stay removed, whatever is announced about them later', async () => {
    const { id } = await endpoints.open(server, { isKept: true });
    void endpoints.keepPanel(id, 'draft');
    const announced = changed();
    await endpoints.remove(id);
    assert.deepEqual(await announced, []);
    assert.deepEqual(endpoints.all, []);
    assert.equal(endpoints.panelState(id), undefined);
    void endpoints.keepPanel(id, 'late');
    assert.equal(endpoints.panelState(id), undefined);
  });

  it('store their panel’s state once the engine has it, or if it is gone', async () => {
    const { id } = await endpoints.open(server, { isKept: true });
    let isKept = false;
    const keeping = endpoints.keepPanel(id, 'draft').then(() => {
      isKept = true;
    });
    await Promise.resolve();
    assert.deepEqual([endpoints.panelState(id), isKept], ['draft', false]);
    await keeping;
    await kill(id);
    await endpoints.keepPanel(id, 'later');
    assert.equal(endpoints.panelState(id), 'later');
  });

  it('that were set aside are restored closed in place, with their stored state', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.push((await endpoints.open({ ...server, name }, { isKept: true })).id);
    const [, id = ''] = ids;
    void endpoints.keepPanel(id, 'draft');
    const aside = await endpoints.setAside(id);
    assert.deepEqual([endpoints.has(id), endpoints.panelState(id)], [false, undefined]);
    await endpoints.bringBack(aside);
    const listsBefore = lists;
    await endpoints.bringBack(aside);
    assert.equal(lists, listsBefore, 'it already exists');
    assert.deepEqual(
      endpoints.all.map(one => one.id),
      ids,
    );
    assert.deepEqual([endpoints.find('b').state, endpoints.panelState(id)], ['closed', 'draft']);
    const { panel, keptSinceMs, address } = JSON.parse(endpoints.find(id).address);
    assert.deepEqual([panel, typeof keptSinceMs, address], ['draft', 'number', ':9']);
  });

  it('that were set aside are to be reopened if they were open, unless they are clients', async () => {
    const configs = [server, { kind: 'udp', address: ':7' }, { kind: 'tcp-client', address: '127.0.0.1:9' }] as const;
    const opened: unknown[] = [];
    for (const config of configs) {
      const { id } = await endpoints.open(config, { isKept: true });
      opened.push((await endpoints.setAside(id)).how.wasOpen);
    }
    assert.deepEqual(opened, [true, true, false]);
    const closed = await endpoints.add(server);
    assert.equal((await endpoints.setAside(closed)).how.wasOpen, false);
  });

  it('that were set aside can have a clear dropped while their engine runs', async () => {
    const { id } = await endpoints.open(server, { isKept: true });
    await endpoints.setAside(id);
    await endpoints.engine.forgetClear(id, 5);
    assert.equal(await readFile(folder.at('sessions.asked'), 'utf8'), `setAside ${id}\nforgetClear ${id}\n`);
    const other = await endpoints.open(server, { isKept: true });
    await kill(other.id);
    await endpoints.engine.forgetClear(id, 5);
  });

  it('that were set aside are restored even after their engine died, by the current one', async () => {
    const { id } = await endpoints.open(server, { isKept: true });
    const other = await endpoints.open({ kind: 'udp', address: ':7' }, { isKept: false });
    const aside = await endpoints.setAside(id);
    await kill(other.id);
    await endpoints.engine.forgetAside('none');
    await endpoints.bringBack(aside);
    assert.deepEqual([endpoints.find(id).state, endpoints.isHeld(id)], ['closed', true]);
  });

  it('that are removed or set aside after their engine died use the next one, which takes over the others', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) ids.push((await endpoints.open({ ...server, name }, { isKept: true })).id);
    const [a = '', b = '', c = ''] = ids;
    const asked = () => readFile(folder.at('sessions.asked'), 'utf8').catch(() => '');
    await kill(a);
    const aside = await endpoints.setAside(a);
    assert.equal(await asked(), `setAside ${a}\n`);
    assert.deepEqual([endpoints.isHeld(b), endpoints.isHeld(c)], [true, true]);
    await kill(b);
    await endpoints.remove(b);
    assert.equal(await asked(), `setAside ${a}\nforgetAside ${b}\n`);
    await endpoints.remove('gone');
    await endpoints.bringBack(aside);
    assert.deepEqual(
      endpoints.all.map(({ id }) => id),
      [a, c],
    );
  });

  it('whose engine died while a caller opened them start no other', async () => {
    const opening = endpoints.open({ ...server, name: 'deadly' }, { isKept: true });
    await assert.rejects(opening, { code: 'ENGINE_STOPPED' });
    assert.deepEqual([endpoints.all, watched.log.counts.get('engineStarted')], [[], 1]);
  });

  it('fail with their engine, and call it no more', async () => {
    const { id } = await endpoints.open(server, { isKept: false });
    const storage: unknown[] = [];
    endpoints.onDidChangeStorage(now => storage.push(now));
    const [failed] = await kill(id);
    assert.deepEqual([failed?.state, failed?.failure?.code], ['failed', 'ENGINE_STOPPED']);
    assert.match(watched.lines.join(), /error engineStopped exitCode=3/);
    assert.ok(!endpoints.isHeld(id));
    await assert.rejects(
      endpoints.engine.entries(id, 0, 1),
      { code: 'ENGINE_STOPPED' },
      'whatever killed it may also kill the next',
    );
    await endpoints.engine.close(id);
    assert.deepEqual(storage, [{ reached: [] }], 'the next engine starts over');
    assert.deepEqual(await endpoints.engine.peers(id, 0, 1), []);
    assert.deepEqual(await endpoints.engine.recentPeers(id, 1), []);
    assert.equal(await endpoints.engine.openPeer(id, 'p1'), undefined);
    await endpoints.remove(id);
    assert.deepEqual(endpoints.all, []);
  });

  it('all return with the first that is reopened, with the panel state stored meanwhile', async () => {
    const { id } = await endpoints.open(server, { isKept: true });
    const other = await endpoints.open({ kind: 'udp', address: ':7' }, { isKept: false });
    await kill(id);
    void endpoints.keepPanel(id, 'draft');
    await endpoints.reopen(other.id);
    assert.equal(endpoints.find(other.id).state, 'open');
    assert.ok(endpoints.isHeld(id));
    const { keptSinceMs, panel, failure, traffic } = JSON.parse(endpoints.find(id).address);
    assert.equal(panel, 'draft');
    assert.deepEqual(traffic, { bytesIn: 0, bytesOut: 7, framesIn: 0, framesOut: 1 });
    assert.equal(typeof keptSinceMs, 'number');
    assert.match(failure.params.detail, /exit code 3/, 'its failure is still known');
    await kill(id);
    await endpoints.ensureOpen(id);
    const adopted = JSON.parse(endpoints.find(other.id).address);
    assert.ok(!('keptSinceMs' in adopted) && !('panel' in adopted), 'a caller’s own is not restored');
  });

  it('return automatically if their engine had been reliable, so that transcripts can be read', async () => {
    const { id } = await endpoints.open(server, { isKept: false });
    const later = performance.now() + 10_001;
    mock.method(performance, 'now', () => later);
    await kill(id);
    const [adopted] = await changed();
    assert.equal(adopted?.id, id);
    assert.ok(endpoints.isHeld(id));
    assert.equal(watched.log.counts.get('engineStarted'), 2);
  });

  it('of earlier windows start no engine if there were none', async () => {
    assert.deepEqual(await endpoints.restore(async () => server), { endpoints: [], removed: [], held: 0, refused: [] });
    await mkdir(folder.at('sessions'));
    assert.deepEqual(await endpoints.restore(async () => server), { endpoints: [], removed: [], held: 0, refused: [] });
    assert.equal(watched.log.counts.get('engineStarted'), undefined);
  });

  it('of earlier windows are listed closed, without those that this version can’t use', async () => {
    await mkdir(folder.at('sessions', 'earlier'), { recursive: true });
    const parse = async (config: unknown) => {
      const parsed = config as EndpointConfig;
      return parsed.name === 'later' ? undefined : parsed;
    };
    const listed: EndpointSnapshot[] = [];
    endpoints.onDidChangeList(() => listed.push(...endpoints.all));
    const early: unknown[] = [];
    const { endpoints: found, held } = await endpoints.restore(parse, usable =>
      early.push(...usable.map(({ id }) => id), lists),
    );
    assert.deepEqual([found.map(({ id }) => id), held], [['usable'], 1]);
    assert.deepEqual(early, ['usable', 0], 'known before they are listed');
    const [usable] = endpoints.all;
    assert.equal(usable?.state, 'closed');
    const known = { peerNames: { 'a:1': 'sensor' }, traffic: { bytesIn: 5, bytesOut: 6, framesIn: 7, framesOut: 8 } };
    assert.deepEqual(JSON.parse(usable?.address ?? ''), {
      wasOpen: true,
      entries: 9,
      keptSinceMs: 5,
      panel: 'kept',
      ...known,
    });
    const [before] = listed;
    assert.deepEqual(
      [before?.isRestoring, before?.peerNames, before?.counters],
      [true, known.peerNames, { ...known.traffic, peers: 0 }],
      'until the transcript is read',
    );
    assert.equal(usable?.isRestoring, undefined);
    assert.equal(endpoints.panelState('usable'), 'kept');
    assert.equal(lists, 1);
  });
});

describe('the host’s endpoints with a real engine', () => {
  const folder = temporaryFolder();

  it('get the panel state from the previous window', async () => {
    const kept = JSON.stringify({ peers: { shown: { id: 'p1', address: '127.0.0.1:9', connectedAt: 1 } } });
    const before = await hostEndpoints(folder.path);
    const { id } = await before.open({ kind: 'tcp-server', address: '127.0.0.1:0' }, { isKept: true });
    void before.keepPanel(id, kept);
    await before.dispose();
    const after = await hostEndpoints(folder.path);
    const { endpoints } = await after.restore(async config => config as EndpointConfig);
    assert.deepEqual(
      endpoints.map(one => one.id),
      [id],
    );
    assert.equal(after.panelState(id), kept);
    await after.dispose();
  });
});
