/** A window of the real workbench for each test: one server for each language, and one browser, for the whole run. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { killEngineAt } from '../support/killEngine.ts';
import { root, vsix } from '../support/paths.ts';
import { printSeen } from '../support/printSeen.ts';
import { type Program, startPython } from '../support/program.ts';
import { startVsCodeServer, type VsCodeServer } from '../support/vscodeServer.ts';
import { windowSeen } from '../support/windowSeen.ts';
import { Workbench } from '../support/workbench.ts';

const servers = new Map<string, VsCodeServer>();
/** By the flags that they were started with. */
const browsers = new Map<string, Browser>();

// At the root, since all files share them.
after(async () => {
  await Promise.all([...browsers.values()].map(browser => browser.close()));
  await Promise.all([...servers.values()].map(server => server.stop()));
});

export interface TestWindow {
  readonly workbench: Workbench;
  /** The folder that is open in it. */
  readonly folder: string;
  /** Opens another window on the same folder, which closes after the test. */
  another(): Promise<Workbench>;
  /** Where the window's transcripts are, and the process that writes them. */
  session(): Promise<{ readonly directory: string; readonly pid: number }>;
  /** Ends the engine at once, as a crash would. Once for each window. */
  killEngine(): Promise<void>;
  /** Starts a tutorial program, which ends with the test. */
  program(name: string, ...args: (string | number)[]): Promise<Program>;
}

/** The server of a language, which stays for those who come later. */
async function serverOf(language: string): Promise<VsCodeServer> {
  const server =
    servers.get(language) ?? (await startVsCodeServer(vsix, { comeBackSeconds: 5, language, isLean: true }));
  servers.set(language, server);
  return server;
}

/** The browser with these flags, which stays for those who come later. */
async function browserWith(flags: readonly string[]): Promise<Browser> {
  const browser = browsers.get(flags.join(' ')) ?? (await launchBrowser(flags));
  browsers.set(flags.join(' '), browser);
  return browser;
}

async function writeSettings(folder: string, settings: object): Promise<void> {
  await mkdir(join(folder, '.vscode'));
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}

export interface WindowOptions {
  /** Of the browser. */
  readonly flags?: readonly string[];
  readonly language?: string;
  /** Settings of the folder, written before the window opens. */
  readonly settings?: object;
  /** What the language has for Portside's English words. */
  readonly words?: (english: string) => string;
}

/** Opens a window before each test and closes it afterwards; a failed test leaves a picture in `out/screenshots` and prints what it saw. */
export function eachInItsOwnWindow({ language = 'en', words, flags = [], settings }: WindowOptions = {}): TestWindow {
  const programs: Program[] = [];
  const others: Workbench[] = [];
  let open: { workbench: Workbench; folder: string } | undefined;
  const current = () => {
    if (!open) throw new Error('the window opens before each test');
    return open;
  };

  beforeEach(async function () {
    this.timeout(300_000);
    const browser = await browserWith(flags);
    const folder = await mkdtemp(join(tmpdir(), 'portside-e2e-'));
    if (settings) await writeSettings(folder, settings);
    const { url } = await serverOf(language);
    open = { folder, workbench: await Workbench.open(browser, url, folder, words ? { words } : {}) };
  });

  afterEach(async function () {
    // It didn't open, which is told already.
    if (!open) return;
    const { workbench, folder } = open;
    open = undefined;
    const isFailed = this.currentTest?.isFailed() ?? false;
    if (isFailed) {
      const name = `failed ${this.currentTest?.fullTitle()}`.replaceAll(/\W+/g, '-');
      const picture = async () => {
        await workbench.screenshot(name);
        return `out/screenshots/${name}.png`;
      };
      const { dataDir } = await serverOf(language);
      await printSeen([
        { title: 'picture', lines: 1, end: 'first', read: picture, patienceMs: 30_000 },
        ...windowSeen(workbench, dataDir),
      ]);
    }
    for (const window of [workbench, ...others.splice(0)]) await window.close(!isFailed);
    await Promise.all(programs.splice(0).map(program => program.stop()));
    await rm(folder, { recursive: true, force: true });
  });

  return {
    get workbench() {
      return current().workbench;
    },
    get folder() {
      return current().folder;
    },
    async another() {
      const { url } = await serverOf(language);
      const window = await Workbench.open(await browserWith(flags), url, current().folder, words ? { words } : {});
      others.push(window);
      return window;
    },
    async session() {
      const { dataDir } = await serverOf(language);
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
      await killEngineAt(await (await serverOf(language)).inspect(pid));
    },
    async program(name, ...args) {
      const started = await startPython(join(root, 'test/interop/programs', `${name}.py`), ...args);
      programs.push(started);
      return started;
    },
  };
}
