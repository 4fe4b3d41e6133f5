/** An endpoint's config as a document in VS Code's own editor. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { clientsOfEachTest } from '../support/clients.ts';
import { oneAfterTheOther } from './window.ts';

describe('a config as JSON', function () {
  this.timeout(120_000);
  const test = oneAfterTheOther();
  const client = clientsOfEachTest();

  it('is not applied while it is invalid, names the invalid field, and is applied once it is fixed', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    await workbench.edit({ reply: [{ when: { regex: '(' }, send: 'x' }] });
    await workbench.notifications.filter({ hasText: 'reply.0.when.regex' }).waitFor();
    // The endpoint keeps running meanwhile.
    await client(port);
    await workbench.openPanel();
    await workbench.edit({ reply: 'echo', greeting: 'hello' });
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: 'settings changed' }).waitFor();
    const socket = await client(await workbench.port());
    assert.equal(String((await once(socket, 'data'))[0]), 'hello');
    socket.write('and back');
    assert.equal(String((await once(socket, 'data'))[0]), 'and back');
  });

  it('stays saved without an error if its question is dismissed, and is applied later', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await client(await workbench.port());
    await workbench.panel.getByText('1 client').first().waitFor();
    await workbench.edit({ address: '127.0.0.1:0', greeting: 'hello' });
    const dialog = workbench.page.getByRole('dialog').filter({ hasText: 'which disconnects 1 client' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const offer = workbench.notifications.filter({ hasText: 'were not applied' });
    await offer.waitFor();
    await workbench.has(1, workbench.notifications);
    await workbench.has(0, workbench.page.locator('.tab.dirty'));
    await offer.getByRole('button', { name: 'Apply' }).click();
    await dialog.getByRole('button', { name: 'Apply and Restart' }).click();
    await workbench.openPanel();
    const socket = await client(await workbench.port());
    assert.equal(String((await once(socket, 'data'))[0]), 'hello');
  });

  it('follows what the form applies, and saves it without a conflict', async () => {
    const { workbench } = test;
    const { panel, page } = workbench;
    await workbench.start('Start TCP Server', 0);
    await workbench.edit({ greeting: 'from JSON' });
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: 'settings changed' }).waitFor();
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await panel.getByLabel('Greeting', { exact: true }).fill('from the form, longer');
    await panel.getByRole('button', { name: 'Apply' }).click();
    await page.locator('.editor-instance .view-line', { hasText: 'from the form, longer' }).waitFor();
    await workbench.edit({ reply: 'echo' });
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: 'settings changed' }).nth(2).waitFor();
    const socket = await client(await workbench.port());
    assert.equal(String((await once(socket, 'data'))[0]), 'from the form, longer');
  });

  it('has the endpoint’s name in its tab and at the beginning of its breadcrumbs, also after it was renamed', async () => {
    const { workbench } = test;
    const { page } = workbench;
    const tab = (name: string) => page.locator('.tab', { hasText: `${name}.portside.json` });
    const firstCrumb = page.locator('.breadcrumbs-control .monaco-breadcrumb-item').first();
    await workbench.start('Start TCP Server', 0);
    await workbench.edit({ name: 'first' });
    await tab('first').waitFor();
    await workbench.has(1, page.locator('.tab', { hasText: '.portside.json' }));
    assert.equal(await firstCrumb.innerText(), 'first.portside.json');
    await workbench.runCommand('Portside: Rename Endpoint…');
    await workbench.answer('Rename Endpoint', 'second');
    await tab('second').waitFor();
    await tab('first').waitFor({ state: 'detached' });
  });

  it('that VS Code saves by itself is applied only when the user saves it', async () => {
    const { workbench } = test;
    const { panel, page, notifications } = workbench;
    await workbench.start('Start TCP Server', 0);
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await panel.getByLabel('Greeting', { exact: true }).fill('not yet');
    await panel.getByRole('button', { name: 'Edit as JSON' }).click();
    const line = page.locator('.editor-instance .view-line', { hasText: 'not yet' });
    await line.waitFor();
    await notifications.filter({ hasText: 'automatically' }).waitFor();
    await workbench.openPanel();
    await workbench.has(0, workbench.rows.filter({ hasText: 'settings changed' }));
    await page.getByRole('tab', { name: /portside\.json/ }).click();
    await line.click();
    await page.keyboard.press('ControlOrMeta+S');
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: 'settings changed' }).waitFor();
    const socket = await client(await workbench.port());
    assert.equal(String((await once(socket, 'data'))[0]), 'not yet');
  });

  it('takes over unsaved changes of the form, and leaves none there', async () => {
    const { workbench } = test;
    const { panel, page } = workbench;
    const field = panel.getByLabel('Greeting', { exact: true });
    await workbench.start('Start TCP Server', 0);
    await panel.getByRole('button', { name: 'Edit Endpoint' }).click();
    await field.fill('moved to JSON');
    await panel.getByRole('button', { name: 'Edit as JSON' }).click();
    const line = page.locator('.editor-instance .view-line', { hasText: 'moved to JSON' });
    await line.waitFor();
    await line.click();
    await page.keyboard.press('ControlOrMeta+S');
    await workbench.openPanel();
    await workbench.rows.filter({ hasText: 'settings changed' }).waitFor();
    const socket = await client(await workbench.port());
    assert.equal(String((await once(socket, 'data'))[0]), 'moved to JSON');
  });
});
