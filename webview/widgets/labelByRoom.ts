/**
 * A label in a bar that is visible whenever there is room for it; otherwise only its icon is shown. A label that says something has room as
 * long as the bar has no more than two lines, and no more than without it beside a list of clients. A label of class `none` leaves the room to
 * clients, unless they are cut off even without it, and to the actions of one; icons move into the menu for it.
 */

/** Width in pixels of scrolling clients beside which there is room for the label. */
const enoughPixels = 300;
const mostLines = 2;
const buttons = new WeakSet<Element>();

/** For `ref` on the button with the label: watches the bar that contains the button. */
export function labelByRoom(button: Element | undefined): void {
  if (!(button instanceof HTMLElement) || buttons.has(button)) return;
  buttons.add(button);
  const adjust = () => button.classList.toggle('cramped', !hasRoom(button));
  // Not in the bar yet while lit renders it.
  queueMicrotask(() => {
    const bar = button.parentElement;
    if (!bar) return;
    const resized = new ResizeObserver(adjust);
    // A part may get its width only after it was added, and the bar's own doesn't change then.
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
  if (lines === 1 || !bar.querySelector('.picker-text')) return lines <= mostLines;
  button.classList.add('cramped');
  return lines <= linesOf(bar);
}

/** Parts of a line are centered in it. */
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

/** Whether icons are in the menu that the bar's style has room for. */
function lacksRoom(actions: Element | null): boolean {
  return actions !== null && actions.clientWidth < Number.parseFloat(getComputedStyle(actions).flexBasis);
}
