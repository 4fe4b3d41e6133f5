/** Where the focus goes when the user comes back to the page: VS Code's menus, lists and palette take it away, and give it to the page as a whole. */

let last: HTMLElement | undefined;

/** Remembers from now on what has the focus. */
export function rememberFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    last = target as HTMLElement;
  });
}

/** Focuses what had the focus last; returns whether it is still there. */
export function returnFocus(): boolean {
  if (!last?.isConnected) return false;
  last.focus({ preventScroll: true });
  return document.activeElement === last;
}
