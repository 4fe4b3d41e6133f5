/** Sets contexts that hide commands, and the view's button, while there is nothing to undo. */
import { commands, type Disposable } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { DisposableStore } from '../disposableStore.ts';
import { type ClearingParts, lastClear, watchClears } from './clearTranscript.ts';
import { lastRemoval } from './removeEndpoints.ts';

/**
 * Sets `portside.undo` to what the view offers, and a context for each command. Also drops clears that can't be undone
 * any more.
 */
export function watchUndo(parts: ClearingParts): Disposable {
  const { undo: list, endpoints } = parts;
  const store = new DisposableStore();
  store.add(watchClears(parts));
  let last = '';
  const update = () => {
    const [removal, clear] = [lastRemoval(list), lastClear(list, endpoints)];
    const newest = list.all.findLast(one => one === removal || one === clear);
    const now = [newest?.kind ?? '', removal !== undefined, clear !== undefined] as const;
    if (now.join() === last) return;
    last = now.join();
    for (const [at, key] of ['undo', 'canUndoRemove', 'canUndoClear'].entries())
      unawaited(commands.executeCommand('setContext', `portside.${key}`, now[at]));
  };
  store.add(list.onDidChange(update));
  // A clear can be undone as long as its endpoint is listed.
  store.add(endpoints.onDidChangeList(update));
  // Actions of an earlier window.
  if (list.all.length > 0) update();
  return store;
}
