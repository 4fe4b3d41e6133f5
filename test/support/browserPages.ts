/**
 * Pages of a browser, each used by one test after the other: in a page that has shown the same scripts before, Chromium needn't start a
 * process and compile them anew. For VS Code's 20 MB that takes most of the time until a window is there.
 */
import type { Browser, Page } from 'playwright-core';

export interface PageOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  /** Given to whatever the page shows. */
  readonly permissions?: readonly string[];
}

/** All that a page can leave behind, but for the cache. */
const storageTypes = 'cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage';

/** Idle pages, by browser and by the options that can't be changed once a page is open. */
const free = new WeakMap<Browser, Map<string, Page[]>>();
/** Those options of each page, as a key. */
const fixed = new WeakMap<Page, string>();

/** A page without a past: no storage, no cookies. Whoever takes it gives it back or closes its context. */
export async function takePage(browser: Browser, options: PageOptions): Promise<Page> {
  const { viewport, deviceScaleFactor = 1, permissions = [] } = options;
  const key = JSON.stringify([deviceScaleFactor, permissions]);
  const reused = freePages(browser, key).pop();
  if (reused) {
    await reused.setViewportSize(viewport);
    return reused;
  }
  const context = await browser.newContext({ viewport, deviceScaleFactor });
  if (permissions.length > 0) await context.grantPermissions([...permissions]);
  const page = await context.newPage();
  fixed.set(page, key);
  return page;
}

/**
 * Leaves what the page shows, as a user does who closes a tab, and forgets it. Pages that were opened from it close. Listeners are for
 * whoever added them to remove.
 */
export async function giveBackPage(page: Page): Promise<void> {
  const context = page.context();
  // A test may have navigated away already. Then the origin whose data must be cleared is unknown.
  const url = new URL(page.url());
  if (!url.protocol.startsWith('http')) return context.close();
  const { origin } = url;
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  for (const other of context.pages()) if (other !== page) await other.close();
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes });
  await session.detach();
  const browser = context.browser();
  if (browser) freePages(browser, fixed.get(page) ?? '').push(page);
}

function freePages(browser: Browser, key: string): Page[] {
  const pages = free.get(browser) ?? new Map<string, Page[]>();
  free.set(browser, pages);
  const ofKey = pages.get(key) ?? [];
  pages.set(key, ofKey);
  return ofKey;
}
