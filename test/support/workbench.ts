/** The real workbench in a browser, driven by mouse and keyboard. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type Disposable, errors, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { askForTrust } from './askForTrust.ts';
import { giveBackPage, takePage } from './browserPages.ts';
import type { Theme } from './page/themes.ts';
import { PanelOnScreen, type StartTitle } from './panelOnScreen.ts';
import { out } from './paths.ts';

const viewport = { width: 1400, height: 900 };
/** How long anything may take to appear: a shared machine can be slow. */
const timeoutMs = 30_000;
/** Minimum time that the palette stays open, unless it was closed. */
const paletteMs = 1500;
/** How long a view or a button may take to react before it is pressed once more. */
const viewMs = 5000;
/** How long a window may take to open: the first one of a run reads all of VS Code. */
const openingMs = 120_000;

/** The class that the workbench has when a theme is active. */
const themeClasses: Record<Theme, string> = {
  'Dark Modern': 'vs-dark',
  'Light Modern': 'vs',
  'Default High Contrast': 'hc-black',
  'Default High Contrast Light': 'hc-light',
};

export interface WindowOptions {
  /** Returns what VS Code and Portside say for their English texts. */
  readonly words?: (english: string) => string;
  /** One of the languages that the server has. */
  readonly language?: string;
  readonly deviceScaleFactor?: number;
  /** The folder is trusted only after the user confirms it. */
  readonly asksForTrust?: boolean;
}

export class Workbench extends PanelOnScreen {
  /** Returns what the window shows for Portside's English words. */
  readonly #words: (english: string) => string;
  /** Run in the page whenever it loads. */
  readonly #scripts: Disposable[] = [];
  #isClosed = false;

  private constructor(page: Page, words: (english: string) => string) {
    super(page);
    this.#words = words;
  }

  /** A window with a folder open, ready for input. */
  static async open(
    browser: Browser,
    url: string,
    folder: string,
    { words = (english: string) => english, language, deviceScaleFactor = 1, asksForTrust = false }: WindowOptions = {},
  ): Promise<Workbench> {
    const page = await takePage(browser, {
      viewport,
      deviceScaleFactor,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    if (language !== undefined) await page.context().addCookies([{ name: 'vscode.nls.locale', value: language, url }]);
    page.setDefaultTimeout(openingMs);
    const workbench = new Workbench(page, words);
    if (asksForTrust) workbench.#scripts.push(await page.addInitScript(askForTrust));
    await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { timeout: 120_000 });
    await page.locator('.monaco-workbench').waitFor();
    await workbench.openConnections();
    page.setDefaultTimeout(timeoutMs);
    return workbench;
  }

  /**
   * Closes the window as a user would, so that VS Code notices and ends its extension host. The next window reuses the page, unless this
   * one's test failed. Calling it again does nothing.
   */
  async close(isReusable = true): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const script of this.#scripts) await script.dispose();
    await giveBackPage(this.page, isReusable);
  }

  /** Reloads the window, like a browser: VS Code may not have had time to store which view was visible. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.openConnections();
  }

  /** Runs a command by its title from the palette, which is reopened if a newly loaded page takes the focus from it. */
  override async runCommand(title: string): Promise<void> {
    // The whole title: “Compare New Untitled Text Files” contains “New Untitled Text File”, too.
    const row = this.page.getByText(title, { exact: true });
    let isRun = false;
    while (!isRun) {
      await this.page.keyboard.press('F1');
      const isTyped = await inTime(this.quickInput.fill(`>${title}`, { timeout: paletteMs }));
      isRun = isTyped && (await inTime(this.#choose(row, viewMs)));
    }
  }

  /** Picks the first row of the open list that matches this filter. */
  override async pick(filter: string): Promise<void> {
    await this.quickInput.fill(filter);
    await this.#choose(this.page.getByText(filter));
  }

  /** Confirms the row of the open list that contains this text, once VS Code has chosen it. */
  async #choose(text: Locator, timeout = timeoutMs): Promise<void> {
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { has: text }).waitFor({ timeout });
    await this.quickInput.press('Enter', { timeout });
  }

  /** Answers the input box with that title. */
  override async answer(title: string, text: string): Promise<void> {
    await this.question(title).waitFor();
    await this.quickInput.fill(text);
    await this.confirm();
  }

  /** Confirms the question as it is. Never with the page's keyboard: VS Code may give the panel the focus once more. */
  async confirm(): Promise<void> {
    await this.quickInput.press('Enter');
  }

  async dismiss(): Promise<void> {
    await this.quickInput.press('Escape');
  }

  /** The input box with that title. */
  question(title: string): Locator {
    return this.page.locator('.quick-input-title:visible', { hasText: title });
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
    // Not the tab of an editor that Portside opened.
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: 'Portside' });
    await tab.waitFor();
    let isShown = await this.tree.isVisible();
    while (!isShown) {
      // Clicking a tab that VS Code is just selecting by itself closes the side bar: clicking again opens it.
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
      isShown = await inTime(this.tree.waitFor({ timeout: viewMs }));
    }
  }

  get tree(): Locator {
    return this.page.locator('.sidebar .pane', { hasText: this.words('Connections') });
  }

  treeItem(name: string | RegExp): Locator {
    return this.page.locator('.sidebar').getByRole('treeitem', { name });
  }

  /** Stops all running endpoints, if there are any: otherwise, the palette doesn't have the command. */
  async stopAll(): Promise<void> {
    const running = this.treeItem(/, (open|opening|reconnecting)(,|$)/).first();
    if (!(await running.isVisible())) return;
    await this.runCommand('Portside: Stop All');
    await running.waitFor({ state: 'detached' });
  }

  /**
   * Clicks an inline action of a tree item. The actions appear while the mouse is over the item, and the items may still move while a
   * window starts: then the mouse follows.
   */
  async treeAction(item: Locator, action: string): Promise<void> {
    const button = item.getByRole('button', { name: action });
    let isPressed = false;
    while (!isPressed) {
      await item.hover();
      isPressed = await inTime(button.click({ timeout: viewMs }));
    }
  }

  /** Starts a saved endpoint by its row, once more if the row was just being redrawn: then it says so and does nothing. */
  async startSaved(name: string | RegExp): Promise<void> {
    let isStarted = false;
    while (!isStarted) {
      await this.treeAction(this.treeItem(name), 'Start Saved Endpoint');
      isStarted = await inTime(this.panel.locator('header').waitFor({ timeout: viewMs }));
    }
  }

  async chooseFromMenu(item: Locator, action: string, position?: { x: number; y: number }): Promise<void> {
    await item.click({ button: 'right', ...(position && { position }) });
    await this.choose(action);
  }

  /** Chooses from the open menu with Enter: a menu accepts no click at first. */
  async choose(action: string): Promise<void> {
    const item = this.page.getByRole('menuitem', { name: menuItemName(action) });
    await item.hover();
    // The last one: a submenu is inside the item that opened it.
    const chosen = this.page.locator('.monaco-menu .action-item.focused').filter({ has: item }).last();
    await chosen.waitFor();
    await item.press('Enter');
  }

  /** The page inside the visible panel. */
  override get panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  override words(english: string): string {
    return this.#words(english);
  }

  /** Starts something from the palette and answers its question. */
  override async start(title: StartTitle, address: string | number): Promise<void> {
    await this.runCommand(`Portside: ${this.words(`${title}…`)}`);
    await this.answer(this.words(title), String(address));
    await this.panel.locator('header').waitFor();
  }

  /** Adds keys to the config of the endpoint whose panel is visible, as JSON, and saves it. */
  override async edit(change: object): Promise<void> {
    await this.panel.getByRole('button', { name: this.words('Edit Endpoint') }).click();
    await this.panel.getByRole('button', { name: this.words('Edit as JSON') }).click();
    const editor = this.page.locator('.editor-instance .monaco-editor');
    await editor.locator('.view-line', { hasText: '"kind"' }).waitFor();
    await editor.locator('.view-line').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('ControlOrMeta+C');
    const current = JSON.parse(await this.page.evaluate(() => navigator.clipboard.readText()));
    await this.page.evaluate(text => navigator.clipboard.writeText(text), JSON.stringify({ ...current, ...change }));
    await this.page.keyboard.press('ControlOrMeta+V');
    await editor
      .locator('.view-line', { hasText: Object.keys(change)[0] ?? '' })
      .first()
      .waitFor();
    await this.page.keyboard.press('ControlOrMeta+S');
  }

  /** Shows the panel of the only endpoint. */
  override async openPanel(): Promise<void> {
    await this.runCommand(`Portside: ${this.words('Open Panel')}`);
    await this.panel.locator('header').waitFor();
  }

  /**
   * Moves the focus into the visible panel by the keyboard. Once more if only the frame around its page gets it: VS Code passes the focus on
   * after 50 ms, and gives up if that frame hasn't reported it by then.
   */
  async focusPanel(): Promise<void> {
    let isFocused = false;
    while (!isFocused) {
      await this.runCommand('View: Focus Active Editor Group');
      isFocused = await inTime(this.focused(this.composer, viewMs));
    }
  }

  /** Changes the theme through the settings of the open folder, which contain only these. */
  async chooseTheme(theme: Theme, folder: string, more: object = {}): Promise<void> {
    await mkdir(join(folder, '.vscode'), { recursive: true });
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ ...more, 'workbench.colorTheme': theme }));
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  override clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  async screenshot(name: string): Promise<void> {
    const folder = join(out, 'screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

/** The label of a menu's item: its action, followed by its key if there is one. */
function menuItemName(action: string): RegExp {
  const literally = action.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literally}( (Del|F2|(Ctrl\\+|⌘)\\S+))?$`);
}

/** Whether a step of Playwright finished in time. */
async function inTime(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
