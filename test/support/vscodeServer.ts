/** Starts VS Code's own server from the npm registry: the real workbench and extension host, even if VS Code can't be downloaded. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { endWithUs } from './endWithUs.ts';
import { out } from './paths.ts';
import { addLanguagePacks, addPseudoLanguage, pseudoLanguage } from './pseudoLanguage.ts';
import { run } from './run.ts';
import { marksLines } from './suiteLine.ts';
import { installedServer, serverEnvironment, serverMain } from './vscodeServerInstall.ts';

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Dark Modern',
  'workbench.tips.enabled': false,
  // With motion, the walkthrough focuses a step 300 ms after it was opened, whatever has the focus by then.
  'workbench.reduceMotion': 'on',
  // A tooltip where the mouse happens to be would cover what is clicked next.
  'workbench.hover.delay': 600_000,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'window.restoreWindows': 'none',
  'telemetry.telemetryLevel': 'off',
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  // No extension needs a second extension host in the page.
  'extensions.webWorker': false,
  'git.openRepositoryInParentFolders': 'never',
  // Otherwise each extension host lists the machine's processes and open ports every few seconds.
  'remote.autoForwardPorts': false,
  'files.simpleDialog.enable': true,
};

const leanExtensions = [
  'configuration-editing',
  'javascript',
  'json',
  'json-language-features',
  'media-preview',
  'python',
  'theme-defaults',
  'theme-seti',
  'tunnel-forwarding',
];

const logName = 'vscode-server.log';
/** The first server of a run truncates the log, later ones append to it. */
let logFlag: 'w' | 'a' = 'w';

export interface VsCodeServer {
  readonly url: string;
  /** Holds extensions and settings. */
  readonly dataDir: string;
  /** Rejects if the server ends before it is stopped. */
  readonly ended: Promise<never>;
  /** Opens the inspector of an extension host and resolves with its URL. Call it once per host. */
  inspect(pid: number): Promise<string>;
  /** Ends the server and everything it started. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** 0 picks a free one. */
  readonly port?: number;
  /** Lets the page request a suite in the extension host. VS Code then shows no notifications. */
  readonly runsSuites?: boolean;
  /**
   * How long the server keeps the extension host, and its sockets, for a browser that left without disconnecting. Default: three hours.
   */
  readonly comeBackSeconds?: number;
  /**
   * Display languages besides English: the pseudo-language or those of the extension. A window uses the one named by its cookie
   * `vscode.nls.locale`. VS Code's own strings stay English.
   */
  readonly languages?: readonly string[];
  /** Portside starts on request, not with the window, so that its activation can be measured. */
  readonly activatesWhenAsked?: boolean;
  /** In addition to those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of extensions that are added to the built-in ones. */
  readonly addedExtensions?: readonly string[];
  /** VS Code starts with only the built-in extensions for editing JSON and programs, in half the time. */
  readonly isLean?: boolean;
}

/** Starts a server with the given `.vsix` installed. */
export async function startVsCodeServer(
  vsix: string,
  {
    port = 0,
    runsSuites = false,
    comeBackSeconds = 10_800,
    languages = [],
    activatesWhenAsked = false,
    isLean = false,
    settings: ownSettings = {},
    addedExtensions = [],
  }: ServerOptions = {},
): Promise<VsCodeServer> {
  const home = await installedServer();
  const dataDir = await mkdtemp(join(tmpdir(), 'portside-vscode-'));
  await mkdir(join(dataDir, 'data/Machine'), { recursive: true });
  await writeFile(join(dataDir, 'data/Machine/settings.json'), JSON.stringify({ ...settings, ...ownSettings }));
  await run(process.execPath, [serverMain(home), ...common(dataDir), '--install-extension', vsix], {
    env: serverEnvironment(),
  });
  await addLanguagePacks(dataDir, languages);
  if (activatesWhenAsked) await withoutActivationEvents(await installedExtension(dataDir));
  if (languages.includes(pseudoLanguage)) await addPseudoLanguage(await installedExtension(dataDir));
  await mkdir(out, { recursive: true });
  await using log = await open(join(out, logName), logFlag);
  logFlag = 'a';
  const child = spawn(
    process.execPath,
    [
      // Extension hosts inherit it from the server, and each picks its own port.
      '--inspect-port=0',
      serverMain(home),
      ...common(dataDir),
      ...(isLean || addedExtensions.length > 0
        ? ['--builtin-extensions-dir', await builtInExtensions(home, dataDir, { isLean, addedExtensions })]
        : []),
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      '--disable-workspace-trust',
      // `--locale` would override the cookie.
      ...(languages.length === 0 ? ['--locale', 'en'] : []),
      '--reconnection-grace-time',
      String(comeBackSeconds),
      ...(runsSuites ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      detached: true,
      stdio: ['ignore', 'pipe', log.fd],
      env: { ...serverEnvironment(), ...(runsSuites && { [marksLines]: 'yes' }) },
    },
  );
  endWithUs(child);
  let stopping = false;
  const ended = new Promise<never>((_, reject) => {
    child.once(
      'exit',
      () => stopping || reject(new Error(`VS Code’s server ended unexpectedly. Its output is in out/${logName}.`)),
    );
  });
  // Handled, because a caller may not await it.
  ended.catch(() => undefined);
  try {
    if (!child.stdout) throw new Error('the server has no output');
    child.stdout.pipe(createWriteStream(join(out, logName), { flags: 'a' }));
    // Attached at once, so that no line is missed.
    const said = createInterface({ input: child.stdout });
    const url = (await firstMatch(said, /Web UI available at (http:\/\/\S+)/)).replace('localhost', '127.0.0.1');
    return {
      url,
      dataDir,
      ended,
      inspect: pid => {
        const listening = firstMatch(said, new RegExp(`<${pid}><stderr> Debugger listening on (ws://\\S+)`));
        process.kill(pid, 'SIGUSR1');
        return listening;
      },
      stop: () => {
        stopping = true;
        return stop(child, dataDir);
      },
    };
  } catch (error) {
    await stop(child, dataDir);
    throw error;
  }
}

async function withoutActivationEvents(extension: string): Promise<void> {
  const file = join(extension, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, activationEvents: [] }));
}

function common(dataDir: string): string[] {
  return [
    '--server-data-dir',
    dataDir,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    // The environment is ours: starting the user's login shell for its variables can take seconds.
    '--force-disable-user-env',
  ];
}

/** A folder with VS Code's built-in extensions, only a few if it is lean, and with added ones. */
async function builtInExtensions(
  home: string,
  dataDir: string,
  { isLean, addedExtensions }: { readonly isLean: boolean; readonly addedExtensions: readonly string[] },
): Promise<string> {
  const folder = join(dataDir, 'own-extensions');
  await mkdir(folder);
  const all = join(home, 'extensions');
  const own = (isLean ? leanExtensions : await readdir(all)).map(name => join(all, name));
  for (const path of [...own, ...addedExtensions]) await symlink(path, join(folder, basename(path)), 'junction');
  return folder;
}

async function installedExtension(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'extensions');
  const name = (await readdir(folder)).find(entry => entry.startsWith('portside.portside-'));
  if (name === undefined) throw new Error(`Portside is not installed in ${folder}`);
  return join(folder, name);
}

/** Resolves with the first group of the first line that matches the pattern. Rejects if the output ends first. */
function firstMatch(lines: Interface, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (line: string) => {
      const found = pattern.exec(line)?.[1];
      if (found === undefined) return;
      lines.off('line', look).off('close', ended);
      resolve(found);
    };
    const ended = () =>
      reject(new Error(`VS Code’s server ended before it printed ${pattern}. Its output is in out/${logName}.`));
    lines.on('line', look).once('close', ended);
  });
}

async function stop(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode === null && child.pid !== undefined) {
    const ended = once(child, 'exit');
    // The whole group, which includes the extension hosts.
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
}
