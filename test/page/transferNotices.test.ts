/** Notifications about files whose panel is hidden: progress, results, and whether to accept them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Uri as VsCodeUri } from 'vscode';
import { formatHostPort } from '../../src/core/address.ts';
import { dataHeader } from '../../src/core/transfer/framedMessage.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { Uri } from '../support/fakeVscode/plainValues.ts';
import { card } from '../support/filesOnScreen.ts';
import { endMessage, FramedSocket, fileMessage } from '../support/framedSocket.ts';
import { ownAddress } from '../support/ownAddress.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { sparseFile } from '../support/sparseFile.ts';
import { eachInItsOwnPage } from './window.ts';

const mebibyte = 1024 * 1024;

describe('notifications about files', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  /** Opens a server that receives framed files. Its panel stays closed. */
  const receiver = (name: string, host = '127.0.0.1') =>
    test.window.openServer({
      name,
      address: formatHostPort(host, 0),
      files: { mode: 'framed', directory: 'received' },
    });

  it('show outgoing files while the panel is closed, cancel them, and report failures', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    const sockets = [await client(port), await client(port)];
    await window.rows.filter({ hasText: 'connected' }).nth(1).waitFor();
    await window.closePanels();
    const path = await sparseFile(join(test.folder, 'slow.bin'), 64 * mebibyte);
    /** Sends to a client that reads nothing, and returns the progress. */
    const send = async (peer: string) => {
      await window.runCommand('Portside: Send Files…');
      await window.pick(peer);
      await window.pick('keep the connection open');
      (await window.question(/^Send Files\nSend$/)).answer([Uri.file(path)]);
      return window.progress(new RegExp(`^Sending “slow.bin” to ${peer}\\n.* of 67.1 MB`));
    };
    const peers = sockets.map(({ localPort }) => `127.0.0.1:${localPort}`);
    const first = await send(peers[0] ?? '');
    first.cancel();
    await first.closed;
    const second = await send(peers[1] ?? '');
    sockets[1]?.resetAndDestroy();
    (await window.notification('“slow.bin” wasn’t sent. ')).answer('Show');
    await second.closed;
    await window.rows.filter({ hasText: /Sending “slow\.bin” to \S+ was canceled after/ }).waitFor();
    await window.rows.filter({ hasText: '“slow.bin” was only partly sent' }).waitFor();
    assert.deepEqual(window.notifications, [], 'cancelling by hand isn’t reported');
  });

  it('show received files while the panel is closed, and offer them, but not those that the panel shows', async () => {
    const { window } = test;
    const hidden = new FramedSocket(await client((await receiver('hidden')).port));
    const server = await receiver('watched');
    await window.openPanel(server.id);
    const watched = new FramedSocket(await client(server.port));
    const text = Buffer.from('all of it');
    const begin = (sender: FramedSocket, name: string) =>
      sender.say(fileMessage(name, text.length), dataHeader(1), text.subarray(0, 1));
    const end = async (sender: FramedSocket) => {
      sender.say(dataHeader(text.length - 1), text.subarray(1), endMessage(text));
      await sender.received('receipt');
    };

    // A notification about the watched file would appear first.
    begin(watched, 'watched.txt');
    await card(window, 'watched.txt').getByRole('progressbar').waitFor();
    begin(hidden, 'hidden.txt');
    await window.progress('Receiving “hidden.txt” from 127.0.0.1');
    assert.equal(window.progresses.length, 1);
    await end(watched);
    await card(window, 'watched.txt').getByRole('img', { name: 'done' }).waitFor();
    await end(hidden);
    const received = await window.notification('Received “hidden.txt” (9 B) from 127.0.0.1');
    assert.deepEqual(received.items, ['Open', 'Reveal']);
    assert.equal(window.notifications.length, 1);
    received.answer('Open');
    assert.equal(await openedBy('vscode.open'), join(test.folder, 'received/hidden.txt'));

    begin(hidden, 'next.txt');
    await end(hidden);
    (await window.notification('Received “next.txt”')).answer('Reveal');
    assert.equal(await openedBy('revealInExplorer'), join(test.folder, 'received/next.txt'));
  });

  /** Resolves with the file that a built-in command of VS Code was run with. */
  async function openedBy(command: string): Promise<string> {
    const { args } = await test.window.done(command);
    return (args[0] as VsCodeUri).fsPath;
  }

  describe('from a peer that isn’t on the loopback interface', () => {
    const bytes = randomBytes(mebibyte + 1);

    /** Opens a framed sender of one file, about which both its card and a notification ask. */
    async function asked() {
      const { window, folder } = test;
      const host = ownAddress();
      await assert.rejects(receiver('reachable', host), /: Cannot listen on/);
      (await window.notification('Cannot listen on')).answer('Allow for This Workspace');
      await window.said('Allowed. Run the command again.');
      const { id, port } = await receiver('reachable', host);
      await window.openPanel(id);
      await mkdir(join(folder, 'out'));
      const path = join(folder, 'out/photo.png');
      await writeFile(path, bytes);
      const sender = await test.program('framed_peer', 'send', host, port, path);
      await card(window, 'photo.png').filter({ hasText: 'on another machine wants to send this file' }).waitFor();
      const question = await window.notification('wants to send “photo.png” (1.05 MB)');
      assert.ok(question.text.includes(host));
      await assert.rejects(readdir(join(folder, 'received')), { code: 'ENOENT' });
      return { sender, question };
    }

    it('ask whether it may send, and receive what is accepted', async () => {
      const { sender, question } = await asked();
      question.answer('Accept');
      assert.equal(await sender.line(), `receipt ${bytes.length} ${sha256Of(bytes)}`);
      await card(test.window, 'photo.png').getByRole('img', { name: 'done' }).waitFor();
      assert.deepEqual(await readFile(join(test.folder, 'received/photo.png')), bytes);
    });

    it('ask whether it may send, notify it when declined, and keep nothing', async () => {
      const { sender, question } = await asked();
      question.answer('Decline');
      assert.equal(await sender.line(), 'refuse declined');
      await card(test.window, 'photo.png').getByRole('img', { name: 'canceled' }).waitFor();
      await assert.rejects(readdir(join(test.folder, 'received')), { code: 'ENOENT' });
    });
  });
});
