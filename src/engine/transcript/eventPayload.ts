import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import { maxEventBytes } from './possibleRecord.ts';

/** Characters kept of each text in an event that is too long. Escaped, one may take six bytes. */
const keptCharacters = 500;

/** Returns an event as the log stores it. Texts of an event that couldn't be read again, since it is too long, are cut. */
export function eventPayload(event: TranscriptEvent): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(event));
  return bytes.length <= maxEventBytes ? bytes : new TextEncoder().encode(JSON.stringify(event, cut));
}

function cut(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > keptCharacters ? `${value.slice(0, keptCharacters)}…` : value;
}
