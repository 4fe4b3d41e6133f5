/** Notifications about questions, progress and ends of transfers; their code is loaded with the first transfer. */
import type { Disposable } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import type { TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Transfers } from './transfers.ts';
import type { WatchedPanels } from './watchedPanels.ts';

export function watchTransfers(transfers: Transfers, panels: WatchedPanels): Disposable {
  const store = new DisposableStore();
  /** Changes announced while the code is being loaded. */
  const missed: TransferSnapshot[] = [];
  let isLoading = false;
  const early = transfers.onDidChange(changed => {
    missed.push(...changed);
    if (!isLoading) unawaited(load());
    isLoading = true;
  });
  store.add(early);
  return store;

  async function load(): Promise<void> {
    const [{ TransferQuestions }, { TransferProgress }, { TransferEndings }] = await Promise.all([
      import('./transferQuestions.ts'),
      import('./transferProgress.ts'),
      import('./transferEndings.ts'),
    ]);
    early.dispose();
    store.add(new TransferQuestions(transfers));
    store.add(new TransferProgress(transfers, panels));
    store.add(new TransferEndings(transfers, panels, missed));
  }
}
