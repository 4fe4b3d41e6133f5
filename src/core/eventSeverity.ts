/** Events that deserve the user's attention. */
import type { TranscriptEvent } from './transcriptEntry.ts';

export type Severity = 'info' | 'error';

const problems: ReadonlySet<TranscriptEvent['code']> = new Set([
  'peerRefused',
  'peerFailed',
  'notRecorded',
  'sendFailed',
  'sendingPaused',
  'failed',
  'unterminatedFrame',
  'frameTooLong',
  'frameCut',
  'malformedFrame',
  'noise',
  'brokenLengthPrefix',
  'brokenEnvelope',
  'datagramsDropped',
  'datagramsLost',
  'filesDeleted',
  'echoLoop',
  'growingAnswers',
  'patternTimedOut',
  'patternFailed',
  'captureTooLong',
  'datagramsUnanswered',
  'unexpectedTls',
  'transferFailed',
  'notFramed',
  'pictureTooLarge',
  'pictureUnreadable',
  'rowsUnreadable',
] as const);

export function eventSeverity(event: TranscriptEvent): Severity {
  if (event.code === 'peerReset') return event.by === 'peer' ? 'error' : 'info';
  return problems.has(event.code) ? 'error' : 'info';
}
