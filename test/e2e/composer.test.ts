/** Everything that the composer and the rows send, by mouse and keyboard; what counts is what comes out of a socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Locator } from 'playwright-core';
import { eachInItsOwnWindow } from './window.ts';

/** What a socket receives, to be waited for. */
class Received {
  #bytes = Buffer.alloc(0);
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', chunk => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
    });
  }

  /** As latin1, once there are so many bytes; they are taken. */
  async bytes(count: number): Promise<string> {
    while (this.#bytes.length < count) await once(this.#socket, 'data');
    const taken = this.#bytes.subarray(0, count).toString('latin1');
    this.#bytes = this.#bytes.subarray(count);
    return taken;
  }

  get left(): number {
    return this.#bytes.length;
  }
}

describe('the composer', function () {
  this.timeout(90_000);
  const test = eachInItsOwnWindow();
  let socket: Socket;
  let received: Received;

  beforeEach(async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    socket = connect(await workbench.port(), '127.0.0.1');
    await once(socket, 'connect');
    received = new Received(socket);
    await workbench.rows.filter({ hasText: 'connected' }).waitFor();
  });
  afterEach(() => socket.destroy());

  const button = (name: string | RegExp) => test.workbench.panel.getByRole('button', { name });
  const repeatButton = (name: string) =>
    test.workbench.panel.getByRole('group', { name: 'Repeat' }).getByRole('button', { name });
  /** At its beginning, where every row has something. */
  const chooseFromRow = (row: Locator, action: string) => test.workbench.chooseFromMenu(row, action, { x: 40, y: 10 });

  it('sends variables and a checksum before the line ending, and counts on', async () => {
    const { workbench } = test;
    await workbench.panel.getByRole('combobox', { name: 'Line ending' }).selectOption('lf');
    await workbench.panel.getByRole('combobox', { name: /^Checksum/ }).selectOption('sum8');
    await workbench.composer.fill('n={{$counter 2}}');
    await workbench.panel.getByText('Sends 6 bytes: n=01').waitFor();
    await workbench.composer.press('Enter');
    assert.equal(await received.bytes(6), 'n=01\x0c\n');
    await workbench.composer.fill('n={{$counter 2}}');
    await workbench.panel.getByText('Sends 6 bytes: n=02').waitFor();
    await workbench.composer.press('Enter');
    assert.equal(await received.bytes(6), 'n=02\x0d\n');
    await workbench.composer.fill('{{$counter}}');
    await workbench.panel.getByRole('switch', { name: /Variables/ }).click();
    await workbench.composer.press('Enter');
    assert.equal((await received.bytes(14)).slice(0, 12), '{{$counter}}');
  });

  it('repeats a message so many times, and until it is stopped, also while hidden', async () => {
    const { workbench } = test;
    await workbench.composer.fill('{{$counter 4}};');
    await button('Repeat').click();
    await workbench.panel.getByRole('spinbutton', { name: 'Interval in ms' }).fill('5');
    await workbench.panel.getByRole('spinbutton', { name: /^How many times/ }).fill('20');
    await repeatButton('Start').click();
    assert.match(await received.bytes(100), /^0001;0002;.*0020;$/);
    await workbench.panel.getByText('20 of 20 sent').waitFor();
    assert.equal(received.left, 0);
    await workbench.panel.getByRole('spinbutton', { name: /^How many times/ }).fill('');
    await repeatButton('Start').click();
    await repeatButton('Stop').waitFor();
    // Another tab hides the page, which goes; the sending goes on.
    await workbench.runCommand('Portside: Edit Saved Messages');
    await workbench.page.locator('.editor-instance .view-line', { hasText: '"messages"' }).waitFor();
    await received.bytes(received.left + 500);
    await workbench.runCommand('Portside: Open Panel');
    await repeatButton('Stop').click();
    await repeatButton('Start').waitFor();
    await workbench.panel.locator('.repeat-progress', { hasText: /\d+ sent/ }).waitFor();
  });

  it('saves a message, sends it by its key, and puts it back to be changed', async () => {
    const { workbench } = test;
    await workbench.panel.getByRole('radio', { name: 'Hex' }).click();
    await workbench.composer.fill('01 02 03');
    await button('Save Message…').click();
    await workbench.answer('Save Message', 'probes/first');
    await workbench.pick('For 127.0.0.1');
    await workbench.page.locator('.statusbar', { hasText: 'Saved “first”.' }).waitFor();
    await workbench.composer.fill('');
    await workbench.composer.press('Alt+1');
    assert.equal(await received.bytes(3), '\x01\x02\x03');
    await workbench.panel.getByRole('radio', { name: 'Text' }).click();
    await button(/^Saved Messages/).click();
    const item = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'first' });
    await item.waitFor();
    await item.hover();
    await item.getByRole('button', { name: 'Send now' }).click();
    assert.equal(await received.bytes(3), '\x01\x02\x03');
    await workbench.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'first' }).click();
    await workbench.composerHolds('01 02 03');
    await workbench.composer.and(workbench.panel.locator(':focus')).waitFor();
    await workbench.panel.getByRole('radio', { name: 'Hex', checked: true }).waitFor();
    await workbench.composer.press('Alt+2');
    await workbench.panel.getByText('There is no saved message for Alt+2 yet.').waitFor();
  });

  it('sends a row again by its button and key, and after editing', async () => {
    const { workbench } = test;
    socket.write('two\r\nlines');
    const row = workbench.rows.filter({ hasText: 'lines' });
    await row.waitFor();
    await row.hover();
    await row.getByRole('button', { name: /^Send again/ }).click();
    assert.equal(await received.bytes(10), 'two\r\nlines');
    await row.first().press('r');
    assert.equal(await received.bytes(10), 'two\r\nlines');
    await chooseFromRow(row.first(), 'Edit and Send');
    // The focus alone says little: the page gives it to the composer as soon as the menu is closed.
    await workbench.composerHolds('two\\r\nlines');
    await workbench.composer.and(workbench.panel.locator(':focus')).waitFor();
    await workbench.composer.press('Control+End');
    await workbench.composer.press('!');
    await workbench.composer.press('Enter');
    assert.equal(await received.bytes(11), 'two\r\nlines!');
  });

  it('compares two rows in a diff editor', async () => {
    const { workbench } = test;
    for (const text of ['first message', 'other message']) {
      await workbench.say(text);
      await workbench.rows.filter({ hasText: text }).waitFor();
    }
    await chooseFromRow(workbench.rows.filter({ hasText: 'first message' }), 'Select for Compare');
    await workbench.panel.getByText('Selected. “Compare').waitFor();
    const other = workbench.rows.filter({ hasText: 'other message' });
    await other.hover();
    await other.getByRole('button', { name: /^More/ }).click();
    await workbench.choose('Compare with Selected');
    await workbench.page.locator('.tab', { hasText: '↔' }).waitFor();
    const diff = workbench.page.locator('.monaco-diff-editor');
    await diff.locator('.original .view-line', { hasText: 'first message' }).first().waitFor();
    await diff.locator('.modified .view-line', { hasText: 'other message' }).first().waitFor();
  });
});
