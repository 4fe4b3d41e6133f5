/**
 * The keyboard and a screen reader in the workbench, where VS Code and the panel's page pass the focus to each other.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { saidByOne } from '../support/panelScenes.ts';
import { oneAfterTheOther } from './window.ts';

/** More than the panel has tab stops. */
const maxStops = 40;

describe('the accessible workbench', function () {
  this.timeout(240_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();

  it('can be navigated by keyboard, into the panel and out of it, and announces what is received meanwhile', async () => {
    const { workbench, folder } = test;
    const { page, panel } = workbench;
    const peer = await saidByOne(workbench, client, 'hello');
    await workbench.focusPanel();
    await page.keyboard.type('hi');
    await page.keyboard.press('Enter');
    assert.equal(String((await once(peer, 'data'))[0]), 'hi');

    const frame = await workbench.frame();
    const hasFocus = () => frame.evaluate(() => document.hasFocus());
    for (let stops = 0; (await hasFocus()) && stops < maxStops; stops++) await page.keyboard.press('Tab');
    assert.equal(await hasFocus(), false, 'Tab never leaves the panel');
    for (let stops = 0; !(await hasFocus()) && stops < maxStops; stops++) await page.keyboard.press('Shift+Tab');
    assert.equal(await hasFocus(), true, 'Shift+Tab never comes back');

    const announce = (isWanted: boolean) =>
      writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.announceMessages': isWanted }));
    const spoken = panel.locator('[role="status"][aria-live="polite"]');
    await mkdir(join(folder, '.vscode'), { recursive: true });
    await workbench.runCommand('Portside: Focus on Connections View');
    await spoken.filter({ hasText: '1 new message' }).waitFor({ state: 'attached' });
    await announce(false);
    await spoken.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    peer.write('two');
    await workbench.rows.filter({ hasText: 'two' }).waitFor();
    await announce(true);
    await frame.waitForFunction(
      () => (document.querySelector('portside-panel') as unknown as { panel: { announces: boolean } }).panel.announces,
    );
    peer.write('three');
    await spoken.filter({ hasText: /^1 new message$/ }).waitFor({ state: 'attached' });
  });
});
