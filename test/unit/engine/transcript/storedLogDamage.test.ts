import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Row } from '../../../../src/core/transcriptEntry.ts';
import { writeExport } from '../../../../src/engine/transcript/exports/writeExport.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../../../src/engine/transcript/transcriptView.ts';
import {
  anyDamage,
  type Damage,
  type LogFile,
  logFiles,
  mayBeLost,
  rareDamages,
  uncheckedRow,
  writeDamaged,
} from '../../../support/damagedLogs.ts';
import { everyByte, storedLogs } from '../../../support/storedLogs.ts';
import { otherPeer, peer, recordReceived, rowsOf } from '../../../support/transcripts.ts';

describe('a transcript left by another worker with damaged files', () => {
  const logs = storedLogs();

  /** Rows that remain of a log, with or without its first one. */
  for (const [what, rows] of [
    ['of which one file is damaged', 1000],
    ['whose oldest entries are gone, and of which one file is damaged', 40],
  ] as const)
    describe(what, () => damagedLogs(rows));

  function damagedLogs(rowsKept: number): void {
    let files: LogFile[];
    let whole: Row[];
    let count: number;

    beforeEach(async () => {
      const fill = (transcript: Transcript) => {
        transcript.event({ code: 'peerConnected', address: peer.address }, peer);
        for (let at = 0; at < 40; at++) {
          recordReceived(transcript, `${at} `.repeat(1 + ((at * 37) % 90)), at % 3 ? peer : otherPeer);
          if (at % 7 === 0) transcript.event({ code: 'echoLoop' }, otherPeer);
          if (at % 10 === 0) recordReceived(transcript, Buffer.alloc(5000, 'long '));
        }
        transcript.event({ code: 'closed' });
      };
      const left = await logs.write(fill, { rows: rowsKept });
      whole = await rowsOf(left);
      ({ count } = left.index);
      files = await logFiles(logs.directory);
      assert.ok(files.length > 4 && whole.length > 20);
      assert.equal(left.index.first > 0, rowsKept < count);
    });

    let runs = 0;
    const damagedLog = (damage: Damage) => {
      const name = `damaged ${runs++}`;
      writeDamaged(join(logs.transcripts.storage, name), files, damage);
      return name;
    };
    const read = async (name: string, entries?: number) => {
      const transcript = logs.transcripts.open(name, { bounds: everyByte });
      await transcript.recover(entries);
      return transcript;
    };
    /** Displayed rows by number, and those reported as unreadable. */
    const sorted = (rows: readonly Row[]) => {
      const good = new Map(rows.filter(({ event }) => event?.code !== 'rowsUnreadable').map(row => [row.seq, row]));
      const lost = new Set<number>();
      for (const { seq, event } of rows)
        if (event?.code === 'rowsUnreadable') for (let at = 0; at < (event.rows ?? 0); at++) lost.add(seq + at);
      return { good, lost };
    };

    it('loses no more than necessary, reports what, and keeps every number', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const name = damagedLog(damage);
          const found = await read(name, count);
          const { good, lost } = sorted(await rowsOf(found));
          const allowed = mayBeLost(files, damage);
          for (const row of whole) {
            const { seq } = row;
            const shown = good.get(seq);
            if (!shown) {
              assert.ok(allowed.has(seq), `row ${seq} is lost`);
              // A missing first file may have been dropped.
              const isDropped = damage.kind === 'missing' && damage.file === 0 && seq < found.index.first;
              assert.ok(lost.has(seq) || isDropped, `nothing is said of row ${seq}`);
            } else if (seq !== uncheckedRow(files, damage)) {
              assert.deepEqual({ ...shown, peer: shown.peer?.id }, { ...row, peer: row.peer?.id });
            }
          }
          assert.equal(good.size + lost.size + found.index.dropped, count);
          assert.equal(found.index.count, count);
          await found.remove();
        }),
        { numRuns: 15, examples: rareDamages(files).map(damage => [damage]) },
      );
    });

    it('is the same when read again, after later rows', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const name = damagedLog(damage);
          const found = await read(name, count);
          recordReceived(found, 'goes on');
          await found.drained();
          const again = await read(name);
          assert.deepEqual(await rowsOf(again), await rowsOf(found));
          assert.equal((await rowsOf(again)).at(-1)?.seq, count);
          await Promise.all([found.remove(), again.remove()]);
        }),
        { numRuns: 10 },
      );
    });

    it('reports it even if the number of rows is unknown, unless a whole record is missing at the end', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const isLast = damage.file === files.length - 1;
          const { records = [] } = files[damage.file] ?? {};
          const ends = [32, ...records.map(({ end }) => end)];
          fc.pre(!isLast || (damage.kind !== 'missing' && !(damage.kind === 'cut' && ends.includes(damage.at))));
          const found = await read(damagedLog(damage));
          const rows = await rowsOf(found);
          const { good } = sorted(rows);
          const isReported =
            rows.some(({ event }) => event?.code === 'rowsUnreadable') || (rows[0]?.seq ?? 0) > (whole[0]?.seq ?? 0);
          assert.equal(good.size < whole.length, isReported);
          await found.remove();
        }),
        { numRuns: 15, examples: rareDamages(files).map(damage => [damage]) },
      );
    });

    it('can be searched, exported and read by the API, without the lost rows', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const found = await read(damagedLog(damage), count);
          const rows = await rowsOf(found);
          const { good } = sorted(rows);
          const matching = await rowsOf(found, { search: { text: '3' }, onlyMatches: true });
          const expected = [...good.values()].filter(({ text, event }) => !event && text.includes('3'));
          const seqs = (some: readonly { seq: number }[]) => some.map(({ seq }) => seq);
          if (uncheckedRow(files, damage) === undefined) assert.deepEqual(seqs(matching), seqs(expected));
          assert.deepEqual(seqs(await found.rows.entries(0, 1000)), seqs(rows));
          const path = join(logs.transcripts.storage, 'export.jsonl');
          const endpoint = { kind: 'tcp-server', address: ':0' } as const;
          const watch = { signal: new AbortController().signal, onProgress: () => undefined };
          const { entries } = await writeExport(found, { format: 'jsonl', path, filter: {}, endpoint }, watch);
          assert.equal(entries, rows.length);
          await found.remove();
        }),
        { numRuns: 10 },
      );
    });
  }

  it('continues after a damaged first record, and reports what it lost', async () => {
    await logs.write(transcript => recordReceived(transcript, 'lost'));
    const file = logs.firstFile;
    await writeFile(file, Buffer.alloc(100, 0xff));
    const found = await logs.recovered();
    recordReceived(found, 'after');
    await found.drained();
    assert.deepEqual(
      (await rowsOf(await logs.recovered())).map(({ text, event }) => event ?? text),
      [{ code: 'rowsUnreadable' }, 'after'],
    );
    assert.equal((await readFile(file))[0], 0xff, 'it was left unchanged');
  });

  it('excludes hidden rows in views opened while it was being read', async () => {
    await logs.write(transcript => {
      for (let at = 0; at < 60; at++) recordReceived(transcript, `frame ${at} `.repeat(10));
    });
    const [, second = ''] = (await readdir(logs.directory)).sort();
    await truncate(join(logs.transcripts.storage, 'e', second), 0);
    const found = logs.transcripts.open('e', { bounds: everyByte });
    const view = new TranscriptView(found, {});
    assert.deepEqual((await view.rows(0, 1000)).rows, []);
    await found.recover();
    const { rows } = await view.rows(0, 1000);
    const lost = rows.find(({ event }) => event)?.event;
    assert.ok(lost?.code === 'rowsUnreadable' && (lost.rows ?? 0) > 1);
    assert.equal(rows.length, 61 - (lost.rows ?? 0));
    await assert.rejects(found.rows.row((rows.find(({ event }) => event)?.seq ?? 0) + 1), RangeError);
    await found.clear();
    assert.equal(found.index.hasHidden, false);
  });

  it('identifies a peer by number if its name is damaged, until it is named again', async () => {
    await logs.write(transcript => {
      for (let at = 0; at < 40; at++) recordReceived(transcript, `frame ${at} `.repeat(10));
    });
    const first = logs.firstFile;
    const bytes = await readFile(first);
    bytes.writeUInt8(0, bytes.indexOf(peer.address));
    await writeFile(first, bytes);
    const named = await logs.recovered();
    assert.deepEqual(new Set((await rowsOf(named)).map(row => row.peer?.address)), new Set([peer.address]));
    for (const name of await readdir(logs.directory))
      if (name !== '0-000000.log') await rm(join(logs.transcripts.storage, 'e', name));
    const unnamed = await logs.recovered();
    assert.deepEqual(new Set((await rowsOf(unnamed)).map(row => row.peer?.address)), new Set([peer.id]));
  });

  it('keeps what a lost row would have completed in place', async () => {
    await logs.write(transcript => {
      recordReceived(transcript, Uint8Array.of(0x61, 0xf0));
      recordReceived(transcript, Uint8Array.of(0x9f));
      recordReceived(transcript, Uint8Array.of(0x91, 0x8b));
    });
    const file = logs.firstFile;
    const bytes = await readFile(file);
    // Only the last record follows: 32 bytes, two that it carries, and its own two.
    const lost = bytes.length - 37;
    assert.equal(bytes[lost], 0x9f);
    bytes[lost] = 0;
    await writeFile(file, bytes);
    assert.deepEqual(
      (await rowsOf(await logs.recovered())).map(({ text, event }) => event ?? text),
      ['a\udcf0', { code: 'rowsUnreadable', rows: 1 }, '👋'],
    );
  });
});
