/** Limits VS Code's menu with Cut, Copy and Paste to places in a page where one of these has an effect. */

const withoutText = new Set(['button', 'checkbox', 'radio', 'range', 'reset', 'submit']);

/** Starts limiting the menu. Elements with their own menu set its context themselves. */
export function limitNativeMenu(): void {
  // VS Code listens for the same event, and reads the attribute after this listener has set it.
  document.addEventListener('contextmenu', setMenuContext, { capture: true });
}

function setMenuContext(event: Event): void {
  const hasSelectedText = window.getSelection()?.isCollapsed === false;
  const preventDefaultContextMenuItems = !hasSelectedText && !isTextField(event.composedPath()[0]);
  document.body.dataset.vscodeContext = JSON.stringify({ preventDefaultContextMenuItems });
}

/** Whether an element is a field for text. */
export function isTextField(target: unknown): boolean {
  const { tagName, type = '' } = target as { tagName?: string; type?: string };
  return tagName === 'TEXTAREA' || (tagName === 'INPUT' && !withoutText.has(type));
}
