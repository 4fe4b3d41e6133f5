/** Transcript events as exposed by the public API: a documented subset of the internal ones. */
import { eventSeverity } from '../../core/eventSeverity.ts';
import { eventSentence } from '../../core/sentences/events/eventSentence.ts';
import type { EntryData as RecordedEntry, TranscriptEvent as RecordedEvent } from '../../core/transcriptEntry.ts';
import type { EntryData, TranscriptEvent } from '../api.ts';
import { plainText } from '../shown/shownText.ts';
import { translated } from '../shown/translated.ts';

type PublicCode = Exclude<TranscriptEvent['code'], 'other'>;

/** All codes of the API's type; `api.md` lists the same. */
export const publicEventCodes = {
  listening: true,
  connecting: true,
  bound: true,
  peerConnected: true,
  peerHeard: true,
  peerEnded: true,
  peerClosed: true,
  peerReset: true,
  peerRefused: true,
  peerFailed: true,
  sendFailed: true,
  failed: true,
  reconnecting: true,
  datagramsDropped: true,
  datagramsLost: true,
  fileSent: true,
  fileReceived: true,
  transferFailed: true,
  transferCancelled: true,
  videoStarted: true,
  videoEnded: true,
  closed: true,
} as const satisfies Record<PublicCode, true>;

/** Returns an entry as the API exposes it. */
export function publicEntry({ event, ...entry }: RecordedEntry): EntryData {
  return event ? { ...entry, event: publicEvent(event) } : entry;
}

function publicEvent(event: RecordedEvent): TranscriptEvent {
  // Assigns the internal type to the public one: a change to a public event is a compile error.
  if (isPublic(event)) return event;
  return { code: 'other', severity: eventSeverity(event), message: plainText(translated(eventSentence(event))) };
}

function isPublic(event: RecordedEvent): event is Extract<RecordedEvent, { code: PublicCode }> {
  return Object.hasOwn(publicEventCodes, event.code);
}
