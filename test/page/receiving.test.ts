/** Files that are received by hand: started by one command, found again by another. */
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

  it('come to a server of one command, which asks for port and folder, and are shown', async () => {
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

  it('of the next server go where the first one’s did', async () => {
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
