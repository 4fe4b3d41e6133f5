import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ExportFormat } from '../../../../src/core/exportFormat.ts';
import type { Row } from '../../../../src/core/transcriptEntry.ts';
import type { Owner } from '../../../../src/engine/owned.ts';
import { exportFormats } from '../../../../src/engine/transcript/exports/exportFormats.ts';
import { writeExport } from '../../../../src/engine/transcript/exports/writeExport.ts';
import { maxStoredNumber } from '../../../../src/engine/transcript/possibleRecord.ts';
import { hasOtherFormat } from '../../../../src/engine/transcript/segmentFiles.ts';
import { encodeSegmentHead } from '../../../../src/engine/transcript/segmentHead.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../../../src/engine/transcript/transcriptView.ts';
import { logFiles } from '../../../support/damagedLogs.ts';
import { inTheWay } from '../../../support/inTheWay.ts';
import { everyByte, shownRows, storedLogs } from '../../../support/storedLogs.ts';
import {
  anyStrangeLog,
  anyStrangeness,
  emptyRecords,
  strangeRecord,
  withStrangeness,
} from '../../../support/strangeLogs.ts';
import { otherPeer, peer, recordReceived, rowsOf } from '../../../support/transcripts.ts';

const unreadable = (rows?: number) => ({ code: 'rowsUnreadable', ...(rows !== undefined && { rows }) });
const head = (firstSeq = 0, clearedBefore = 0, previousFirstSeq = firstSeq) =>
  Buffer.from(encodeSegmentHead({ firstSeq, clearedBefore, previousFirstSeq }));

/** Strange files may use up the numbers of rows or peers. */
const mayBeFull: Owner = { failed: ({ code }) => assert.equal(code, 'TRANSCRIPT_FULL') };

describe('a transcript whose files Portside never wrote', () => {
  const logs = storedLogs();

  beforeEach(() => mkdir(logs.directory));

  const put = (...parts: readonly Buffer[]) => writeFile(logs.firstFile, Buffer.concat(parts));
  const found = async () => shownRows(await logs.recovered());

  for (const [what, stand] of Object.entries(inTheWay))
    it(`is unreadable if ${what} is in place of a file`, async () => {
      await stand(logs.firstFile);
      assert.equal(await hasOtherFormat(logs.directory), false);
      const transcript = await logs.recovered();
      recordReceived(transcript, 'goes on');
      await transcript.drained();
      assert.deepEqual(await shownRows(transcript), [
        [0, unreadable()],
        [1, 'goes on'],
      ]);
      await rm(logs.firstFile, { recursive: true });
    });

  it('loads no record longer than any with a checksum', async () => {
    await put(head(), strangeRecord({ length: 0x8000_0000 }));
    await truncate(logs.firstFile, 0x8000_0000 + 1000);
    assert.deepEqual(await found(), [[0, unreadable()]]);
  });

  it('rejects a peer without its own name, and an event without a code', async () => {
    const names = [null, 5, {}, { id: {}, address: 'a' }, { id: 'p5', address: 7 }, { id: 'p1', address: 'a' }];
    const named = names.map((name, at) => strangeRecord({ kind: 'peer', peer: at + 1 }, JSON.stringify(name)));
    const received = names.map((_, seq) => strangeRecord({ seq, peer: seq + 1 }, 'hi'));
    const events = [null, 5, {}, { code: 1 }, { code: 'failed', failure: 5 }].map((event, at) =>
      strangeRecord({ kind: 'event', seq: names.length + at }, JSON.stringify(event)),
    );
    await put(head(), ...named, ...received, ...events);
    const rows = await rowsOf(await logs.recovered());
    assert.deepEqual(
      rows.map(({ event, peer: from }) => event ?? [from?.id, from?.address]),
      [...names.map((_, at) => [`p${at + 1}`, `p${at + 1}`]), ...events.map(() => unreadable(1))],
    );
  });

  it('is unreadable with an invalid time', async () => {
    const times = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 8.64e15 + 2];
    for (const time of times) {
      await put(head(), strangeRecord({}, 'a'), strangeRecord({ seq: 1, time }, 'b'), strangeRecord({ seq: 2 }, 'c'));
      assert.deepEqual(await found(), [
        [0, 'a'],
        [1, unreadable(1)],
        [2, 'c'],
      ]);
    }
  });

  it('has the recorded times, even if they decrease, and a position for each', async () => {
    const times = [50, 40, 8.64e15, 0, 60];
    await put(head(), ...times.map((time, seq) => strangeRecord({ seq, time }, `${seq}`)));
    const transcript = await logs.recovered();
    assert.deepEqual(
      (await rowsOf(transcript)).map(({ time }) => time),
      times,
    );
    for (const time of [0, 45, 1e15]) assert.notEqual(new TranscriptView(transcript, {}).locate({ time }), undefined);
  });

  it('is unreadable if a number within a file isn’t consecutive', async () => {
    const seqs = [0, 4097, 2, 0, 0xffff_ffff, 5, maxStoredNumber, 7];
    await put(head(), ...seqs.map(seq => strangeRecord({ seq, peer: 1 }, `${seq}`)));
    const transcript = await logs.recovered();
    assert.deepEqual(await shownRows(transcript), [
      [0, '0'],
      [1, unreadable(1)],
      [2, '2'],
      [3, unreadable(2)],
      [5, '5'],
      [6, unreadable(1)],
      [7, '7'],
    ]);
    assert.equal(transcript.index.count, 8);
  });

  it('has the numbers that its files begin with, however far apart they are', async () => {
    const starts = [1_000_000, 2_000_000_000, maxStoredNumber - 1];
    for (const [at, seq] of starts.entries())
      await writeFile(
        join(logs.directory, `0-00000${at}.log`),
        Buffer.concat([head(seq, 0, starts[at - 1] ?? seq), strangeRecord({ seq }, `${seq}`)]),
      );
    const transcript = logs.transcripts.open('e', { bounds: everyByte, owner: mayBeFull });
    await transcript.recover();
    recordReceived(transcript, 'goes on');
    await transcript.drained();
    const rows = [
      [0, unreadable(1_000_000)],
      [1_000_000, '1000000'],
      [1_000_001, unreadable(1_999_000_000 - 1)],
      [2_000_000_000, '2000000000'],
      [2_000_000_001, unreadable(maxStoredNumber - 2_000_000_002)],
      [maxStoredNumber - 1, `${maxStoredNumber - 1}`],
      [maxStoredNumber, 'goes on'],
    ];
    assert.deepEqual(await shownRows(transcript), rows);
    assert.deepEqual(await shownRows(await logs.recovered()), rows);
    assert.deepEqual((await rowsOf(transcript, { search: { text: 'o' }, onlyMatches: true })).length, 1);
  });

  it('needs no memory for the rows that it claims to have', async () => {
    const before = process.memoryUsage().arrayBuffers;
    for (let at = 0; at < 300; at++) {
      const seq = (at + 1) * 10_000_000;
      const name = `0-${String(at).padStart(6, '0')}.log`;
      writeFileSync(join(logs.directory, name), Buffer.concat([head(seq), strangeRecord({ seq })]));
    }
    const transcript = await logs.recovered();
    assert.equal(transcript.index.count, 3_000_000_001);
    // A page of the index for each would be 36 MB.
    assert.ok(process.memoryUsage().arrayBuffers - before < 10_000_000);
  });

  it('has no name for peers without entries', async () => {
    const name = (number: number) =>
      strangeRecord({ kind: 'peer', peer: number }, JSON.stringify({ id: `p${number}`, address: 'a'.repeat(100) }));
    const named = Array.from({ length: 1000 }, (_, at) => name(at + 1));
    await put(head(), ...named, strangeRecord({ peer: 900 }), strangeRecord({ seq: 1, peer: 1000 }));
    const transcript = await logs.recovered();
    assert.deepEqual([transcript.index.peerOf(899), transcript.index.peerOf(900)?.address], [undefined, 'p900']);
    assert.deepEqual([transcript.index.peerOf(1000)?.address.length, transcript.index.lastPeerNumber], [100, 1000]);
  });

  it('ends where a file has more records than a segment', async () => {
    await put(head(), emptyRecords(2 ** 20 + 5));
    const transcript = await logs.recovered();
    assert.equal(transcript.index.count, 2 ** 20 + 1);
    assert.ok(transcript.index.isLost(2 ** 20) || transcript.index.kind(2 ** 20) === 'problem');
  });

  it('loses its oldest files if it has more rows than are kept', async () => {
    for (const at of [0, 1, 2])
      await writeFile(
        join(logs.directory, `0-00000${at}.log`),
        Buffer.concat([
          head(at * 100, 0, Math.max(0, at - 1) * 100),
          ...Array.from({ length: 100 }, (_, row) => strangeRecord({ seq: at * 100 + row, peer: at }, `${row}`)),
        ]),
      );
    const transcript = logs.transcripts.open('e', { bounds: { ...everyByte, rows: 250 } });
    await transcript.recover();
    assert.deepEqual([transcript.index.first, transcript.index.count], [100, 300]);
    assert.deepEqual((await readdir(logs.directory)).sort(), ['0-000001.log', '0-000002.log']);
    assert.deepEqual((await rowsOf(transcript)).map(({ text }) => text).slice(98, 102), ['98', '99', '0', '1']);
    recordReceived(transcript, 'goes on');
    await transcript.drained();
    const again = await logs.recovered();
    assert.deepEqual(await shownRows(again), await shownRows(transcript));
  });

  it('ignores a file with a number that Portside never assigns', async () => {
    await put(head(), strangeRecord({}, 'a'));
    for (const name of ['0-0000000.log', '0-1.log', '00-000001.log', '0-9999999999.log', '9999999999999999-000000.log'])
      await writeFile(join(logs.directory, name), Buffer.concat([head(1), strangeRecord({ seq: 1 }, name)]));
    assert.deepEqual(await found(), [[0, 'a']]);
  });

  let runs = 0;
  const stored = (files: Readonly<Record<string, Uint8Array>>) => {
    const name = `strange ${runs++}`;
    mkdirSync(join(logs.transcripts.storage, name));
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(logs.transcripts.storage, name, file), bytes);
    return name;
  };
  const read = async (name: string) => {
    const transcript = logs.transcripts.open(name, { bounds: everyByte, owner: mayBeFull });
    await transcript.recover();
    return transcript;
  };
  const used = async (transcript: Transcript) => {
    const rows = await rowsOf(transcript);
    // Both are posted to another thread.
    structuredClone([rows, await transcript.rows.entries(0, 1000), await transcript.rows.entries(-1000, 1000)]);
    await rowsOf(transcript, { search: { regex: '[a-c]' }, onlyMatches: true, peers: ['p1'] });
    const watch = { signal: new AbortController().signal, onProgress: () => undefined };
    const endpoint = { kind: 'tcp-server', address: ':0' } as const;
    for (const format of Object.keys(exportFormats) as ExportFormat[]) {
      const path = join(logs.transcripts.storage, 'export');
      await writeExport(transcript, { format, path, filter: {}, endpoint }, watch);
    }
    return rows;
  };

  it('can be used, continues, and is the same when read again', async () => {
    await fc.assert(
      fc.asyncProperty(anyStrangeLog, async files => {
        const name = stored(files);
        const transcript = await read(name);
        assert.ok(transcript.index.count < 0xf800_0000);
        recordReceived(transcript, 'goes on', { number: 50, id: 'p50', address: '127.0.0.1:50' });
        await transcript.drained();
        const rows = await used(transcript);
        const shown = rows.map(({ seq }) => seq);
        assert.deepEqual(
          shown,
          [...new Set(shown)].sort((one, other) => one - other),
        );
        assert.deepEqual([rows.at(-1)?.text, rows.at(-1)?.seq], ['goes on', transcript.index.count - 1]);
        const again = await read(name);
        // Lost rows have the time of an adjacent row, which may have come later.
        const withTime = (row: Row) => ({ ...row, time: row.event?.code === 'rowsUnreadable' ? 0 : row.time });
        assert.deepEqual((await rowsOf(again)).map(withTime), rows.map(withTime));
        await Promise.all([transcript.remove(), again.remove()]);
      }),
      { numRuns: 15 },
    );
  });

  it('loses no row other than the one with an impossible value', async () => {
    const left = await logs.write(transcript => {
      for (let at = 0; at < 40; at++)
        recordReceived(transcript, `${at} `.repeat(1 + ((at * 37) % 90)), at % 3 ? peer : otherPeer);
    });
    const whole = await rowsOf(left);
    const files = await logFiles(logs.directory);
    await fc.assert(
      fc.asyncProperty(anyStrangeness(files), async strangeness => {
        const parts = files.map((file, at) => [
          file.name,
          at === strangeness.file ? withStrangeness(file, strangeness) : file.bytes,
        ]);
        const transcript = await read(stored(Object.fromEntries(parts)));
        const changed = files[strangeness.file]?.records[strangeness.record]?.seq;
        const rows = await rowsOf(transcript);
        const isLast = changed === left.index.count - 1;
        assert.equal(transcript.index.count, left.index.count);
        for (const [at, row] of whole.entries())
          if (row.seq !== changed)
            assert.deepEqual({ ...rows[at], peer: rows[at]?.peer?.id }, { ...row, peer: row.peer?.id });
          else if (!isLast || rows[at]?.event) assert.ok(rows[at]?.seq === row.seq);
        await transcript.remove();
      }),
      { numRuns: 15 },
    );
  });
});
