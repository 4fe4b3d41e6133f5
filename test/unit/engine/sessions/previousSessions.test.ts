import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { undoableMs } from '../../../../src/core/undoableMs.ts';
import { takePreviousSessions } from '../../../../src/engine/sessions/previousSessions.ts';
import { sweepSessions } from '../../../../src/engine/sessions/sessionDirectory.ts';
import { seenAt } from '../../../support/seenAt.ts';
import { type EngineWindow, recordedAsOpen, temporaryWindows } from './temporaryWindows.ts';

const config = { kind: 'tcp-server', address: ':0', name: 'kept' } as const;
describe('sessions of earlier windows', () => {
  const windows = temporaryWindows();
  const openWindow = windows.open;

  const take = ({ directory }: EngineWindow, workspace = 'w') =>
    takePreviousSessions(windows.storage, directory, workspace);

  /** Connects, sends something and leaves once it was received. */
  async function conversation({ engine, changes }: EngineWindow, id: string, text: string): Promise<void> {
    const { address } = await engine.rename(id, 'kept');
    const socket = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(socket, 'connect');
    socket.end(text);
    const texts = async () => (await engine.entries(id, 0, 100)).map(({ data }) => Buffer.from(data ?? []).toString());
    await seenAt(changes, 'changed', async () => (await texts()).includes(text));
    socket.destroy();
  }

  it('are taken over whole: config, state and every row', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await conversation(first, 'e', 'before the reload');
    await first.close();
    const second = openWindow();
    const { records } = await take(second);
    assert.deepEqual(
      records.map(([id, { config: kept, state }]) => [id, kept, state]),
      [['e', config, 'suspended']],
    );
    const adopted = await second.engine.adopt('e', config, { keptSinceMs: 1 });
    assert.equal(adopted.state, 'closed');
    const rows = await second.engine.entries('e', 0, 100);
    assert.equal(rows.at(-1)?.event?.code, 'closed');
    assert.ok(rows.some(({ data }) => Buffer.from(data ?? []).toString() === 'before the reload'));
  });

  it('record that their window died', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await conversation(first, 'e', 'last words');
    await recordedAsOpen(first);
    await rm(join(first.directory, 'lock'));
    const second = openWindow();
    const { records } = await take(second);
    assert.equal(records[0]?.[1].state, 'open');
    await second.engine.adopt('e', config, { keptSinceMs: 1, interrupted: true });
    assert.equal((await second.engine.entries('e', -1, 1))[0]?.event?.code, 'interrupted');
  });

  it('leave nothing of endpoints that aren’t persistent, and no trace if there were no others', async () => {
    const first = openWindow();
    await first.engine.open('passing', config);
    await first.close();
    assert.deepEqual(await readdir(windows.storage), []);
  });

  it('are left to a window that is using them, and to other workspaces', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    const elsewhere = openWindow('other');
    assert.deepEqual(await take(elsewhere, 'other'), { records: [], removed: [], held: 0, refused: [] });
    const second = openWindow();
    assert.deepEqual(await take(second), { records: [], removed: [], held: 1, refused: [] });
  });

  it('are taken by one of two windows that ask at once', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await first.close();
    const both = await Promise.all([openWindow(), openWindow()].map(window => take(window)));
    assert.deepEqual(
      both.flatMap(({ records }) => records.map(([id]) => id)),
      ['e'],
    );
  });

  it('are restored until the user opens or closes them, however often the window is reloaded', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await first.close();
    for (let reload = 0; reload < 2; reload++) {
      const next = openWindow();
      const { records } = await take(next);
      assert.equal(records[0]?.[1].state, 'suspended');
      await next.engine.adopt('e', config, { keptSinceMs: 1, wasOpen: true });
      if (reload === 1) await next.engine.close('e');
      await next.close();
    }
    assert.equal((await take(openWindow())).records[0]?.[1].state, 'closed');
  });

  it('stay in place if they can’t be moved, or this version can’t read them', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await first.engine.open('f', config, 2);
    await first.close();
    const record = join(first.directory, 'e', 'endpoint.json');
    const text = await readFile(record, 'utf8');
    await writeFile(record, text.replace('"version":1', '"version":2'));
    const second = openWindow();
    await mkdir(join(second.directory, 'f', 'in the way'), { recursive: true });
    assert.deepEqual((await take(second)).records, []);
    await rm(join(second.directory, 'f'), { recursive: true });
    await sweepSessions(windows.storage);
    assert.deepEqual(
      (await take(second)).records.map(([id]) => id),
      ['f'],
    );
    assert.ok((await readdir(join(first.directory, 'e'))).some(name => name.endsWith('.log')));
  });

  it('whose transcripts another version recorded stay in place whole, and are reported', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await first.engine.open('f', { ...config, name: 'later' }, 2);
    await first.close();
    const log = join(first.directory, 'f', '0-000000.log');
    await writeFile(log, 'portside log v3\n and whatever that has');
    const second = openWindow();
    const { records, refused } = await take(second);
    assert.deepEqual([records.map(([id]) => id), refused], [['e'], [{ id: 'f', label: 'later' }]]);
    await sweepSessions(windows.storage);
    assert.deepEqual((await readdir(join(first.directory, 'f'))).sort(), ['0-000000.log', 'endpoint.json']);
    assert.match(await readFile(log, 'utf8'), /^portside log v3\n and whatever/);
  });

  it('report how many rows are missing at the end, compared with when the endpoint was closed', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await conversation(first, 'e', 'last words');
    await first.close();
    const second = openWindow();
    const { records } = await take(second);
    const entries = records[0]?.[1].entries ?? 0;
    await truncate(join(second.directory, 'e', '0-000000.log'), 0);
    await second.engine.adopt('e', config, { keptSinceMs: 1, entries });
    const rows = await second.engine.entries('e', 0, 100);
    assert.ok(entries > 3);
    assert.deepEqual(
      rows.map(({ seq, event }) => [seq, event]),
      [[0, { code: 'rowsUnreadable', rows: entries }]],
    );
  });

  it('of a sleeping window are not taken', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(first.directory, 'lock'), longAgo, longAgo);
    assert.deepEqual(await take(openWindow()), { records: [], removed: [], held: 1, refused: [] });
  });

  it('are closed properly even if one transcript can’t be read, which continues with what can', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await first.engine.open('f', config, 2);
    await conversation(first, 'e', 'before');
    await first.close();
    const second = openWindow();
    await take(second);
    const log = join(second.directory, 'f', '0-000000.log');
    await rm(log);
    await mkdir(log);
    for (const id of ['e', 'f']) await second.engine.adopt(id, config, { keptSinceMs: 1 });
    await second.engine.reopen('f');
    await conversation(second, 'f', 'after');
    await second.close();
    const third = openWindow();
    assert.equal((await take(third)).records.length, 2);
    await third.engine.adopt('f', config, { keptSinceMs: 1 });
    const texts = (await third.engine.entries('f', 0, 100)).map(({ data }) => Buffer.from(data ?? []).toString());
    assert.ok(texts.includes('after'));
  });

  /** A window whose endpoint received something and was removed while it was open. */
  async function windowWithRemoved(removedMs: number): Promise<EngineWindow> {
    const window = openWindow();
    await window.engine.open('e', config, 1);
    await conversation(window, 'e', 'before the removal');
    await window.engine.setAside('e', removedMs);
    return window;
  }

  const endings = {
    'was closed': (window: EngineWindow) => window.close(),
    died: ({ directory }: EngineWindow) => rm(join(directory, 'lock')),
  };

  for (const [how, end] of Object.entries(endings))
    it(`can restore what was removed in one that ${how}, however often the window is reloaded`, async () => {
      const removedMs = Date.now();
      await end(await windowWithRemoved(removedMs));
      const reloaded = openWindow();
      assert.equal((await reloaded.engine.takePrevious()).removed.length, 1);
      await reloaded.close();
      const { engine } = openWindow();
      const { endpoints, removed } = await engine.takePrevious();
      const [{ id, wasOpen, interrupted, traffic, ...about } = assert.fail('nothing was removed')] = removed;
      assert.deepEqual([endpoints, removed.length, id, about.config, about.removedMs], [[], 1, 'e', config, removedMs]);
      assert.deepEqual([wasOpen, interrupted, traffic?.bytesIn], [true, false, 'before the removal'.length]);
      const back = await engine.bringBack(id, config, { keptSinceMs: 1, wasOpen });
      assert.equal(back.state, 'closed');
      const texts = (await engine.entries(id, 0, 100)).map(({ data }) => Buffer.from(data ?? []).toString());
      assert.ok(texts.includes('before the removal'));
    });

  for (const [how, end] of Object.entries(endings))
    it(`can undo a clear made in one that ${how}, in the one window that takes it over`, async () => {
      const first = openWindow();
      await first.engine.open('e', config, 1);
      await conversation(first, 'e', 'before the clear');
      await first.engine.clearTranscript('e', true);
      await conversation(first, 'e', 'since');
      const { undoableClears, entries } = await first.engine.close('e');
      await end(first);
      const others = [openWindow(), openWindow()];
      const taken = await Promise.all(others.map(({ engine }) => engine.takePrevious()));
      assert.equal(taken.flatMap(({ endpoints }) => endpoints).length, 1);
      const { engine } = others[taken.findIndex(({ endpoints }) => endpoints.length > 0)] ?? first;
      const adopted = await engine.adopt('e', config, { keptSinceMs: 1 });
      assert.deepEqual([adopted.undoableClears, adopted.entries], [undoableClears, entries]);
      const texts = async () =>
        (await engine.entries('e', 0, 100)).flatMap(({ data }) => (data ? [Buffer.from(data).toString()] : []));
      assert.deepEqual(await texts(), ['since']);
      const undone = await engine.undoClear('e');
      assert.equal(undone.undoableClears, undefined);
      assert.deepEqual(await texts(), ['before the clear', 'since']);
      assert.deepEqual(
        (await engine.recentPeers('e', 10)).map(({ bytesIn }) => bytesIn),
        ['since'.length, 'before the clear'.length],
      );
    });

  it('can undo a clear of a transcript that was removed afterwards', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await conversation(first, 'e', 'before the clear');
    const { undoableClears } = await first.engine.clearTranscript('e', true);
    await first.engine.setAside('e');
    await first.close();
    const { engine } = openWindow();
    assert.equal((await engine.takePrevious()).removed.length, 1);
    const back = await engine.bringBack('e', config, { keptSinceMs: 1 });
    assert.deepEqual(back.undoableClears, undoableClears);
    await engine.undoClear('e');
    const texts = (await engine.entries('e', 0, 100)).map(({ data }) => Buffer.from(data ?? []).toString());
    assert.ok(texts.includes('before the clear'));
  });

  it('leave nothing of what was removed too long ago, and no trace if that was all', async () => {
    const tooLate = Date.now() - undoableMs - 1;
    const first = await windowWithRemoved(tooLate);
    await first.engine.open('f', config, 2);
    await first.close();
    const second = openWindow();
    const { records, removed } = await take(second);
    assert.deepEqual([records.map(([id]) => id), removed], [['f'], []]);
    assert.equal((await readdir(windows.storage)).length, 1);
    await second.close();
    await (await windowWithRemoved(tooLate)).close();
    assert.equal((await readdir(windows.storage)).length, 1);
  });

  it('don’t report a removed endpoint whose transcript another version recorded', async () => {
    const first = await windowWithRemoved(Date.now());
    await first.close();
    const log = join(first.directory, 'e', '0-000000.log');
    await writeFile(log, 'portside log v3\n and whatever that has');
    assert.deepEqual(await take(openWindow()), { records: [], removed: [], held: 0, refused: [] });
    assert.match(await readFile(log, 'utf8'), /^portside log v3/);
  });

  it('restore a removed endpoint with its former port', async () => {
    const first = await windowWithRemoved(Date.now());
    await first.close();
    const { engine } = openWindow();
    const [{ id, address, wasOpen } = assert.fail('nothing was removed')] = (await engine.takePrevious()).removed;
    await engine.bringBack(id, config, { keptSinceMs: 1, wasOpen, address });
    assert.equal((await engine.reopen(id)).address, address);
  });

  it('are skipped if a record is damaged', async () => {
    const first = openWindow();
    await first.engine.open('e', config, 1);
    await first.engine.open('f', config, 2);
    await first.close();
    await writeFile(join(first.directory, 'e', 'endpoint.json'), '{"format":');
    const { records } = await take(openWindow());
    assert.deepEqual(
      records.map(([id]) => id),
      ['f'],
    );
  });
});
