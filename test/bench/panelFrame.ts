/** The page of the panel that shows. */
import type { Frame, Page } from 'playwright-core';

/** Resolves when its transcript is there. */
export async function panelFrame(page: Page): Promise<Frame> {
  const inner = await page
    .locator('iframe.webview.ready:visible')
    .last()
    .contentFrame()
    .locator('#active-frame')
    .elementHandle();
  const frame = await inner?.contentFrame();
  if (!frame) throw new Error('there is no panel');
  await frame.locator('portside-transcript').waitFor();
  return frame;
}
