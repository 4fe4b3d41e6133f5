import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportTranscript } from '../../../../src/engine/transcript/exports/exportTranscript.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { seenAt } from '../../../support/seenAt.ts';
import { slowBytes, slowPattern } from '../../../support/slowPattern.ts';
import { heard, rowsOf, scanned, temporaryTranscripts } from '../../../support/transcripts.ts';

const slowSearch = { regex: slowPattern, matchCase: true };
/** Too long to be searched at once, and searched in a moment. */
const longText = `${'-'.repeat(1024 * 1024)}x`;

describe('a search in long messages', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;

  beforeEach(() => {
    transcript = transcripts.open('e');
  });

  it('finds in order, and counts what takes too long as not found', async () => {
    for (const bytes of ['no', 'cd', slowBytes, 'abd']) heard(transcript, bytes);
    const { view, rows } = await scanned(transcript, { search: slowSearch });
    assert.deepEqual(view.state, { first: 0, end: 4, matches: 2, scanned: 4, total: 4, slow: 1 });
    assert.deepEqual([view.locate({ match: 0 })?.seq, view.locate({ match: 1 })?.seq], [1, 3]);
    assert.deepEqual(rows[3]?.marks, [[0, 3]]);
    await transcript.clear();
    assert.equal(view.state.slow, undefined);
  });

  it('finds as it does in short ones, by each kind of search', async () => {
    for (const bytes of ['x', longText, 'é', `${longText}é`]) heard(transcript, bytes);
    for (const search of [{ regex: 'x' }, { text: 'x', wholeWord: true }, { hex: '.. 78' }]) {
      const { view } = await scanned(transcript, { search, onlyMatches: true });
      assert.equal(view.state.matches, 'hex' in search ? 2 : 'text' in search ? 2 : 3, JSON.stringify(search));
    }
    assert.equal((await rowsOf(transcript, { search: { text: 'É' }, onlyMatches: true })).length, 2);
  });

  it('ends with its view', async () => {
    heard(transcript, slowBytes);
    heard(transcript, longText);
    const progress = new EventEmitter();
    const view = transcript.view({ search: slowSearch }, () => void progress.emit('more'));
    assert.equal(view.state.scanned, 0);
    view.close();
    const other = await scanned(transcript, { search: { regex: '-x' }, onlyMatches: true });
    assert.deepEqual([other.view.state.matches, view.state.scanned], [1, 0]);
    assert.equal(await transcript.entries(0, 10).then(entries => entries.length), 2);
  });

  it('begins anew where the transcript is cleared meanwhile', async () => {
    heard(transcript, longText);
    const progress = new EventEmitter();
    const view = transcript.view({ search: { regex: 'x' } }, () => void progress.emit('more'));
    assert.equal(view.state.scanned, 0);
    await transcript.clear();
    await seenAt(progress, 'more', () => view.state.scanned === view.state.total);
    assert.equal(view.state.matches, 0);
  });

  it('leaves what takes too long out of an export, which can be cancelled meanwhile', async () => {
    for (const bytes of [slowBytes, 'd', longText]) heard(transcript, bytes);
    const path = join(transcripts.storage, 'export');
    const endpoint = { kind: 'tcp-server', address: '127.0.0.1:1' } as const;
    const options = { format: 'raw', path, filter: { search: slowSearch }, endpoint } as const;
    const cancelling = new AbortController();
    const watch = { signal: cancelling.signal, onProgress: () => undefined };
    assert.equal((await exportTranscript(transcript, options, watch)).entries, 1);
    assert.equal(await readFile(path, 'utf8'), 'd');
    const exporting = exportTranscript(transcript, options, watch);
    cancelling.abort();
    await assert.rejects(exporting, { code: 'CANCELLED' });
  });
});
