/**
 * Marks an endpoint that is listed only while the form of a saved one is open. The mark is part of the panel's state,
 * which the engine writes immediately; in a browser, VS Code writes its own storage seconds later.
 */
import { storedValues } from './panelState.ts';

interface Marked {
  readonly isSavedForm: true;
}

/** Initial state of such an endpoint's panel. The page preserves keys that it doesn't know. */
export const savedFormMark = JSON.stringify({ isSavedForm: true } satisfies Marked);

/** Whether the stored state of a panel has the mark. */
export function hasSavedFormMark(panel: string | undefined): boolean {
  const { isSavedForm }: { readonly [Key in keyof Marked]?: unknown } = storedValues(panel);
  return isSavedForm === true;
}
