/**
 * Pages of a browser, each used by one test after the other: in a page that has shown the same scripts before, Chromium needn't start a
 * process for them anew.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface PageOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  /** Given to whatever the browser shows from now on. */
  readonly permissions?: readonly string[];
}

/** All that a page can leave behind, but for the caches of what it has loaded. */
const storageTypes = 'cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage';

/** The origins that a page has shown since it was taken. */
const shown = new WeakMap<Page, Set<string>>();
const idlePagesOf = new WeakMap<Browser, Page[]>();
/** Pages that are in use. What is neither idle nor in use was opened from one of them. */
const taken = new Set<Page>();

/** A page without a past: no storage, no cookies. Whoever takes it gives it back. */
export async function takePage(browser: Browser, options: PageOptions): Promise<Page> {
  const { viewport, deviceScaleFactor = 1, permissions = [] } = options;
  const page =
    deviceScaleFactor === 1
      ? (idlePages(browser).pop() ?? (await profileOf(browser).newPage()))
      : await browser.newPage({ deviceScaleFactor });
  if (permissions.length > 0) await page.context().grantPermissions([...permissions]);
  await page.setViewportSize(viewport);
  taken.add(page);
  noteOrigins(page);
  return page;
}

function noteOrigins(page: Page): void {
  if (shown.has(page)) return;
  const origins = new Set<string>();
  shown.set(page, origins);
  page.on('framenavigated', frame => {
    const { origin, protocol } = new URL(frame.url());
    if (frame === page.mainFrame() && protocol.startsWith('http')) origins.add(origin);
  });
}

/**
 * Leaves what the page shows, as a user does who closes a tab, and forgets it. Pages that were opened from it close. Listeners are for
 * whoever added them to remove. A page that is not reusable, since a test failed in it, is closed.
 */
export async function giveBackPage(page: Page, isReusable = true): Promise<void> {
  const context = page.context();
  const browser = context.browser();
  if (!browser) throw new Error('the page has no browser');
  // Elsewhere than on the web it has none, but may still have that of what it has left.
  const hasSession = new URL(page.url()).protocol.startsWith('http');
  if (hasSession) await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await forgetData(page);
  taken.delete(page);
  if (context !== profileOf(browser)) return context.close();
  const idle = idlePages(browser);
  for (const other of context.pages())
    if (other !== page && !taken.has(other) && !idle.includes(other)) await other.close();
  if (isReusable && hasSession) idle.push(page);
  else await page.close();
}

async function forgetData(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const origin of shown.get(page) ?? [])
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes });
  shown.get(page)?.clear();
  await session.detach();
}

function profileOf(browser: Browser): BrowserContext {
  const [profile] = browser.contexts();
  if (!profile) throw new Error('the browser was launched without a profile');
  return profile;
}

function idlePages(browser: Browser): Page[] {
  // A browser begins with a page.
  const pages = idlePagesOf.get(browser) ?? profileOf(browser).pages();
  idlePagesOf.set(browser, pages);
  return pages;
}
