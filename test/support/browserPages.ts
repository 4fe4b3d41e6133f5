/**
 * Pages of a browser that tests reuse one after another: Chromium doesn't have to start a new process for a page that has shown the same
 * scripts before.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface PageOptions {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
  /** Granted to everything that the browser shows from now on. */
  readonly permissions?: readonly string[];
}

/** Everything that a page can leave behind, except the caches of what it has loaded. */
const storageTypes = 'cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage';

/** The origins that a page has shown since it was taken. */
const shown = new WeakMap<Page, Set<string>>();
const idlePagesOf = new WeakMap<Browser, Page[]>();
/** Pages in use. A page that is neither idle nor in use was opened from one of them. */
const taken = new Set<Page>();

/** Returns a page without storage or cookies. Return it with `giveBackPage`. */
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
 * Leaves what the page shows, as closing a tab does, and clears its storage. Closes pages that were opened from it. The caller removes the
 * listeners that it added. A page that isn't reusable, because a test failed in it, is closed.
 */
export async function giveBackPage(page: Page, isReusable = true): Promise<void> {
  const context = page.context();
  const browser = context.browser();
  if (!browser) throw new Error('the page has no browser');
  // A page that doesn't show a website has no session storage of its own.
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
  // A browser starts with one page.
  const pages = idlePagesOf.get(browser) ?? profileOf(browser).pages();
  idlePagesOf.set(browser, pages);
  return pages;
}
