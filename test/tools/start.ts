/**
 * `npm start`: Portside in a VS Code with the demo folder and the walkthrough. With `--browser`, or without `code` on the PATH, VS Code
 * runs in the browser.
 */
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeWithUs } from '../support/endWithUs.ts';
import { findProgram } from '../support/findProgram.ts';
import { root, vsix } from '../support/paths.ts';
import { run, runInSight } from '../support/run.ts';
import { startVsCodeServer } from '../support/vscodeServer.ts';
import { endWithNpm } from './endWithNpm.ts';

const port = 8090;
/** An extension that opens Portside's walkthrough, once for each demo folder. */
const walkthroughOpener = join(root, 'test/support/walkthroughOpener');
/** In the browser's VS Code, each listening socket would be offered as a web page. */
const quiet = { 'remote.autoForwardPorts': false };

async function npmRun(script: string): Promise<void> {
  await run('npm', ['run', script], { cwd: root, shell: process.platform === 'win32', log: `${script}.log` });
}

async function startInBrowser(folder: string): Promise<void> {
  console.log('Building Portside …');
  await npmRun('package');
  console.log('Starting VS Code …');
  const options = { settings: quiet, addedExtensions: [walkthroughOpener] };
  const server = await startVsCodeServer(vsix, { ...options, port }).catch(() => startVsCodeServer(vsix, options));
  removeWithUs(server.dataDir);
  // With a file in the address, VS Code would open that one after each reload, instead of what was open.
  const page = new URL(server.url);
  page.searchParams.set('folder', folder);
  console.log(`\nPortside is ready. Open this page in your browser; press Ctrl+C to stop.\n\n${page}\n`);
  // Ctrl+C ends this process, as npm's end does, and the server with it.
  await server.ended;
}

async function startOnDesktop(code: string, folder: string): Promise<void> {
  console.log('Building Portside …');
  await npmRun('build');
  const extensions = [root, walkthroughOpener].map(path => `--extensionDevelopmentPath=${path}`);
  const args = ['--new-window', '--wait', ...extensions, folder];
  await runInSight(code, args, { shell: process.platform === 'win32' });
}

await endWithNpm();
// A copy, since VS Code and its user write to it.
const scratch = await mkdtemp(join(tmpdir(), 'portside-'));
removeWithUs(scratch);
const folder = join(scratch, 'portside-demo');
await cp(join(root, 'test/demo'), folder, { recursive: true });
try {
  const code = process.argv.includes('--browser') ? undefined : await findProgram(['code']);
  if (code) await startOnDesktop(code, folder);
  else await startInBrowser(folder);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
