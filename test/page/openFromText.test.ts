/** Text that users have at hand opens an endpoint: a command line, a URL, the clipboard. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { setImmediate as settled } from 'node:timers/promises';
import { questions } from '../support/fakeVscode/questions.ts';
import { envApi, workbenchState } from '../support/fakeVscode/workbenchState.ts';
import { eachInItsOwnPage } from './window.ts';

const title = 'Open from URL or Command Line';

describe('pasted text', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const { readText } = envApi.clipboard;
  let server: Server;
  let port: number;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.close();
    envApi.clipboard.readText = readText;
  });

  const description = () => `Opens a TCP client that connects to 127.0.0.1:${port}`;
  const ask = () => test.window.runCommand(`Portside: ${title}…`);

  it('is suggested from the clipboard, explained while it is edited, and opened', async () => {
    const { window } = test;
    workbenchState.state.clipboard = ` nc -v 127.0.0.1 ${port}\n`;
    await ask();
    const field = await window.question(`From the clipboard. ${description()}`);
    assert.equal(field.value, `nc -v 127.0.0.1 ${port}`);
    questions.loseFocus();
    assert.match((await field.validate('telnet')) ?? '', /^The host to connect to is missing/);
    assert.doesNotMatch(field.text, /From the clipboard/);
    field.answer('telnet');
    assert.deepEqual(questions.open, [field], 'a rejected text keeps the question open');
    assert.ok((await field.validate(`nc 127.0.0.1 ${port}`))?.startsWith(description()));
    field.answer(`nc -v 127.0.0.1 ${port}`);
    await window.tree.row(`TCP client 127.0.0.1:${port}, open`);
    assert.deepEqual(questions.open, []);
  });

  it('fills the field when the clipboard answers late, unless something was typed', async () => {
    const { window } = test;
    const slow = Promise.withResolvers<string>();
    envApi.clipboard.readText = () => slow.promise;
    await ask();
    const first = await window.question(title);
    assert.equal(first.value, '');
    slow.resolve(`nc 127.0.0.1 ${port}`);
    await window.question(`From the clipboard. ${description()}`);
    assert.equal(first.value, `nc 127.0.0.1 ${port}`);
    first.dismiss();

    const slower = Promise.withResolvers<string>();
    envApi.clipboard.readText = () => slower.promise;
    await ask();
    const second = await window.question(title);
    await second.validate('nc -l');
    slower.resolve(`nc 127.0.0.1 ${port}`);
    await settled();
    assert.equal(second.value, 'nc -l');
    assert.doesNotMatch(second.text, /From the clipboard/);
    second.dismiss();
  });

  it('is asked for if the clipboard may not be read, or contains something else', async () => {
    const { window } = test;
    for (const read of [async () => 'Dear Anna,', () => Promise.reject(new Error('not allowed'))]) {
      envApi.clipboard.readText = read;
      await ask();
      const field = await window.question(title);
      await settled();
      assert.equal(field.value, '');
      field.dismiss();
      await settled();
      assert.deepEqual(questions.open, [], 'nothing more is reported once it is dismissed');
    }
  });

  it('is accepted if it is an address; problems are shown while typing', async () => {
    const { window } = test;
    await window.runCommand('Portside: Connect to TCP Server…');
    const address = await window.question('Connect to TCP Server');
    assert.match((await address.validate('localhost:99999')) ?? '', /the port must be at most 65535/);
    address.dismiss();
    await window.runCommand('Portside: Start TCP Server…');
    const listening = await window.question('Start TCP Server');
    assert.match((await listening.validate('nc example.com 80')) ?? '', /This describes a TCP client\./);
    assert.equal(await listening.validate('nc -lk 0'), undefined);
    listening.answer('nc -lk 0');
    await window.panel.getByText('Waiting for the first client.').waitFor();
  });
});
