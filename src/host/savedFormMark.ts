/**
 * The mark of an endpoint that is there only for the form of a saved one. It stands in what the endpoint's panel keeps, which the engine writes
 * at once: in a browser, VS Code writes its own storage seconds later.
 */
interface Marked {
  readonly isSavedForm: true;
}

/** What a new panel keeps at first. Its page keeps what it doesn't know. */
export const savedFormMark = JSON.stringify({ isSavedForm: true } satisfies Marked);

/** `panel` is what the endpoint's panel keeps. */
export function hasSavedFormMark(panel: string | undefined): boolean {
  if (panel === undefined) return false;
  try {
    const kept: Partial<Marked> | null = JSON.parse(panel);
    return kept?.isSavedForm === true;
  } catch {
    return false;
  }
}
