/** Finds what a panel's page shows or announces, and where its text is cut off. Runs in the page. */

export interface ShownText {
  readonly text: string;
  /** `text`, or the attribute that holds it. */
  readonly kind: string;
  /** The element, as a selector would name it. */
  readonly place: string;
}

/** Returns all visible texts and all texts for screen readers, except inside `except`. */
export function shownTexts(except: string): ShownText[] {
  const spoken = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];
  const found: ShownText[] = [];
  const nameOf = (element: Element) =>
    [element.localName, ...element.classList].filter(part => !part.startsWith('codicon')).join('.');
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const visit = (node: Element | ShadowRoot): void => {
    for (const element of node.children) {
      if (element.matches(`script, style, ${except}`)) continue;
      if (isShown(element)) {
        for (const kind of spoken) {
          const text = element.getAttribute(kind);
          if (text) found.push({ text, kind, place: nameOf(element) });
        }
        for (const child of element.childNodes) {
          const text = child.nodeType === Node.TEXT_NODE ? (child.nodeValue ?? '').trim() : '';
          if (text) found.push({ text, kind: 'text', place: nameOf(element) });
        }
      }
      visit(element);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document.body);
  return found;
}

/**
 * Returns the texts and controls that extend beyond an element that doesn't scroll, or whose visible part is too small,
 * except inside `except`.
 */
export function clippedTexts(except: string): ShownText[] {
  const found: ShownText[] = [];
  const nameOf = (element: Element) => [element.localName, ...element.classList].join('.');
  const note = (element: Element, text: string, { left, right, width }: DOMRect): void => {
    for (let edge: Element | null = element; edge; edge = edge.parentElement) {
      const box = edge.getBoundingClientRect();
      const overflow = edge === document.documentElement ? 'hidden' : getComputedStyle(edge).overflowX;
      if (overflow === 'auto' || overflow === 'scroll') return;
      if (overflow === 'visible' || width === 0 || (right <= box.right + 1 && left >= box.left - 1)) continue;
      found.push({ text, kind: `cut by ${nameOf(edge)}`, place: nameOf(element) });
      return;
    }
  };
  const isExamined = (element: Element | null): element is Element =>
    element?.checkVisibility({ visibilityProperty: true }) === true && !element.closest(`script, ${except}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').trim();
    if (!text || !isExamined(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    note(node.parentElement, text, range.getBoundingClientRect());
  }
  for (const control of document.querySelectorAll('button, select, input, textarea, vscode-button'))
    if (isExamined(control)) note(control, control.getAttribute('aria-label') ?? '', control.getBoundingClientRect());
  for (const scroller of document.querySelectorAll('body *')) {
    const { overflowX } = getComputedStyle(scroller);
    const scrolls = overflowX === 'auto' || overflowX === 'scroll';
    const isTiny = scroller.clientWidth < 80 && scroller.scrollWidth > scroller.clientWidth;
    if (scrolls && isTiny && isExamined(scroller))
      found.push({ text: '', kind: 'too narrow to scroll', place: nameOf(scroller) });
  }
  const context = document.createElement('canvas').getContext('2d');
  for (const input of document.querySelectorAll('input')) {
    if (!context || !input.placeholder || input.closest(except)) continue;
    const { font, paddingLeft, paddingRight } = getComputedStyle(input, '::placeholder');
    context.font = font;
    const room = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    if (context.measureText(input.placeholder).width > room + 1)
      found.push({ text: input.placeholder, kind: 'placeholder', place: nameOf(input) });
  }
  return found;
}
