/** The first steps of a user who has just installed Portside: the walkthrough alone, and Try It. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import type { Workbench } from '../support/workbench.ts';
import { eachInItsOwnWindow } from './window.ts';

/** The walkthrough's page, which counts clicks and keys. */
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

  /** Resolves when the step has its check mark. */
  async isDone(title: string): Promise<void> {
    await this.step(title).locator('.complete').first().waitFor();
  }

  /** Expands a step unless it is expanded. */
  async open(title: string): Promise<void> {
    const step = this.step(title);
    if ((await step.getAttribute('aria-expanded')) !== 'true') await step.click();
  }

  async press(target: Locator): Promise<void> {
    this.presses++;
    await target.click();
  }

  /**
   * Answers a question with Enter. The walkthrough may have taken the focus from it: its steps request the focus
   * whenever they are rendered.
   */
  async confirm(): Promise<void> {
    this.presses++;
    await this.#workbench.confirm();
  }

  async key(name: string): Promise<void> {
    this.presses++;
    await this.#workbench.page.keyboard.press(name);
  }
}

const titles = [
  'Start a server',
  'Run your client',
  'Reply to it',
  'Inspect the bytes',
  'Let rules reply',
  'Save it for next time',
];

describe('first steps', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();

  it('have pictures and buttons, and lead to the first reply to a Python program in five clicks', async () => {
    const { workbench } = test;
    // The terminal's text is in the page only without the GPU.
    await mkdir(join(test.folder, '.vscode'));
    const settings = { 'terminal.integrated.gpuAcceleration': 'off' };
    await writeFile(join(test.folder, '.vscode/settings.json'), JSON.stringify(settings));
    await workbench.tree.getByText('get started', { exact: true }).click();
    const walkthrough = new Walkthrough(workbench);
    await walkthrough.step('Start a server').waitFor();
    for (const title of titles) {
      await walkthrough.open(title);
      await walkthrough.step(title).getByRole('button').first().waitFor();
      assert.ok((await pictureWidth(walkthrough)) > 0, `${title} shows its picture`);
    }
    await walkthrough.open('Start a server');

    await walkthrough.press(walkthrough.page.getByRole('button', { name: 'Start TCP Server' }));
    await workbench.question('Start TCP Server').waitFor();
    await walkthrough.confirm();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    const port = await workbench.port();
    await walkthrough.isDone('Start a server');
    // The next step expands by itself.
    await walkthrough.press(walkthrough.page.getByRole('button', { name: 'Run a Client in Python' }));
    await workbench.rows.filter({ hasText: 'Hello! Who is there?' }).waitFor();
    await workbench.focused(workbench.composer);
    await workbench.page.keyboard.type('Portside is here');
    await walkthrough.key('Enter');
    await workbench.page.locator('.xterm-rows', { hasText: 'Reply: Portside is here' }).waitFor();
    assert.ok(walkthrough.presses <= 5, `it took ${walkthrough.presses} presses`);
    for (const title of titles.slice(0, 3)) await walkthrough.isDone(title);
    // By its tab: VS Code itself would lead to its own welcome page.
    await workbench.page.getByRole('tab', { name: 'Welcome' }).click();
    await walkthrough.step('Inspect the bytes').and(workbench.page.locator('[aria-expanded="true"]')).waitFor();

    // The program can be opened, too.
    await workbench.runCommand('Portside: Create a Client in Python');
    await workbench.page.locator('.view-line', { hasText: `("127.0.0.1", ${port})` }).waitFor();
  });

  it('open both ends of Try It beside open code, each once, and echo what is typed', async () => {
    const { workbench } = test;
    const { page } = workbench;
    // With its key: for this title, the palette prefers “Compare New Untitled Text Files”.
    await page.keyboard.press('Control+Alt+N');
    await page.getByRole('tab', { name: 'Untitled-1' }).waitFor();
    const frames = page.locator('iframe.webview.ready:visible');
    const contents = (at: number) => frames.nth(at).contentFrame().frameLocator('#active-frame');
    const bothAreSeen = async () => {
      await page.getByRole('tab', { name: 'Echo' }).waitFor();
      await page.getByRole('tab', { name: 'You' }).waitFor();
      await frames.nth(1).waitFor();
      await contents(0).locator('textarea:focus').waitFor();
      await workbench.has(2, page.locator('.editor-group-container'));
      await workbench.has(2, workbench.treeItem(/^(Echo|You|TCP .*(Echo|You))/));
    };
    await workbench.tree.getByRole('button', { name: 'Try It: Talk to Yourself' }).click();
    await bothAreSeen();
    await workbench.runCommand('Portside: Try It: Talk to Yourself');
    await bothAreSeen();
    // The second command may still be focusing the message box again.
    const composer = contents(0).getByRole('textbox', { name: 'Message' });
    await composer.fill('Anybody?');
    await composer.press('Enter');
    for (const end of [0, 1])
      await contents(end).getByRole('listitem').filter({ hasText: 'Anybody?' }).nth(1).waitFor();
  });
});

/** Returns the picture's natural width in pixels. */
async function pictureWidth({ page }: Walkthrough): Promise<number> {
  const picture = page.locator('.getting-started-media img');
  await picture.waitFor();
  return picture.evaluate(async image => {
    const shown = image as HTMLImageElement;
    if (!shown.complete) await shown.decode();
    return shown.naturalWidth;
  });
}
