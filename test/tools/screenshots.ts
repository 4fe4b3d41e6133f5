/** `npm run screenshots`: takes pictures of every view in every kind of theme, wide and narrow, for review. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser } from '../support/browser.ts';
import { filesOnTheirWay, filesThatEnded } from '../support/filesOnTheirWay.ts';
import { type Theme, themes } from '../support/page/themes.ts';
import { entryOfPickle } from '../support/panelScenes.ts';
import { vsix } from '../support/paths.ts';
import { startVsCodeServer } from '../support/vscodeServer.ts';
import { Workbench } from '../support/workbench.ts';
import { converseWithGreeter } from './pictures/greeter.ts';
import { videoBothWays } from './pictures/videoOnScreen.ts';

const wide = { width: 1400, height: 900 };
const narrow = { width: 760, height: 800 };

/** Each scene arranges the window for its picture and returns a function that undoes it, if needed. */
const scenes: Record<string, (workbench: Workbench) => Promise<(() => Promise<void>) | undefined>> = {
  chat: async workbench => {
    await workbench.panel.getByRole('radio', { name: 'Chat' }).click();
    await workbench.composer.fill('good morning, all of you');
    return undefined;
  },
  log: async workbench => {
    await workbench.panel.getByRole('radio', { name: 'Log' }).click();
    const dump = workbench.panel.getByText('74 65 6d 70');
    if (!(await dump.isVisible())) await workbench.rows.filter({ hasText: 'temperature' }).press(' ');
    await dump.waitFor();
    return undefined;
  },
  entry: async workbench => {
    await workbench.panel.getByRole('radio', { name: 'Chat' }).click();
    const row = workbench.rows.filter({ hasText: 'temperature' });
    await row.hover();
    await row.getByRole('button', { name: 'Inspect (Enter)' }).click();
    await workbench.panel.getByRole('region', { name: 'Entry' }).getByRole('radio', { checked: true }).waitFor();
    return () => workbench.page.keyboard.press('Escape');
  },
  form: async workbench => {
    await workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await workbench.panel.getByLabel('Listen on').waitFor();
    return async () => workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
  },
  rules: async workbench => {
    await workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await workbench.panel.getByLabel('Start from').selectOption('lines');
    await workbench.panel.getByLabel('Test rules').fill('HELO you');
    await workbench.panel.getByText('250 hello you').waitFor();
    return async () => {
      await workbench.panel.getByRole('button', { name: 'Discard Changes' }).click();
      await workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    };
  },
  find: async workbench => {
    await workbench.panel.getByRole('radio', { name: 'Chat' }).click();
    await workbench.panel.getByRole('button', { name: /^Find/ }).click();
    await workbench.panel.getByRole('textbox', { name: 'Find in the transcript' }).fill('e');
    await workbench.panel.locator('mark').first().waitFor();
    await workbench.panel.getByRole('button', { name: 'Filter' }).click();
    return async () => {
      await workbench.page.setViewportSize(wide);
      await workbench.panel.getByRole('button', { name: /^Find/ }).click();
      await workbench.panel.getByRole('button', { name: 'Filter' }).click();
    };
  },
  composer: async workbench => {
    await workbench.panel.getByRole('radio', { name: 'Chat' }).click();
    await workbench.panel.getByRole('radio', { name: 'Hex' }).click();
    await workbench.composer.fill('48 69 0g');
    await workbench.panel.getByRole('alert').waitFor();
    return async () => workbench.panel.getByRole('radio', { name: 'Text' }).click();
  },
};

type Scenes = typeof scenes;

/** Scenes of the endpoint that receives files. */
const fileScenes: Scenes = {
  files: async () => undefined,
  // Left open: it shows the same files.
  'files-history': async workbench => {
    await filesThatEnded(workbench);
    return undefined;
  },
};

/** Scenes of the endpoint that shows and sends video. */
const videoScenes: Scenes = {
  video: async () => undefined,
  'video-beside': async workbench => {
    const inset = workbench.panel.getByRole('button', { name: 'Picture in Picture' });
    await inset.click();
    return () => inset.click();
  },
  'video-tab': async workbench => {
    await workbench.page.getByRole('tab', { name: /^Video: / }).click();
    await workbench.panel.locator('portside-video-page canvas:not([width="0"])').first().waitFor();
    return async () => {
      await workbench.page.getByRole('tab', { name: /^\d/ }).click();
      await workbench.panel.locator('portside-panel').waitFor();
    };
  },
};

async function photograph(workbench: Workbench, theme: Theme, shown: Scenes): Promise<void> {
  const name = theme.toLowerCase().replaceAll(' ', '-');
  for (const [scene, arrange] of Object.entries(shown)) {
    await workbench.page.setViewportSize(wide);
    const end = await arrange(workbench);
    await workbench.screenshot(`${scene}-${name}`);
    await workbench.page.setViewportSize(narrow);
    await workbench.screenshot(`${scene}-${name}-narrow`);
    await end?.();
  }
  await workbench.page.setViewportSize(wide);
}

/** Removes the only endpoint and closes its editors, so that the next one is the only one again. */
async function removed(workbench: Workbench): Promise<void> {
  await workbench.stopAll();
  await workbench.treeItem(/, (closed|failed),/).waitFor();
  await workbench.runCommand('Portside: Remove Endpoint');
  await workbench.has(0, workbench.page.locator('.sidebar .monaco-list-row'));
  await workbench.runCommand('View: Close All Editors');
}

const folder = await mkdtemp(join(tmpdir(), 'portside-pictures-'));
await writeFile(
  join(folder, 'client.py'),
  'import socket\n\nclient = socket.create_connection(("127.0.0.1", 12345))\n',
);
const server = await startVsCodeServer(vsix);
const browser = await launchBrowser();
try {
  const workbench = await Workbench.open(browser, server.url, folder);
  await workbench.screenshot('welcome');
  await workbench.start('Connect to TCP Server', 1);
  await workbench.panel.getByRole('alert').waitFor();
  for (const theme of themes) {
    await workbench.chooseTheme(theme, folder);
    await workbench.screenshot(`error-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
  await removed(workbench);
  const clients = await converseWithGreeter(workbench);
  for (const theme of themes) {
    await workbench.chooseTheme(theme, folder);
    await photograph(workbench, theme, scenes);
  }
  for (const client of clients) client.destroy();
  await removed(workbench);
  const sender = await filesOnTheirWay(workbench, join(folder, 'received'));
  for (const theme of themes) {
    await workbench.chooseTheme(theme, folder);
    await photograph(workbench, theme, fileScenes);
  }
  sender.destroy();
  await removed(workbench);
  const film = await videoBothWays(workbench);
  await workbench.panel.getByRole('button', { name: 'Open Video in Its Own Panel' }).first().click();
  await workbench.has(2, workbench.page.locator('iframe.webview.ready:visible'));
  await workbench.runCommand('View: Join All Editor Groups');
  await workbench.page.getByRole('tab', { name: /^\d/ }).click();
  await workbench.panel.locator('portside-panel').waitFor();
  for (const theme of themes) {
    await workbench.chooseTheme(theme, folder);
    await photograph(workbench, theme, videoScenes);
  }
  film.destroy();
  await removed(workbench);
  const peers: Socket[] = [];
  await entryOfPickle(workbench, async port => {
    const peer = connect(port, '127.0.0.1');
    peers.push(peer);
    return peer;
  });
  for (const theme of themes) {
    await workbench.chooseTheme(theme, folder);
    await photograph(workbench, theme, { pickle: async () => undefined });
  }
  for (const peer of peers) peer.destroy();
} finally {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
