/** Saved endpoints in VS Code's tree, menus, settings editor, questions and notifications. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eachInItsOwnWindow } from './window.ts';

describe('saved endpoints', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();

  const settingsFile = () => join(test.folder, '.vscode/settings.json');

  /** Saves endpoints in the settings of the folder. */
  async function save(endpoints: readonly object[]): Promise<void> {
    await mkdir(join(test.folder, '.vscode'), { recursive: true });
    await writeFile(settingsFile(), JSON.stringify({ 'portside.endpoints': endpoints }, null, 2));
  }

  async function savedNames(): Promise<unknown[]> {
    const settings = JSON.parse(await readFile(settingsFile(), 'utf8')) as {
      'portside.endpoints': { name: unknown }[];
    };
    return settings['portside.endpoints'].map(({ name }) => name);
  }

  it('look like others, and start with one click; an invalid one says why and links to its entry', async () => {
    const { workbench } = test;
    await save([
      { kind: 'tcp-server', address: ':0', name: 'good', greeting: 'hello' },
      { kind: 'tcp-server', address: 'nowhere', name: 'wrong' },
    ]);
    const good = workbench.treeItem(/^good/);
    await good.waitFor();
    await looksAvailable(workbench.page, 'good');
    await good.click();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    await workbench.treeItem(/good, open/).waitFor();
    await workbench.has(1, workbench.treeItem(/good/));
    await workbench.treeItem(/^wrong, portside\.endpoints\[1\]: address/).click();
    await workbench.page.locator('.view-line', { hasText: '"name": "wrong"' }).waitFor();
    await workbench.page.locator('.selected-text').first().waitFor();
    await workbench.page.keyboard.type('right');
    await workbench.page.locator('.view-line', { hasText: '"name": "right"' }).waitFor();
  });

  it('that other machines can reach start with one click and return with one; only a command without an argument asks', async () => {
    const { workbench } = test;
    await save([{ kind: 'tcp-server', address: '0.0.0.0:0', name: 'mine' }]);
    const row = workbench.treeItem(/^mine/);
    const running = workbench.treeItem(/mine, .*open/);
    // Notifications are dialogs, too.
    const question = 'Other machines will be able to reach it.';
    const dialog = workbench.page.getByRole('dialog').filter({ hasText: question });
    await row.click();
    await running.waitFor();
    // A panel that is just opening takes the focus, and thereby closes a menu.
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    await workbench.chooseFromMenu(running, 'Remove Endpoint');
    await workbench.page.getByRole('button', { name: /^Removed endpoint “mine” and its transcript.* Undo$/ }).click();
    await running.waitFor();
    assert.equal(await dialog.count(), 0);
    await workbench.stopAll();
    await workbench.treeItem(/mine, .*closed/).waitFor();
    await workbench.runCommand('Start Endpoint');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Open' }).click();
    await running.waitFor();
  });

  it('are saved from the panel, and changed by their menus with an undo', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.getByRole('button', { name: 'Save Endpoint' }).click();
    await workbench.quickInput.fill('a');
    await workbench.confirm();
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'shared with the project' })
      .waitFor();
    await workbench.pick('Workspace');
    await workbench.treeAction(workbench.treeItem(/ a, open/), 'Stop');
    await workbench.treeAction(workbench.treeItem(/ a, closed/), 'Remove');
    const a = workbench.treeItem(/^a,/);
    await workbench.chooseFromMenu(a, 'Duplicate Endpoint…');
    await workbench.answer('Duplicate Endpoint', 'b');
    const b = workbench.treeItem(/^b,/);
    await b.waitFor();
    assert.deepEqual(await savedNames(), ['a', 'b']);
    await workbench.chooseFromMenu(a, 'Remove Endpoint from Settings');
    await a.waitFor({ state: 'detached' });
    assert.deepEqual(await savedNames(), ['b']);
    const offer = workbench.page.getByRole('button', { name: /^Removed endpoint “a” from .* Undo$/ });
    await offer.click();
    await a.waitFor();
    await offer.waitFor({ state: 'detached' });
    assert.deepEqual(await savedNames(), ['a', 'b']);
    await workbench.chooseFromMenu(b, 'Enable Endpoint Autostart');
    await workbench.treeItem(/^b, .*starts automatically/).waitFor();
    await workbench.reload();
    await workbench.treeItem(/ b, open/).waitFor();
    await a.waitFor();
    const tabs = await workbench.page.locator('.editor-group-container .tab').allInnerTexts();
    assert.deepEqual(tabs, [], 'it starts without a panel');
  });

  it('aren’t needed to open the contents of the clipboard, which are suggested, and explained while they are edited', async () => {
    const { workbench } = test;
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await workbench.page.evaluate(text => navigator.clipboard.writeText(text), `nc -v 127.0.0.1 ${port}`);
    await workbench.tree.getByText('Paste it', { exact: true }).click();
    await workbench.question('Open from URL or Command Line').waitFor();
    const says = (text: string) => workbench.quickInputMessage.filter({ hasText: text }).waitFor();
    await says(`From the clipboard. Opens a TCP client that connects to 127.0.0.1:${port}`);
    await workbench.holds(workbench.quickInput, `nc -v 127.0.0.1 ${port}`);
    await workbench.quickInput.fill('telnet');
    await says('the host to connect to is missing');
    await workbench.confirm();
    await says('the host to connect to is missing');
    await workbench.quickInput.fill(`nc -v 127.0.0.1 ${port}`);
    await says(`Opens a TCP client that connects to 127.0.0.1:${port}`);
    await workbench.confirm();
    await workbench.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    // The panel has the focus, and the question takes it.
    await workbench.composer.click();
    await workbench.runCommand('Portside: Open from URL or Command Line…');
    await says('From the clipboard.');
    // Typing replaces the suggestion.
    await workbench.page.keyboard.type('nc -lk 0');
    await says('Opens a TCP server on');
    await workbench.confirm();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    server.close();
  });
});

/** Resolves when a name in the tree has the color of its row, not the one for unusable endpoints. */
async function looksAvailable(page: Page, name: string): Promise<void> {
  await page.waitForFunction(wanted => {
    const label = [...document.querySelectorAll('.sidebar .label-name')].find(one => one.textContent === wanted);
    const row = label?.closest('[role=treeitem]');
    return label && row && getComputedStyle(label).color === getComputedStyle(row).color;
  }, name);
}
