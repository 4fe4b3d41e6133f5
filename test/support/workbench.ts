/** The real workbench in a browser, driven by mouse and keyboard. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { out } from './paths.ts';

export type Theme = 'Dark Modern' | 'Light Modern' | 'Dark High Contrast' | 'Light High Contrast';

export class Workbench {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext) {
    this.page = page;
    this.#context = context;
  }

  /** A window with a folder open, ready for input. */
  static async open(browser: Browser, url: string, folder: string): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    const workbench = new Workbench(page, context);
    await page.locator('.monaco-workbench').waitFor();
    await workbench.openConnections();
    return workbench;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** Runs a command by its title from the palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.waitFor();
    await this.page.keyboard.type(title);
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: title.replace(/^.*: /, '') })
      .waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Answers the input box of that title. */
  async answer(title: string, text: string): Promise<void> {
    await this.page.locator('.quick-input-title:visible', { hasText: title }).waitFor();
    await this.quickInput.fill(text);
    await this.quickInput.press('Enter');
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget input.input:visible');
  }

  /** The sentence below the open input box. */
  get quickInputMessage(): Locator {
    return this.page.locator('.quick-input-message:visible');
  }

  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  async openConnections(): Promise<void> {
    const tab = this.page.getByRole('tab', { name: 'Portside' });
    await tab.waitFor();
    if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.tree.waitFor();
  }

  get tree(): Locator {
    return this.page
      .locator('.pane-body')
      .filter({ has: this.page.locator('[aria-label="Connections"], .welcome-view-content') })
      .first();
  }

  treeItem(name: string | RegExp): Locator {
    return this.page.locator('.sidebar').getByRole('treeitem', { name });
  }

  /** Presses an inline action of a tree item. */
  async treeAction(item: Locator, action: string): Promise<void> {
    await item.hover();
    await item.getByRole('button', { name: action }).click();
  }

  /** The page inside the webview that shows. */
  get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  }

  async chooseTheme(theme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    const choice = this.page.locator('.quick-input-list .monaco-list-row', { hasText: theme }).first();
    await choice.click();
    const kind = theme.includes('High')
      ? theme.startsWith('Dark')
        ? 'hc-black'
        : 'hc-light'
      : theme.startsWith('Dark')
        ? 'vs-dark'
        : 'vs';
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  async screenshot(name: string): Promise<void> {
    const folder = join(out, 'screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
