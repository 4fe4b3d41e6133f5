/** Numbers that stand for an entry's origin and encoding in the log and the index. */
import type { Encoding } from '../../core/endpointConfig.ts';
import { eventSeverity } from '../../core/eventSeverity.ts';
import type { Direction, EntryKind, Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';

const firstRule = 3;

/** Returns the code for the origin of an outgoing frame, 16 bits. For an event, it is its severity (`eventCode`). */
export function originCode(origin: Origin): number {
  switch (origin) {
    case 'send':
      return 0;
    case 'greeting':
      return 1;
    case 'echo':
      return 2;
    default:
      return firstRule + origin.rule;
  }
}

export function originOf(code: number): Origin {
  if (code >= firstRule) return { rule: code - firstRule };
  return code === 0 ? 'send' : code === 1 ? 'greeting' : 'echo';
}

export function eventCode(event: TranscriptEvent): number {
  return eventSeverity(event) === 'error' ? 1 : 0;
}

/** Returns the kind of an entry, from its direction and code. */
export function kindOf(direction: Direction, code: number): EntryKind {
  if (direction === 'in') return 'in';
  if (direction === 'out') return code === 0 ? 'out' : 'answer';
  return code === 0 ? 'event' : 'problem';
}

/** An encoding's number is its index: append new ones, up to 16. */
const encodings: readonly Encoding[] = ['utf8', 'latin1', 'utf16le', 'utf16be'];

export function encodingCode(encoding: Encoding): number {
  return encodings.indexOf(encoding);
}

/** Returns the encoding of a number; undefined if it is unknown. */
export function encodingOf(code: number): Encoding | undefined {
  return encodings[code];
}
