/** A transcript's events as sentences in the user's language. */
import { l10n } from 'vscode';
import type { TranscriptEvent } from '../core/transcriptEntry.ts';
import { failureSentence } from './sentences.ts';

export interface EventSentence {
  readonly sentence: string;
  readonly severity: 'info' | 'error';
}

const info = (sentence: string): EventSentence => ({ sentence, severity: 'info' });
const error = (sentence: string): EventSentence => ({ sentence, severity: 'error' });

export function eventSentence(event: TranscriptEvent): EventSentence {
  switch (event.code) {
    case 'listening':
      return info(l10n.t('listening on {0}', event.address));
    case 'bound':
      return info(l10n.t('bound to {0}', event.address));
    case 'connecting':
      return info(l10n.t('connecting to {0}', event.address));
    case 'peerConnected':
      return info(l10n.t('connected'));
    case 'peerHeard':
      return info(l10n.t('heard for the first time'));
    case 'peerEnded':
      return info(l10n.t('ended its side'));
    case 'peerClosed':
      return info(event.by === 'peer' ? l10n.t('closed by peer') : l10n.t('closed'));
    case 'peerReset':
      return event.by === 'peer' ? error(l10n.t('reset by peer (ECONNRESET)')) : info(l10n.t('reset'));
    case 'closed':
      return info(l10n.t('closed'));
    case 'cleared':
      return info(l10n.t('transcript cleared ({0} entries)', event.entries));
    default:
      return troubleSentence(event);
  }
}

type Trouble = Exclude<
  TranscriptEvent,
  {
    code:
      | 'listening'
      | 'bound'
      | 'connecting'
      | 'peerConnected'
      | 'peerHeard'
      | 'peerEnded'
      | 'peerClosed'
      | 'peerReset'
      | 'closed'
      | 'cleared';
  }
>;

/** Events that somebody should look at. */
function troubleSentence(event: Trouble): EventSentence {
  switch (event.code) {
    case 'peerRefused':
      return error(l10n.t('{0} refused: {1} peers are connected already (maxPeers)', event.address, event.maxPeers));
    case 'peerFailed':
    case 'sendFailed':
    case 'failed':
      return error(failureSentence(event.failure));
    case 'reconnecting': {
      const wait = l10n.t('connecting again in {0} s (attempt {1})', event.delayMs / 1000, event.attempt);
      return info(event.failure ? `${failureSentence(event.failure)}; ${wait}` : wait);
    }
    case 'unterminatedFrame':
      return error(l10n.t('the stream ended inside a frame ({0} bytes)', event.bytes));
    case 'frameTooLong':
      return error(
        l10n.t('a frame is longer than {0} bytes (maxFrameBytes), it is shown in pieces', event.maxFrameBytes),
      );
    case 'brokenLengthPrefix':
      return error(
        l10n.t(
          'the length prefix says {0} bytes, more than {1} (maxFrameBytes) or less than its header; from here on, chunks are shown as they are read',
          event.length,
          event.maxFrameBytes,
        ),
      );
    case 'datagramsDropped':
      return error(l10n.t('{0} datagrams were dropped because the disk is too slow', event.datagrams));
    case 'echoLoop':
      return error(l10n.t('both sides answer each other for ever; not answered any more'));
    case 'logFailed':
      return error(l10n.t('the transcript cannot be written: {0}', failureSentence(event.failure)));
  }
}
