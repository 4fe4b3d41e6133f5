/** Detects that the user moves on to something else, anywhere in the page. */

const controls = 'button, vscode-button, select, input, summary, [role="option"], [role^="menuitem"]';

/**
 * Calls back whenever the user types or activates a control, before that takes effect, until the returned function is
 * called. Selecting text doesn't count.
 */
export function onUserAct(listener: () => void, page: EventTarget = document): () => void {
  const typed = () => listener();
  const clicked = ({ target }: Event) => {
    if ((target as Element | null)?.closest?.(controls)) listener();
  };
  page.addEventListener('input', typed, { capture: true });
  page.addEventListener('click', clicked, { capture: true });
  return () => {
    page.removeEventListener('input', typed, { capture: true });
    page.removeEventListener('click', clicked, { capture: true });
  };
}
