import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { Row } from '../../../../src/core/transcriptEntry.ts';
import { exportTranscript } from '../../../../src/engine/transcript/exports/exportTranscript.ts';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../../../src/engine/transcript/logBudget.ts';
import {
  type RecordHeader,
  recordHeaderBytes,
  writeRecordCrc,
  writeRecordHeader,
} from '../../../../src/engine/transcript/logRecord.ts';
import { hasOtherFormat } from '../../../../src/engine/transcript/segmentFiles.ts';
import { encodeSegmentHead } from '../../../../src/engine/transcript/segmentHead.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
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
import { heard, otherPeer, peer, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

/** Writes of less than nothing are pending: each `drained` waits for the last byte. */
const everyByte = { pendingBytes: 0 };

describe('a transcript that another worker left', () => {
  const transcripts = temporaryTranscripts();

  const write = async (fill: (transcript: Transcript) => void, bounds = {}) => {
    const transcript = transcripts.open('e', { bounds: { ...everyByte, segmentBytes: 2000, ...bounds } });
    fill(transcript);
    await transcript.drained();
    return transcript;
  };
  const recovered = async () => {
    const transcript = transcripts.open('e', { bounds: everyByte });
    await transcript.recover();
    return transcript;
  };
  const shown = async (transcript: Transcript) =>
    (await rowsOf(transcript)).map(({ seq, time, text, peer: from, origin, event, direction }) => {
      return { seq, time, text, from, origin, event, direction };
    });

  it('is as it was: rows, peers, origins, events, characters cut between frames', async () => {
    const left = await write(transcript => {
      transcript.event({ code: 'peerConnected', address: peer.address }, peer);
      for (let at = 0; at < 60; at++) heard(transcript, `frame ${at} `.repeat(10), at % 3 ? peer : otherPeer);
      heard(transcript, Uint8Array.of(0xe2, 0x9c));
      heard(transcript, Uint8Array.of(0x93));
      transcript.frame({ direction: 'out', peer, bytes: Buffer.from('hi'), origin: { rule: 1 }, continues: false });
    });
    const found = await recovered();
    assert.deepEqual(await shown(found), await shown(left));
    assert.equal(found.lastPeerNumber, 2);
    assert.ok((await readdir(join(transcripts.storage, 'e'))).length > 2, 'it had several segments');
  });

  it('continues where it was', async () => {
    const left = await write(transcript => heard(transcript, 'before'));
    const found = await recovered();
    heard(found, 'after');
    await found.drained();
    assert.deepEqual(
      (await rowsOf(await recovered())).map(({ seq, text }) => [seq, text]),
      [
        [0, 'before'],
        [1, 'after'],
      ],
    );
    assert.equal(left.count, 1);
  });

  it('keeps its numbers when its oldest entries are gone', async () => {
    const left = await write(
      transcript => {
        for (let at = 0; at < 200; at++) heard(transcript, `number ${at}`);
      },
      { rows: 60 },
    );
    const found = await recovered();
    assert.equal(found.first, left.first);
    assert.deepEqual(await shown(found), await shown(left));
  });

  it('continues behind a first record that is damaged, and says what it lost', async () => {
    await write(transcript => heard(transcript, 'lost'));
    const file = join(transcripts.storage, 'e', '0-000000.log');
    await writeFile(file, Buffer.alloc(100, 0xff));
    const found = await recovered();
    heard(found, 'after');
    await found.drained();
    assert.deepEqual(
      (await rowsOf(await recovered())).map(({ text, event }) => event ?? text),
      [{ code: 'rowsUnreadable' }, 'after'],
    );
    assert.equal((await readFile(file))[0], 0xff, 'it was left as it is');
  });

  describe('with files that Portside never wrote', () => {
    let file: string;

    beforeEach(async () => {
      await mkdir(join(transcripts.storage, 'e'));
      file = join(transcripts.storage, 'e', '0-000000.log');
    });

    const events = async () => (await rowsOf(await recovered())).map(({ event, peer: from }) => event ?? from?.id);

    it('waits for no writer of a pipe', async function () {
      if (process.platform === 'win32') this.skip();
      execFileSync('mkfifo', [file]);
      assert.equal(await hasOtherFormat(dirname(file)), false);
      assert.deepEqual(await events(), [{ code: 'rowsUnreadable' }]);
    });

    it('loads no record that is longer than any that has a checksum', async () => {
      await writeFile(file, Buffer.concat([head, record({ length: 0x8000_0000 })]));
      await truncate(file, 0x8000_0000 + 1000);
      assert.deepEqual(await events(), [{ code: 'rowsUnreadable' }]);
    });

    it('takes no peer without a name, and no event without a code', async () => {
      const peers = [null, 5, {}, { id: {}, address: 'a' }, { id: 'p5', address: 7 }];
      const named = peers.map((name, at) => record({ kind: 'peer', peer: at + 1 }, JSON.stringify(name)));
      const heardOf = peers.map((_, seq) => record({ seq, peer: seq + 1 }, 'hi'));
      const told = [null, 5, {}, { code: 1 }].map((event, at) =>
        record({ kind: 'event', seq: peers.length + at }, JSON.stringify(event)),
      );
      await writeFile(file, Buffer.concat([head, ...named, ...heardOf, ...told]));
      const unreadable = { code: 'rowsUnreadable', rows: 1 };
      assert.deepEqual(await events(), ['p1', 'p2', 'p3', 'p4', 'p5', ...told.map(() => unreadable)]);
    });

    const head = encodeSegmentHead({ firstSeq: 0, clearedBefore: 0, previousFirstSeq: 0 });

    /** A record whose checksums are right, whatever it says. */
    function record(header: Partial<RecordHeader>, body = ''): Buffer {
      const bytes = Buffer.concat([Buffer.alloc(recordHeaderBytes), Buffer.from(body)]);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const common = {
        kind: 'in',
        side: 0,
        time: 1,
        peer: 0,
        origin: 0,
        carryIn: 0,
        carryEncoding: 0,
        seq: 0,
      } as const;
      writeRecordHeader(view, 0, { ...common, length: bytes.length - recordHeaderBytes, ...header });
      writeRecordCrc(view, bytes, 0, bytes.length);
      return bytes;
    }
  });

  /** Rows that are left of a log, from its first one or not. */
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
          heard(transcript, `${at} `.repeat(1 + ((at * 37) % 90)), at % 3 ? peer : otherPeer);
          if (at % 7 === 0) transcript.event({ code: 'echoLoop' }, otherPeer);
          if (at % 10 === 0) heard(transcript, Buffer.alloc(5000, 'long '));
        }
        transcript.event({ code: 'closed' });
      };
      const left = await write(fill, { rows: rowsKept });
      whole = await rowsOf(left);
      ({ count } = left);
      files = await logFiles(join(transcripts.storage, 'e'));
      assert.ok(files.length > 4 && whole.length > 20);
      assert.equal(left.first > 0, rowsKept < count);
    });

    let runs = 0;
    const damagedLog = async (damage: Damage) => {
      const name = `damaged ${runs++}`;
      await mkdir(join(transcripts.storage, name));
      await writeDamaged(join(transcripts.storage, name), files, damage);
      return name;
    };
    const read = async (name: string, entries?: number) => {
      const transcript = transcripts.open(name, { bounds: everyByte });
      await transcript.recover(entries);
      return transcript;
    };
    /** Rows that are shown, by their numbers, and those of which it is said that they can't be read. */
    const sorted = (rows: readonly Row[]) => {
      const good = new Map(rows.filter(({ event }) => event?.code !== 'rowsUnreadable').map(row => [row.seq, row]));
      const lost = new Set<number>();
      for (const { seq, event } of rows)
        if (event?.code === 'rowsUnreadable') for (let at = 0; at < (event.rows ?? 0); at++) lost.add(seq + at);
      return { good, lost };
    };

    it('loses no more than that costs, says what, and keeps every number', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const name = await damagedLog(damage);
          const found = await read(name, count);
          const { good, lost } = sorted(await rowsOf(found));
          const allowed = mayBeLost(files, damage);
          for (const row of whole) {
            const { seq } = row;
            const shown = good.get(seq);
            if (!shown) {
              assert.ok(allowed.has(seq), `row ${seq} is lost`);
              // A first file that is missing may have been dropped.
              const isDropped = damage.kind === 'missing' && damage.file === 0 && seq < found.first;
              assert.ok(lost.has(seq) || isDropped, `nothing is said of row ${seq}`);
            } else if (seq !== uncheckedRow(files, damage)) {
              assert.deepEqual({ ...shown, peer: shown.peer?.id }, { ...row, peer: row.peer?.id });
            }
          }
          assert.equal(good.size + lost.size + found.dropped, count);
          assert.equal(found.count, count);
          await found.remove();
        }),
        { numRuns: 30, examples: rareDamages(files).map(damage => [damage]) },
      );
    });

    it('is the same when it is read again, after what came since', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const name = await damagedLog(damage);
          const found = await read(name, count);
          heard(found, 'goes on');
          await found.drained();
          const again = await read(name);
          assert.deepEqual(await rowsOf(again), await rowsOf(found));
          assert.equal((await rowsOf(again)).at(-1)?.seq, count);
          await Promise.all([found.remove(), again.remove()]);
        }),
        { numRuns: 10 },
      );
    });

    it('says so even if nothing says how many rows there were, unless all of a record is missing at the end', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const isLast = damage.file === files.length - 1;
          const { records = [] } = files[damage.file] ?? {};
          const ends = [32, ...records.map(({ end }) => end)];
          fc.pre(!isLast || (damage.kind !== 'missing' && !(damage.kind === 'cut' && ends.includes(damage.at))));
          const found = await read(await damagedLog(damage));
          const rows = await rowsOf(found);
          const { good } = sorted(rows);
          const isSaid =
            rows.some(({ event }) => event?.code === 'rowsUnreadable') || (rows[0]?.seq ?? 0) > (whole[0]?.seq ?? 0);
          assert.equal(good.size < whole.length, isSaid);
          await found.remove();
        }),
        { numRuns: 30, examples: rareDamages(files).map(damage => [damage]) },
      );
    });

    it('can be searched, exported and read by the API, without the rows that are lost', async () => {
      await fc.assert(
        fc.asyncProperty(anyDamage(files), async damage => {
          const found = await read(await damagedLog(damage), count);
          const rows = await rowsOf(found);
          const { good } = sorted(rows);
          const matching = await rowsOf(found, { search: { text: '3' }, onlyMatches: true });
          const expected = [...good.values()].filter(({ text, event }) => !event && text.includes('3'));
          const seqs = (some: readonly { seq: number }[]) => some.map(({ seq }) => seq);
          if (uncheckedRow(files, damage) === undefined) assert.deepEqual(seqs(matching), seqs(expected));
          assert.deepEqual(seqs(await found.entries(0, 1000)), seqs(rows));
          const path = join(transcripts.storage, 'export.jsonl');
          const endpoint = { kind: 'tcp-server', address: ':0' } as const;
          const watch = { signal: new AbortController().signal, onProgress: () => undefined };
          const { entries } = await exportTranscript(found, { format: 'jsonl', path, filter: {}, endpoint }, watch);
          assert.equal(entries, rows.length);
          await found.remove();
        }),
        { numRuns: 10 },
      );
    });
  }

  it('leaves out hidden rows in views that were opened while it was read', async () => {
    await write(transcript => {
      for (let at = 0; at < 60; at++) heard(transcript, `frame ${at} `.repeat(10));
    });
    const [, second = ''] = (await readdir(join(transcripts.storage, 'e'))).sort();
    await truncate(join(transcripts.storage, 'e', second), 0);
    const found = transcripts.open('e', { bounds: everyByte });
    const view = found.view({});
    assert.deepEqual((await view.rows(0, 1000)).rows, []);
    await found.recover();
    const { rows } = await view.rows(0, 1000);
    const lost = rows.find(({ event }) => event)?.event;
    assert.ok(lost?.code === 'rowsUnreadable' && (lost.rows ?? 0) > 1);
    assert.equal(rows.length, 61 - (lost.rows ?? 0));
    await assert.rejects(found.row((rows.find(({ event }) => event)?.seq ?? 0) + 1), RangeError);
    await found.clear();
    assert.equal(found.hasHidden, false);
  });

  it('knows the peer whose name is damaged by its number, until it is named again', async () => {
    await write(transcript => {
      for (let at = 0; at < 40; at++) heard(transcript, `frame ${at} `.repeat(10));
    });
    const first = join(transcripts.storage, 'e', '0-000000.log');
    const bytes = await readFile(first);
    bytes.writeUInt8(0, bytes.indexOf(peer.address));
    await writeFile(first, bytes);
    const named = await recovered();
    assert.deepEqual(new Set((await rowsOf(named)).map(row => row.peer?.address)), new Set([peer.address]));
    for (const name of await readdir(join(transcripts.storage, 'e')))
      if (name !== '0-000000.log') await rm(join(transcripts.storage, 'e', name));
    const unnamed = await recovered();
    assert.deepEqual(new Set((await rowsOf(unnamed)).map(row => row.peer?.address)), new Set([peer.id]));
  });

  it('keeps what a lost row would have completed where it was', async () => {
    await write(transcript => {
      heard(transcript, Uint8Array.of(0x61, 0xf0));
      heard(transcript, Uint8Array.of(0x9f));
      heard(transcript, Uint8Array.of(0x91, 0x8b));
    });
    const file = join(transcripts.storage, 'e', '0-000000.log');
    const bytes = await readFile(file);
    // Behind it is only the last record: 32 bytes, two that it carries, and its own two.
    const lost = bytes.length - 37;
    assert.equal(bytes[lost], 0x9f);
    bytes[lost] = 0;
    await writeFile(file, bytes);
    assert.deepEqual(
      (await rowsOf(await recovered())).map(({ text, event }) => event ?? text),
      ['a\udcf0', { code: 'rowsUnreadable', rows: 1 }, '👋'],
    );
  });

  it('gives the bytes of an unfinished character back', async () => {
    await write(transcript => heard(transcript, Uint8Array.of(0x61, 0xe2, 0x9c)));
    assert.deepEqual((await shown(await recovered()))[0]?.text, 'a\udce2\udc9c');
  });

  it('counts in the budget of the window', async () => {
    await write(transcript => {
      for (let at = 0; at < 50; at++) heard(transcript, Buffer.alloc(1000));
    });
    const budget = new LogBudget({ ...defaultLogBounds, ...everyByte, diskBytes: 20_000 });
    const found = transcripts.open('e', { budget });
    await found.recover();
    budget.enforce();
    assert.ok(found.count - found.first < 20);
  });

  it('says each time that it is missing, where it is known how many rows it had', async () => {
    const found = transcripts.open('e', { bounds: everyByte });
    await found.recover(5);
    heard(found, 'goes on');
    await found.drained();
    const again = await recovered();
    for (const transcript of [found, again])
      assert.deepEqual(
        (await rowsOf(transcript)).map(({ seq, text, event }) => [seq, event ?? text]),
        [
          [0, { code: 'rowsUnreadable', rows: 5 }],
          [5, 'goes on'],
        ],
      );
  });

  it('counts on from no number that can’t be one', async () => {
    for (const entries of [-1, 0.5, 2 ** 32, Number.NaN, '7' as unknown as number]) {
      const found = transcripts.open('e', { bounds: everyByte });
      await found.recover(entries);
      assert.equal(found.count, 0);
    }
  });

  it('is empty if nothing was ever written', async () => {
    const found = await recovered();
    assert.equal(found.count, 0);
    heard(found, 'first');
    assert.equal((await rowsOf(found))[0]?.seq, 0);
  });
});
