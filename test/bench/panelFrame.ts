/** Finds the page of the visible panel. */
import type { Frame, Page } from 'playwright-core';

/** Resolves once its transcript has been rendered. */
export async function panelFrame(page: Page): Promise<Frame> {
  const inner = await page
    .locator('iframe.webview.ready:visible')
    .last()
    .contentFrame()
    .locator('#active-frame')
    .elementHandle();
  const frame = await inner?.contentFrame();
  if (!frame) throw new Error('no panel is visible');
  await frame.locator('portside-transcript').waitFor();
  return frame;
}
