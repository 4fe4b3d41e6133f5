/** Measures where the lines of a text begin on the screen. */
import type { Locator } from 'playwright-core';

/** Returns the left edge of each line that an element's content is broken into, in px from the first one's. */
export function lineStarts(element: Locator): Promise<number[]> {
  return element.evaluate(content => {
    const range = document.createRange();
    range.selectNodeContents(content);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
    const lines = [...Map.groupBy(boxes, ({ bottom }) => Math.round(bottom)).values()];
    const starts = lines.map(line => Math.min(...line.map(({ left }) => left)));
    return starts.map(start => start - (starts[0] ?? 0));
  });
}

/** Returns the width of a character in an element, in px. */
export function characterWidth(element: Locator): Promise<number> {
  return element.evaluate(content => {
    const probe = content.appendChild(document.createElement('span'));
    probe.style.cssText = 'position: absolute; width: 1ch';
    const { width } = probe.getBoundingClientRect();
    probe.remove();
    return width;
  });
}
