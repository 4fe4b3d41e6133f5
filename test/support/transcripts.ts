/** Transcripts in a temporary folder that is created for each test and removed afterwards. */

import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row, ViewFilter } from '../../src/core/transcriptEntry.ts';
import type { PeerIdentity } from '../../src/engine/conversation/peerIdentity.ts';
import { defaultLogBounds, type LogBounds } from '../../src/engine/transcript/logBounds.ts';
import { LogBudget } from '../../src/engine/transcript/logBudget.ts';
import { Transcript, type TranscriptOptions } from '../../src/engine/transcript/transcript.ts';
import { TranscriptView } from '../../src/engine/transcript/transcriptView.ts';
import { neverFails } from './neverFails.ts';
import { seenAt } from './seenAt.ts';

export const peer: PeerIdentity = { number: 1, id: 'p1', address: '127.0.0.1:1' };
export const otherPeer: PeerIdentity = { number: 2, id: 'p2', address: '127.0.0.1:2' };

export interface TemporaryTranscripts {
  /** The folder of all transcripts. */
  readonly storage: string;
  /** Opens a transcript by name, with its own budget unless one is given. */
  open(name: string, options?: Partial<TranscriptOptions> & { bounds?: Partial<LogBounds> }): Transcript;
}

export function temporaryTranscripts(): TemporaryTranscripts {
  let storage = '';
  const opened: Transcript[] = [];

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'portside-transcript-'));
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(transcript => transcript.remove()));
    await rm(storage, { recursive: true, force: true });
  });

  return {
    get storage() {
      return storage;
    },
    open(name, { bounds = {}, ...options } = {}) {
      const transcript = new Transcript({
        directory: join(storage, name),
        encoding: 'utf8',
        budget: new LogBudget({ ...defaultLogBounds, ...bounds }),
        onChange: () => undefined,
        owner: neverFails,
        ...options,
      });
      opened.push(transcript);
      return transcript;
    },
  };
}

/** Records a frame as if it had been received. */
export function recordReceived(transcript: Transcript, bytes: string | Uint8Array, from = peer): void {
  transcript.frame({ direction: 'in', peer: from, bytes: Buffer.from(bytes), continues: true });
}

/** Resolves with the first thousand rows that match a filter. */
export async function rowsOf(transcript: Transcript, filter: ViewFilter = {}): Promise<Row[]> {
  return (await scanned(transcript, filter)).rows;
}

/** Resolves with a view that has scanned everything, and its first thousand rows. `progress` emits `more` when the view scans on. */
export async function scanned(
  transcript: Transcript,
  filter: ViewFilter,
): Promise<{ view: TranscriptView; progress: EventEmitter; rows: Row[] }> {
  const progress = new EventEmitter();
  const view = new TranscriptView(transcript, filter, () => void progress.emit('more'));
  await seenAt(progress, 'more', () => view.state.scanned === view.state.total);
  return { view, progress, rows: (await view.rows(0, 1000)).rows };
}
