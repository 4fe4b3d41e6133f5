/** What goes wrong is told in a sentence where it happened, and nothing typed is lost. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { clientsOfEachTest } from '../support/clients.ts';
import { eachInItsOwnWindow } from './window.ts';

describe('troubles in the workbench', function () {
  this.timeout(120_000);
  const test = eachInItsOwnWindow();
  const client = clientsOfEachTest();

  it('a port in use: says so and offers a free one', async () => {
    const { workbench } = test;
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await workbench.start('Start TCP Server', port);
    const sentence = `Cannot listen on 127.0.0.1:${port}: address already in use`;
    await workbench.panel.getByRole('alert').filter({ hasText: sentence }).waitFor();
    await workbench.treeItem(new RegExp(`failed.*${sentence}`)).waitFor();
    await workbench.panel.getByRole('button', { name: 'Use a Free Port' }).click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    await client(await workbench.port());
    taken.close();
  });

  it('a saved endpoint that runs in another window: says that this one has the port', async () => {
    const { workbench, folder } = test;
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    await new Promise(resolve => probe.close(resolve));
    await mkdir(join(folder, '.vscode'), { recursive: true });
    const endpoints = [{ kind: 'tcp-server', address: `127.0.0.1:${port}`, name: 'shared' }];
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': endpoints }));
    await workbench.treeItem(/shared/).waitFor();
    await workbench.treeAction(workbench.treeItem(/shared/), 'Start Saved Endpoint');
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    const other = await test.another();
    await other.treeItem(/shared/).waitFor();
    await other.treeAction(other.treeItem(/shared/), 'Start Saved Endpoint');
    await other.panel.getByRole('alert').filter({ hasText: 'already in use, by “shared” in the window' }).waitFor();
    const socket = await client(port);
    socket.write('for the first');
    await workbench.rows.filter({ hasText: 'for the first' }).waitFor();
    await other.panel.getByRole('button', { name: 'Use a Free Port' }).click();
    await other.panel.getByRole('img', { name: 'open' }).waitFor();
  });

  it('a malformed address: is told while it is typed', async () => {
    const { workbench } = test;
    await workbench.runCommand('Portside: Connect to TCP Server');
    await workbench.question('Connect to TCP Server').waitFor();
    await workbench.quickInput.fill('localhost:99999');
    await workbench.quickInputMessage.filter({ hasText: 'the port must be 0 to 65535' }).waitFor();
    await workbench.confirm();
    assert.ok(await workbench.quickInput.isVisible(), 'a wrong answer keeps the question');
    await workbench.dismiss();
  });

  it('a refused connection: is told in panel and tree, and works when it is started again', async () => {
    const { workbench } = test;
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await new Promise(resolve => server.close(resolve));
    await workbench.start('Connect to TCP Server', port);
    await workbench.panel.getByRole('alert').filter({ hasText: 'connection refused' }).waitFor();
    server.listen(port, '127.0.0.1');
    await workbench.panel.getByRole('button', { name: 'Start Again' }).first().click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    server.close();
  });

  it('a server that is not there yet: the client keeps trying on request, and stops on request', async () => {
    const { workbench } = test;
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await new Promise(resolve => server.close(resolve));
    await workbench.start('Connect to TCP Server', port);
    const keepTrying = workbench.panel.getByRole('button', { name: 'Keep Trying' });
    const trying = workbench.panel.getByRole('status').filter({ hasText: 'connection refused' });
    await keepTrying.press('Enter');
    await trying.filter({ hasText: 'Trying again' }).waitFor();
    await workbench.treeItem(/reconnecting/).waitFor();
    await trying.getByRole('button', { name: 'Stop Trying' }).press('Enter');
    await workbench.panel.getByRole('img', { name: 'closed' }).waitFor();
    await workbench.panel.getByRole('button', { name: 'Start Again' }).first().press('Enter');
    await trying.waitFor();
    server.listen(port, '127.0.0.1');
    await workbench.panel.getByRole('img', { name: 'open', exact: true }).waitFor();
    server.close();
  });

  it('malformed hex: is told below the field, is not sent, and stays', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const socket = await client(await workbench.port());
    await workbench.rows.filter({ hasText: 'connected' }).waitFor();
    await workbench.panel.getByRole('radio', { name: 'Hex' }).click();
    await workbench.say('48 6g');
    await workbench.panel.getByRole('alert').filter({ hasText: '"6g" at character 4 is not a hex byte' }).waitFor();
    assert.equal(await workbench.composer.inputValue(), '48 6g');
    await workbench.composer.fill('48 69');
    await workbench.composer.press('Enter');
    assert.equal(String((await once(socket, 'data'))[0]), 'Hi');
  });

  it('nobody to send to: the button says why', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.panel.getByText('No client is connected yet.').waitFor();
    await workbench.say('hello?');
    await workbench.composerHolds('hello?');
  });

  it('bytes that are no text: are shown as escapes, and as a hexdump in the log', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const socket = await client(await workbench.port());
    socket.write(Buffer.from([0x02, 0xff, 0x50, 0x49, 0xe2, 0x80, 0xae, 0x0a]));
    await workbench.rows.filter({ hasText: '\\x02\\xffPI\\u{202e}\\n' }).waitFor();
    await workbench.panel.getByRole('radio', { name: 'Log' }).click();
    await workbench.rows.filter({ hasText: '\\xffPI' }).click();
    await workbench.panel.getByText('02 ff 50 49 e2 80 ae 0a').waitFor();
  });

  it('an edit that cannot be used: is told with its field, and the endpoint goes on', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await workbench.edit({ reply: [{ when: { regex: '(' }, send: 'x' }] });
    await workbench.notifications.filter({ hasText: 'reply.0.when.regex' }).waitFor();
    await workbench.runCommand('Portside: Open Panel');
    await client(await workbench.port());
  });

  it('a saved endpoint that cannot be used: is kept and explained, the others start by one press', async () => {
    const { workbench, folder } = test;
    await mkdir(join(folder, '.vscode'));
    const saved = [
      { kind: 'tcp-server', address: ':70000', name: 'too high' },
      { kind: 'tcp-server', address: ':0', name: 'good one', greeting: 'hi' },
    ];
    await writeFile(join(folder, '.vscode/settings.json'), JSON.stringify({ 'portside.endpoints': saved }));
    await workbench.treeItem(/too high.*portside\.endpoints\[0\]: address: .*0 to 65535/).waitFor();
    await workbench.treeItem(/good one/).click();
    await workbench.panel.getByRole('img', { name: 'open' }).waitFor();
    assert.equal(String((await once(await client(await workbench.port()), 'data'))[0]), 'hi');
  });

  it('a window that closes: frees its ports and drops its connections', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    const socket = await client(port);
    const closed = once(socket, 'close');
    await workbench.page.goto('about:blank');
    await closed;
    const next = createServer().listen(port, '127.0.0.1');
    await once(next, 'listening');
    next.close();
  });
});
