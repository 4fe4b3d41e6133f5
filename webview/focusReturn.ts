/** Where the focus goes when the user comes back to the page: VS Code's menus, lists and palette take it away, and give it to the page as a whole. */

let last: HTMLElement | undefined;

/** Remembers from now on what has the focus. */
export function rememberFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    last = target as HTMLElement;
  });
}

/** Gives the focus back to what had it last, from now on; calls back where that is gone. Returns a function that stops it. */
export function returnFocus(orElse: () => void): () => void {
  const onFocus = () => {
    if (document.activeElement !== document.body) return;
    if (last?.isConnected) last.focus({ preventScroll: true });
    if (document.activeElement === document.body) orElse();
  };
  window.addEventListener('focus', onFocus);
  return () => window.removeEventListener('focus', onFocus);
}
