/** Saved endpoints in the tree, and what starts with the window. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { eachInItsOwnWindow } from './window.ts';

describe('saved endpoints', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const servers: Server[] = [];

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  const settingsFile = () => join(test.folder, '.vscode/settings.json');

  /** In the settings of the folder. */
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

  async function listen(): Promise<number> {
    const server = createServer().listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Resolves when the name has a decoration, and so another colour than its row, or none: VS Code asks for decorations when it likes. */
  async function becomes(item: Locator, isDimmed: boolean): Promise<void> {
    await item.locator('[class*="monaco-decoration-itemColor"]').waitFor({ state: isDimmed ? 'attached' : 'detached' });
    const isNow = await item.evaluate(row => {
      const label = row.querySelector('.label-name');
      return label !== null && getComputedStyle(label).color !== getComputedStyle(row).color;
    });
    assert.equal(isNow, isDimmed);
  }

  it('are dimmed, and start with one press; a wrong one says why and leads to its entry', async () => {
    const { workbench } = test;
    await save([
      { kind: 'tcp-server', address: ':0', name: 'good', greeting: 'hello' },
      { kind: 'tcp-server', address: 'nowhere', name: 'wrong' },
    ]);
    const good = workbench.treeItem(/^good/);
    await good.waitFor();
    await becomes(good, true);
    await good.click();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
    await becomes(workbench.treeItem(/good, open/), false);
    await workbench.has(1, workbench.treeItem(/good/));
    await workbench.treeItem(/^wrong, portside\.endpoints\[1\]: address/).click();
    await workbench.page.locator('.view-line', { hasText: '"name": "wrong"' }).waitFor();
    await workbench.page.locator('.selected-text').first().waitFor();
    await workbench.page.keyboard.type('right');
    await workbench.page.locator('.view-line', { hasText: '"name": "right"' }).waitFor();
  });

  it('of a thousand the right one starts', async () => {
    const { workbench } = test;
    await save(
      Array.from({ length: 1000 }, (_, at) => ({
        kind: 'tcp-server',
        address: ':0',
        name: `number ${at}`,
        greeting: `I am ${at}`,
      })),
    );
    await workbench.treeItem(/^number 3,/).waitFor();
    await workbench.runCommand('Portside: Start Saved Endpoint');
    await workbench.pick('number 777');
    await workbench.treeItem(/number 777, open/).waitFor();
    const [greeting] = await once(connect(await workbench.port(), '127.0.0.1'), 'data');
    assert.equal(String(greeting), 'I am 777');
    await workbench.treeItem(/^number 4,/).click();
    await workbench.treeItem(/number 4, open/).waitFor();
  });

  it('are removed with a way back, duplicated, and told to start with the window', async () => {
    const { workbench } = test;
    await save(['a', 'b', 'c'].map(name => ({ kind: 'tcp-server', address: ':0', name })));
    await workbench.chooseFromMenu(workbench.treeItem(/^b,/), 'Remove Saved Endpoint');
    await workbench.treeItem(/^b,/).waitFor({ state: 'detached' });
    assert.deepEqual(await savedNames(), ['a', 'c']);
    await workbench.notifications.getByRole('button', { name: 'Undo' }).click();
    await workbench.treeItem(/^b,/).waitFor();
    assert.deepEqual(await savedNames(), ['a', 'b', 'c']);
    await workbench.chooseFromMenu(workbench.treeItem(/^a,/), 'Duplicate Saved Endpoint');
    await workbench.answer('Duplicate Saved Endpoint', 'a copy');
    await workbench.treeItem(/^a copy,/).waitFor();
    assert.deepEqual(await savedNames(), ['a', 'a copy', 'b', 'c']);
    await workbench.chooseFromMenu(workbench.treeItem(/^c,/), 'Start with Workspace');
    await workbench.treeItem(/^c, .*starts by itself/).waitFor();
    await workbench.chooseFromMenu(workbench.treeItem(/^c,/), 'Don’t Start with Workspace');
    await workbench.treeItem(/^c, :0 · saved$/).waitFor();
  });

  it('that start with the window do so once, without a panel; what fails is told once', async () => {
    const { workbench } = test;
    const taken = await listen();
    await save([
      { kind: 'tcp-server', address: ':0', name: 'by itself', autoStart: true },
      { kind: 'tcp-server', address: `127.0.0.1:${taken}`, name: 'too late', autoStart: true },
      { kind: 'tcp-server', address: ':0', name: 'by hand' },
    ]);
    await workbench.treeItem(/^by itself, .*starts by itself/).waitFor();
    for (const _time of ['first', 'second']) {
      await workbench.reload();
      await workbench.treeItem(/by itself, open/).waitFor();
      await workbench.notifications.filter({ hasText: `Cannot listen on 127.0.0.1:${taken}` }).waitFor();
      await workbench.treeItem(/too late, failed/).waitFor();
      await workbench.treeItem(/^by hand,/).waitFor();
      await workbench.has(2, workbench.treeItem(/by itself|too late/));
      await workbench.has(1, workbench.notifications);
      assert.equal(await workbench.page.locator('.editor-group-container .tab').count(), 0);
    }
    await workbench.notifications.getByRole('button', { name: 'Show' }).click();
    await workbench.panel.getByRole('alert').waitFor();
  });

  it('are saved where the user says, and the last place is proposed first', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.getByRole('button', { name: 'Save Endpoint' }).click();
    await workbench.quickInput.fill('kept');
    await workbench.confirm();
    const row = (at: number) => workbench.page.locator('.quick-input-list .monaco-list-row').nth(at);
    await row(0).filter({ hasText: 'workspace settings' }).waitFor();
    await workbench.pick('User');
    await workbench.treeItem(/kept, open/).waitFor();
    await workbench.panel.getByRole('button', { name: 'Save Endpoint' }).click();
    await row(0)
      .filter({ hasText: 'Replaces the one of the same name' })
      .filter({ hasText: 'user settings' })
      .waitFor();
    await workbench.dismiss();
    await workbench.treeAction(workbench.treeItem(/kept, open/), 'Stop');
    await workbench.treeAction(workbench.treeItem(/kept, closed/), 'Remove');
    await workbench.chooseFromMenu(workbench.treeItem(/^kept,/), 'Remove Saved Endpoint');
    await workbench.treeItem(/^kept,/).waitFor({ state: 'detached' });
  });

  it('what is on the clipboard is proposed, told, and opened', async () => {
    const { workbench } = test;
    const port = await listen();
    await workbench.page.evaluate(text => navigator.clipboard.writeText(text), `nc -v 127.0.0.1 ${port}`);
    await workbench.tree.getByText('Paste it', { exact: true }).click();
    await workbench.question('Open from URL or Command Line').waitFor();
    await workbench.holds(workbench.quickInput, `nc -v 127.0.0.1 ${port}`);
    await workbench.quickInputMessage
      .filter({ hasText: `From the clipboard. Opens a TCP client that connects to 127.0.0.1:${port}` })
      .waitFor();
    await workbench.quickInput.fill('telnet');
    await workbench.quickInputMessage.filter({ hasText: 'the host to connect to is missing' }).waitFor();
    await workbench.quickInput.fill(`nc -v 127.0.0.1 ${port}`);
    await workbench.confirm();
    await workbench.treeItem(new RegExp(`TCP client 127.0.0.1:${port}, open`)).waitFor();
  });

  it('a command line is taken where an address is asked for, if it fits', async () => {
    const { workbench } = test;
    await workbench.runCommand('Portside: Start TCP Server');
    await workbench.question('Start TCP Server').waitFor();
    await workbench.quickInput.fill('nc example.com 80');
    await workbench.quickInputMessage.filter({ hasText: 'This means a TCP client.' }).waitFor();
    await workbench.quickInput.fill('nc -lk 0');
    await workbench.confirm();
    await workbench.panel.getByText('Waiting for the first client.').waitFor();
  });
});
