/**
 * The camera, as Chromium fakes one, sent to a Python program: from VS Code's pages that may use it, and from the
 * camera page.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../support/paths.ts';
import { type Program, startOpenCv } from '../support/program.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('the browser’s camera', function () {
  this.timeout(240_000);
  const test = eachInItsOwnWindow();
  const programs: Program[] = [];
  afterEach(() => Promise.all(programs.splice(0).map(program => program.stop('SIGKILL'))));

  const sent = () => test.workbench.panel.getByRole('group', { name: 'Video sent: Camera' });

  /** Resolves when Python has received this many different pictures, mostly green, of the camera's size. */
  async function received(port: number, count: number): Promise<void> {
    const receiver = await startOpenCv(join(root, 'test/interop/programs/picture_hues.py'), port, count);
    programs.push(receiver);
    const seen = new Set<string>();
    while (seen.size < count) {
      const [, shape, blue, green, red, hash = ''] =
        /^(\(.+\)) (\d+) (\d+) (\d+) (\w+)$/.exec(await receiver.line()) ?? [];
      assert.equal(shape, '(480, 640, 3)');
      assert.ok(Number(green) > Number(blue) + 50 && Number(green) > Number(red) + 50, `${blue} ${green} ${red}`);
      seen.add(hash);
    }
    await receiver.ended();
  }

  it('is captured by the panel’s own page, by a separate tab when that is closed, and by the camera page, which can stop it', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.runCommand('Portside: Send Video…');
    await workbench.question('Send Video').waitFor();
    await workbench.pick('Camera');
    await sent().getByText('via Panel').waitFor();
    await sent().locator('canvas:not([width="0"])').waitFor();
    const port = await workbench.port();
    await received(port, 5);

    await workbench.runCommand('Portside: Open Video in Its Own Panel');
    await workbench.page.getByRole('tab', { name: /^Video: / }).waitFor();
    await workbench.has(2, workbench.page.locator('iframe.webview.ready:visible'));
    const panelTab = workbench.page.getByRole('tab', { name: /^127/ });
    await panelTab.getByRole('button', { name: /^Close/ }).click();
    await panelTab.waitFor({ state: 'detached' });
    await received(port, 3);

    const opened = workbench.page.context().waitForEvent('page');
    await sent().getByRole('button', { name: 'Try Another Way…' }).click();
    await workbench.question('Camera').waitFor();
    await workbench.pick('Camera Page in a New Tab');
    const page = await forwarded(await opened);
    await page.getByText('Sending', { exact: true }).waitFor();
    await sent().getByText('via Camera Page in a New Tab').waitFor();
    await received(port, 3);
    await page.getByRole('button', { name: 'Stop' }).click();
    await sent().getByText('ended').waitFor();
    await page.close();
  });
});

/**
 * Opens the page at the address that forwarding would lead to: VS Code's own server forwards no ports, although its
 * window assumes so.
 */
async function forwarded(page: Page): Promise<Page> {
  const [, port, rest] = /\/proxy\/(\d+)(\/.*)$/.exec(page.url()) ?? [];
  await page.goto(`http://127.0.0.1:${port}${rest}`);
  return page;
}
