import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { characterLength, decodeText } from '../../../../src/core/bytes/decodeText.ts';
import { encodeText } from '../../../../src/core/bytes/encodeText.ts';
import type { Encoding } from '../../../../src/core/endpointConfig.ts';
import { writeExport } from '../../../../src/engine/transcript/exports/writeExport.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../../../src/engine/transcript/transcriptView.ts';
import { anyText } from '../../../support/anyText.ts';
import { otherPeer, peer, recordReceived, rowsOf, temporaryTranscripts } from '../../../support/transcripts.ts';

const encodings: readonly Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];
const directions = ['in', 'out'] as const;
const peers = [peer, otherPeer];

/** Part of what one peer and direction carries. */
interface Chunk {
  readonly stream: number;
  readonly bytes: Uint8Array;
}

/** Bytes that often begin, continue or break a character of some encoding. */
const byte = fc.oneof(
  fc.constantFrom(...[0x41, 0xc3, 0xa9, 0xe2, 0x9c, 0x93, 0xf0, 0x9f, 0x91, 0x8b, 0xd8, 0x3d, 0xdc, 0xed, 0xa0, 0xf4]),
  fc.nat(255),
);
const chunk = fc.record({
  stream: fc.nat(3),
  bytes: fc.array(byte, { maxLength: 5 }).map(bytes => Uint8Array.from(bytes)),
});

/** Converts text back to bytes. A byte that isn't text is U+DC00 + byte. */
function bytesOf(text: string, encoding: Encoding): number[] {
  return [...text].flatMap(character => {
    const code = character.codePointAt(0) ?? 0;
    return code >= 0xdc00 && code <= 0xdcff ? [code - 0xdc00] : [...encodeText(character, encoding)];
  });
}

describe('characters split between frames', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e', { bounds: { pendingBytes: 0 } });
  });

  const record = ({ stream, bytes }: Chunk, continues = true) =>
    transcript.frame({
      direction: directions[stream >> 1] ?? 'in',
      peer: peers[stream & 1] ?? peer,
      bytes,
      continues,
    });
  const textsOf = async (from: Transcript, stream: number) =>
    (await rowsOf(from, { peers: [peers[stream & 1]?.id ?? ''], kinds: [directions[stream >> 1] ?? 'in'] })).map(
      ({ text }) => text,
    );
  const shown = async () => (await rowsOf(transcript, { kinds: ['in', 'out'] })).map(({ text }) => text);
  /** `onEntry` is called before each entry is read. */
  const exported = async (onEntry: () => void = () => undefined) => {
    const path = join(transcripts.storage, 'export');
    const { signal } = new AbortController();
    Object.defineProperty(signal, 'aborted', { get: () => onEntry() });
    const watch = { signal, onProgress: () => undefined };
    await writeExport(
      transcript,
      { format: 'text', path, filter: { kinds: ['in'] }, endpoint: { kind: 'tcp-server', address: '' } },
      watch,
    );
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    return lines.map(line => line.replace(/^\S+ \S+ \S+ \d+ /, ''));
  };

  it('appear whole: any text, in any encoding, cut anywhere, in four streams at once', async () => {
    const text = anyText(6);
    const pieces = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 })), { maxLength: 60 });
    const streams = fc.tuple(text, text, text, text);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...encodings), streams, pieces, async (encoding, anyTexts, cuts) => {
        const texts = encoding === 'latin1' ? anyTexts.map(one => one.replace(/[^\0-\xff]/gu, 'ÿ')) : anyTexts;
        await transcript.clear();
        transcript.encoding = encoding;
        const left = texts.map(one => encodeText(one, encoding));
        const all = [0, 1, 2, 3].map(stream => [stream, Number.POSITIVE_INFINITY] as const);
        for (const [stream, length] of [...cuts, ...all]) {
          const bytes = left[stream] ?? new Uint8Array();
          record({ stream, bytes: bytes.subarray(0, length) });
          left[stream] = bytes.subarray(length);
        }
        for (const [stream, one] of texts.entries()) assert.equal((await textsOf(transcript, stream)).join(''), one);
      }),
      { numRuns: 60 },
    );
  });

  it('are all that moves to another row: any other byte appears once, in its own row', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...encodings), fc.array(chunk, { maxLength: 30 }), async (encoding, chunks) => {
        await transcript.clear();
        transcript.encoding = encoding;
        for (const one of chunks) record(one);
        for (const stream of [0, 1, 2, 3]) {
          const own = chunks.filter(one => one.stream === stream).map(({ bytes }) => bytes);
          const rows = (await textsOf(transcript, stream)).map(text => bytesOf(text, encoding));
          assert.deepEqual(rows.flat(), [...Buffer.concat(own)]);
          checkMoves(rows, own, encoding);
          if (encoding === 'utf8')
            assert.equal((await textsOf(transcript, stream)).join(''), decodeText(Buffer.concat(own), encoding));
        }
      }),
      { numRuns: 150 },
    );
  });

  /** The first bytes of a well-formed character that ends in a row are all that the row shows of earlier frames. */
  function checkMoves(rows: readonly number[][], own: readonly Uint8Array[], encoding: Encoding): void {
    let ownEnd = 0;
    let shownEnd = 0;
    for (const [at, row] of rows.entries()) {
      const moved = ownEnd - shownEnd;
      assert.ok(moved >= 0);
      if (moved > 0 && row.length > 0) assert.ok(characterLength(Uint8Array.from(row), encoding) > moved);
      ownEnd += own[at]?.length ?? 0;
      shownEnd += row.length;
    }
    assert.equal(shownEnd, ownEnd);
  }

  it('are the same in a transcript left by another worker', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...encodings), fc.array(chunk, { maxLength: 30 }), async (encoding, chunks) => {
        await transcript.clear();
        transcript.encoding = encoding;
        for (const one of chunks) record(one);
        await transcript.drained();
        const found = transcripts.open('e', { encoding });
        await found.recover();
        const frames = { kinds: ['in', 'out'] } as const;
        assert.deepEqual(await rowsOf(found, frames), await rowsOf(transcript, frames));
      }),
      { numRuns: 20 },
    );
  });

  it('are continued only by the next frame: one that does not continue them leaves them in place', async () => {
    for (const next of ['A', 'é', '👋']) {
      await transcript.clear();
      recordReceived(transcript, Uint8Array.of(0x61, 0xe2, 0x9c));
      recordReceived(transcript, next);
      recordReceived(transcript, Uint8Array.of(0x93));
      assert.deepEqual(await shown(), ['a\udce2\udc9c', next, '\udc93']);
    }
  });

  it('leave one-byte frames in place until the last of them completes the character', async () => {
    for (const one of [0xe2, 0x9c]) recordReceived(transcript, Uint8Array.of(one));
    assert.deepEqual(await shown(), ['\udce2', '\udc9c']);
    recordReceived(transcript, Uint8Array.of(0x93));
    assert.deepEqual(await shown(), ['', '', '✓']);
    for (const one of [0xe2, 0x9c, 0x41]) recordReceived(transcript, Uint8Array.of(one));
    assert.deepEqual((await shown()).slice(3), ['\udce2', '\udc9c', 'A']);
  });

  it('end where the framing changes, and where bytes are not recorded', async () => {
    record({ stream: 0, bytes: Uint8Array.of(0xc3) });
    record({ stream: 0, bytes: Buffer.from('line') }, false);
    record({ stream: 0, bytes: Uint8Array.of(0xa9, 0xc3) });
    transcript.endText('in', peer);
    record({ stream: 0, bytes: Uint8Array.of(0xa9) });
    assert.deepEqual(await shown(), ['\udcc3', 'line', '\udca9\udcc3', '\udca9']);
  });

  it('are bytes of their own rows in another encoding, and characters again in their own, even after a restart', async () => {
    for (const bytes of [Buffer.from('a\xc3', 'latin1'), Uint8Array.of(0xa9)]) recordReceived(transcript, bytes);
    transcript.encoding = 'latin1';
    assert.deepEqual(await shown(), ['aÃ', '©']);
    assert.deepEqual([...(await transcript.rows.entryBytes(1, 0, 9))], [0xa9]);
    recordReceived(transcript, Uint8Array.of(0xc3));
    transcript.encoding = 'utf8';
    recordReceived(transcript, Uint8Array.of(0xa9));
    assert.deepEqual(await shown(), ['a', 'é', '\udcc3', '\udca9']);
    await transcript.drained();
    const found = transcripts.open('e', { encoding: 'latin1' });
    await found.recover();
    assert.equal((await textsOf(found, 0)).join('|'), 'aÃ|©|Ã|©');
    found.encoding = 'utf8';
    assert.equal((await textsOf(found, 0)).join('|'), 'a|é|\udcc3|\udca9');
  });

  it('are the same in exports as in rows, up to where the export ends', async () => {
    for (const bytes of [Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa9), Uint8Array.of(0x62, 0xe2)])
      recordReceived(transcript, bytes);
    const rest = [Uint8Array.of(0x9c, 0x93)];
    const during = await exported(() => {
      for (const bytes of rest.splice(0)) recordReceived(transcript, bytes);
    });
    assert.deepEqual(during, ['a', 'é', 'b\\xe2']);
    assert.deepEqual(await exported(), ['a', 'é', 'b', '✓']);
  });

  it('are found by a search in the row that shows them, while each row keeps its own bytes', async () => {
    for (const bytes of [Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xa9, 0x62)]) recordReceived(transcript, bytes);
    const found = await rowsOf(transcript, { search: { text: 'é' }, onlyMatches: true });
    assert.deepEqual(
      found.map(({ text, marks }) => ({ text, marks })),
      [{ text: 'éb', marks: [[0, 1]] }],
    );
    const { rows } = await new TranscriptView(transcript, { search: { text: 'éb' } }).rows(0, 2, 10);
    assert.deepEqual([...(rows[1]?.bytes ?? [])], [0xa9, 0x62]);
    assert.deepEqual(rows[1]?.byteMarks, [[0, 2]], 'its part in this frame’s bytes');
    assert.deepEqual([...(await transcript.rows.entryBytes(0, 0, 9))], [0x61, 0xc3]);
    assert.deepEqual([...(await transcript.rows.entryBytes(1, 0, 9))], [0xa9, 0x62]);
  });

  it('notify a view of the rows that it has to read again', async () => {
    const view = new TranscriptView(transcript, { peers: [peer.id] });
    recordReceived(transcript, 'other', otherPeer);
    recordReceived(transcript, Uint8Array.of(0x61, 0xe2));
    assert.deepEqual(
      (await view.rows(0, 9)).rows.map(({ text }) => text),
      ['a\udce2'],
    );
    recordReceived(transcript, Uint8Array.of(0x9c));
    assert.deepEqual((await view.rows(1, 9)).revised, []);
    recordReceived(transcript, Uint8Array.of(0x93));
    assert.deepEqual((await view.rows(2, 9)).revised, [0, 1]);
    assert.deepEqual((await view.rows(2, 9)).revised, []);
    recordReceived(transcript, Uint8Array.of(0xe2));
    await view.rows(2, 9);
    recordReceived(transcript, 'broken');
    assert.deepEqual((await view.rows(2, 9)).revised, []);
  });
});
