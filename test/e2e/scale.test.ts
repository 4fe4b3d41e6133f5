/** A window during a flood. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { root } from '../support/paths.ts';
import { type Program, startPython } from '../support/program.ts';
import { eachInItsOwnWindow } from './window.ts';

/** Far more than arrives before the window has reloaded. */
const floodBytes = 16 * 1024 ** 3;

describe('a flood', function () {
  this.timeout(180_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();
  let program: Program | undefined;

  afterEach(async () => {
    await program?.stop();
  });

  it('prevents neither reloading the window in the middle of it nor using the port again', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    program = await startPython(join(root, 'test/bench/programs/flood.py'), '127.0.0.1', port, floodBytes);
    await workbench.panel.getByTitle(/^received .* [MG]B in /).waitFor();
    await workbench.page.reload();
    await workbench.openConnections();
    await assert.rejects(program.ended(), /reset|Broken pipe|Error/);
    // VS Code may or may not have kept the tab: either way, the next panel is the only one.
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.locator('.editor-group-container .tab').first().waitFor({ state: 'detached' });
    await workbench.start('Start TCP Server', port);
    await workbench.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    const socket = await client(port);
    socket.write('after');
    await workbench.rows.filter({ hasText: 'after' }).waitFor();
  });
});
