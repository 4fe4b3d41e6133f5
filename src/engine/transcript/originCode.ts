/** Codes for the origin of an entry, 16 bits in the index: the origin of an outgoing frame, or the severity of an event. */
import { eventSeverity } from '../../core/eventSeverity.ts';
import type { Direction, EntryKind, Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';

const firstRule = 3;

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
