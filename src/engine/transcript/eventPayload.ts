import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import { maxEventBytes } from './possibleRecord.ts';

/** Characters kept of each text in an event that is too long. Escaped, a character may take six bytes. */
const keptCharacters = 500;

/** Returns an event as the log stores it. If it is too long to be read back, its texts are cut. */
export function eventPayload(event: TranscriptEvent): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(event));
  return bytes.length <= maxEventBytes ? bytes : new TextEncoder().encode(JSON.stringify(event, cut));
}

function cut(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > keptCharacters ? `${value.slice(0, keptCharacters)}…` : value;
}
