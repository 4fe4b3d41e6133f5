/**
 * A label in a bar that is visible whenever there is room for it, after icons have moved into the menu; otherwise only its icon is shown.
 */

const buttons = new WeakSet<Element>();

/** For `ref` on the button with the label: watches the bar that contains the button. */
export function labelByRoom(button: Element | undefined): void {
  if (!(button instanceof HTMLElement) || buttons.has(button)) return;
  const fit = () => button.classList.toggle('cramped', !hasRoom(button));
  buttons.add(button);
  // Not in the bar yet while lit renders it.
  queueMicrotask(() => {
    const bar = button.parentElement;
    if (!bar) return;
    new ResizeObserver(fit).observe(bar);
    new MutationObserver(fit).observe(bar, { subtree: true, childList: true, characterData: true });
  });
}

/** Whether the button has its whole width, and the bar's first line has everything in it. */
function hasRoom(button: HTMLElement): boolean {
  button.classList.remove('cramped');
  button.style.flex = 'none';
  const wanted = button.offsetWidth;
  button.style.flex = '';
  const first = button.parentElement?.firstElementChild?.getBoundingClientRect();
  const next = button.nextElementSibling?.getBoundingClientRect();
  const isInLine = Math.max(button.getBoundingClientRect().top, next?.top ?? 0) < (first?.bottom ?? 0);
  return isInLine && button.offsetWidth >= wanted - 1;
}
