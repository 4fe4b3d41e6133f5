/** `npm run themes`: writes `themes.json`, the colours and fonts that the workbench's own themes give to Portside's pages. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../browser.ts';
import { root, vsix } from '../paths.ts';
import { startVsCodeServer } from '../vscodeServer.ts';
import { Workbench } from '../workbench.ts';
import { type Theme, themes } from './themes.ts';
import { webviewStyle } from './webviewStyle.ts';

/** How long anything may take to show, on a machine that has other things to do. */
const timeoutMs = 240_000;

/** The variables that the built pages use, and VS Code's own style of every page. */
async function usedVariables(): Promise<string[]> {
  const folder = join(root, 'dist/webview');
  const files = (await readdir(folder)).filter(name => /\.(?:css|js)$/.test(name));
  const texts = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')));
  const names = [...texts, webviewStyle].flatMap(text => text.match(/--(?:vscode|monaco)-[\w-]+/g) ?? []);
  return [...new Set(names)].sort();
}

/** Those that the theme has, of the page that shows. */
async function variablesIn(workbench: Workbench, theme: Theme, names: string[]): Promise<Record<string, string>> {
  const frame = await workbench.frame();
  await frame.waitForFunction(wanted => document.body.dataset.vscodeThemeId === wanted, theme);
  const values = await frame.evaluate(
    wanted => wanted.map(name => [name, document.documentElement.style.getPropertyValue(name).trim()]),
    names,
  );
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

const names = await usedVariables();
const saved = { kind: 'tcp-server', address: ':0', name: 'a server' };
const settings = { 'portside.endpoints': [saved] };
const folder = await mkdtemp(join(tmpdir(), 'portside-themes-'));
await mkdir(join(folder, '.vscode'));
await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
const server = await startVsCodeServer(vsix);
const browser = await launchBrowser();
try {
  const workbench = await Workbench.open(browser, server.url, folder);
  workbench.page.setDefaultTimeout(timeoutMs);
  // It shows once Portside runs: on a busy machine VS Code doesn't wait for that before it runs a command.
  await workbench.treeItem(saved.name).waitFor();
  await workbench.start('Start TCP Server', 0);
  const found: Partial<Record<Theme, Record<string, string>>> = {};
  for (const theme of themes) {
    await workbench.chooseTheme(theme, folder, settings);
    found[theme] = await variablesIn(workbench, theme, names);
  }
  await writeFile(join(root, 'test/support/page/themes.json'), `${JSON.stringify(found, null, 2)}\n`);
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
