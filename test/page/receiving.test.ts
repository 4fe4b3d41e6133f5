/** Files received by hand: one command starts receiving, another shows the files. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri } from 'vscode';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('received files', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  async function receive(): Promise<void> {
    await test.window.runCommand('Portside: Receive Files…');
    await test.window.answer('Receive Files', '0');
  }

  it('arrive at a server started by one command, which asks for port and folder, and are shown', async () => {
    const { window } = test;
    await receive();
    await window.pick('in the Workspace');
    for (const [at, text] of ['first', 'second'].entries()) {
      (await client(await window.port())).end(text);
      await window.rows.filter({ hasText: `received “output${at}.txt”` }).waitFor();
    }
    const newest = join(test.folder, 'received', 'output1.txt');
    assert.equal(await readFile(newest, 'utf8'), 'second');
    await window.runCommand('Portside: Show Received Files');
    const { args } = await window.done('revealInExplorer');
    assert.equal((args[0] as Uri).fsPath, newest);
  });

  it('are awaited with a command for the terminal and a link to their folder', async () => {
    const { window } = test;
    await receive();
    await window.pick('in the Workspace');
    const port = await window.port();
    await window.panel.getByText('Waiting for the first file.').waitFor();
    const line = `nc -N 127.0.0.1 ${port} < FILE`;
    await window.panel.getByRole('button', { name: line }).click();
    await window.copied(line);
    await window.panel.getByRole('button', { name: join(test.folder, 'received') }).click();
    const { args } = await window.done('revealInExplorer');
    assert.equal((args[0] as Uri).fsPath, test.folder, 'its folder is created with the first file');
  });

  it('have the extension that fits their contents', async () => {
    const { window } = test;
    await receive();
    await window.pick('in the Workspace');
    (await client(await window.port())).end(Buffer.from('%PDF-1.7\n', 'latin1'));
    await window.rows.filter({ hasText: 'received “output0.pdf”' }).waitFor();
  });

  it('of the next server are saved in the same folder as the first one’s', async () => {
    const { window } = test;
    await receive();
    await window.pick('in the Workspace');
    const first = await window.port();
    await receive();
    const address = window.panel.getByRole('button', { name: /:[1-9]\d*$/ });
    await address
      .filter({ hasNotText: `:${first}` })
      .first()
      .waitFor();
    (await client(await window.port())).end('to the same folder');
    await window.rows.filter({ hasText: 'received “output0.txt”' }).waitFor();
    assert.equal(await readFile(join(test.folder, 'received', 'output0.txt'), 'utf8'), 'to the same folder');
  });
});
