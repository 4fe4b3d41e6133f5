/** Everything that the composer and the rows send, by mouse and keyboard. The tests check what arrives at a socket. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Uri } from 'vscode';
import { clientsOfEachTest } from '../support/clients.ts';
import { pressItemButton, questions } from '../support/fakeVscode/questions.ts';
import { ReceivedBytes } from '../support/receivedBytes.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the composer', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  let socket: Socket;
  let received: ReceivedBytes;

  beforeEach(async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    socket = connect(await window.port(), '127.0.0.1');
    await once(socket, 'connect');
    received = new ReceivedBytes(socket);
    await window.rows.filter({ hasText: 'connected' }).waitFor();
  });
  afterEach(() => socket.destroy());

  const button = (name: string | RegExp) => test.window.panel.getByRole('button', { name });
  const repeatButton = (name: string) =>
    test.window.panel.getByRole('group', { name: 'Repeat' }).getByRole('button', { name });

  it('keeps what was typed while the page was still waiting for its state', async () => {
    const { window } = test;
    await window.composer.fill('a draft: ');
    const tab = window.tab(String(await window.port()));
    await window.hidePanel();
    const held: unknown[] = [];
    const { promise: asks, resolve } = Promise.withResolvers<void>();
    const receive = tab.receive.bind(tab);
    tab.receive = message => {
      held.push(message);
      resolve();
    };
    window.showPanel();
    await asks;
    await window.page.evaluate(() => [...document.querySelectorAll('iframe')].at(-1)?.contentWindow?.focus());
    await window.page.keyboard.type('hello');
    tab.receive = receive;
    for (const message of held) receive(message);
    await window.composerHolds('a draft: hello');
    await window.page.keyboard.type(' there');
    await window.composerHolds('a draft: hello there');
  });

  it('has checkboxes at the height of their labels', async () => {
    const { window } = test;
    await window.composer.fill('{{$counter}}');
    const format = await window.openFormat();
    for (const width of [1400, 400])
      for (const name of ['Escapes', 'Variables']) {
        await window.page.setViewportSize({ width, height: 700 });
        const box = format.getByRole('checkbox', { name });
        const middles = await box.evaluate(input => {
          const { top, height } = input.getBoundingClientRect();
          const texts = [...(input.nextElementSibling?.childNodes ?? [])];
          const label = texts.find(one => one.nodeType === Node.TEXT_NODE && one.textContent?.trim() !== '');
          const range = document.createRange();
          range.selectNodeContents(label ?? input);
          const [line] = range.getClientRects();
          return [top + height / 2, line ? line.top + line.height / 2 : Number.NaN];
        });
        const [middle = 0, ofLabel = 0] = middles;
        assert.ok(Math.abs(middle - ofLabel) <= 1, `${name} at ${width} px: ${middles}`);
      }
  });

  it('sends variables and a checksum before the line ending, and keeps counting', async () => {
    const { window } = test;
    const format = await window.openFormat();
    await format.getByRole('combobox', { name: 'Line ending' }).selectOption('lf');
    await format.getByRole('combobox', { name: 'Checksum' }).selectOption('sum8');
    await window.composer.click();
    await button('Format: Text · LF · Sum modulo 256').waitFor();
    await window.composer.fill('n={{$counter 2}}');
    await window.panel.getByText('Sends 6 bytes: n=01').waitFor();
    await window.composer.press('Enter');
    assert.equal(await received.take(6), 'n=01\x0c\n');
    await window.composer.fill('n={{$counter 2}}');
    await window.panel.getByText('Sends 6 bytes: n=02').waitFor();
    await window.composer.press('Enter');
    assert.equal(await received.take(6), 'n=02\x0d\n');
    await window.composer.fill('{{$counter}}');
    await (await window.openFormat()).getByRole('checkbox', { name: 'Variables' }).uncheck();
    await window.composer.press('Enter');
    assert.equal((await received.take(14)).slice(0, 12), '{{$counter}}');
  });

  it('repeats a message a given number of times, and until it is stopped, also while hidden', async () => {
    const { window } = test;
    await window.composer.fill('{{$counter 4}};');
    await button('Repeat').click();
    await window.panel.getByRole('spinbutton', { name: 'Interval (ms)' }).fill('5');
    await window.panel.getByRole('spinbutton', { name: /^Number of times/ }).fill('20');
    await repeatButton('Start').click();
    assert.match(await received.take(100), /^0001;0002;.*0020;$/);
    await window.panel.getByText('20 of 20 sent').waitFor();
    assert.equal(received.left, 0);
    await window.panel.getByRole('spinbutton', { name: /^Number of times/ }).fill('');
    await repeatButton('Start').click();
    await repeatButton('Stop').waitFor();
    // Another tab hides the page and destroys it; the repetition continues.
    await window.hidePanel();
    await received.take(received.left + 500);
    window.showPanel();
    await repeatButton('Stop').click();
    await repeatButton('Start').waitFor();
    const progress = window.panel.getByRole('group', { name: 'Repeat' }).getByRole('note');
    await progress.filter({ hasText: /^\d+ sent/ }).waitFor();
  });

  it('saves the message that was sent last when nothing is written, and nothing empty', async () => {
    const { window } = test;
    await button('Save Message…').click();
    const hint = window.panel.locator('#composer-hint').and(window.panel.getByRole('alert'));
    await hint.filter({ hasText: 'Write a message first.' }).waitFor();
    await window.composer.fill('hello');
    await window.composer.press('Enter');
    assert.equal(await received.take(5), 'hello');
    await window.composerHolds('');
    await button('Save Message…').click();
    await window.answer('Save Message', 'greeting');
    await window.pick('For 127.0.0.1');
    await window.said('Saved “greeting”.');
    await window.composer.press('Alt+1');
    assert.equal(await received.take(5), 'hello');
  });

  it('saves a message, sends it by its key, and inserts it for editing', async () => {
    const { window } = test;
    await window.panel.getByRole('radio', { name: 'Hex' }).click();
    await window.composer.fill('01 02 03');
    await button('Save Message…').click();
    await window.answer('Save Message', 'probes/first');
    await window.pick('For 127.0.0.1');
    await window.said('Saved “first”.');
    await window.composer.fill('');
    await window.composer.press('Alt+1');
    assert.equal(await received.take(3), '\x01\x02\x03');
    await window.panel.getByRole('radio', { name: 'Text' }).click();
    await window.composer.fill('a draft');
    await button(/^Saved Messages/).click();
    const list = await window.question('Saved Messages for');
    questions.loseFocus();
    pressItemButton(list, 'first', 'Send Now');
    assert.equal(await received.take(3), '\x01\x02\x03');
    list.answer('first');
    await window.composerHolds('01 02 03');
    await window.composer.and(window.panel.locator(':focus')).waitFor();
    await window.panel.getByRole('radio', { name: 'Hex', checked: true }).waitFor();
    await window.composer.press('ArrowUp');
    await window.composerHolds('a draft');
    // Undoes first to the recalled message, then to the draft as written.
    await window.composer.press('Control+z');
    await window.composerHolds('01 02 03');
    await window.composer.press('Control+z');
    await window.composerHolds('a draft');
    await window.panel.getByRole('radio', { name: 'Text', checked: true }).waitFor();
    await window.composer.press('Control+Shift+z');
    await window.composerHolds('01 02 03');
    await window.panel.getByRole('radio', { name: 'Hex', checked: true }).waitFor();
    await window.composer.press('Alt+2');
    await window.panel.getByText('No message is saved for Alt+2 yet.').waitFor();
  });

  it('sends a row again by its button and key, and after editing', async () => {
    const { window } = test;
    socket.write('two\r\nlines');
    const row = window.rows.filter({ hasText: 'lines' });
    await row.waitFor();
    await row.hover();
    await row.getByRole('button', { name: /^Send Again/ }).click();
    assert.equal(await received.take(10), 'two\r\nlines');
    await row.first().press('r');
    assert.equal(await received.take(10), 'two\r\nlines');
    await window.chooseFromRow(row.first(), 'editAndSend');
    // The focus alone proves little: the page moves it to the composer as soon as the menu closes.
    await window.composerHolds('two\\r\nlines');
    await window.composer.and(window.panel.locator(':focus')).waitFor();
    await window.composer.press('Control+End');
    await window.composer.press('!');
    await window.composer.press('Enter');
    assert.equal(await received.take(11), 'two\r\nlines!');
  });

  it('recalls what was sent with the arrow key, and keeps a draft', async () => {
    const { window } = test;
    await window.say('first');
    await window.rows.filter({ hasText: 'first' }).waitFor();
    await window.composer.fill('a draft');
    await window.composer.press('ArrowUp');
    await window.composerHolds('first');
    await window.composer.press('ArrowDown');
    await window.composerHolds('a draft');
  });

  it('explains invalid hex below the field, doesn’t send it, and keeps it', async () => {
    const { window } = test;
    await window.panel.getByRole('radio', { name: 'Hex' }).click();
    await window.composer.fill('48 6g');
    await window.composer.press('Enter');
    await window.panel.getByRole('alert').filter({ hasText: '"6g" at character 4 is not a hex byte' }).waitFor();
    await window.composerHolds('48 6g');
    await window.composer.fill('48 69');
    await window.composer.press('Enter');
    assert.equal(await received.take(2), 'Hi');
    await window.composer.fill('48 69 '.repeat(60));
    const hiddenPixels = await window.composer.evaluate(
      ({ scrollHeight, clientHeight }: Element) => scrollHeight - clientHeight,
    );
    assert.equal(hiddenPixels, 0, 'the field grows with the lines that the text is wrapped into');
    assert.equal(received.left, 0);
  });

  it('shows what was sent even if the user was looking at older rows', async () => {
    const { window } = test;
    await window.edit({ framing: { line: 'lf' } });
    socket = connect(await window.port(), '127.0.0.1');
    socket.write(Array.from({ length: 200 }, (_, at) => `row ${at}\n`).join(''));
    await window.rows.filter({ hasText: 'row 199' }).waitFor();
    await window.panel.getByRole('list').press('Home');
    await window.rows.filter({ hasText: 'row 199' }).waitFor({ state: 'detached' });
    await window.say('here I am');
    await window.rows.filter({ hasText: 'here I am' }).first().waitFor();
  });

  it('opens the format with all fields if the bar is narrow, and restores the focus', async () => {
    const { window } = test;
    await window.page.setViewportSize({ width: 511, height: 700 });
    const format = await window.openFormat();
    await format.getByRole('radio', { name: 'Hex' }).click();
    await format.getByRole('combobox', { name: 'Line ending' }).waitFor({ state: 'detached' });
    await window.page.keyboard.press('Escape');
    await format.waitFor({ state: 'hidden' });
    await button('Format: Hex').and(window.panel.locator(':focus')).waitFor();
    await window.composer.fill('48 69');
    await window.composer.press('Enter');
    assert.equal(await received.take(2), 'Hi');
  });

  it('compares two rows in a diff editor', async () => {
    const { window } = test;
    for (const text of ['first message', 'other message']) {
      await window.say(text);
      await window.rows.filter({ hasText: text }).waitFor();
    }
    await window.chooseFromRow(window.rows.filter({ hasText: 'first message' }), 'selectForCompare');
    await window.panel.getByText('Selected. To compare, press D on another row or choose “Compare').waitFor();
    await window.chooseFromRow(window.rows.filter({ hasText: 'other message' }), 'compare');
    const { args } = await window.done('vscode.diff');
    const [original, modified, title] = args as [Uri, Uri, string];
    assert.match(title, /↔/);
    assert.match(await window.textOf(original), /first message/);
    assert.match(await window.textOf(modified), /other message/);
  });
});

describe('an error in the composer', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();

  it('stays visible until the user does something else', async () => {
    const { window } = test;
    const { panel } = window;
    await window.start('Start TCP Server', 0);
    // Opening clears errors that occurred before.
    await panel.getByText('Waiting for the first client.').waitFor();
    const hint = panel.locator('#composer-hint').and(panel.getByRole('alert'));
    for (const act of [
      () => panel.getByRole('radio', { name: 'Log' }).click(),
      () => panel.getByRole('button', { name: 'Filter' }).click(),
      () => panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).fill('1'),
    ]) {
      await window.composer.press('Alt+1');
      await hint.waitFor();
      await hint.click();
      await hint.waitFor();
      await act();
      await hint.waitFor({ state: 'detached' });
      await window.composer.and(panel.locator('[aria-invalid="false"]')).waitFor();
    }
  });
});

describe('the composer of a UDP socket', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ width: 511 });
  const to = () => test.window.panel.getByRole('combobox', { name: 'To', exact: true });
  const address = () => test.window.panel.getByRole('textbox', { name: 'Address to send to' });

  it('sends to any typed address, and remembers it', async () => {
    const { window } = test;
    const receiver = createSocket('udp4').bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const { port } = receiver.address();
    await window.start('Open UDP Socket', 0);
    await window.panel.getByText('To send first, choose “Other Address…”.').waitFor();
    await window.composer.fill('knock');
    await to().selectOption('Other Address…');
    await address().and(window.panel.locator(':focus')).waitFor();
    await address().fill('127.0.0.1:0');
    await address().press('Enter');
    await window.panel.getByRole('alert').filter({ hasText: 'the port must be 1 to 65535' }).waitFor();
    await address().and(window.panel.locator('[aria-invalid="true"]')).waitFor();
    await window.composer.and(window.panel.locator('[aria-invalid="false"]')).waitFor();
    // The message waits for an address, and isn't sent elsewhere.
    await window.panel.getByRole('button', { name: 'Send', disabled: true }).waitFor();
    await window.composer.press('Enter');
    await window.composerHolds('knock');
    // Neither leaving the field nor writing or sending the message hides what is wrong with the address.
    await address().fill('localhst:20002x');
    const wrong = window.panel.getByRole('alert').filter({ hasText: 'the port must be a number, not "20002x"' });
    await window.composer.fill('knock knock');
    await wrong.waitFor();
    await window.composer.press('Enter');
    await wrong.waitFor();
    await window.composer.fill('knock');
    await wrong.waitFor();
    await address().fill(`udp://127.0.0.1:${port}`);
    await window.panel.getByRole('alert').waitFor({ state: 'detached' });
    await address().press('Enter');
    await window.composer.and(window.panel.locator(':focus')).waitFor();
    const message = once(receiver, 'message');
    await window.composer.press('Enter');
    assert.equal(String((await message)[0]), 'knock');
    await window.rows.filter({ hasText: 'knock' }).waitFor();
    await window.hidePanel();
    window.showPanel();
    await to().locator(`option:checked[value="127.0.0.1:${port}"]`).waitFor({ state: 'attached' });
    // Neither another name for this address nor “all” is listed, because both mean this recipient.
    await to().selectOption('Other Address…');
    await address().fill(`localhost:${port}`);
    await address().press('Enter');
    await window.say('again');
    await window.rows.filter({ hasText: 'again' }).waitFor();
    const named = window.panel.locator('select:not(:has(option:nth-child(3)))').and(to());
    await named.locator('option:checked', { hasText: `localhost:${port}` }).waitFor({ state: 'attached' });
    receiver.close();
  });

  it('returns to the list when the field is left empty, or with Escape', async () => {
    const { window } = test;
    await window.start('Open UDP Socket', 0);
    await to().selectOption('Other Address…');
    await address().press('Escape');
    await to().and(window.panel.locator(':focus')).waitFor();
    await to().selectOption('Other Address…');
    await address().and(window.panel.locator(':focus')).waitFor();
    await window.composer.click();
    await to().waitFor();
  });
});

describe('the recipient list', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  it('keeps its order while it is open, and the focus when it becomes searchable', async () => {
    const { panel, page } = test.window;
    await test.window.start('Start TCP Server', 0);
    const port = await test.window.port();
    const clients: Socket[] = [];
    const connected = async (count: number) => {
      while (clients.length < count) clients.push(await client(port));
      await panel.getByText(`${count} clients`, { exact: true }).waitFor();
    };
    const leaves = async () => {
      clients.shift()?.destroy();
      await panel.getByText(`${clients.length} clients`, { exact: true }).waitFor();
      await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)));
    };
    await connected(4);
    const select = panel.locator('portside-target select');
    await select.locator('option', { hasText: `:${clients[3]?.localPort}` }).waitFor({ state: 'attached' });
    const clientPort = `:${clients[1]?.localPort}`;
    await select.focus();
    await select.press('Space');
    await panel.locator('portside-target select:open').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await leaves();
    await page.keyboard.press('Enter');
    await select.locator('option:checked', { hasText: clientPort }).waitFor({ state: 'attached' });
    await connected(9);
    const button = panel.locator('portside-target .picker-button:focus');
    await button.press('Enter');
    const field = panel.getByRole('combobox', { name: 'Find by name or address' });
    await field.press('ArrowDown');
    await field.press('ArrowDown');
    const marked = panel.getByRole('option', { selected: true, name: `:${clients[1]?.localPort}` });
    await marked.waitFor();
    await leaves();
    // The searchable list stays open, too, although few clients are left.
    await marked.waitFor();
    await field.press('Enter');
    await panel
      .locator('portside-target select:focus option:checked', { hasText: `:${clients[0]?.localPort}` })
      .waitFor({ state: 'attached' });
  });
});
