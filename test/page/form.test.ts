import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Locator } from 'playwright-core';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the form of an endpoint', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  const field = (label: string): Locator => test.window.panel.getByLabel(label, { exact: true });
  const press = (name: string) => test.window.panel.getByRole('button', { name }).click();

  async function edit(): Promise<void> {
    await test.window.start('Start TCP Server', 0);
    await press('Edit Endpoint');
    await field('Listen on').waitFor();
  }

  /** The first bytes that a client of the server hears. */
  async function heard(say = ''): Promise<string> {
    const socket = await client(await test.window.port());
    if (say) socket.write(say);
    return (await once(socket, 'data'))[0].toString('latin1');
  }

  it('restarts the endpoint with what was changed', async () => {
    const { window } = test;
    await edit();
    await field('Name').fill('Greets');
    // Key by key: bytes that are not text don't make it another notation halfway.
    await field('Greeting').pressSequentially('\\xff\\xfeok\\r\\n');
    await press('Restart with Changes');
    await window.composer.waitFor();
    await window.panel.getByRole('heading', { name: 'Greets' }).waitFor();
    assert.equal(await heard(), '\xff\xfeok\r\n');
  });

  it('says what is wrong beside the field, and restarts nothing with it', async () => {
    const { window } = test;
    await edit();
    await field('Listen on').fill(':70000');
    await window.panel.getByRole('alert').filter({ hasText: '65535' }).waitFor();
    await window.panel.locator('vscode-button[disabled]').waitFor();
    await field('Listen on').fill(':0');
    await field('Greeting').fill('\\q');
    await window.panel.getByRole('alert').filter({ hasText: '\\q' }).waitFor();
    // What is wrong stays in sight when another field has the focus and changes the form.
    await field('Name').fill('Greets');
    await window.holds(field('Greeting'), '\\q');
    await press('Discard Changes');
    await window.holds(field('Greeting'), '');
  });

  it('makes rules in a list and tries them before they are used', async () => {
    const { window } = test;
    await edit();
    await field('Answers').selectOption('Rules');
    await press('Add Rule');
    const second = window.panel.getByRole('listitem').nth(1);
    await second.getByRole('combobox').first().selectOption('Pattern (RE2)');
    await second.getByRole('textbox').first().fill('^hi (?P<who>[^é]+)');
    await second.getByRole('alert').filter({ hasText: 'needs the flag u' }).waitFor();
    await second.getByText('Patterns match bytes').waitFor();
    await second.getByRole('button', { name: 'Match characters instead of bytes (u)' }).click();
    await second.getByRole('button', { name: 'Ignore case (i)' }).click();
    await second.getByRole('alert').waitFor({ state: 'detached' });
    await second.getByLabel('Answer').fill('hello {{who}}\\n');
    await field('Try the rules').fill('HI there');
    await window.panel.getByRole('status').filter({ hasText: 'Rule 2 answers: hello there\\n' }).waitFor();
    await second.getByLabel('Text or hex').selectOption('Hex');
    const answer = second.getByLabel('Answer');
    await window.holds(answer, '68 65 6c 6c 6f 20 {{who}} 0a');
    await answer.fill('68 69 20 {{who}} ff');
    await window.panel.getByRole('status').filter({ hasText: 'Rule 2 answers: hi there\\xff' }).waitFor();
    await answer.fill('{{whom}}');
    await window.panel.getByRole('alert').filter({ hasText: 'unknown placeholder "{{whom}}"' }).waitFor();
    await answer.fill('68 69 20 {{who}} ff');
    await press('Move rule 2 up');
    await window.panel.getByRole('status').filter({ hasText: 'Rule 1 answers' }).waitFor();
    await press('Restart with Changes');
    await window.composer.waitFor();
    assert.equal(await heard('hi you'), 'hi you\xff');
  });

  it('begins with a preset, and keeps what is changed while the panel is out of sight', async () => {
    const { window } = test;
    await edit();
    await field('Begin with').selectOption('Echo server');
    await field('Name').fill('Mine');
    await window.panel.getByRole('button', { name: 'Restart with Changes' }).waitFor();
    await window.runCommand('View: Close All Editors');
    await window.openPanel();
    await press('Edit Endpoint');
    await window.holds(field('Name'), 'Mine');
    await press('Restart with Changes');
    await window.composer.waitFor();
    assert.equal(await heard('echo me'), 'echo me');
  });

  it('shows what a preset has set, and leaves the focus where it is', async () => {
    await edit();
    const presets = field('Begin with');
    await presets.focus();
    await presets.selectOption('File receiver: a file for each connection');
    const name = field('File name');
    await test.window.holds(name, 'output{n}.{ext}');
    for (const shown of [field('Received files'), name]) {
      const isInSight = await shown.evaluate(async (input: Element) => {
        const entries = await new Promise<IntersectionObserverEntry[]>(seen =>
          new IntersectionObserver(seen).observe(input),
        );
        return entries.every(({ intersectionRatio }) => intersectionRatio === 1);
      });
      assert.ok(isInSight);
    }
    assert.ok(await presets.evaluate((select: Element) => select === document.activeElement));
  });

  it('keeps keys that it does not know, and takes changes made elsewhere', async () => {
    const { window } = test;
    await edit();
    await press('Edit Endpoint');
    await window.composer.waitFor();
    await window.edit({ mine: 1, greeting: 'from JSON' });
    await window.runCommand('Portside: Open Panel');
    await window.rows.filter({ hasText: 'settings changed' }).waitFor();
    await press('Edit Endpoint');
    await window.panel.getByText('Kept, but not known to Portside: mine').waitFor();
    await window.holds(field('Greeting'), 'from JSON');
    await field('Greeting').fill('from the form');
    await press('Restart with Changes');
    await window.composer.waitFor();
    assert.equal(await heard(), 'from the form');
    await press('Edit Endpoint');
    await window.panel.getByText('Kept, but not known to Portside: mine').waitFor();
  });
});
