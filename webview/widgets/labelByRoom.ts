/**
 * Shows a label in a bar if there is room; otherwise, only its icon. For a label with information, there is room as
 * long as the bar has at most two lines, and beside a list of clients no more lines than without the label. A label of
 * class `none` yields to clients, unless they are cut off even without it, and to the actions on a client; icons move
 * into the menu for it.
 */

/** Minimum width in pixels of scrolling clients beside which there is room for the label. */
const enoughPixels = 300;
const mostLines = 2;
/** Matches lists of clients that are in the first line. */
const closedOrPicker = '.picker-text, :scope:not(:has(.chips)) > .closed-peers';
const buttons = new WeakSet<Element>();

/** For `ref` on the button with the label. Watches the bar that contains the button. */
export function labelByRoom(button: Element | undefined): void {
  if (!(button instanceof HTMLElement) || buttons.has(button)) return;
  buttons.add(button);
  const adjust = () => button.classList.toggle('cramped', !hasRoom(button));
  // Lit adds the button to the bar only after this call.
  queueMicrotask(() => {
    const bar = button.parentElement;
    if (!bar) return;
    const resized = new ResizeObserver(adjust);
    // A part may get its width only after it was added, which doesn't change the bar's width.
    const watchSizes = () => {
      resized.disconnect();
      for (const part of [bar, ...bar.children]) resized.observe(part);
    };
    watchSizes();
    new MutationObserver(() => {
      watchSizes();
      adjust();
    }).observe(bar, { subtree: true, childList: true, characterData: true });
  });
}

function hasRoom(button: HTMLElement): boolean {
  button.classList.remove('cramped');
  const bar = button.parentElement;
  if (!button.classList.contains('none')) return !bar || hasLine(button, bar);
  if (!bar || !isInFirstLine(button, bar)) return false;
  const clients = bar.querySelector('.chips, .picker-text');
  if (lacksRoom(bar.querySelector('.peer-actions'))) return false;
  if (!isCut(clients)) return true;
  if ((clients?.clientWidth ?? 0) < enoughPixels) return false;
  button.classList.add('cramped');
  return isCut(clients);
}

function hasLine(button: HTMLElement, bar: HTMLElement): boolean {
  const lines = linesOf(bar);
  if (lines === 1 || !bar.querySelector(closedOrPicker)) return lines <= mostLines;
  button.classList.add('cramped');
  return lines <= linesOf(bar);
}

/** Counts the lines of a bar, in which the parts of a line are centered vertically. */
function linesOf(bar: HTMLElement): number {
  const boxes = Array.from(bar.children, part => part.getBoundingClientRect()).filter(({ height }) => height > 0);
  let [lines, bottom] = [0, Number.NEGATIVE_INFINITY];
  for (const box of boxes.sort((one, other) => one.top - other.top)) {
    if (box.top >= bottom) lines++;
    bottom = Math.max(bottom, box.bottom);
  }
  return lines;
}

function isInFirstLine(button: HTMLElement, bar: HTMLElement): boolean {
  const { bottom = 0 } = bar.firstElementChild?.getBoundingClientRect() ?? {};
  return [button, button.nextElementSibling].every(part => (part?.getBoundingClientRect().top ?? 0) < bottom);
}

function isCut(part: Element | null): boolean {
  return part !== null && part.scrollWidth > part.clientWidth;
}

/** Whether icons that the bar's style has room for are in the menu. */
function lacksRoom(actions: Element | null): boolean {
  return actions !== null && actions.clientWidth < Number.parseFloat(getComputedStyle(actions).flexBasis);
}
