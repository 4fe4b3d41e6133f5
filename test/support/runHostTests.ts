/** Runs the suite of `test/host` in the extension host of a VS Code that has the packaged extension installed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { launchBrowser } from './browser.ts';
import { cache, root, vsix } from './paths.ts';
import { run, runInSight } from './run.ts';
import { startVsCodeServer } from './vscodeServer.ts';

const harness = join(root, 'test/host/harness');
const suite = join(root, 'out/test/host/index.cjs');
const probeMs = 5000;

/** Whether VS Code itself can be downloaded from here. */
async function canDownload(): Promise<boolean> {
  if (process.env.DISPLAY === undefined && process.platform === 'linux') return false;
  return fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(probeMs),
  }).then(
    response => response.ok,
    () => false,
  );
}

async function runInDesktop(folder: string): Promise<number> {
  const executable = await downloadAndUnzipVSCode({ cachePath: cache });
  const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  await run(cli, [...args, '--install-extension', vsix, '--force'], { shell: process.platform === 'win32' });
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: harness,
    extensionTestsPath: suite,
    launchArgs: [folder, '--disable-workspace-trust'],
  });
}

/** The same suite in the server's extension host: the workbench is told by its address to run it. */
async function runInServer(folder: string): Promise<number> {
  const server = await startVsCodeServer(vsix, { runsSuites: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const { promise: ended, resolve } = Promise.withResolvers<number>();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => console.log(format(...args)));
    await page.exposeFunction('codeAutomationExit', resolve);
    const remote = (path: string) => `vscode-remote://${new URL(server.url).host}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(harness)],
      ['extensionTestsPath', remote(suite)],
      ['skipWelcome', 'true'],
    ];
    await page.goto(`${server.url}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return await ended;
  } finally {
    await browser.close();
    await server.stop();
  }
}

const code = await runInSight(process.execPath, ['esbuild.config.ts', '--tests'], { cwd: root });
if (code !== 0) process.exit(code);
const folder = await mkdtemp(join(tmpdir(), 'portside-host-'));
try {
  process.exitCode = (await canDownload()) ? await runInDesktop(folder) : await runInServer(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
