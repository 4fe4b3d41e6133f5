import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import { defaultLogBounds, type LogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import { Segment } from '../../../../src/engine/transcript/segment.ts';
import { SegmentFiles } from '../../../../src/engine/transcript/segmentFiles.ts';
import { decodeSegmentHead } from '../../../../src/engine/transcript/segmentHead.ts';
import { StorageState } from '../../../../src/engine/transcript/storageState.ts';
import { TranscriptLog } from '../../../../src/engine/transcript/transcriptLog.ts';
import { neverFails } from '../../../support/neverFails.ts';
import { noneOpenBelow, openBelow } from '../../../support/openFiles.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { otherPeer, peer } from '../../../support/transcripts.ts';

describe('a transcript log', () => {
  // Before its folder is deleted.
  afterEach(async () => {
    mock.restoreAll();
    await log.remove();
  });
  const folder = temporaryFolder();
  let budget: LogBudget;
  let reported: unknown[];
  let log: TranscriptLog;
  let seq: number;

  const start = (bounds: Partial<LogBounds> = {}) => {
    reported = [];
    const storage = new StorageState(({ failure }) => reported.push(failure?.code ?? 'writes again'));
    budget = new LogBudget({ ...defaultLogBounds, pendingBytes: 0, ...bounds }, storage);
    seq = 0;
    log = new TranscriptLog(folder.at('log'), budget, {
      dropped: firstSeq => void reported.push(firstSeq),
      filesDeleted: entries => void reported.push({ entries }),
      ...neverFails,
    });
  };
  const append = (payload: string, from = peer) => {
    const fixed = { kind: 'in', side: 0, time: 0, origin: 0, carryEncoding: 0, carryIn: 0 } as const;
    const header = { ...fixed, seq: seq++, peer: from.number, length: Buffer.byteLength(payload) };
    const offset = log.append(header, from, new Uint8Array(), Buffer.from(payload));
    return { segment: log.lastSegment, offset };
  };
  const text = async ({ segment, offset }: { segment: number; offset: number }, length: number) =>
    Buffer.from(await log.read(segment, offset, length)).toString();
  const names = async () => (await readdir(folder.at('log'))).sort();

  beforeEach(() => start());

  it('rewrites what it has in memory when its files are deleted, and drops the rest', async () => {
    start({ memoryBytes: 0, segmentBytes: 200 });
    append('left memory'.padEnd(150));
    await log.flush();
    append('left memory'.padEnd(150));
    await log.flush();
    budget.bounds = { ...budget.bounds, memoryBytes: 1e6 };
    const kept = append('in memory'.padEnd(150));
    await log.flush();
    assert.equal((await names()).length, 3);
    await rm(folder.at('log'), { recursive: true });
    append('next');
    await log.flush();
    assert.deepEqual(
      reported.filter(one => typeof one !== 'string'),
      [2, { entries: 2 }],
    );
    assert.equal(await text(kept, 9), 'in memory');
    const left = await names();
    assert.deepEqual(left, ['0-000002.log', '0-000003.log']);
    const stored = await Promise.all(left.map(name => readFile(folder.at('log', name), 'utf8')));
    assert.ok(stored[0]?.includes('in memory') && stored[1]?.includes('next'));
  });

  it('rewrites a missing file even if its directory exists, and reports none that has yet to be written', async () => {
    const kept = append('kept');
    await log.flush();
    await rm(folder.at('log', '0-000000.log'));
    log.checkFiles();
    await log.flush();
    append('next');
    await log.flush();
    assert.deepEqual(reported, [{ entries: 0 }]);
    assert.equal(await text(kept, 4), 'kept');
    assert.match(await readFile(folder.at('log', '0-000000.log'), 'utf8'), /kept.*next/s);
    start({ segmentBytes: 1 });
    append('first');
    log.checkFiles();
    await log.flush();
    append('in a segment of its own');
    log.checkFiles();
    await log.flush();
    assert.deepEqual(reported, []);
  });

  it('reports that it can’t be written when a file has replaced its directory', async () => {
    append('before');
    await log.flush();
    await rm(folder.at('log'), { recursive: true });
    await writeFile(folder.at('log'), 'a file');
    append('after');
    await log.flush();
    assert.equal(reported.at(-1), 'EEXIST');
  });

  it('begins each segment with its first entry’s number, and names each peer once in it', async () => {
    start({ segmentBytes: 400 });
    for (const from of [peer, peer, otherPeer]) append('x'.repeat(50), from);
    append('y'.repeat(200));
    await budget.drained();
    const files = await Promise.all((await names()).map(name => readFile(folder.at('log', name))));
    const heads = files.map(bytes => decodeSegmentHead(bytes));
    assert.deepEqual(heads, [
      { firstSeq: 0, clearedBefore: 0, previousFirstSeq: 0 },
      { firstSeq: 3, clearedBefore: 0, previousFirstSeq: 0 },
    ]);
    const [first = '', second = ''] = files.map(bytes => bytes.toString('latin1'));
    assert.deepEqual(
      [...first.matchAll(/"id":"(p\d)"/g)].map(([, id]) => id),
      ['p1', 'p2'],
    );
    assert.match(second, /"id":"p1".*y{200}$/s);
  });

  it('counts each peer once, where it first has an entry', async () => {
    const peers = Array.from({ length: 40 }, (_, at) => ({ number: at + 1, id: `p${at + 1}`, address: `a${at + 1}` }));
    start({ segmentBytes: 300, peers: 20 });
    for (let at = 0; at < 100; at++) append('x', peers[at % 20]);
    budget.enforce();
    assert.deepEqual(reported, []);
    append('y', peers[20]);
    budget.enforce();
    assert.deepEqual([reported.length, budget.storage.now.reached], [2, ['peers']]);
    for (const from of peers.slice(21)) append('z', from);
    budget.enforce();
    assert.ok(Number(reported.at(-1)) > 20, 'the entries of the first peers are gone');
  });

  it('locates an entry’s bytes, even of one larger than a segment', async () => {
    start({ segmentBytes: 100 });
    for (const [at, payload] of ['small', 'l'.repeat(500), 'last'].entries()) {
      const place = append(payload);
      assert.equal(place.segment, at);
      assert.equal(await text(place, payload.length), payload);
    }
  });

  it('has no segment that never existed, or is gone', async () => {
    start({ diskBytes: 2000, segmentBytes: 300 });
    const first = append('x'.repeat(200));
    await assert.rejects(log.read(1, 0, 1), RangeError);
    for (let at = 0; at < 12; at++) append('x'.repeat(200));
    budget.enforce();
    await assert.rejects(log.read(first.segment, first.offset, 1), RangeError);
    const [firstSeq] = reported as number[];
    assert.ok((firstSeq ?? 0) > 0);
    assert.deepEqual(budget.storage.now.reached, ['disk']);
  });

  it('reads nothing for zero bytes at any position', async () => {
    assert.equal((await log.read(99, 0, 0)).length, 0);
  });

  it('closes the least recently read files', async () => {
    start({ segmentBytes: 200, memoryBytes: 0 });
    const places = Array.from({ length: 20 }, (_, at) => append(`${at}`.padEnd(150)));
    await budget.drained();
    budget.enforce();
    assert.deepEqual(budget.storage.now.reached, ['memory']);
    for (let round = 0; round < 2; round++)
      for (const [at, place] of places.entries()) assert.equal((await text(place, 150)).trim(), `${at}`);
    const open = await openBelow(folder.path);
    assert.ok(open.length <= 12, `${open.length} files are open`);
    await log.close();
    await noneOpenBelow(folder.path);
  });

  it('treats an entry dropped during its read as gone, and no other failure', async () => {
    start({ memoryBytes: 0 });
    const place = append('x');
    await budget.drained();
    budget.enforce();
    await rm(folder.at('log', '0-000000.log'));
    await assert.rejects(log.read(place.segment, place.offset, 1), { code: 'ENOENT' });
    const reading = log.read(place.segment, place.offset, 1);
    await Promise.all([assert.rejects(reading, RangeError), log.remove()]);
  });

  it('retries writing after a while, and reports once that it can’t, and once that it can', async () => {
    const { setTimeout: begin } = globalThis;
    const retries = new EventEmitter();
    mock.method(globalThis, 'setTimeout', (run: () => void, ms: number) => {
      if (ms === 1000) retries.emit('retry', run);
      return begin(ms === 1000 ? () => undefined : run, ms === 1000 ? 0 : ms);
    });
    await writeFile(folder.at('log'), 'no directory');
    let retry = once(retries, 'retry');
    append('waits');
    for (let times = 0; times < 2; times++) {
      const [run] = await retry;
      assert.deepEqual([reported, budget.saturated], [['EEXIST'], true]);
      retry = once(retries, 'retry');
      if (times === 1) await rm(folder.at('log'));
      run();
    }
    await budget.drained();
    assert.deepEqual(reported, ['EEXIST', 'writes again']);
    await log.close();
    assert.match(await readFile(folder.at('log', '0-000000.log'), 'latin1'), /waits$/);
  });

  it('writes what waits when it is closed, and keeps its files', async () => {
    append('kept');
    await log.close();
    assert.match(await readFile(folder.at('log', '0-000000.log'), 'latin1'), /kept$/);
    assert.equal(budget.saturated, false);
  });

  it('closes even if the disk can’t be written, which is reported once, but not for a closed log', async () => {
    await writeFile(folder.at('log'), 'no directory');
    append('lost');
    await log.close();
    assert.deepEqual(reported, ['EEXIST', 'writes again']);
    await rm(folder.at('log'));
  });

  it('starts another file when it is cleared, also on disk, and deletes the old ones when they are dropped', async () => {
    const old = append('old');
    await budget.drained();
    log.clear(seq);
    await budget.drained();
    assert.deepEqual(await names(), ['0-000000.log', '1-000001.log']);
    assert.equal(await text(old, 3), 'old');
    await log.forgetBefore(seq);
    const place = append('new');
    await budget.drained();
    assert.deepEqual(await names(), ['1-000001.log']);
    assert.equal(await text(place, 3), 'new');
    await assert.rejects(log.read(old.segment, old.offset, 3), RangeError);
  });

  it('gives files since a clear the names of those that it restores, even while they are being written', async () => {
    start({ segmentBytes: 150 });
    const places = ['first', 'second', 'third'].map(word => append(word.padEnd(100)));
    await budget.drained();
    log.clear(seq);
    places.push(append('new'));
    await log.takeBack(0, 0);
    places.push(append('newer'));
    await budget.drained();
    assert.deepEqual(
      (await names()).map(name => name.slice(0, 2)),
      places.map(() => '0-').slice(0, (await names()).length),
    );
    const found = await Promise.all(places.map(place => text(place, 5)));
    assert.deepEqual(
      found.map(word => word.trim()),
      ['first', 'secon', 'third', 'new', 'newer'],
    );
  });

  describe('read from disk', () => {
    const adopt = () => {
      const files = new SegmentFiles(folder.at('log'), 0);
      const segments = [0, 2, 4].map(
        (firstSeq, at) => new Segment(files.path(at), firstSeq, { bytes: 500, rows: 2, newPeers: 0 }),
      );
      log.adopt({ files, segments, firstNumber: 0 }, 0);
      seq = 6;
      return segments;
    };

    it('can be dropped from the beginning if it was set aside meanwhile, until it is needed again', () => {
      log.setAside(true);
      const segments = adopt();
      assert.ok(segments.every(({ isSpare }) => isSpare));
      append('later');
      budget.bounds = { ...budget.bounds, rows: 5 };
      assert.deepEqual(reported, [2]);
      log.setAside(false);
      assert.deepEqual(
        segments.slice(1).map(({ isSpare }) => isSpare),
        [false, false],
      );
    });

    it('drops a segment with all older ones, and no other instead', async () => {
      const [, second] = adopt();
      const { segment, offset } = append('last');
      log.drop(second as Segment);
      assert.deepEqual(reported, [4]);
      assert.equal(segment, 3);
      assert.equal(await text({ segment, offset }, 4), 'last');
      budget.bounds = { ...budget.bounds, rows: 3 };
      assert.deepEqual(reported, [4], 'the remaining ones are counted');
    });
  });

  it('continues to be read if a file can’t be renamed', async () => {
    append('old');
    await budget.drained();
    log.clear(seq);
    const since = append('new');
    await budget.drained();
    // A folder of that name is in the way.
    await mkdir(folder.at('log', '0-000001.log', 'in the way'), { recursive: true });
    await log.takeBack(0, 0);
    budget.bounds = { ...budget.bounds, memoryBytes: 0 };
    assert.equal(await text(since, 3), 'new');
    await rm(folder.at('log', '0-000001.log'), { recursive: true });
  });

  it('leaves nothing behind when it is removed with pending bytes', async () => {
    append('a');
    await budget.drained();
    append('waits');
    await log.remove();
    assert.deepEqual(await readdir(folder.path), []);
    assert.equal(budget.saturated, false);
  });

  it('is no longer reported when it is removed, even if one of its files can’t be deleted', async () => {
    await writeFile(folder.at('log'), 'in the way of the directory');
    append('waits');
    await log.flush();
    mock.method(Segment.prototype, 'remove', async () => {
      throw Object.assign(new Error('not permitted'), { code: 'EACCES' });
    });
    await log.remove();
    assert.deepEqual(reported, ['EEXIST', 'writes again']);
  });
});
