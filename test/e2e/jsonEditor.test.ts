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
});
