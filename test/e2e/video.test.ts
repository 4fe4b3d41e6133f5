/** Video in the workbench: from a program, shown, saved with VS Code's own dialogs, and continued in a tab. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { clientsOfEachTest } from '../support/clients.ts';
import { painted, paintedNumbers } from '../support/paintedPixels.ts';
import { root } from '../support/paths.ts';
import { type Program, startOpenCv } from '../support/program.ts';
import { pickledFrame, variedPicture } from '../support/videoFrames.ts';
import { oneAfterTheOther } from './window.ts';

describe('video in the panel', function () {
  this.timeout(240_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();
  let program: Program | undefined;
  afterEach(() => program?.stop('SIGKILL'));

  const button = (name: string) => test.workbench.panel.getByRole('button', { name, exact: true });

  /** Answers VS Code's file dialog. */
  async function saveAs(name: string): Promise<string> {
    const { workbench } = test;
    const path = join(test.folder, name);
    await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await workbench.quickInput.fill(path);
    await workbench.quickInput.press('Enter');
    return path;
  }

  it('is offered in a notification while its panel is hidden, which disappears when the panel is shown', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    await workbench.runCommand('View: Close All Editors');
    await workbench.has(0, workbench.page.locator('.tabs-container .tab'));
    // The extension host answers this after it has noticed that the panel is closed.
    await workbench.runCommand('Portside: Rename Endpoint…');
    await workbench.question('Rename Endpoint').waitFor();
    await workbench.dismiss();
    const socket = await client(port);
    socket.write(pickledFrame(variedPicture(64, 48)));
    const notification = workbench.notifications.filter({ hasText: 'is sending video.' });
    await notification.waitFor();
    // Under the pointer, it doesn't disappear by itself.
    await notification.hover();
    await workbench.openPanel();
    await workbench.panel.getByText('is sending video.').waitFor();
    await notification.waitFor({ state: 'detached' });
  });

  it('from a Python program is shown, saved as a snapshot and a recording, and continues in a hidden tab', async () => {
    const { workbench } = test;
    program = await startOpenCv(join(root, 'test/interop/programs/known_pictures.py'), 'numbered', 10);
    const address = `127.0.0.1:${await program.port()}`;
    await workbench.start('Connect to TCP Server', address);
    await button('Show Video').click();
    const video = await painted(workbench.panel.getByRole('group', { name: `Video from ${address}` }));

    await button('Snapshot…').click();
    const snapshot = await saveAs('snapshot.png');
    await workbench.notifications.filter({ hasText: 'Saved snapshot.png' }).waitFor();
    const { width, height } = PNG.sync.read(await readFile(snapshot));
    assert.deepEqual([width, height], [640, 480]);

    await button('Record…').click();
    const clip = await saveAs('clip.webm');
    await video.getByRole('img', { name: 'recording' }).waitFor();
    await video.getByText(/· [1-9]\d*(\.\d+)? [kM]B/).waitFor();
    await button('Stop Recording').click();
    await workbench.notifications.filter({ hasText: 'Recorded clip.webm' }).waitFor();
    assert.ok((await readFile(clip)).length > 1000);

    await button('Open Video in Its Own Panel').click();
    const tab = workbench.page.getByRole('tab', { name: /^Video: / });
    await tab.waitFor();
    await workbench.has(2, workbench.page.locator('iframe.webview.ready:visible'));
    await workbench.runCommand('View: Join All Editor Groups');
    await workbench.has(1, workbench.page.locator('iframe.webview.ready:visible'));
    await tab.click();
    const alone = workbench.panel.locator('portside-video-page');
    await alone.waitFor();
    const before = await paintedNumbers(await painted(alone), 3);
    await workbench.page.getByRole('tab', { name: /^127/ }).click();
    await workbench.panel.locator('portside-panel').waitFor();
    await tab.click();
    await alone.waitFor();
    const after = await paintedNumbers(alone, 3);
    // The first may be the last one that was painted before.
    assert.ok((after[2] ?? 0) > (before[2] ?? 0), `${before} and then ${after}`);
  });
});
