/** Takes the pictures of the walkthrough, each when its step is completed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { clientSource } from './firstAnswerFilm.ts';
import type { Photographer } from './photographer.ts';
import { openWorkbenchFile } from './readmePictures.ts';

const size = { width: 660, height: 620 };
const promptSize = { width: 660, height: 300 };
/** For content that would leave half of the other one empty. */
const lowSize = { width: 660, height: 460 };
/** For a rule on two lines, and for the view beside the panel. */
const wideSize = { width: 780, height: 600 };
/** Takes room from the terminal, which has three lines to show. */
const lowerByPixels = 150;
const port = 9000;
const saved = [
  { kind: 'tcp-server', address: ':9000', name: 'my server', autoStart: true },
  { kind: 'tcp-client', address: '127.0.0.1:5432', name: 'database' },
  { kind: 'udp', address: ':20001', name: 'sensor' },
];

/** Begins in a window without endpoints, with the Connections view open. */
export async function photographSteps(photographer: Photographer, folder: string): Promise<void> {
  const { workbench } = photographer;
  const { page } = workbench;
  const take = (step: string) => photographer.take(`steps/${step}`);
  const toggleSideBar = () => page.keyboard.press('ControlOrMeta+B');
  await page.setViewportSize(promptSize);
  await toggleSideBar();
  await workbench.tree.waitFor({ state: 'hidden' });
  await writeFile(join(folder, 'client.py'), clientSource);
  await openWorkbenchFile(workbench, 'client.py', 'recv');
  await workbench.runCommand('Portside: Start TCP Server…');
  await workbench.question('Start TCP Server').waitFor();
  await take('server');
  await workbench.dismiss();
  await page.setViewportSize(size);
  await workbench.runCommand('View: Close All Editors');
  await workbench.start('Start TCP Server', port);
  await workbench.panel.getByText('Waiting for the first client').waitFor();
  await workbench.runCommand('Portside: Run a Client in Python');
  await workbench.rows.filter({ hasText: 'Hello!' }).waitFor();
  await terminalShows('Waiting for a reply');
  await lowerTerminal(page);
  await take('client');
  await workbench.say('Portside. Welcome!');
  await terminalShows('Welcome!');
  await take('answer');
  await page.keyboard.press('ControlOrMeta+J');
  await page.setViewportSize(lowSize);
  await workbench.panel.getByRole('radio', { name: 'Log' }).click();
  await workbench.rows.filter({ hasText: 'Welcome!' }).press(' ');
  await workbench.panel.getByText('50 6f 72 74').waitFor();
  await take('look');
  await page.setViewportSize(wideSize);
  await workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
  await workbench.panel.getByLabel('Replies', { exact: true }).selectOption('rules');
  await workbench.panel.getByRole('button', { name: 'Add Rule' }).click();
  await workbench.panel.getByLabel('Rule 2 condition').selectOption('regex');
  await workbench.panel.getByRole('textbox', { name: 'Rule 2 pattern' }).fill('^Hello (?P<name>\\w+)');
  await workbench.panel.getByLabel('Reply', { exact: true }).nth(1).fill('Welcome, {{name}}');
  await workbench.panel.getByLabel('Test rules').fill('Hello Ada');
  await workbench.panel.getByText('Welcome, Ada').waitFor();
  await take('rules');
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Portside: Open Panel');
  await workbench.panel.getByRole('radio', { name: 'Chat' }).click();
  await page.setViewportSize({ ...wideSize, height: lowSize.height });
  await toggleSideBar();
  await workbench.treeItem(/127/).first().waitFor();
  await photographer.use({ 'portside.endpoints': saved });
  await workbench.treeItem('sensor').waitFor();
  await take('save');

  async function terminalShows(text: string): Promise<void> {
    await page.locator('.xterm-rows', { hasText: text }).waitFor();
  }
}

async function lowerTerminal(page: Page): Promise<void> {
  const box = await page.locator('.part.panel').boundingBox();
  if (!box) throw new Error('the terminal isn’t visible');
  const [x, y] = [box.x + box.width / 2, box.y - 1];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + lowerByPixels, { steps: 4 });
  await page.mouse.up();
}
