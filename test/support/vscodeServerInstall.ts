/** Installs VS Code's own server from the npm registry into the cache. */
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from './paths.ts';
import { run } from './run.ts';

/** code-server 4.139.1 contains VS Code 1.139.1. */
const version = '4.139.1';
const installLog = 'vscode-server-install.log';

/** Modules whose native part isn't built, because install scripts don't run: VS Code would print a stack trace for each use. */
const standIns = {
  '@vscode/spdlog': 'spdlog.cjs',
  '@vscode/native-watchdog': 'nativeWatchdog.cjs',
};

/** Returns the server's folder in the cache, after installing it if it isn't there. */
export async function installedServer(): Promise<string> {
  const folder = join(cache, `code-server-${version}`);
  const home = join(folder, 'node_modules/code-server/lib/vscode');
  if (!(await stat(serverMain(home)).catch(() => undefined))) await install(folder);
  await addStandIns(home);
  return home;
}

export function serverMain(home: string): string {
  return join(home, 'out/server-main.js');
}

/** Returns our environment without the variables of a VS Code or npm that runs the tests. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_') && !name.startsWith('npm_'));
  return Object.fromEntries(kept);
}

/** Installs into a temporary folder and renames it when complete, so that a broken install is never used. */
async function install(folder: string): Promise<void> {
  console.log(`Installing VS Code’s server (code-server ${version}) into .vscode-test, once.`);
  const fresh = `${folder}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await writeFile(join(fresh, 'package.json'), '{}');
  const npm = { env: serverEnvironment(), shell: process.platform === 'win32', log: installLog };
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, `code-server@${version}`], { ...npm, cwd: fresh });
  const server = join(fresh, 'node_modules/code-server/lib/vscode');
  await run('npm', ['install', ...flags, '--omit=dev', '--legacy-peer-deps'], { ...npm, cwd: server });
  await rename(fresh, folder);
}

async function addStandIns(home: string): Promise<void> {
  for (const [name, file] of Object.entries(standIns)) {
    const source = join(import.meta.dirname, 'standIns', file);
    const target = join(home, 'node_modules', name, 'index.js');
    if ((await readFile(target, 'utf8')) === (await readFile(source, 'utf8'))) continue;
    // Renamed into place, because another run may be loading it.
    const fresh = `${target}.${process.pid}`;
    await copyFile(source, fresh);
    await rename(fresh, target);
  }
}
