/** Editing an endpoint in the form, in VS Code's JSON editor and from the tree. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { clientsOfEachTest } from '../support/clients.ts';
import { oneAfterTheOther } from './window.ts';

describe('editing an endpoint', function () {
  this.timeout(240_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();

  it('works in the form and in JSON, and loses nothing in between', async () => {
    const { workbench } = test;
    const { panel } = workbench;
    const field = (label: string) => panel.getByLabel(label, { exact: true });
    const press = (name: string) => panel.getByRole('button', { name }).click();
    await workbench.start('Start TCP Server', 0);
    await press('Edit Endpoint');
    await field('Name').fill('Greets');
    await press('Apply');
    await workbench.treeItem(/Greets/).waitFor();
    await workbench.edit({ mine: 1, greeting: 'from JSON' });
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: 'settings changed' }).nth(1).waitFor();
    await press('Edit Endpoint');
    await panel.getByText('Unknown keys, kept unchanged: mine').waitFor();
    await workbench.holds(field('Greeting'), 'from JSON');
    await field('Greeting').fill('from the form');
    await panel.getByRole('button', { name: 'Apply' }).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
    await workbench.treeItem(/Greets/).click();
    await press('Edit Endpoint');
    await workbench.holds(field('Greeting'), 'from the form');
    await press('Apply');
    await workbench.composer.waitFor();
    const socket = await client(await workbench.port());
    assert.equal(String((await once(socket, 'data'))[0]), 'from the form');
  });
});
