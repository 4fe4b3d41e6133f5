/** The menu that VS Code opens in a page by itself, with Cut, Copy and Paste: only where one of them does something. */

const withoutText = new Set(['button', 'checkbox', 'radio', 'range', 'reset', 'submit']);

/** Limits it from now on. Elements with a menu of their own tell VS Code themselves what it has. */
export function limitNativeMenu(): void {
  // VS Code listens too, and reads this afterwards.
  document.addEventListener('contextmenu', tellMenu, { capture: true });
}

function tellMenu(event: Event): void {
  const hasSelectedText = window.getSelection()?.isCollapsed === false;
  const preventDefaultContextMenuItems = !hasSelectedText && !isTextField(event.composedPath()[0]);
  document.body.dataset.vscodeContext = JSON.stringify({ preventDefaultContextMenuItems });
}

function isTextField(target: unknown): boolean {
  const { tagName, type = '' } = target as { tagName?: string; type?: string };
  return tagName === 'TEXTAREA' || (tagName === 'INPUT' && !withoutText.has(type));
}
