/**
 * Runs the suite in `test/host` in the extension host of a VS Code with the packaged extension installed. `VSCODE_VERSION` selects the
 * version to download: `oldest`, `stable` or `1.105.0`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from '@vscode/test-electron';
import { startHostSuite } from '../support/extensionHost.ts';
import { cache, root, vsix } from '../support/paths.ts';
import { run, runInSight } from '../support/run.ts';
import { vscodeVersion } from './vscodeVersion.ts';

const harness = join(root, 'test/host/harness');
const suite = join(root, 'out/test/host/index.cjs');
const probeMs = 5000;

/** Returns whether VS Code itself can be downloaded and shown. */
async function canDownload(): Promise<boolean> {
  if (process.env.DISPLAY === undefined && process.platform === 'linux') return false;
  return fetch('https://update.code.visualstudio.com/api/releases/stable', {
    signal: AbortSignal.timeout(probeMs),
  }).then(
    response => response.ok,
    () => false,
  );
}

async function runInDesktop(version: string, folder: string): Promise<number> {
  const executable = await downloadAndUnzipVSCode({ version, cachePath: cache });
  const [cli = '', ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  await run(cli, [...args, '--install-extension', vsix, '--force'], { shell: process.platform === 'win32' });
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: harness,
    extensionTestsPath: suite,
    launchArgs: [folder, '--disable-workspace-trust'],
  });
}

async function runInServer(folder: string): Promise<number> {
  const log = 'host-workbench.log';
  const running = await startHostSuite({ harness, suite, folder, log });
  try {
    const code = await running.ended;
    if (code !== 0) console.log(`The log of VS Code and its extension host is in out/${log}.`);
    return code;
  } finally {
    await running.stop();
  }
}

async function runAnywhere(folder: string): Promise<number> {
  const { VSCODE_VERSION: wanted } = process.env;
  if (!wanted) return (await canDownload()) ? runInDesktop('stable', folder) : runInServer(folder);
  // If a version is requested, nothing else is used in its place.
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return runInDesktop(vscodeVersion(wanted, engines.vscode), folder);
}

const code = await runInSight(process.execPath, ['esbuild.config.ts', '--tests'], { cwd: root });
if (code !== 0) process.exit(code);
const folder = await mkdtemp(join(tmpdir(), 'portside-host-'));
try {
  process.exitCode = await runAnywhere(folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}
