/** Restores the focus when the user returns to the page: after a menu or the palette, VS Code focuses only the page as a whole. */

let last: HTMLElement | undefined;

/** Starts keeping track of the focused element. */
export function rememberFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    last = target as HTMLElement;
  });
}

/** Starts restoring the focus. Calls back if the last focused element is gone. The returned function stops it. */
export function returnFocus(orElse: () => void): () => void {
  const onFocus = () => {
    if (document.activeElement !== document.body) return;
    if (last?.isConnected) last.focus({ preventScroll: true });
    if (document.activeElement === document.body) orElse();
  };
  window.addEventListener('focus', onFocus);
  return () => window.removeEventListener('focus', onFocus);
}
