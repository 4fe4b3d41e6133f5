/** The undo offered in the status bar. */
import { workbenchState } from './fakeVscode/workbenchState.ts';

export interface ShownUndo {
  readonly text: string;
  readonly command: unknown;
}

/** More than one would be a mistake. */
export function undoOffers(): ShownUndo[] {
  const [undo, items] = [' $(discard) Undo', [...workbenchState.statusItems]];
  return items
    .map(({ text, command }) => ({ text: String(text), command }))
    .filter(({ text }) => text.endsWith(undo))
    .map(({ text, command }) => ({ text: text.slice(0, -undo.length), command }));
}
