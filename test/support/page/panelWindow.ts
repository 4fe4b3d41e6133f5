/**
 * Panels in a bare browser: the real page and the real extension with its engine, in the fake VS Code, with the test in VS Code's place.
 */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Browser, ConsoleMessage, FrameLocator, Locator, Page } from 'playwright-core';
import type { Uri } from 'vscode';
import type { RowAction } from '../../../src/protocol/panelCalls.ts';
import { droppedFrame } from '../browser.ts';
import { giveBackPage, takePage } from '../browserPages.ts';
import { type ActiveExtension, activateExtension, type ExtensionOptions } from '../fakeVscode/activeExtension.ts';
import { progressNotices, type ShownProgress } from '../fakeVscode/progress.ts';
import { type Question, questions } from '../fakeVscode/questions.ts';
import { FakeTree } from '../fakeVscode/tree.ts';
import { type FakePanel, webviews } from '../fakeVscode/webviews.ts';
import { type Done, workbenchState, workspaceApi } from '../fakeVscode/workbenchState.ts';
import { PanelOnScreen, type StartTitle } from '../panelOnScreen.ts';
import { out, root } from '../paths.ts';
import { type PageServer, pageServer } from './pageServer.ts';
import { type Theme, themeKinds } from './themes.ts';

/** How long anything may take to appear. */
const timeoutMs = 20_000;

export interface PanelWindowOptions extends ExtensionOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

interface PanelWindowParts {
  readonly server: PageServer;
  readonly extension: ActiveExtension;
  readonly bundle: ExtensionOptions['bundle'] | undefined;
}

export class PanelWindow extends PanelOnScreen {
  readonly extension: ActiveExtension;
  /** The page's console output, and uncaught errors. */
  readonly complaints: string[] = [];
  readonly #server: PageServer;
  readonly #bundle: Readonly<Record<string, string>>;

  private constructor(page: Page, { server, extension, bundle = {} }: PanelWindowParts) {
    super(page);
    this.extension = extension;
    this.#server = server;
    this.#bundle = bundle;
    page.on('console', this.#onConsoleMessage);
    page.on('pageerror', this.#catch);
  }

  readonly #onConsoleMessage = (message: ConsoleMessage): void => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !droppedFrame.test(message.text())) this.complaints.push(message.text());
  };

  readonly #catch = (error: Error): void => {
    this.complaints.push(String(error));
  };

  /** Activates the extension, and opens the window that shows its panels. */
  static async open(browser: Browser, options: PanelWindowOptions = {}): Promise<PanelWindow> {
    const { theme = 'Dark Modern', width = 900, height = 700 } = options;
    const server = await pageServer();
    webviews.setHost(server);
    const extension = await activateExtension(options);
    const page = await takePage(browser, { viewport: { width, height } });
    page.setDefaultTimeout(timeoutMs);
    const window = new PanelWindow(page, { server, extension, bundle: options.bundle });
    server.setTheme(theme);
    await page.goto(server.origin);
    return window;
  }

  /** Closes everything that was opened. The next window reuses the browser's page, unless a test failed in it. */
  async close(isReusable = true): Promise<void> {
    await this.extension.stop();
    await giveBackPage(this.page, isReusable);
    this.page.off('console', this.#onConsoleMessage);
    this.page.off('pageerror', this.#catch);
    this.#server.release();
    webviews.setHost(undefined);
  }

  /** The most recently opened of several panels side by side. */
  override get panel(): FrameLocator {
    return this.page.frameLocator('iframe[data-view="portside.panel"]').last();
  }

  /** The page of the tab that shows only a video. */
  get videoTab(): FrameLocator {
    return this.page.frameLocator('iframe[data-view="portside.video"]');
  }

  /** The tab whose title contains this, for hiding, showing or closing it. */
  tab(title: string): FakePanel {
    const found = webviews.all.find(one => one.title.includes(title));
    if (!found) throw new Error(`no tab is called “${title}”`);
    return found;
  }

  override words(english: string): string {
    return this.#bundle[english] ?? english;
  }

  override async start(title: StartTitle, address: string | number): Promise<void> {
    await this.runCommand(`Portside: ${title}…`);
    const field = await questions.question(/(?:)/, 'input');
    field.answer(String(address));
    await this.panel.locator('header').waitFor();
  }

  /** By its title in the palette. */
  override async runCommand(title: string): Promise<void> {
    if (title === 'View: Close All Editors') await this.closePanels();
    else void this.extension.run(commandOf(title)).catch(() => undefined /* a notification reports it */);
  }

  /** As in VS Code, whatever their pages have posted arrives first. */
  async closePanels(): Promise<void> {
    await this.#server.caughtUp();
    for (const panel of [...webviews.all]) panel.dispose();
  }

  /** Another tab becomes active: the page is gone until `showPanel`. */
  async hidePanel(): Promise<void> {
    await this.#server.caughtUp();
    webviews.all.find(({ visible }) => visible)?.hide();
  }

  showPanel(): void {
    webviews.all.at(-1)?.reveal();
  }

  /** The Connections view. */
  get tree(): FakeTree {
    return new FakeTree('portside.connections');
  }

  /** Shows the panel of the endpoint with this id, or of the only one. */
  override async openPanel(endpoint?: string): Promise<void> {
    await this.extension.run('openPanel', endpoint);
    await this.panel.locator('header').waitFor();
  }

  /** Opens a TCP server without a panel; `port` is the port it listens on. */
  async openServer(config: object): Promise<{ readonly id: string; readonly port: number }> {
    const started = await this.extension.run('startTcpServer', config);
    const { id, address } = started as { id: string; address: string };
    return { id, port: Number(/\d+$/.exec(address)?.[0]) };
  }

  /** The list, field, dialog or notification whose text contains this, as soon as it is asked. */
  question(text: string | RegExp): Promise<Question> {
    return questions.question(text);
  }

  override async pick(text: string): Promise<void> {
    // The previous list may still exist: it closes when this one is shown.
    const list = await questions.list(text);
    list.answer(text);
  }

  override async answer(title: string, text: string): Promise<void> {
    const field = await questions.question(title);
    const problem = await field.validate(text);
    if (problem !== undefined) throw new Error(`“${text}” is refused: ${problem}`);
    field.answer(text);
  }

  /** The notification whose text contains this. */
  notification(text: string | RegExp): Promise<Question> {
    return questions.question(text, 'notification');
  }

  get notifications(): readonly Question[] {
    return questions.open.filter(({ kind }) => kind === 'notification');
  }

  /** The progress notification whose title and message, on two lines, contain this. */
  progress(text: string | RegExp): Promise<ShownProgress> {
    return progressNotices.notice(text);
  }

  get progresses(): readonly ShownProgress[] {
    return progressNotices.open;
  }

  /** Something that the extension had VS Code do: a built-in command, an editor, a link. */
  done(command: string): Promise<Done> {
    return workbenchState.done.find(one => one.command === command, command);
  }

  /** A temporary message in the status bar. */
  said(text: string): Promise<string> {
    return workbenchState.said.find(one => one.includes(text), text);
  }

  override async clipboard(): Promise<string> {
    return workbenchState.state.clipboard;
  }

  /** Resolves when this is on the clipboard. */
  async copied(text: string): Promise<void> {
    await workbenchState.copied.find(one => one === text, text);
  }

  /** Like the page's form. */
  override async edit(change: object): Promise<void> {
    const panel = webviews.all.find(({ visible }) => visible);
    const { endpoint: id } = ((await panel?.begun) ?? {}) as { endpoint?: string };
    const endpoint = this.extension.api.endpoints.find(one => one.id === id);
    if (!panel || !endpoint) throw new Error('no endpoint to edit');
    const config = { ...endpoint.config, ...change };
    const edited = new Promise<void>(resolve => {
      const subscription = endpoint.onDidChange(() => {
        if (!isDeepStrictEqual(endpoint.config, config) || endpoint.state === 'opening') return;
        subscription.dispose();
        resolve();
      });
    });
    panel.receive({ t: 'q', i: 'edited by the test', m: 'applyConfig', a: [config, { start: true, save: false }] });
    await edited;
  }

  /** Opens the menu of a row and chooses the command with this name. VS Code passes it what the page wrote into the row. */
  async chooseFromRow(row: Locator, action: RowAction): Promise<void> {
    await this.runOnRow(row, `row.${action}`);
  }

  /** Does the same for a command that isn't the row's own, by its id without `portside.`. */
  async runOnRow(row: Locator, command: string): Promise<void> {
    await row.click({ button: 'right', position: { x: 40, y: 10 } });
    const context = await row.evaluate(element => {
      let joined = {};
      for (let at: Element | null = element; at; at = at.parentElement)
        joined = { ...JSON.parse(at.getAttribute('data-vscode-context') ?? '{}'), ...joined };
      return joined;
    });
    await this.extension.run(command, { webview: 'portside.panel', ...context });
  }

  /** Returns the text that an editor shows of one of the extension's documents. */
  async textOf(uri: Uri): Promise<string> {
    const document = await workspaceApi.openTextDocument(uri);
    return document.getText();
  }

  /** Resolves when the visible page has it. */
  async setTheme(theme: Theme): Promise<void> {
    this.#server.setTheme(theme);
    const frame = await this.frame();
    await frame.waitForFunction(kind => document.body.dataset.vscodeThemeKind === kind, themeKinds[theme]);
  }

  async screenshot(name: string): Promise<void> {
    const folder = join(out, 'screenshots');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

const commandTitles = new Map<string, string>();

interface Contributes {
  readonly commands: readonly { readonly command: string; readonly title: string }[];
  readonly menus: { readonly commandPalette: readonly { readonly command: string; readonly when: string }[] };
}

/** Returns the id of the command with that title in the palette, without `portside.`. */
function commandOf(title: string): string {
  if (commandTitles.size === 0) {
    const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
    const names: Record<string, string> = read('package.nls.json');
    const { commands, menus } = read('package.json').contributes as Contributes;
    const hidden = new Set(menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command));
    for (const { command, title: key } of commands.filter(one => !hidden.has(one.command)))
      commandTitles.set(`Portside: ${names[key.slice(1, -1)] ?? key}`, command.replace('portside.', ''));
  }
  const id = commandTitles.get(title);
  if (id === undefined) throw new Error(`no command “${title}”`);
  return id;
}
