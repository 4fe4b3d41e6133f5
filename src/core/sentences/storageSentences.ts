/** Sentences about the limits of memory and disk that all transcripts of a window share. */
import type { SystemFailure } from '../errorParams.ts';
import { maxTranscriptPeers } from '../limits.ts';
import { numeral, type Phrase, phrase } from '../phrase.ts';
import type { TranscriptBound, TranscriptBounds } from '../transcriptEntry.ts';
import { fileReason } from './errors/fileReason.ts';

/** Returns why transcripts can't be written to disk, and the consequences. */
export function notWritten(failure: SystemFailure): Phrase {
  return phrase(
    'Transcripts can’t be written to disk: {0}. New messages are kept in memory; when memory is full, sending and receiving pause.',
    fileReason(failure),
  );
}

/** Shown after `notWritten`. */
export const writtenAgain = phrase('Transcripts are written to disk again.');

export function boundReached(
  bound: TranscriptBound,
  { diskBytes, rows }: Omit<TranscriptBounds, 'memoryBytes'>,
): Phrase {
  switch (bound) {
    case 'disk':
      return phrase(
        'The transcripts of this window have reached their limit of {0} MiB on disk. The oldest entries are removed.',
        numeral(diskBytes / (1024 * 1024)),
      );
    case 'rows':
      return phrase(
        'The transcripts of this window have reached their limit of {0} entries. The oldest entries are removed.',
        numeral(rows),
      );
    case 'peers':
      return phrase(
        'The transcripts of this window have reached their limit of {0} clients and other peers. The oldest entries are removed. This limit is fixed.',
        numeral(maxTranscriptPeers),
      );
  }
}
