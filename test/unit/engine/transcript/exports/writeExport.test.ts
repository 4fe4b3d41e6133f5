import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mock } from 'node:test';
import type { ExportFormat } from '../../../../../src/core/exportFormat.ts';
import type { ViewFilter } from '../../../../../src/core/transcriptEntry.ts';
import { writeExport } from '../../../../../src/engine/transcript/exports/writeExport.ts';
import type { Transcript } from '../../../../../src/engine/transcript/transcript.ts';
import { inTheWay } from '../../../../support/inTheWay.ts';
import { hastenSlowPattern, slowBytes, slowPattern } from '../../../../support/slowPattern.ts';
import { otherPeer, peer, recordReceived, temporaryTranscripts } from '../../../../support/transcripts.ts';

const endpoint = { kind: 'tcp-server', address: 'tcp://127.0.0.1:9000' } as const;

describe('an export', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;
  let path: string;

  beforeEach(() => {
    transcript = transcripts.open('e');
    path = join(transcripts.storage, 'export');
  });

  afterEach(() => mock.restoreAll());

  const quietly = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
  const exported = async (format: ExportFormat, filter: ViewFilter = {}) => {
    const { bytes } = await writeExport(transcript, { format, path, filter, endpoint }, quietly());
    const content = await readFile(path);
    assert.equal(content.length, bytes);
    return content;
  };
  const converse = () => {
    transcript.event({ code: 'peerConnected', address: peer.address }, peer);
    recordReceived(transcript, 'ab cd\n');
    recordReceived(transcript, Uint8Array.of(0xff, 0), otherPeer);
    transcript.frame({ direction: 'out', peer, bytes: Buffer.from('é'), origin: 'echo', continues: false });
  };

  it('as text has one line per entry', async () => {
    converse();
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
    const lines = String(await exported('text')).split('\n');
    assert.match(lines[0] ?? '', new RegExp(`^${time} event 127\\.0\\.0\\.1:1 connected$`));
    assert.match(lines[1] ?? '', new RegExp(`^${time} in 127\\.0\\.0\\.1:1 6 ab cd\\\\n$`));
    assert.match(lines[2] ?? '', new RegExp(`^${time} in 127\\.0\\.0\\.1:2 2 \\\\xff\\\\0$`));
    assert.match(lines[3] ?? '', new RegExp(`^${time} out 127\\.0\\.0\\.1:1 2 \\(echo\\) é$`));
  });

  it('as text has events in the window’s language', async () => {
    converse();
    const translations = { language: 'de', texts: { connected: 'verbunden' } };
    const options = { format: 'text', path, filter: {}, endpoint, translations } as const;
    await writeExport(transcript, options, quietly());
    assert.match(String(await readFile(path)), /^\S+ event 127\.0\.0\.1:1 verbunden\n/);
  });

  it('as a hexdump has one packet per frame: direction, time and headers on a line, then the bytes with text after a bar', async () => {
    converse();
    const packets = String(await exported('hexdump')).split('\n\n');
    const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z`;
    assert.match(
      packets[0] ?? '',
      new RegExp(
        `^# For Wireshark: text2pcap .*\n# ${time} peerConnected p1 127\\.0\\.0\\.1:1\n# the handshake.*\nI ${time}\n000000 45 00 .*$`,
      ),
    );
    assert.match(
      packets[3] ?? '',
      new RegExp(
        `^# entry 1 p1 127\\.0\\.0\\.1:1, 6 bytes\nI ${time}\n000000 45 00( ..){38}\n000028 61 62 20 63 64 0a +\\|ab cd·\\|$`,
      ),
    );
    assert.match(packets.at(-2) ?? '', /\nO \S+\n000000 45 .*\n000028 c3 a9 +\|··\|$/);
    assert.equal(packets.length, 2 * 3 + 3 + 1, 'two handshakes, three frames, an empty rest');
  });

  it('as JSON lines keeps every byte', async () => {
    converse();
    const entries = String(await exported('jsonl'))
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      entries.map(({ time: _, ...rest }) => rest),
      [
        {
          seq: 0,
          direction: 'event',
          peer: 'p1',
          address: '127.0.0.1:1',
          event: { code: 'peerConnected', address: '127.0.0.1:1' },
        },
        { seq: 1, direction: 'in', peer: 'p1', address: '127.0.0.1:1', length: 6, text: 'ab cd\n' },
        { seq: 2, direction: 'in', peer: 'p2', address: '127.0.0.1:2', length: 2, base64: '/wA=' },
        { seq: 3, direction: 'out', peer: 'p1', address: '127.0.0.1:1', length: 2, origin: 'echo', text: 'é' },
      ],
    );
  });

  it('as raw bytes contains one direction or peer', async () => {
    converse();
    assert.equal((await exported('raw', { kinds: ['in'] })).toString('latin1'), 'ab cd\n\xff\0');
    assert.equal((await exported('raw', { kinds: ['in'], peers: ['p2'] })).toString('latin1'), '\xff\0');
    assert.equal(String(await exported('raw', { kinds: ['out', 'answer'] })), 'é');
    assert.equal(String(await exported('raw', { search: { text: 'CD' } })), 'ab cd\n');
  });

  it('of many segments, some of them only on disk, has the hash of what was received', async () => {
    transcript = transcripts.open('large', {
      bounds: { segmentBytes: 300_000, memoryBytes: 500_000, pendingBytes: 100_000 },
    });
    const sent = createHash('sha256');
    for (let at = 0; at < 60; at++) {
      const bytes = randomBytes(1 + Math.floor(at * 3000));
      sent.update(bytes);
      recordReceived(transcript, bytes);
      if (transcript.saturated) await transcript.drained();
    }
    const got = createHash('sha256').update(await exported('raw', { kinds: ['in'] }));
    assert.equal(got.digest('hex'), sent.digest('hex'));
  });

  it('reports its progress, and leaves nothing when canceled', async () => {
    for (let at = 0; at < 20; at++) recordReceived(transcript, randomBytes(100_000));
    await writeFile(path, 'was here before');
    const canceling = new AbortController();
    const progress: number[] = [];
    const onProgress = (done: number, total: number) => {
      assert.equal(total, 20);
      progress.push(done);
      if (progress.length === 3) canceling.abort();
    };
    const options = { format: 'raw', path, filter: {}, endpoint } as const;
    await assert.rejects(writeExport(transcript, options, { signal: canceling.signal, onProgress }), {
      code: 'CANCELLED',
    });
    assert.equal(progress.length, 3);
    assert.deepEqual(
      progress,
      progress.toSorted((one, other) => one - other),
    );
    assert.equal(String(await readFile(path)), 'was here before');
    assert.deepEqual(
      (await readdir(transcripts.storage)).filter(name => name.endsWith('.part')),
      [],
    );
  });

  it('that excludes everything yields to other work, and can be canceled', async () => {
    for (let at = 0; at < 1000; at++) recordReceived(transcript, `entry ${at}`);
    let nowMs = 0;
    // Each reading of the clock ends the slice.
    mock.method(performance, 'now', () => {
      nowMs += 10;
      return nowMs;
    });
    const canceling = new AbortController();
    const options = { format: 'raw', path, filter: { search: { regex: 'never' } }, endpoint } as const;
    // Opening the file also yields; this turn comes after it.
    const watch = { signal: canceling.signal, onProgress: () => void setImmediate(() => canceling.abort()) };
    await assert.rejects(writeExport(transcript, options, watch), { code: 'CANCELLED' });
  });

  describe('with a slow search', () => {
    hastenSlowPattern();

    it('excludes what takes too long, and can be canceled meanwhile', async () => {
      for (const bytes of [slowBytes, 'd', `${'-'.repeat(1024 * 1024)}x`]) recordReceived(transcript, bytes);
      const options = {
        format: 'raw',
        path,
        filter: { search: { regex: slowPattern, matchCase: true } },
        endpoint,
      } as const;
      const canceling = new AbortController();
      const watch = { signal: canceling.signal, onProgress: () => undefined };
      assert.equal((await writeExport(transcript, options, watch)).entries, 1);
      assert.equal(await readFile(path, 'utf8'), 'd');
      const exporting = writeExport(transcript, options, watch);
      canceling.abort();
      await assert.rejects(exporting, { code: 'CANCELLED' });
    });
  });

  it('excludes dropped entries, and nothing else is mistaken for one', async () => {
    converse();
    const entry = transcript.index.entry.bind(transcript.index);
    transcript.index.entry = seq => {
      if (seq === 1) throw new RangeError('Invalid array length');
      return entry(seq);
    };
    await assert.rejects(exported('text'), /Invalid array length/);
  });

  it('fails with the system’s reason if it can’t write', async () => {
    path = join(transcripts.storage, 'no such folder', 'export');
    await assert.rejects(exported('text'), { code: 'ENOENT' });
  });

  for (const [what, put] of Object.entries(inTheWay)) {
    if (what === 'a link to nothing') continue;
    it(`leaves ${what} untouched`, async () => {
      await put(path);
      const { ino } = await lstat(path);
      const code = what === 'a link to itself' ? 'ELOOP' : 'NOT_REPLACEABLE';
      await assert.rejects(exported('text'), { code });
      assert.equal((await lstat(path)).ino, ino);
    });
  }
});
