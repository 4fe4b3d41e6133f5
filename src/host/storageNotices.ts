/** Reports the effects of memory and disk limits on all transcripts of the window: above the tree, and in notifications. */
import { commands, type Disposable, l10n } from 'vscode';
import { fileReason } from '../core/sentences/errors/fileReason.ts';
import type { TranscriptStorage } from '../core/transcriptEntry.ts';
import type { ConnectionsView } from './connectionsView.ts';
import type { Log } from './diagnostics/log.ts';
import { unawaited } from './diagnostics/unawaited.ts';
import type { Endpoints } from './endpoints.ts';
import { informationNotice, statusMessage, warningNotice } from './notices.ts';
import { transcriptBounds } from './transcriptBounds.ts';
import { translated } from './translated.ts';

/** Until the returned object is disposed. */
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
      log.info('transcriptBoundReached', { bound });
      // Entries that left memory are read from disk: the user doesn't notice.
      if (bound !== 'memory') unawaited(reportBound(bound));
    }
  });
}

function reportFailure({ failure }: TranscriptStorage, connections: Pick<ConnectionsView, 'message'>): void {
  if (!failure) {
    connections.message = undefined;
    statusMessage(l10n.t('Transcripts are written to disk again.'));
    return;
  }
  const text = l10n.t(
    'Transcripts can’t be written to disk: {0}. New messages are kept in memory; when memory is full, sending and receiving pause.',
    translated(fileReason(failure)),
  );
  connections.message = text;
  void warningNotice(text);
}

async function reportBound(bound: 'disk' | 'rows'): Promise<void> {
  const { diskBytes, rows } = transcriptBounds();
  const mebibytes = diskBytes / (1024 * 1024);
  const text =
    bound === 'disk'
      ? l10n.t(
          'The transcripts of this window have reached their limit of {0} MiB on disk. The oldest entries are removed.',
          mebibytes.toLocaleString(),
        )
      : l10n.t(
          'The transcripts of this window have reached their limit of {0} entries. The oldest entries are removed.',
          rows.toLocaleString(),
        );
  const change = l10n.t('Change Limit…');
  if ((await informationNotice(text, change)) !== change) return;
  const setting = bound === 'disk' ? 'maxDiskMiB' : 'maxEntries';
  await commands.executeCommand('workbench.action.openSettings', `portside.transcript.${setting}`);
}
