/** Keeps the selected chip of a row visible, which may be longer than its space, and lets the wheel scroll the row. */

const rows = new WeakSet<Element>();

/** For `ref`. Watches the row for as long as it exists. */
export function keepChosenInSight(row: Element | undefined): void {
  if (!(row instanceof HTMLElement) || rows.has(row)) return;
  rows.add(row);
  const show = () => {
    row.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    mark(row);
  };
  new ResizeObserver(show).observe(row);
  new MutationObserver(show).observe(row, { subtree: true, childList: true, attributeFilter: ['aria-pressed'] });
  row.addEventListener('scroll', () => mark(row));
  row.addEventListener('wheel', event => turn(row, event), { passive: false });
}

/** Sets classes that tell the style which ends of the row are hidden. */
function mark(row: HTMLElement): void {
  const { scrollLeft, scrollWidth, clientWidth } = row;
  row.classList.toggle('cut-before', scrollLeft > 1);
  row.classList.toggle('cut-after', scrollLeft < scrollWidth - clientWidth - 1);
}

/** Scrolls the row sideways with the vertical wheel. */
function turn(row: HTMLElement, event: WheelEvent): void {
  if (event.ctrlKey || event.deltaX !== 0 || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft += event.deltaY;
  event.preventDefault();
}
