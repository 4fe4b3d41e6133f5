/** Logs that another worker left behind. */
import { join } from 'node:path';
import type { Transcript } from '../../src/engine/transcript/transcript.ts';
import { rowsOf, type TemporaryTranscripts, temporaryTranscripts } from './transcripts.ts';

/** Every write exceeds this limit, so `drained` waits for the last byte. */
export const everyByte = { pendingBytes: 0 };

export interface StoredLogs {
  readonly transcripts: TemporaryTranscripts;
  /** The directory of the log, and its first file. */
  readonly directory: string;
  readonly firstFile: string;
  /** Fills a transcript, and resolves when it is on disk. */
  write(fill: (transcript: Transcript) => void, bounds?: object): Promise<Transcript>;
  /** Reads it again. */
  recovered(entries?: number): Promise<Transcript>;
}

/** Creates a folder for logs before each test of the calling suite, and removes it afterwards. */
export function storedLogs(): StoredLogs {
  const transcripts = temporaryTranscripts();
  return {
    transcripts,
    get directory() {
      return join(transcripts.storage, 'e');
    },
    get firstFile() {
      return join(transcripts.storage, 'e', '0-000000.log');
    },
    async write(fill, bounds = {}) {
      const transcript = transcripts.open('e', { bounds: { ...everyByte, segmentBytes: 2000, ...bounds } });
      fill(transcript);
      await transcript.drained();
      return transcript;
    },
    async recovered(entries) {
      const transcript = transcripts.open('e', { bounds: everyByte });
      await transcript.recover(entries);
      return transcript;
    },
  };
}

/** Resolves with the first thousand rows, each as its number and its event or text. */
export async function shownRows(transcript: Transcript): Promise<(readonly [seq: number, shown: unknown])[]> {
  return (await rowsOf(transcript)).map(({ seq, text, event }) => [seq, event ?? text] as const);
}
