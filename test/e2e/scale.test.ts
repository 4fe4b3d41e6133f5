/** Long transcripts and floods, in the panel. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from '../support/paths.ts';
import { type Program, startPython } from '../support/program.ts';
import { eachInItsOwnWindow } from './window.ts';

const floodBytes = 256 * 1024 * 1024;

describe('a long transcript', function () {
  this.timeout(180_000);
  const test = eachInItsOwnWindow();
  const sockets: Socket[] = [];
  const programs: Program[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await Promise.all(programs.splice(0).map(program => program.stop()));
  });

  /** A server that has heard so many numbered lines, in the view for many. */
  async function serverWithLines(count: number): Promise<Socket> {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.edit({ framing: { line: 'lf' } });
    await workbench.runCommand('Portside: Open Panel');
    await workbench.panel.getByRole('radio', { name: 'Log' }).click();
    const socket = connect(await workbench.port(), '127.0.0.1');
    sockets.push(socket);
    socket.write(Array.from({ length: count }, (_, at) => `line ${at}\n`).join(''));
    await workbench.rows.filter({ hasText: `line ${count - 1}` }).waitFor();
    return socket;
  }

  const flood = async (port: number, bytes: number) => {
    const program = await startPython(join(root, 'test/bench/programs/flood.py'), '127.0.0.1', port, bytes, 'hash');
    programs.push(program);
    return program;
  };

  it('goes to its first row, to any row by the scrollbar, and to the newest', async () => {
    const { workbench } = test;
    await serverWithLines(50_000);
    const list = workbench.panel.getByRole('list', { name: 'Transcript' });
    await list.evaluate(element => {
      element.scrollTop = 0;
      // A picture drawn before the browser tells of the move, as one is whenever rows come, does not undo it.
      const transcript = element.closest<HTMLElement & { requestUpdate(): void }>('portside-transcript');
      transcript?.requestUpdate();
    });
    await workbench.panel.getByText('line 0', { exact: true }).waitFor();
    await list.evaluate(element => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
    });
    await workbench.rows
      .filter({ hasText: /line 25\d\d\d/ })
      .first()
      .waitFor();
    await list.press('Home');
    await workbench.panel.getByText('line 0', { exact: true }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Newest' }).click();
    await workbench.rows.filter({ hasText: 'line 49999' }).waitFor();
  });

  it('is searched by keyboard: next, previous, only what is found, and what comes meanwhile', async () => {
    const { workbench } = test;
    const socket = await serverWithLines(20_000);
    await workbench.panel.getByRole('list', { name: 'Transcript' }).press('ControlOrMeta+f');
    const find = workbench.panel.getByRole('textbox', { name: 'Find in the transcript' });
    await find.fill('LINE 1234');
    await workbench.panel.getByText('11 found').waitFor();
    await find.press('Enter');
    await workbench.panel.getByText('1 of 11').waitFor();
    await workbench.panel.locator('.row.current mark', { hasText: 'line 1234' }).waitFor();
    await find.press('Shift+Enter');
    await workbench.panel.getByText('11 of 11').waitFor();
    await workbench.panel.locator('.row.current', { hasText: 'line 12349' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Show only what is found' }).click();
    await workbench.rows.filter({ hasText: 'line 12340' }).waitFor();
    socket.write('another line 1234\n');
    await workbench.panel.getByText('12 found').waitFor();
    await workbench.rows.filter({ hasText: 'another line 1234' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Regular expression' }).click();
    await find.fill('(?=x)');
    await workbench.panel.getByText('is not a valid regular expression').first().waitFor();
    await find.press('Escape');
    await workbench.rows.filter({ hasText: 'line 19999' }).waitFor();
  });

  it('is filtered by kind and size', async () => {
    const { workbench } = test;
    await serverWithLines(200);
    await workbench.panel.getByRole('button', { name: 'Filter' }).click();
    await workbench.panel.getByRole('button', { name: 'Received' }).click();
    await workbench.rows.filter({ hasText: 'line' }).first().waitFor({ state: 'detached' });
    await workbench.rows.filter({ hasText: 'connected' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Show all' }).click();
    await workbench.panel.getByRole('spinbutton').first().fill('8');
    await workbench.panel.getByRole('spinbutton').first().press('Enter');
    await workbench.rows.filter({ hasText: 'connected' }).waitFor({ state: 'detached' });
    await workbench.rows.filter({ hasText: 'line 199' }).waitFor();
    await workbench.panel.getByRole('list', { name: 'Transcript' }).press('Home');
    await workbench.rows.filter({ hasText: 'line 100' }).waitFor();
  });

  it('goes to a time', async () => {
    const { workbench } = test;
    await serverWithLines(5000);
    await workbench.panel.getByRole('button', { name: 'Filter' }).click();
    const time = workbench.panel.getByLabel('Go to time');
    await time.fill('2000-01-01T00:00:00');
    await time.press('Enter');
    await workbench.panel.getByText('line 0', { exact: true }).waitFor();
    await time.fill('2099-01-01T00:00:00');
    await time.press('Enter');
    await workbench.rows.filter({ hasText: 'line 4999' }).waitFor();
  });

  it('of a flood counts every byte, shows the last row, and is exported as it was sent', async () => {
    const { workbench, folder } = test;
    await workbench.start('Start TCP Server', 0);
    const program = await flood(await workbench.port(), floodBytes);
    const [, sent] = (await program.line()).split(' ');
    await workbench.panel.locator(`.counters [title*="received 268 MB"]`).waitFor();
    await workbench.rows.filter({ hasText: 'ended its side' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Export…' }).click();
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Received Bytes' }).click();
    const name = `127.0.0.1-${await workbench.port()}.bin`;
    await workbench.page.waitForFunction(
      wanted => [...document.querySelectorAll('input')].some(({ value }) => value.endsWith(wanted)),
      name,
    );
    await workbench.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    await workbench.notifications.filter({ hasText: 'Exported' }).waitFor();
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name)), hash);
    assert.equal(hash.digest('hex'), sent);
  });

  it('does not keep a window from being reloaded in mid-flood, nor the port from being used again', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const program = await flood(port, 64 * floodBytes);
    await workbench.panel.locator('header .counters').filter({ hasText: /[MG]B/ }).waitFor();
    await workbench.page.reload();
    await workbench.openConnections();
    await assert.rejects(program.ended(), /reset|Broken pipe|Error/);
    // Whether the flood let VS Code keep the tab or not: the next panel is the only one.
    await workbench.runCommand('View: Close All Editors');
    await workbench.start('Start TCP Server', port);
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    const socket = connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.write('after');
    await workbench.rows.filter({ hasText: 'after' }).waitFor();
  });
});
