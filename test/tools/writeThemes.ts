/** `npm run themes`: writes `themes.json`, the colors and fonts of the workbench's themes that Portside's pages use. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../support/browser.ts';
import { type Theme, themes } from '../support/page/themes.ts';
import { webviewStyle } from '../support/page/webviewStyle.ts';
import { root, vsix } from '../support/paths.ts';
import { startVsCodeServer } from '../support/vscodeServer.ts';
import { Workbench } from '../support/workbench.ts';

/** Timeout for anything to appear, also on a busy machine. */
const timeoutMs = 240_000;

/** Returns the variables that the built pages and VS Code's default style sheet use. */
async function usedVariables(): Promise<string[]> {
  const folder = join(root, 'dist/webview');
  const files = (await readdir(folder)).filter(name => /\.(?:css|js)$/.test(name));
  const texts = await Promise.all(files.map(name => readFile(join(folder, name), 'utf8')));
  const names = [...texts, webviewStyle].flatMap(text => text.match(/--(?:vscode|monaco)-[\w-]+/g) ?? []);
  return [...new Set(names)].sort();
}

/** Returns the values of these variables in the visible page, without those that the theme doesn't set. */
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
  // Its tree item appears once Portside runs. On a busy machine, VS Code runs a command before that.
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
