/**
 * Makes removals in earlier windows of the workspace undoable here, and those in this window undoable in the next one.
 */
import type { Disposable, Memento } from 'vscode';
import { unawaited } from '../../client/unawaited.ts';
import { DisposableStore } from '../disposableStore.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { MessageParts } from '../messages/messageParts.ts';
import { messageRemoval } from '../messages/messageRemoval.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import { keepRemovals } from '../undo/keptRemovals.ts';
import { offerRemovedBefore } from '../undo/removedBefore.ts';
import { savedRemovalOf } from '../undo/savedRemoval.ts';
import type { UndoList } from '../undo/undoList.ts';
import type { RestoredEndpoints } from './restoredEndpoints.ts';

interface RestoringParts {
  readonly undo: UndoList;
  readonly endpoints: Endpoints;
  readonly saved: SavedEndpoints;
  readonly messageParts: MessageParts;
  readonly memory: Memento;
}

export function restoreUndo(restored: Pick<RestoredEndpoints, 'onRemoved'>, parts: RestoringParts): Disposable {
  const { undo, messageParts, memory } = parts;
  const store = new DisposableStore();
  store.add(restored.onRemoved(removed => unawaited(offerRemovedBefore(removed, parts))));
  store.add(
    keepRemovals(undo, memory, kept =>
      kept.type === 'message' ? messageRemoval(kept, messageParts) : savedRemovalOf(kept, parts),
    ),
  );
  return store;
}
