import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mock } from 'node:test';
import type { Locator } from 'playwright-core';
import { type TextDocument, workspace } from 'vscode';
import { clientsOfEachTest } from '../support/clients.ts';
import { workbenchState } from '../support/fakeVscode/workbenchState.ts';
import { refuseAction, refused } from '../support/page/refuseAction.ts';
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

  /** Connects a client, which may send something, and returns the first bytes that it receives. */
  async function firstReceived(say = ''): Promise<string> {
    const socket = await client(await test.window.port());
    if (say) socket.write(say);
    return (await once(socket, 'data'))[0].toString('latin1');
  }

  it('restarts the endpoint with the changes', async () => {
    const { window } = test;
    await edit();
    await field('Name').fill('Greets');
    // Key by key: bytes that aren't text don't switch the notation halfway.
    await field('Greeting').pressSequentially('\\xff\\xfeok\\r\\n');
    await press('Apply');
    await window.composer.waitFor();
    await window.panel.getByRole('heading', { name: 'Greets' }).waitFor();
    assert.equal(await firstReceived(), '\xff\xfeok\r\n');
  });

  it('tests rules with bytes in hex on a sample in hex, and on the same sample as text', async () => {
    const { window } = test;
    const { panel } = window;
    await window.extension.run('startTcpServer', { reply: [{ when: { hex: 'aa ..' }, send: { hex: '55 0a' } }] });
    await window.openPanel();
    await press('Edit Endpoint');
    await field('Test rules').fill('aa 55');
    await panel.getByRole('status').filter({ hasText: 'Rule 1 replies: 55 0a' }).waitFor();
    await field('Format of the sample message').selectOption('Text');
    await window.holds(field('Test rules'), '\\xaaU');
    await panel.getByRole('status').filter({ hasText: 'Rule 1 replies: U\\n' }).waitFor();
    await window.hidePanel();
    window.showPanel();
    await window.holds(field('Test rules'), '\\xaaU');
  });

  it('keeps the rules’ reply in view while a sample is typed above the footer', async () => {
    const { window } = test;
    const { page, panel } = window;
    const send = `${'a long reply, '.repeat(12)}{{message}}`;
    await window.extension.run('startTcpServer', { framing: { line: 'lf' }, reply: [{ when: { regex: '.+' }, send }] });
    await window.openPanel();
    await page.setViewportSize({ width: 511, height: 480 });
    await press('Edit Endpoint');
    await field('Test rules').focus();
    await field('Test rules').evaluate(input => input.scrollIntoView({ block: 'end' }));
    await page.keyboard.type('ping');
    const outcome = panel.getByRole('status').filter({ hasText: 'a long reply, ping' });
    await outcome.waitFor();
    const room = await panel.locator('.form-footer').boundingBox();
    const frame = await window.frame();
    await frame.waitForFunction(
      ([shown, footerTop]) => (shown as Element).getBoundingClientRect().bottom <= Number(footerTop),
      [await outcome.elementHandle(), room?.y] as const,
    );
    await field('Test rules').and(panel.locator(':focus')).waitFor();
  });

  it('reports a problem beside the field, and doesn’t restart the endpoint with it', async () => {
    const { window } = test;
    await edit();
    await field('Listen on').fill(':70000');
    await window.panel.getByRole('alert').filter({ hasText: '65535' }).waitFor();
    await window.panel.locator('vscode-button[disabled]').waitFor();
    await field('Listen on').fill(':0');
    await field('Greeting').fill('\\q');
    await window.panel.getByRole('alert').filter({ hasText: '\\q' }).waitFor();
    // The problem stays visible when another field gets the focus and changes the form.
    await field('Name').fill('Greets');
    await window.holds(field('Greeting'), '\\q');
    await press('Discard Changes');
    await window.holds(field('Greeting'), '');
  });

  it('starts at the field that a link leads to', async () => {
    const { window } = test;
    await edit();
    await window.focused(field('Listen on'));
    await window.extension.run('editEndpoint', { type: 'form', field: 'reply' });
    await window.focused(field('Replies'));
    await press('Edit Endpoint');
    await window.composer.waitFor();
    await window.extension.run('editEndpoint', { type: 'form', field: 'reply' });
    await window.focused(field('Replies'));
    await press('Edit Endpoint');
    await press('Edit Endpoint');
    await window.focused(field('Listen on'));
  });

  it('lists the problems with links to the fields, and leaves rows in place', async () => {
    const { window } = test;
    const { panel } = window;
    await edit();
    await field('Replies').selectOption('Rules');
    await panel.getByLabel('Rule 1 condition').selectOption('Regex (RE2)');
    const pattern = panel.getByLabel('Rule 1 pattern', { exact: true });
    await pattern.fill('ok');
    const before = await pattern.boundingBox();
    await pattern.pressSequentially('(');
    // It is shown below the field while typing, and announced to screen readers.
    await panel.getByRole('alert').filter({ hasText: 'isn’t a valid regular expression' }).waitFor();
    await panel.getByText('Fix 1 problem to apply changes.').waitFor();
    const described = await pattern.evaluate(
      input => document.getElementById(input.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent,
    );
    assert.match(described ?? '', /missing closing/);
    assert.equal((await pattern.boundingBox())?.y, before?.y);
    await field('Test rules').fill('ok');
    await panel.getByRole('status').filter({ hasText: 'Fix the problems above to test the rules.' }).waitFor();
    assert.equal(await panel.getByText('isn’t a valid regular expression').count(), 1);
    await field('Listen on').fill('nowhere');
    await panel.getByText('Fix 2 problems to apply changes.').waitFor();
    await panel.getByRole('button', { name: 'Rule 1 condition' }).click();
    await pattern.and(panel.locator(':focus')).waitFor();
    await panel.getByRole('button', { name: 'Listen on' }).press('Enter');
    await field('Listen on').and(panel.locator(':focus')).waitFor();
    await field('Listen on').fill(':0');
    await pattern.fill('ok');
    await panel.getByText('to apply changes.').waitFor({ state: 'detached' });
  });

  it('collapses advanced fields until one is needed', async () => {
    const { panel } = test.window;
    await edit();
    await field('Backlog').waitFor({ state: 'hidden' });
    await panel.getByText('Advanced').click();
    await field('Backlog').fill('0');
    await panel.getByText('Fix 1 problem to apply changes.').waitFor();
    await panel.getByText('Advanced').click();
    await field('Backlog').waitFor({ state: 'hidden' });
    await panel.getByRole('button', { name: 'Backlog' }).click();
    await field('Backlog').and(panel.locator(':focus')).waitFor();
    await field('Backlog').fill('7');
    await press('Apply and Restart');
    await test.window.composer.waitFor();
    await press('Edit Endpoint');
    await test.window.holds(field('Backlog'), '7');
    await field('Backlog').waitFor();
  });

  it('restarts only for a change that needs another socket, and says which clients that disconnects', async () => {
    const { panel } = test.window;
    await edit();
    await client(await test.window.port());
    await client(await test.window.port());
    await field('Name').fill('Greets');
    await panel.getByRole('button', { name: 'Apply', exact: true }).waitFor();
    await field('Listen on').fill('127.0.0.1:0');
    await panel.getByRole('button', { name: 'Apply and Restart (disconnects 2 clients)' }).waitFor();
    await panel.getByText('Requires a restart.').first().waitFor();
  });

  it('leaves failures after it has closed to the panel', async () => {
    const { window } = test;
    await edit();
    refuseAction(window.tab(String(await window.port())), 'editAsJson');
    await press('Edit as JSON');
    await window.panel.getByRole('alert').filter({ hasText: refused }).waitFor();
  });

  it('moves unsaved changes to the JSON document, unless that has others', async () => {
    const { window } = test;
    await edit();
    await field('Greeting').fill('typed');
    await press('Edit as JSON');
    await window.composer.waitFor();
    const shown = workbenchState.done.shown.at(-1)?.args[0] as TextDocument;
    assert.equal(JSON.parse(shown.getText()).greeting, 'typed');
    await press('Edit Endpoint');
    await window.holds(field('Greeting'), '');
    await field('Greeting').fill('typed later');
    const open = mock.method(workspace, 'openTextDocument', async () => shown);
    await press('Edit as JSON');
    await window.notification('already has other unsaved changes');
    open.mock.restore();
    await window.holds(field('Greeting'), 'typed later');
  });

  it('shows text that JSON can’t contain rather than moving the other changes', async () => {
    const { window } = test;
    await edit();
    await field('Greeting').fill('typed\\x');
    await press('Edit as JSON');
    await field('Greeting').and(window.panel.locator(':focus')).waitFor();
    await window.holds(field('Greeting'), 'typed\\x');
  });

  it('has examples and presets for each kind', async () => {
    const { panel } = test.window;
    await edit();
    const presets = () => field('Start from').getByRole('option').allTextContents();
    assert.ok((await presets()).includes('Echo server'));
    await field('Kind').selectOption('TCP client');
    await panel.getByText('Address of the server, for example localhost:9000').waitFor();
    assert.ok(!(await presets()).includes('Echo server'));
    await field('Start from').selectOption('Client that reconnects');
    await panel.getByText('Client that reconnects: Connects again when the connection is lost').waitFor();
    await test.window.holds(field('Delay before reconnecting'), '250');
  });

  it('keeps what was typed when a kind is changed, and changed back', async () => {
    const { window } = test;
    const { panel } = window;
    await edit();
    await field('Replies').selectOption('Rules');
    const kind = panel.getByLabel('Rule 1 condition');
    const pattern = panel.getByLabel('Rule 1 pattern', { exact: true });
    await pattern.fill('é!');
    await kind.selectOption('Bytes (hex)');
    await window.holds(pattern, 'c3 a9 21');
    await kind.selectOption('Text');
    await window.holds(pattern, 'é!');
    await pattern.fill('\\w+)');
    const wrong = panel.getByRole('alert').filter({ hasText: '"\\w" at character 1 isn’t a valid escape' });
    await wrong.filter({ hasText: 'If this is a pattern, choose “Regex (RE2)”.' }).waitFor();
    await kind.selectOption('Bytes (hex)');
    await wrong.waitFor({ state: 'detached' });
    await kind.selectOption('Text');
    await window.holds(pattern, '\\w+)');
    await wrong.waitFor();
    await field('Replies').selectOption('None');
    await wrong.waitFor({ state: 'detached' });
    await field('Replies').selectOption('Rules');
    await window.holds(pattern, '\\w+)');
    await press('Add Rule');
    await press('Move Rule 2 Up');
    await window.holds(panel.getByLabel('Rule 2 pattern', { exact: true }), '\\w+)');
    await field('Framing').selectOption('Fixed length');
    await field('Message length').fill('7');
    await field('Framing').selectOption('Idle time');
    await field('Framing').selectOption('Fixed length');
    await window.holds(field('Message length'), '7');
  });

  it('keeps the focus on a rule that is moved to the top by key, where its arrow up is disabled', async () => {
    const { window } = test;
    const { panel, page } = window;
    await edit();
    await field('Replies').selectOption('Rules');
    await press('Add Rule');
    await press('Add Rule');
    const arrow = (name: string) => panel.getByRole('button', { name, exact: true });
    const focused = (name: string) => arrow(name).and(panel.locator(':focus')).waitFor();
    await arrow('Move Rule 3 Down').and(panel.locator(':disabled')).waitFor();
    await arrow('Move Rule 3 Up').focus();
    await page.keyboard.press('Enter');
    await focused('Move Rule 2 Up');
    await page.keyboard.press('Enter');
    await focused('Move Rule 1 Down');
    await arrow('Move Rule 1 Up').and(panel.locator(':disabled')).waitFor();
  });

  it('keeps the buttons of a rule in its corner at any width', async () => {
    const { window } = test;
    await edit();
    await field('Replies').selectOption('Rules');
    await press('Add Rule');
    const rules = window.panel.getByRole('list', { name: 'Rules' }).getByRole('listitem');
    await rules.nth(1).getByRole('combobox').first().selectOption('Regex (RE2)');
    for (const width of [400, 511, 520, 700, 1000, 1400]) {
      await window.page.setViewportSize({ width, height: 800 });
      for (const number of [1, 2]) {
        const card = await rules.nth(number - 1).boundingBox();
        const remove = await window.panel.getByRole('button', { name: `Remove Rule ${number}` }).boundingBox();
        assert.ok(card && remove);
        assert.ok(card.x + card.width - remove.x - remove.width < 15, `rule ${number} at the right at ${width} px`);
        assert.ok(remove.y - card.y < 15, `rule ${number} at the top at ${width} px`);
      }
    }
  });

  it('edits rules in a list and tries them before they are applied', async () => {
    const { window } = test;
    await edit();
    await field('Replies').selectOption('Rules');
    await press('Add Rule');
    const second = window.panel.getByRole('list', { name: 'Rules' }).getByRole('listitem').nth(1);
    await second.getByPlaceholder('Message', { exact: true }).and(window.panel.locator(':focus')).waitFor();
    await second.getByRole('combobox').first().selectOption('Regex (RE2)');
    await second.getByRole('textbox').first().fill('^hi (?P<who>[^é]+)');
    await second.getByRole('alert').filter({ hasText: 'needs the u flag' }).waitFor();
    await window.panel.getByText('Patterns match bytes').waitFor();
    await second.getByRole('button', { name: 'Match characters instead of bytes (u)' }).click();
    await second.getByRole('button', { name: 'Ignore case (i)' }).click();
    await second.getByRole('alert').waitFor({ state: 'detached' });
    await second.getByLabel('Reply', { exact: true }).fill('hello {{who}}\\n');
    await field('Test rules').fill('HI there');
    await window.panel.getByRole('status').filter({ hasText: 'Rule 2 replies: hello there\\n' }).waitFor();
    await second.getByLabel('Reply format').selectOption('Hex');
    const answer = second.getByLabel('Reply', { exact: true });
    await window.holds(answer, '68 65 6c 6c 6f 20 {{who}} 0a');
    await answer.fill('68 69 20 {{who}} ff');
    await window.panel.getByRole('status').filter({ hasText: 'Rule 2 replies: hi there\\xff' }).waitFor();
    await answer.fill('{{whom}}');
    const wrong = window.panel.getByRole('alert').filter({ hasText: 'unknown placeholder "{{whom}}"' });
    await wrong.waitFor();
    for (const width of [900, 400]) {
      await window.page.setViewportSize({ width, height: 700 });
      const [at, below] = [await answer.boundingBox(), await wrong.boundingBox()];
      assert.ok(at && below && below.y - at.y - at.height < 10, `right below the reply at ${width} px`);
    }
    await answer.fill('68 69 20 {{who}} ff');
    await press('Move Rule 2 Up');
    await window.panel.getByRole('status').filter({ hasText: 'Rule 1 replies' }).waitFor();
    await press('Apply');
    await window.composer.waitFor();
    assert.equal(await firstReceived('hi you'), 'hi you\xff');
  });

  it('starts from a preset, and keeps changes while the panel is hidden', async () => {
    const { window } = test;
    await edit();
    await field('Start from').selectOption('Echo server');
    await field('Name').fill('Mine');
    await window.panel.getByRole('button', { name: 'Apply' }).waitFor();
    await window.runCommand('View: Close All Editors');
    await window.openPanel();
    await press('Edit Endpoint');
    await window.holds(field('Name'), 'Mine');
    await press('Apply');
    await window.composer.waitFor();
    assert.equal(await firstReceived('echo me'), 'echo me');
  });

  it('shows the values that a preset has set, without moving the focus', async () => {
    await edit();
    const presets = field('Start from');
    await presets.focus();
    await presets.selectOption('File receiver: one file per connection');
    const name = field('File name');
    await name.waitFor();
    assert.equal(await name.getAttribute('placeholder'), 'output{n}.{ext}');
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

  it('is restored when its page is reloaded: the typed text, the scroll position and the focus', async () => {
    const { window } = test;
    const { panel } = window;
    const top = () => panel.locator('.form-body').evaluate(({ scrollTop }: Element) => scrollTop);
    await edit();
    await field('Greeting').fill('\\q');
    await panel.getByText('Advanced').click();
    await field('Backlog').fill('7');
    const before = await top();
    assert.ok(before > 0);
    await window.hidePanel();
    window.showPanel();
    await window.holds(field('Backlog'), '7');
    await window.holds(field('Greeting'), '\\q');
    await field('Backlog').and(panel.locator(':focus')).waitFor();
    assert.equal(await top(), before);
  });

  it('keeps unknown keys, and adopts changes made elsewhere', async () => {
    const { window } = test;
    await edit();
    await press('Edit Endpoint');
    await window.composer.waitFor();
    await window.edit({ mine: 1, greeting: 'from JSON' });
    await window.runCommand('Portside: Open Panel');
    await window.rows.filter({ hasText: 'settings changed' }).waitFor();
    await press('Edit Endpoint');
    await window.panel.getByText('Unknown keys, kept unchanged: mine').waitFor();
    await window.holds(field('Greeting'), 'from JSON');
    await field('Greeting').fill('from the form');
    await press('Apply');
    await window.composer.waitFor();
    assert.equal(await firstReceived(), 'from the form');
    await press('Edit Endpoint');
    await window.panel.getByText('Unknown keys, kept unchanged: mine').waitFor();
  });
});
