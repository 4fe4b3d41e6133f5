/**
 * Reports when transcripts reach the window's limits of memory or disk, or can't be written: above the tree, and in
 * notifications.
 */
import { commands, type Disposable, l10n } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { boundReached, notWritten, writtenAgain } from '../../core/sentences/storageSentences.ts';
import type { TranscriptBound, TranscriptStorage } from '../../core/transcriptEntry.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { transcriptBounds } from '../endpoints/transcriptBounds.ts';
import { informationNotice, statusMessage, warningNotice } from '../shown/notices.ts';
import { translated } from '../shown/translated.ts';
import type { ConnectionsView } from './connectionsView.ts';

/** Watches until the returned object is disposed. */
export function watchStorage(
  endpoints: Pick<Endpoints, 'onDidChangeStorage'>,
  connections: Pick<ConnectionsView, 'message'>,
  log: Log,
): Disposable {
  let last: TranscriptStorage = { reached: [] };
  return endpoints.onDidChangeStorage(storage => {
    const before = last;
    last = storage;
    if (storage.failure?.code !== before.failure?.code) reportFailure(storage, connections);
    for (const bound of storage.reached) {
      if (before.reached.includes(bound)) continue;
      log.info('transcriptLimitReached', { bound });
      // Entries that have left memory are read from disk, which the user doesn't notice.
      if (bound !== 'memory') unawaited(reportBound(bound));
    }
  });
}

function reportFailure({ failure }: TranscriptStorage, connections: Pick<ConnectionsView, 'message'>): void {
  if (!failure) {
    connections.message = undefined;
    statusMessage(translated(writtenAgain));
    return;
  }
  const text = translated(notWritten(failure));
  connections.message = text;
  void warningNotice(text);
}

/** Settings with the limits that can be changed. */
const settings = { disk: 'maxDisk', rows: 'maxEntries', peers: undefined } satisfies Record<
  TranscriptBound,
  string | undefined
>;

async function reportBound(bound: TranscriptBound): Promise<void> {
  const text = translated(boundReached(bound, transcriptBounds()));
  const setting = settings[bound];
  if (setting === undefined) {
    // There is nothing to offer, but entries are lost.
    await warningNotice(text);
    return;
  }
  const change = l10n.t('Change Limit…');
  if ((await informationNotice(text, change)) !== change) return;
  await commands.executeCommand('workbench.action.openSettings', `portside.transcript.${setting}`);
}
