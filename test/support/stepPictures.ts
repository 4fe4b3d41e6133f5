/** Takes the pictures of the walkthrough: each step when it is done, in a dark and a light theme. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Theme } from './page/themes.ts';
import { run } from './run.ts';
import { systemProgram } from './systemPackages.ts';
import type { Workbench } from './workbench.ts';

/** Sharp on high-resolution screens. */
export const stepsScale = 1.5;
const size = { width: 780, height: 760 };
/** As many colours as flat areas and antialiased text need. */
const colours = 'split[a][b];[a]palettegen=max_colors=96[p];[b][p]paletteuse=dither=none';
/** Hides everything that the step isn't about. */
const bare = {
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': false,
  'workbench.layoutControl.enabled': false,
  // VS Code would offer to open the server's port as a web page.
  'remote.autoForwardPorts': false,
};
const port = 9000;
const themes: Record<string, Theme> = { light: 'Light Modern', dark: 'Dark Modern' };
const saved = [
  { kind: 'tcp-server', address: ':9000', name: 'my server', autoStart: true },
  { kind: 'tcp-client', address: '127.0.0.1:5432', name: 'database' },
  { kind: 'udp', address: ':20001', name: 'sensor' },
];

interface Place {
  readonly folder: string;
  readonly settings: object;
  readonly media: string;
}

export async function photographSteps(open: () => Promise<Workbench>, place: Place): Promise<void> {
  await mkdir(join(place.media, 'steps'), { recursive: true });
  const workbench = await open();
  try {
    await walk(workbench, (step, more) => photograph(workbench, step, place, more));
  } catch (error) {
    await workbench.screenshot('failed-photographSteps');
    throw error;
  }
  await workbench.close();
}

async function photograph(workbench: Workbench, step: string, place: Place, more: object = {}): Promise<void> {
  for (const [name, theme] of Object.entries(themes)) {
    await workbench.chooseTheme(theme, place.folder, { ...place.settings, ...bare, ...more });
    await workbench.page.mouse.move(0, 0);
    if ('portside.endpoints' in more) await workbench.treeItem('sensor').waitFor();
    await writePicture(await workbench.page.screenshot(), join(place.media, 'steps', `${step}-${name}.png`));
  }
}

/** Writes a picture with few colours, which makes it a third as large. */
async function writePicture(picture: Uint8Array, file: string): Promise<void> {
  const ffmpeg = await systemProgram('ffmpeg');
  await writeFile(file, picture);
  const small = `${file}.small.png`;
  await run(ffmpeg, ['-y', '-loglevel', 'error', '-i', file, '-vf', colours, small]);
  await rename(small, file);
}

async function walk(workbench: Workbench, take: (step: string, settings?: object) => Promise<void>): Promise<void> {
  const { page } = workbench;
  const toggleSideBar = () => page.keyboard.press('ControlOrMeta+B');
  await page.setViewportSize(size);
  await workbench.runCommand('Portside: Start TCP Server');
  await workbench.question('Start TCP Server').waitFor();
  await take('server');
  await workbench.answer('Start TCP Server', String(port));
  await workbench.panel.getByText('Waiting for the first client').waitFor();
  await toggleSideBar();
  await workbench.tree.waitFor({ state: 'hidden' });
  await workbench.runCommand('Portside: Run a Client in Python');
  await workbench.rows.filter({ hasText: 'Hello!' }).waitFor();
  await terminalShows('Waiting for the answer');
  await take('client');
  await workbench.say('Portside. Welcome!');
  await terminalShows('Welcome!');
  await take('answer');
  await page.keyboard.press('ControlOrMeta+J');
  await workbench.panel.getByRole('radio', { name: 'Log' }).click();
  await workbench.rows.filter({ hasText: 'Welcome!' }).click();
  await workbench.panel.getByText('50 6f 72 74').waitFor();
  await take('look');
  await workbench.panel.getByRole('button', { name: 'Edit Endpoint' }).click();
  await workbench.panel.getByLabel('Replies', { exact: true }).selectOption('rules');
  await workbench.panel.getByRole('button', { name: 'Add Rule' }).click();
  await workbench.panel.getByLabel('Condition of rule 2').selectOption('regex');
  await workbench.panel.getByLabel('Pattern of rule 2').fill('^Hello (?P<name>\\w+)');
  await workbench.panel.getByLabel('Reply', { exact: true }).nth(1).fill('Nice to meet you, {{name}}');
  await workbench.panel.getByLabel('Test rules').fill('Hello Ada');
  await workbench.panel.getByText('Nice to meet you, Ada').waitFor();
  await take('rules');
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Portside: Open Panel');
  await toggleSideBar();
  await workbench.treeItem(/127/).waitFor();
  await take('save', { 'portside.endpoints': saved });

  async function terminalShows(text: string): Promise<void> {
    await page.locator('.xterm-rows', { hasText: text }).waitFor();
  }
}
