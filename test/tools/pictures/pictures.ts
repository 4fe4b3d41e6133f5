/** `npm run pictures`: writes the icon and the README's pictures of the packaged extension to `media/`. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { root, vsix } from '../../support/paths.ts';
import { startVsCodeServer } from '../../support/vscodeServer.ts';
import { Workbench } from '../../support/workbench.ts';
import { filmFirstAnswer } from './firstAnswerFilm.ts';
import { Photographer, type PictureTheme, pictureScale } from './photographer.ts';
import { showInInter } from './pictureFonts.ts';
import { photographReadme } from './readmePictures.ts';
import { photographSteps } from './stepPictures.ts';

const media = join(root, 'media');
const iconPixels = 256;
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
  'editor.scrollBeyondLastLine': false,
  'editor.scrollbar.vertical': 'hidden',
  'editor.scrollbar.horizontal': 'hidden',
  'breadcrumbs.enabled': false,
  'workbench.editor.autoLockGroups': { terminalEditor: false },
  'workbench.reduceMotion': 'on',
  // VS Code would offer to open the server's port as a web page.
  'remote.autoForwardPorts': false,
};

/** Hides everything that the pictures aren't about. */
const bare = {
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'workbench.layoutControl.enabled': false,
};

/** Marketplaces don't accept SVG. */
async function drawIcon(browser: Browser): Promise<void> {
  const page = await browser.newPage({ viewport: { width: iconPixels, height: iconPixels } });
  await page.setContent(`<body style="margin: 0">${await readFile(join(media, 'icon.svg'), 'utf8')}`);
  await page.screenshot({ path: join(media, 'icon.png'), omitBackground: true });
  await page.close();
}

const scratch = await mkdtemp(join(tmpdir(), 'portside-pictures-'));

/** Opens a window for some pictures and closes it, with a folder of its own, so that no window finds what another left open. */
async function inWindow(
  name: string,
  url: string,
  take: (photographer: Photographer, folder: string) => Promise<void>,
): Promise<void> {
  // Its name is visible in the pictures.
  const folder = join(scratch, name, 'harbor');
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify(settings));
  const workbench = await Workbench.open(browser, url, folder, { deviceScaleFactor: pictureScale });
  try {
    const photographer = new Photographer({ workbench, folder, media, settings });
    await photographer.use(bare);
    await take(photographer, folder);
  } catch (error) {
    await workbench.screenshot(`failed-${name}`);
    throw error;
  }
  await workbench.stopAll();
  await workbench.close();
}

function film(kind: PictureTheme) {
  return async (photographer: Photographer, folder: string) => {
    await photographer.show(kind);
    await filmFirstAnswer(photographer.workbench, folder, join(media, `first-answer-${kind}.gif`));
  };
}

const takes: Readonly<Record<string, (photographer: Photographer, folder: string) => Promise<void>>> = {
  readme: photographReadme,
  steps: photographSteps,
  'film-light': film('light'),
  'film-dark': film('dark'),
};

await showInInter(scratch);
const browser = await launchBrowser();
try {
  await drawIcon(browser);
  const server = await startVsCodeServer(vsix);
  try {
    const wanted = process.argv.slice(2);
    for (const [name, take] of Object.entries(takes))
      if (wanted.length === 0 || wanted.includes(name)) await inWindow(name, server.url, take);
  } finally {
    await server.stop();
  }
} finally {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}
