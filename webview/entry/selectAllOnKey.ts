/** Handles Ctrl+A in a pane of text. */
import { commandKey } from '../widgets/commandKey.ts';

/** Selects the pane's content instead of the page. */
export function selectAllOnKey(event: KeyboardEvent): void {
  if (commandKey(event) !== 'a') return;
  window.getSelection()?.selectAllChildren(event.currentTarget as HTMLElement);
  event.preventDefault();
  event.stopPropagation();
}
