/** A row of chips that may be longer than its room: the chosen one stays in sight, and the wheel moves the row. */

const rows = new WeakSet<Element>();

/** For `ref`: watches the row as long as it is there. */
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

/** Says for the style which ends of the row are out of sight. */
function mark(row: HTMLElement): void {
  const { scrollLeft, scrollWidth, clientWidth } = row;
  row.classList.toggle('cut-before', scrollLeft > 1);
  row.classList.toggle('cut-after', scrollLeft < scrollWidth - clientWidth - 1);
}

/** A wheel turns up and down, and the row moves left and right. */
function turn(row: HTMLElement, event: WheelEvent): void {
  if (event.ctrlKey || event.deltaX !== 0 || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft += event.deltaY;
  event.preventDefault();
}
