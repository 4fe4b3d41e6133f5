/** Limits the menu with Cut, Copy and Paste that VS Code opens in a page to places where one of them does something. */

const withoutText = new Set(['button', 'checkbox', 'radio', 'range', 'reset', 'submit']);

/** Limits the menu from now on. Elements with their own menu tell VS Code themselves what it contains. */
export function limitNativeMenu(): void {
  // VS Code listens, too, and reads the attribute after this listener.
  document.addEventListener('contextmenu', tellMenu, { capture: true });
}

function tellMenu(event: Event): void {
  const hasSelectedText = window.getSelection()?.isCollapsed === false;
  const preventDefaultContextMenuItems = !hasSelectedText && !isTextField(event.composedPath()[0]);
  document.body.dataset.vscodeContext = JSON.stringify({ preventDefaultContextMenuItems });
}

/** Whether the element is for typing text. */
export function isTextField(target: unknown): boolean {
  const { tagName, type = '' } = target as { tagName?: string; type?: string };
  return tagName === 'TEXTAREA' || (tagName === 'INPUT' && !withoutText.has(type));
}
