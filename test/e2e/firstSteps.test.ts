/** The way of somebody who has just installed Portside: nothing but the walkthrough. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';
import { eachInItsOwnWindow } from './window.ts';

/** The walkthrough's page, pressed and counted. */
class Walkthrough {
  readonly #workbench: Workbench;
  presses = 0;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get page(): Locator {
    return this.#workbench.page.locator('.gettingStartedContainer');
  }

  step(title: string): Locator {
    return this.page.locator('.getting-started-step', { has: this.#workbench.page.getByText(title, { exact: true }) });
  }

  async press(target: Locator): Promise<void> {
    this.presses++;
    await target.click();
  }

  async key(name: string): Promise<void> {
    this.presses++;
    await this.#workbench.page.keyboard.press(name);
  }
}

const titles = ['Start a server', 'Run your client', 'Answer', 'Look closer', 'Let it answer', 'Save it and come back'];

describe('first steps', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();

  async function openWalkthrough(): Promise<Walkthrough> {
    await test.workbench.tree.getByText('first steps', { exact: true }).click();
    const walkthrough = new Walkthrough(test.workbench);
    await walkthrough.step('Start a server').waitFor();
    return walkthrough;
  }

  it('lead to the first answer of a Python program in five presses', async () => {
    const { workbench } = test;
    // So that what the terminal shows is in the page.
    await mkdir(join(test.folder, '.vscode'));
    const settings = { 'terminal.integrated.gpuAcceleration': 'off' };
    await writeFile(join(test.folder, '.vscode/settings.json'), JSON.stringify(settings));
    const walkthrough = await openWalkthrough();
    await walkthrough.press(walkthrough.page.getByRole('button', { name: 'Start TCP Server' }));
    await workbench.question('Start TCP Server').waitFor();
    await walkthrough.key('Enter');
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    await walkthrough.step('Start a server').locator('.complete').first().waitFor();
    const run = walkthrough.page.getByRole('button', { name: 'Run a Client in Python' });
    if (!(await run.isVisible())) await walkthrough.press(walkthrough.step('Run your client'));
    await walkthrough.press(run);
    await workbench.rows.filter({ hasText: 'Hello! Who is there?' }).waitFor();
    await workbench.panel.locator('textarea:focus').waitFor();
    await workbench.page.keyboard.type('Portside is here');
    await walkthrough.key('Enter');
    await workbench.page.locator('.xterm-rows', { hasText: 'The answer: Portside is here' }).waitFor();
    assert.ok(walkthrough.presses <= 5, `it took ${walkthrough.presses} presses`);
    for (const title of titles.slice(0, 3)) await walkthrough.step(title).locator('.complete').first().waitFor();
  });

  it('have a picture and buttons at every step', async () => {
    const walkthrough = await openWalkthrough();
    for (const title of titles) {
      const step = walkthrough.step(title);
      if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click();
      assert.ok((await step.getByRole('button').count()) > 0, `${title} has a button`);
      const picture = walkthrough.page.locator('.getting-started-media img');
      await picture.waitFor();
      const width = await picture.evaluate(async image => {
        const { complete, naturalWidth } = image as HTMLImageElement;
        if (!complete) await (image as HTMLImageElement).decode();
        return naturalWidth || (image as HTMLImageElement).naturalWidth;
      });
      assert.ok(width > 0, `${title} shows its picture`);
    }
  });

  it('show the program that is run, with the port of the server', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    await workbench.runCommand('Portside: New Client Program in Python');
    await workbench.page.locator('.view-line', { hasText: `("127.0.0.1", ${port})` }).waitFor();
  });

  it('talk to yourself: both ends are seen, and what is typed comes back', async () => {
    const { workbench } = test;
    await workbench.tree.getByRole('button', { name: 'Try It: Talk to Yourself' }).click();
    await workbench.treeItem(/You/).waitFor();
    await workbench.page.getByRole('tab', { name: 'Echo' }).waitFor();
    await workbench.page.getByRole('tab', { name: 'You' }).waitFor();
    const frames = workbench.page.locator('iframe.webview.ready:visible');
    await frames.nth(1).waitFor();
    const contents = (at: number) => frames.nth(at).contentFrame().frameLocator('#active-frame');
    await contents(0).locator('textarea:focus').waitFor();
    await workbench.page.keyboard.type('Anybody?');
    await workbench.page.keyboard.press('Enter');
    for (const end of [0, 1])
      await contents(end).getByRole('listitem').filter({ hasText: 'Anybody?' }).nth(1).waitFor();
    await workbench.page.setViewportSize({ width: 1000, height: 700 });
  });

  it('talk to yourself while code is open, and are there once', async () => {
    const { workbench } = test;
    await workbench.runCommand('Create: New Untitled Text File');
    await workbench.page.getByRole('tab', { name: 'Untitled-1' }).waitFor();
    for (const _time of ['first', 'second']) {
      await workbench.runCommand('Portside: Try It: Talk to Yourself');
      await workbench.page.locator('iframe.webview.ready:visible').nth(1).waitFor();
    }
    await workbench.has(2, workbench.page.locator('.editor-group-container'));
    await workbench.has(2, workbench.treeItem(/^(Echo|You|TCP .*(Echo|You))/));
  });
});
