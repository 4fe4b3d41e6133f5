/** A transcript's events as sentences in the user's language. */
import { l10n } from 'vscode';
import type { TranscriptEvent } from '../core/transcriptEntry.ts';
import { framingLabel } from './framingLabel.ts';
import { failureSentence } from './sentences.ts';

export interface EventSentence {
  readonly sentence: string;
  /** `error`: somebody should look at it. */
  readonly severity: 'info' | 'error';
}

type Code = TranscriptEvent['code'];
/** A sentence for each code, in which `{…}` are the event's parameters. */
type Sentences = { [C in Code]: (event: TranscriptEvent & { code: C }) => EventSentence };

const info = (sentence: string): EventSentence => ({ sentence, severity: 'info' });
const error = (sentence: string): EventSentence => ({ sentence, severity: 'error' });

const sentences: Sentences = {
  listening: ({ address }) => info(l10n.t('listening on {0}', address)),
  bound: ({ address }) => info(l10n.t('bound to {0}', address)),
  connecting: ({ address }) => info(l10n.t('connecting to {0}', address)),
  peerConnected: () => info(l10n.t('connected')),
  peerHeard: () => info(l10n.t('heard for the first time')),
  peerEnded: () => info(l10n.t('ended its side')),
  peerClosed: ({ by }) => info(by === 'peer' ? l10n.t('closed by peer') : l10n.t('closed')),
  peerReset: ({ by }) => (by === 'peer' ? error(l10n.t('reset by peer (ECONNRESET)')) : info(l10n.t('reset'))),
  peerRefused: ({ address, maxPeers }) =>
    error(l10n.t('{0} refused: {1} peers are connected already (maxPeers)', address, maxPeers)),
  peerFailed: ({ failure }) => error(failureSentence(failure)),
  sendFailed: ({ failure }) => error(failureSentence(failure)),
  failed: ({ failure }) => error(failureSentence(failure)),
  reconnecting: ({ attempt, delayMs, failure }) => {
    const wait = l10n.t('connecting again in {0} s (attempt {1})', delayMs / 1000, attempt);
    return info(failure ? `${failureSentence(failure)}; ${wait}` : wait);
  },
  unterminatedFrame: ({ bytes }) => error(l10n.t('the stream ended inside a frame ({0} bytes)', bytes)),
  malformedFrame: ({ bytes }) =>
    error(l10n.t('a frame cannot be decoded; its {0} bytes are shown as they came', bytes)),
  framingChanged: ({ framing }) => info(l10n.t('framing changed: {0}', framingLabel(framing))),
  frameTooLong: ({ maxFrameBytes }) =>
    error(l10n.t('a frame is longer than {0} bytes (maxFrameBytes), it is shown in pieces', maxFrameBytes)),
  brokenLengthPrefix: ({ length, maxFrameBytes }) =>
    error(
      l10n.t(
        'the length prefix says {0} bytes, more than {1} (maxFrameBytes) or less than its header; from here on, chunks are shown as they are read',
        length,
        maxFrameBytes,
      ),
    ),
  datagramsDropped: ({ datagrams }) =>
    error(l10n.t('{0} datagrams were dropped because the disk is too slow', datagrams)),
  echoLoop: () => error(l10n.t('both sides answer each other for ever; not answered any more')),
  logFailed: ({ failure }) => error(l10n.t('the transcript cannot be written: {0}', failureSentence(failure))),
  closed: () => info(l10n.t('closed')),
  cleared: ({ entries }) => info(l10n.t('transcript cleared ({0} entries)', entries)),
};

export function eventSentence(event: TranscriptEvent): EventSentence {
  const sentence = sentences[event.code] as (event: TranscriptEvent) => EventSentence;
  return sentence(event);
}
