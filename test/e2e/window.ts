/** A window of the real workbench for each test: one server and one browser for the whole run. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { killEngineAt } from '../support/killEngine.ts';
import { root, vsix } from '../support/paths.ts';
import { printSeen } from '../support/printSeen.ts';
import { type Program, startPython } from '../support/program.ts';
import { pseudoLanguage } from '../support/pseudoLanguage.ts';
import { startVsCodeServer, type VsCodeServer } from '../support/vscodeServer.ts';
import { windowSeen } from '../support/windowSeen.ts';
import { type WindowOptions, Workbench } from '../support/workbench.ts';

/** A camera that shows a moving green picture, with access always granted. */
const fakeCamera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/**
 * One of each: the next window opens twice as fast if a page of the same browser has already loaded the workbench from
 * the same server.
 */
let server: Promise<VsCodeServer> | undefined;
let browser: Promise<Browser> | undefined;

// A root hook, since all files share them.
after(async () => {
  if (shared) await close(shared, true);
  await (await browser)?.close();
  await (await server)?.stop();
});

function theServer(): Promise<VsCodeServer> {
  server ??= startVsCodeServer(vsix, { comeBackSeconds: 5, languages: [pseudoLanguage, 'de'], isLean: true });
  return server;
}

export function theBrowser(): Promise<Browser> {
  browser ??= launchBrowser(fakeCamera);
  return browser;
}

export interface TestWindow {
  readonly workbench: Workbench;
  /** The open folder. */
  readonly folder: string;
  /** Opens another window on the same folder, which closes after the test. */
  another(): Promise<Workbench>;
  /** The directory of the window's transcripts, and the process that writes them. */
  session(): Promise<{ readonly directory: string; readonly pid: number }>;
  /** Ends the engine at once, as a crash would. Call it only once per window. */
  killEngine(): Promise<void>;
  /** Starts a tutorial program, which is ended after the test. */
  program(name: string, ...args: (string | number)[]): Promise<Program>;
}

async function writeSettings(folder: string, settings: object): Promise<void> {
  await mkdir(join(folder, '.vscode'));
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}

export interface TestWindowOptions extends Pick<WindowOptions, 'language' | 'words' | 'asksForTrust'> {
  /** Settings of the folder, written before the window opens. */
  readonly settings?: object;
}

/** Opens a window before each test and closes it afterwards; a failed test leaves a picture in `out/screenshots` and prints what it saw. */
export function eachInItsOwnWindow(options: TestWindowOptions = {}): TestWindow {
  return testWindow(options, false);
}

/**
 * The same with a window that such tests share: it is cleaned up after each test, and closed only after a failed one.
 */
export function oneAfterTheOther(): TestWindow {
  return testWindow({}, true);
}

interface OpenWindow {
  readonly workbench: Workbench;
  readonly folder: string;
}

/** The window of the tests that use `oneAfterTheOther`. */
let shared: OpenWindow | undefined;
/**
 * Gives the shared window its own origin in the browser, since closing another window deletes the data of that window's
 * origin.
 */
const sharedHost = 'localhost';

function testWindow({ settings, ...options }: TestWindowOptions, isShared: boolean): TestWindow {
  const programs: Program[] = [];
  const others: Workbench[] = [];
  let open: OpenWindow | undefined;
  const current = () => {
    if (!open) throw new Error('no window is open');
    return open;
  };

  beforeEach(async function () {
    open = isShared ? shared : undefined;
    if (open) return;
    this.timeout(300_000);
    const folder = await mkdtemp(join(tmpdir(), 'portside-e2e-'));
    if (settings) await writeSettings(folder, settings);
    const url = new URL((await theServer()).url);
    if (isShared) url.hostname = sharedHost;
    open = { folder, workbench: await Workbench.open(await theBrowser(), url.origin, folder, options) };
    if (isShared) shared = open;
  });

  afterEach(async function () {
    const window = open;
    open = undefined;
    const isFailed = this.currentTest?.isFailed() ?? false;
    for (const other of others.splice(0)) await other.close(!isFailed);
    // The hook has already reported a window that didn't open.
    if (window) {
      if (isFailed) await printWindow(window.workbench, `${this.currentTest?.fullTitle()}`);
      if (isFailed || !isShared) await close(window, !isFailed);
      else await tidyUp(window.workbench);
    }
    await Promise.all(programs.splice(0).map(program => program.stop()));
  });

  return {
    get workbench() {
      return current().workbench;
    },
    get folder() {
      return current().folder;
    },
    async another() {
      const { url } = await theServer();
      const window = await Workbench.open(await theBrowser(), url, current().folder, options);
      others.push(window);
      return window;
    },
    async session() {
      const { dataDir } = await theServer();
      const storage = join(dataDir, 'data/User/globalStorage/portside.portside/sessions');
      for (const name of await readdir(storage)) {
        const { title } = JSON.parse(await readFile(join(storage, name, 'session.json'), 'utf8'));
        if (title === basename(current().folder))
          return { directory: join(storage, name), pid: Number.parseInt(name, 10) };
      }
      throw new Error('this window has opened no endpoint yet');
    },
    async killEngine() {
      const { pid } = await this.session();
      await killEngineAt(await (await theServer()).inspect(pid));
    },
    async program(name, ...args) {
      const started = await startPython(join(root, 'test/interop/programs', `${name}.py`), ...args);
      programs.push(started);
      return started;
    },
  };
}

async function close(window: OpenWindow, isReusable: boolean): Promise<void> {
  if (shared === window) shared = undefined;
  await window.workbench.close(isReusable);
  await rm(window.folder, { recursive: true, force: true });
}

/** Prints a screenshot of the window and whatever else helps to explain a failed test. */
async function printWindow(workbench: Workbench, test: string): Promise<void> {
  const name = `failed ${test}`.replaceAll(/\W+/g, '-');
  const picture = async () => {
    await workbench.screenshot(name);
    return `out/screenshots/${name}.png`;
  };
  const { dataDir } = await theServer();
  await printSeen([
    { title: 'picture', lines: 1, end: 'first', read: picture, patienceMs: 30_000 },
    ...windowSeen(workbench, dataDir),
  ]);
}

/** Closes all tabs, and removes all endpoints and notifications. */
async function tidyUp(workbench: Workbench): Promise<void> {
  await workbench.runCommand('View: Close All Editors');
  await workbench.openConnections();
  await workbench.stopAll();
  const endpoint = workbench.tree.getByRole('treeitem').first();
  if (await endpoint.isVisible()) {
    await workbench.runCommand('Portside: Remove All Closed');
    await endpoint.waitFor({ state: 'detached' });
  }
  await workbench.runCommand('Notifications: Clear All Notifications');
}
