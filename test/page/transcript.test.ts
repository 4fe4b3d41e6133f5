/** The rows of a transcript: which of many are visible, and what the keyboard does with them. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { clientsOfEachTest } from '../support/clients.ts';
import { peerChip } from '../support/panelScenes.ts';
import { eachInItsOwnPage } from './window.ts';

describe('the transcript', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  /** Opens a server with line framing and a client that has sent some lines. */
  async function serverWithLines(count: number): Promise<Socket> {
    const { window } = test;
    await window.extension.run('startTcpServer', { framing: { line: 'lf' } });
    await window.openPanel();
    const socket = await client(await window.port());
    socket.write(lines(0, count));
    await window.rows.filter({ hasText: `line ${count - 1}` }).waitFor();
    return socket;
  }

  it('follows the newest row until the user scrolls up', async () => {
    const { window } = test;
    const socket = await serverWithLines(200);
    await window.rows.filter({ hasText: 'line 199' }).hover();
    await window.page.mouse.wheel(0, -2000);
    await window.rows.filter({ hasText: 'line 199' }).waitFor({ state: 'detached' });
    socket.write(lines(200, 200));
    const newest = window.panel.getByRole('button', { name: '200 new' });
    await newest.waitFor();
    const [list, button] = [await window.panel.locator('.scroller').boundingBox(), await newest.boundingBox()];
    assert.ok(list && button && list.y + list.height <= button.y, 'the button covers no row');
    await newest.click();
    await window.rows.filter({ hasText: 'line 399' }).waitFor();
    await newest.waitFor({ state: 'detached' });
  });

  it('scrolls to its first row, to any row by the scrollbar, and to the newest', async () => {
    const { window } = test;
    await serverWithLines(50_000);
    await window.panel.getByRole('radio', { name: 'Log' }).click();
    const list = window.panel.getByRole('list', { name: 'Transcript' });
    await window.rows.filter({ hasText: 'line 49999' }).waitFor();
    await list.evaluate(element => {
      element.scrollTop = 0;
      // A render before the browser reports the scrolling, as happens whenever rows arrive, doesn't undo it.
      const transcript = element.closest<HTMLElement & { requestUpdate(): void }>('portside-transcript');
      transcript?.requestUpdate();
    });
    await window.panel.getByText('line 0', { exact: true }).waitFor();
    await list.evaluate(element => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
    });
    await window.rows
      .filter({ hasText: /line 25\d\d\d/ })
      .first()
      .waitFor();
    await list.press('Home');
    await window.panel.getByText('line 0', { exact: true }).waitFor();
    await window.panel.getByRole('button', { name: 'Newest' }).click();
    const newest = window.rows.filter({ hasText: 'line 49999' });
    await newest.waitFor();
    await window.page.keyboard.press('ArrowUp');
    await newest.and(window.panel.locator(':focus')).waitFor();
  });

  it('works by keyboard alone: write, read, copy', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write('copy me');
    await window.rows.filter({ hasText: 'copy me' }).waitFor();
    const received = once(socket, 'data');
    await window.composer.fill('typed at once');
    await window.composer.press('Enter');
    assert.equal(String((await received)[0]), 'typed at once');
    await window.rows.filter({ hasText: 'typed at once' }).waitFor();
    const list = window.panel.getByRole('list', { name: 'Transcript' });
    while (!(await list.evaluate(element => element === document.activeElement)))
      await window.page.keyboard.press('Shift+Tab');
    const focused = (text: string) => window.rows.filter({ hasText: text }).and(window.panel.locator(':focus'));
    await window.page.keyboard.press('End');
    await focused('typed at once').waitFor();
    await window.page.keyboard.press('ArrowUp');
    await focused('copy me').waitFor();
    await window.page.keyboard.press('ControlOrMeta+c');
    await window.copied('copy me');
  });

  it('shows bytes that are not text as escapes, and as a hexdump in the log', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write(Buffer.from([0x02, 0xff, 0x50, 0x49, 0xe2, 0x80, 0xae, 0x0a]));
    await window.rows.filter({ hasText: '\\x02\\xffPI\\u{202e}\\n' }).waitFor();
    await window.panel.getByRole('radio', { name: 'Log' }).click();
    await window.rows.filter({ hasText: '\\xffPI' }).press(' ');
    await window.panel.getByText('02 ff 50 49 e2 80 ae 0a').waitFor();
  });

  it('keeps the selected row in place in every form, and covers no row at its end', async () => {
    const { window } = test;
    const { page, panel } = window;
    await window.extension.run('startTcpServer', { framing: { line: 'lf' } });
    await window.openPanel();
    const socket = await client(await window.port());
    // Most need more lines in one form than in another.
    for (let at = 0; at < 60; at++) socket.write(`line ${at} ${'x'.repeat(at % 3 ? 90 : 0)}\n`);
    await window.rows.filter({ hasText: 'line 59' }).waitFor();
    await panel.getByRole('radio', { name: 'Log' }).click();
    const selected = window.rows.and(panel.locator('.selected'));
    const top = async () => Math.round((await selected.boundingBox())?.y ?? 0);
    const newest = panel.getByRole('button', { name: 'Newest' });
    await window.rows.filter({ hasText: 'line 45' }).click();
    const before = await top();
    const isKept = async (how: string) => {
      await settled();
      assert.ok(Math.abs((await top()) - before) <= 2, `${how}: ${await top()}, not ${before}`);
    };
    await panel.getByRole('combobox', { name: 'Show messages as' }).selectOption('Mixed');
    await selected.locator('.dump-line').first().waitFor();
    await isKept('Mixed');
    await newest.waitFor();
    await page.setViewportSize({ width: 520, height: 700 });
    await selected.press(' ');
    await settled();
    assert.equal(await selected.count(), 1, 'narrow, with its hexdump');
    await page.setViewportSize({ width: 900, height: 700 });
    await panel.getByRole('button', { name: 'Filter' }).click();
    await panel.getByRole('button', { name: 'Events' }).click();
    await settled();
    assert.match(await selected.innerText(), /45/, 'filtered');
    await newest.click();
    await window.rows.filter({ hasText: '35 39' }).waitFor();
    await newest.waitFor({ state: 'detached' });
    await window.rows.last().press('ArrowUp');
    await newest.waitFor();

    async function settled(): Promise<void> {
      const frame = await window.frame();
      await frame.evaluate(async () => {
        for (let count = 0; count < 5; count++) await new Promise(resolve => requestAnimationFrame(resolve));
      });
    }
  });

  it('is searched by keyboard: next, previous, only matches, and new messages', async () => {
    const { window } = test;
    const { panel } = window;
    const socket = await serverWithLines(20_000);
    await panel.getByRole('radio', { name: 'Log' }).click();
    await panel.getByRole('list', { name: 'Transcript' }).press('ControlOrMeta+f');
    const find = panel.getByRole('textbox', { name: 'Find in the transcript' });
    await find.fill('LINE 1234');
    await panel.getByText('1 of 11').waitFor();
    const current = window.rows.and(panel.locator('.current'));
    await current.locator('mark', { hasText: 'line 1234' }).waitFor();
    await find.press('Enter');
    await panel.getByText('2 of 11').waitFor();
    await find.press('Shift+Enter');
    await panel.getByText('1 of 11').waitFor();
    await find.press('Shift+Enter');
    await panel.getByText('11 of 11').waitFor();
    await current.filter({ hasText: 'line 12349' }).waitFor();
    await panel.getByRole('button', { name: 'Show Only Matches' }).click();
    await window.rows.filter({ hasText: 'line 12340' }).waitFor();
    await window.rows.filter({ hasText: 'line 12350' }).waitFor({ state: 'detached' });
    socket.write('another line 1234\n');
    await panel.getByText('11 of 12').waitFor();
    await window.rows.filter({ hasText: 'another line 1234' }).waitFor();
    await panel.getByRole('button', { name: 'Use Regular Expression' }).click();
    await find.fill('(?=x)');
    await panel.getByText('isn’t a valid regular expression').first().waitFor();
    await find.press('Escape');
    await window.rows.filter({ hasText: 'line', hasNotText: '1234' }).first().waitFor();
  });

  it('keeps its rows, all or only those that matched, while the pattern searched for is invalid', async () => {
    const { window } = test;
    const { panel } = window;
    await serverWithLines(30);
    await panel.getByRole('list', { name: 'Transcript' }).press('ControlOrMeta+f');
    const find = panel.getByRole('textbox', { name: 'Find in the transcript' });
    const invalid = panel.locator('.find-count').filter({ hasText: 'isn’t a valid regular expression' });
    await panel.getByRole('button', { name: 'Use Regular Expression' }).click();
    await find.fill('(');
    await invalid.waitFor();
    await window.rows.filter({ hasText: 'line 29' }).waitFor();
    await panel.getByRole('button', { name: 'Show Only Matches' }).click();
    await window.rows.filter({ hasText: 'line 29' }).waitFor();
    await find.fill('line 1[23]');
    await panel.getByText('1 of 2').waitFor();
    await window.has(2, window.rows);
    await find.fill('line 1[23');
    await invalid.waitFor();
    await window.rows.filter({ hasText: 'line 13' }).waitFor();
    await window.has(2, window.rows);
    await panel.getByRole('button', { name: 'Show Only Matches' }).click();
    await window.rows.filter({ hasText: 'line 14' }).waitFor();
    await invalid.waitFor();
  });

  it('is filtered by kind and size', async () => {
    const { window } = test;
    const { panel } = window;
    await serverWithLines(200);
    await panel.getByRole('radio', { name: 'Log' }).click();
    await panel.getByRole('button', { name: 'Filter' }).click();
    await panel.getByRole('button', { name: 'Received' }).click();
    await window.rows.filter({ hasText: 'line' }).first().waitFor({ state: 'detached' });
    await window.rows.filter({ hasText: 'connected' }).waitFor();
    await panel.getByRole('button', { name: 'Clear Filter' }).click();
    const least = panel.getByRole('spinbutton', { name: 'Min message size in bytes' });
    // Without Enter.
    await least.fill('8');
    await panel.locator('.row[aria-setsize="100"]').first().waitFor();
    await window.rows.filter({ hasText: 'line 199' }).waitFor();
    await panel.getByRole('list', { name: 'Transcript' }).press('Home');
    await window.rows.filter({ hasText: 'line 100' }).waitFor();
    await window.rows.filter({ hasText: 'line 99' }).waitFor({ state: 'detached' });
  });

  it('keeps what the user has opened while it is searched and filtered, until it is cleared', async () => {
    const { window } = test;
    const { panel } = window;
    const socket = await serverWithLines(3);
    await panel.getByRole('radio', { name: 'Log' }).click();
    const row = (text: string) => window.rows.filter({ hasText: text });
    const dump = row('line 1').getByRole('group', { name: 'Hexdump' });
    await row('line 1').press(' ');
    await dump.waitFor();
    await panel.getByRole('list', { name: 'Transcript' }).press('ControlOrMeta+f');
    await panel.getByRole('textbox', { name: 'Find in the transcript' }).fill('line');
    await row('line 1').locator('mark', { hasText: 'line' }).waitFor();
    await dump.waitFor();
    await panel.getByRole('button', { name: 'Filter' }).click();
    await panel.getByRole('button', { name: 'Received' }).click();
    await row('line 1').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Clear Filter' }).click();
    await dump.waitFor();
    await window.pressAction('Endpoint', 'Clear Transcript');
    await row('line 1').waitFor({ state: 'detached' });
    socket.write(lines(0, 3));
    await row('line 1').waitFor();
    assert.equal(await panel.getByRole('group', { name: 'Hexdump' }).count(), 0);
  });

  it('shows all clients, kinds and sizes again with one click, from the bar and from the empty view', async () => {
    const { window } = test;
    const { panel } = window;
    const socket = await serverWithLines(3);
    await panel.getByRole('button', { name: 'Filter' }).click();
    const clear = panel.locator('.bar.filter').getByRole('button', { name: 'Clear Filter' });
    const all = peerChip(window, 'All').and(panel.locator('[aria-pressed="true"]'));
    const client = peerChip(window, `:${socket.localPort}`);
    await client.click();
    await clear.click();
    await all.waitFor();
    await clear.waitFor({ state: 'detached' });
    await client.click();
    await window.page.keyboard.press('Control+f');
    await panel.getByRole('textbox', { name: 'Find in the transcript' }).fill('no such text');
    await panel.getByText(`nothing found for :${socket.localPort}`).waitFor();
    await panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).fill('500');
    const reason = panel.locator('portside-transcript').getByRole('status');
    await reason.getByRole('button', { name: 'Clear Filter' }).click();
    await all.waitFor();
    await window.rows.filter({ hasText: 'line 2' }).waitFor();
  });

  it('says that the closed filter hides entries, and opens it again with one click', async () => {
    const { window } = test;
    const { panel } = window;
    await serverWithLines(3);
    const note = panel.getByText('The filter hides some entries.');
    await panel.getByRole('button', { name: 'Filter', exact: true }).click();
    await panel.getByRole('button', { name: 'Events', exact: true }).click();
    await window.has(0, note);
    await panel.locator('.bar.filter').getByRole('button', { name: 'Close' }).click();
    await note.waitFor();
    await panel.getByRole('button', { name: 'Edit Filter' }).click();
    await panel.getByRole('button', { name: 'Clear Filter' }).click();
    await panel.locator('.bar.filter').getByRole('button', { name: 'Close' }).click();
    await window.has(0, note);
    await window.rows.filter({ hasText: 'Listening' }).waitFor();
  });

  it('says that nothing matches the filter, the search or the client, and shows more with one click', async () => {
    const { window } = test;
    const { panel } = window;
    const socket = await serverWithLines(3);
    await panel.getByRole('button', { name: 'Filter' }).click();
    await panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).fill('500');
    const reason = panel.locator('portside-transcript').getByRole('status');
    await reason.filter({ hasText: 'No entries match the filter.' }).waitFor();
    // The bar has the same button.
    await window.has(2, panel.getByRole('button', { name: 'Clear Filter' }));
    await reason.getByRole('button', { name: 'Clear Filter' }).click();
    await panel.locator('.scroller:focus').waitFor();
    await reason.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    await window.rows.filter({ hasText: 'line 2' }).waitFor();
    assert.equal(await panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).inputValue(), '');
    await window.page.keyboard.press('Control+f');
    await panel.getByRole('textbox', { name: 'Find in the transcript' }).fill('no such text');
    await panel.getByRole('button', { name: 'Show Only Matches' }).click();
    await reason.filter({ hasText: 'No entries match the search.' }).waitFor();
    await panel.getByRole('button', { name: 'Show All Entries' }).press('Enter');
    await window.rows.filter({ hasText: 'line 2' }).waitFor();
    await peerChip(window, `:${socket.localPort}`).click();
    await window.extension.run('clearTranscript');
    await reason.filter({ hasText: `No entries for :${socket.localPort}.` }).waitFor();
    await panel.getByRole('button', { name: 'Show All Clients' }).press('Enter');
    await reason.filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
  });

  it('says that it is being read, and how much has been, instead of why it is empty', async () => {
    const { window } = test;
    const { panel } = window;
    await serverWithLines(1);
    await window.pressAction('Transcript', 'Filter');
    await panel.getByRole('spinbutton', { name: 'Min message size in bytes' }).fill('100');
    await panel.getByText('No entries match the filter.').waitFor();
    // Reading a transcript takes seconds only if it is very long.
    await panel.locator('portside-panel').evaluate(element => {
      const shown = element as HTMLElement & { panel: { endpoint: object } };
      shown.panel = {
        ...shown.panel,
        endpoint: { ...shown.panel.endpoint, isRestoring: true },
        ...{ percentRead: 42 },
      };
    });
    await panel.getByRole('status').filter({ hasText: 'Reading the transcript… 42%' }).waitFor();
    await window.has(0, panel.getByText('No entries match the filter.'));
  });

  it('jumps to a time', async () => {
    const { window } = test;
    await serverWithLines(5000);
    await window.panel.getByRole('radio', { name: 'Log' }).click();
    const time = window.panel.getByRole('textbox', { name: 'Go to time' });
    const focused = time.and(window.panel.locator(':focus'));
    await window.composer.press('Control+G');
    await focused.waitFor();
    await window.page.keyboard.type('2000-01-01');
    await window.page.keyboard.press('Enter');
    await window.panel.getByText('line 0', { exact: true }).waitFor();
    await window.panel.locator('.scroller:focus').waitFor();
    await time.waitFor({ state: 'detached' });
    await window.panel.getByRole('button', { name: 'Go to Time' }).click();
    await focused.fill('2099-01-01 00:00');
    await window.panel.getByRole('button', { name: 'Go', exact: true }).click();
    await window.rows.filter({ hasText: 'line 4999' }).waitFor();
  });
});

function lines(from: number, count: number): string {
  return Array.from({ length: count }, (_, at) => `line ${from + at}\n`).join('');
}
