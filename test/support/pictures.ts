/** `npm run pictures`: writes the icon and the README's pictures of the packaged extension to `media/`. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Film } from './film.ts';
import { converseWithGreeter } from './greeter.ts';
import { root, vsix } from './paths.ts';
import { photographSteps, stepsScale } from './stepPictures.ts';
import { startVsCodeServer } from './vscodeServer.ts';
import { Workbench } from './workbench.ts';

const media = join(root, 'media');
const iconPixels = 256;
const widerByPixels = 110;
const filmSize = { width: 960, height: 620 };
/** Typing speed of a person who isn't in a hurry. */
const keyMs = 70;
/** Pauses that are long enough to see what happened. */
const glanceMs = 900;
const lookMs = 2400;

const program = `import socket

client = socket.create_connection(
    ("127.0.0.1", 12345))
client.sendall(b"Hello! Who is there?")
print(client.recv(1024).decode())
`;

/** The shell reveals nothing about the machine. */
const settings = {
  'terminal.integrated.profiles.linux': { plain: { path: 'bash', args: ['--norc', '--noprofile'] } },
  'terminal.integrated.defaultProfile.linux': 'plain',
  'terminal.integrated.env.linux': { PS1: '$ ' },
  'terminal.integrated.shellIntegration.enabled': false,
  // Renders text in the page, where the script can wait for it.
  'terminal.integrated.gpuAcceleration': 'off',
  'terminal.integrated.initialHint': false,
  'editor.minimap.enabled': false,
  'editor.lightbulb.enabled': 'off',
  'editor.occurrencesHighlight': 'off',
  'editor.hideCursorInOverviewRuler': true,
  'breadcrumbs.enabled': false,
  'workbench.editor.autoLockGroups': { terminalEditor: false },
  'workbench.reduceMotion': 'on',
};

/** Marketplaces don't accept SVG. */
async function drawIcon(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: iconPixels, height: iconPixels } });
  await page.setContent(`<body style="margin: 0">${await readFile(join(media, 'icon.svg'), 'utf8')}`);
  await page.screenshot({ path: join(media, 'icon.png'), omitBackground: true });
  await page.close();
}

async function photographPanel(workbench: Workbench): Promise<void> {
  await widenSideBar(workbench);
  const clients = await converseWithGreeter(workbench);
  await workbench
    .treeItem(/^127\.0\.0\.1:\d+/)
    .nth(clients.length - 1)
    .waitFor();
  await workbench.composer.fill('good morning, all of you');
  await workbench.page.screenshot({ path: join(media, 'panel.png') });
  for (const client of clients) client.destroy();
  await workbench.stopAll();
  await workbench.treeItem(/greeter, closed/).waitFor();
  await workbench.runCommand('Portside: Remove Endpoint');
  await workbench.treeItem('greeter').waitFor({ state: 'detached' });
}

/** Makes room for an endpoint's line in the view. */
async function widenSideBar({ page }: Workbench): Promise<void> {
  const box = await page.locator('.sidebar').boundingBox();
  if (!box) throw new Error('the side bar isn’t visible');
  const edge = { x: box.x + box.width, y: box.y + box.height / 2 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(edge.x + widerByPixels, edge.y);
  await page.mouse.up();
}

/** Arranges a program above its terminal on the left, with room on the right. */
async function arrangeDesk(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('ControlOrMeta+B');
  await page.keyboard.press('ControlOrMeta+P');
  await page.keyboard.type('client.py');
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'client.py' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'recv' }).waitFor();
  await workbench.runCommand('View: New Editor Group to the Right');
  await page.locator('.editor-group-container').nth(1).waitFor();
  await page.keyboard.press('ControlOrMeta+1');
  await workbench.runCommand('View: New Editor Group Below');
  await page.locator('.editor-group-container').nth(2).waitFor();
  await workbench.runCommand('Terminal: Create New Terminal in Editor Area');
  await terminalShows(page, '$');
  await page.keyboard.press('ControlOrMeta+1');
}

async function terminalShows(page: Workbench['page'], text: string): Promise<void> {
  await page.locator('.xterm-rows', { hasText: text }).waitFor();
}

/** Films a server started from the palette, a client run in the terminal and a reply typed by hand. */
async function filmFirstAnswer(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  const type = (text: string) => page.keyboard.type(text, { delay: keyMs });
  await page.setViewportSize(filmSize);
  await arrangeDesk(workbench);
  await using film = Film.start(page);
  await page.waitForTimeout(glanceMs);
  await page.keyboard.press('F1');
  await workbench.quickInput.waitFor();
  await type('Start TCP');
  await page.waitForTimeout(glanceMs);
  await page.keyboard.press('Enter');
  await workbench.question('Start TCP Server').waitFor();
  await type('12345');
  await page.waitForTimeout(glanceMs);
  await page.keyboard.press('Enter');
  await workbench.panel.getByText('Waiting for the first client').waitFor();
  await page.waitForTimeout(glanceMs);
  await page.locator('.xterm-screen').click();
  await type('python3 client.py');
  await page.waitForTimeout(glanceMs / 2);
  await page.keyboard.press('Enter');
  await workbench.rows.filter({ hasText: 'Hello' }).waitFor();
  await page.waitForTimeout(lookMs);
  await workbench.composer.click();
  await type('The other end. Welcome aboard!');
  await page.waitForTimeout(glanceMs / 2);
  await page.keyboard.press('Enter');
  await terminalShows(page, 'Welcome aboard!');
  await page.waitForTimeout(lookMs);
  await film.finish(join(media, 'first-answer.gif'));
}

const scratch = await mkdtemp(join(tmpdir(), 'portside-pictures-'));

/** Creates a folder for one window, so that no window finds what another left open. Its name is visible in the pictures. */
async function harbour(of: string): Promise<string> {
  const folder = join(scratch, of, 'harbour');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, 'client.py'), program);
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  return folder;
}

const browser = await launchBrowser();
try {
  await drawIcon(browser);
  const server = await startVsCodeServer(vsix);
  try {
    const folder = await harbour('steps');
    await photographSteps(() => Workbench.open(browser, server.url, folder, { deviceScaleFactor: stepsScale }), {
      folder,
      settings,
      media,
    });
    for (const take of [photographPanel, filmFirstAnswer]) {
      const workbench = await Workbench.open(browser, server.url, await harbour(take.name));
      await take(workbench).catch(async error => {
        await workbench.screenshot(`failed-${take.name}`);
        throw error;
      });
      await workbench.close();
    }
  } finally {
    await server.stop();
  }
} finally {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}
