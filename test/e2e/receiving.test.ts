/** Files that are received by hand: started by one command, found again by another. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('received files', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();

  it('come to a server of one command, which asks for port and folder, and are shown selected', async () => {
    const { workbench } = test;
    await workbench.runCommand('Portside: Receive Files…');
    await workbench.answer('Receive Files', '0');
    await workbench.pick('in the Workspace');
    await workbench.panel.locator('header').waitFor();
    for (const text of ['first', 'second']) {
      (await client(await workbench.port())).end(text);
      await workbench.rows.filter({ hasText: `received “output${text === 'first' ? 0 : 1}.txt”` }).waitFor();
    }
    assert.equal(await readFile(join(test.folder, 'received', 'output1.txt'), 'utf8'), 'second');
    await workbench.runCommand('Portside: Show Received Files');
    const selected = workbench.page.locator('.explorer-folders-view .monaco-list-row.selected');
    await selected.filter({ hasText: 'output1.txt' }).waitFor();
  });

  it('of the next server go where the first one’s did', async () => {
    const { workbench } = test;
    await workbench.runCommand('Portside: Receive Files…');
    await workbench.answer('Receive Files', '0');
    await workbench.pick('in the Workspace');
    await workbench.panel.locator('header').waitFor();
    const first = await workbench.port();
    await workbench.runCommand('Portside: Receive Files…');
    await workbench.answer('Receive Files', '0');
    await workbench.panel
      .getByRole('button', { name: /:[1-9]\d*$/ })
      .first()
      .filter({ hasNotText: `:${first}` })
      .waitFor();
    (await client(await workbench.port())).end('to the same folder');
    await workbench.rows.filter({ hasText: 'received “output0.txt”' }).waitFor();
  });
});
