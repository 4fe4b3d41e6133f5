import assert from 'node:assert/strict';
import { once } from 'node:events';
import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventSeen } from '../support/openEndpoint.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';

const run = async <T>(command: string, argument: unknown): Promise<T> =>
  await vscode.commands.executeCommand<T>(`portside.${command}`, argument);

describe('saved messages', () => {
  let endpoint: string;
  let client: Socket;

  beforeEach(async () => {
    const { id, address } = await run<{ id: string; address: string }>('startTcpServer', { name: 'message target' });
    endpoint = id;
    client = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(client, 'connect');
    const server = (await portside()).endpoints.find(one => one.id === id);
    assert.ok(server);
    await eventSeen(asOpenEndpoint(server), 'peerConnected');
  });
  afterEach(async () => {
    client.destroy();
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
  });

  /** Runs a command and returns what the client receives. */
  async function receivedAfter(argument: object): Promise<string> {
    const [[data]] = await Promise.all([once(client, 'data'), run('sendSavedMessage', argument)]);
    return String(data);
  }

  it('are sent by name and path, each endpoint’s own before those for all', async () => {
    const ping = { name: 'ping', folder: 'a/b', text: 'global', lineEnding: 'lf' };
    await run('saveMessage', { message: ping });
    assert.equal(await receivedAfter({ endpoint: 'message target', message: 'a/b/ping' }), 'global\n');
    await run('saveMessage', { message: { ...ping, endpoint: 'message target', text: 'own {{$counter}}' } });
    for (const expected of ['own 1\n', 'own 2\n'])
      assert.equal(await receivedAfter({ endpoint, message: 'ping' }), expected);
  });

  /** VS Code keeps what extensions store in one of two places. */
  async function libraryFile(): Promise<string> {
    const home = join(vscode.extensions.getExtension('portside.portside')?.extensionPath ?? '', '../..');
    const stored = 'User/globalStorage/portside.portside/messages.json';
    const places = [join(home, 'data', stored), join(home, 'user-data', stored)];
    const found = await Promise.all(
      places.map(place =>
        access(place).then(
          () => [place],
          () => [],
        ),
      ),
    );
    const [file] = found.flat();
    assert.ok(file, `no library in ${places}`);
    return file;
  }

  it('may be 10 MB, and a file that isn’t JSON is reported and kept', async () => {
    await run('saveMessage', { message: { name: 'first', text: 'x' } });
    const file = await libraryFile();
    const many = Array.from({ length: 50_000 }, (_, at) => ({ name: `m${at}`, text: `${at} ${'x'.repeat(180)}` }));
    await writeFile(file, JSON.stringify({ version: 1, messages: many }));
    assert.match(await receivedAfter({ endpoint, message: 'm49999' }), /^49999 x/);
    await writeFile(file, '{"messages": [');
    await assert.rejects(
      run('sendSavedMessage', { endpoint, message: 'm1' }),
      /isn’t valid JSON .*Show Saved Messages \(JSON\)/,
    );
    await assert.rejects(run('saveMessage', { message: { name: 'more', text: 'x' } }), /isn’t valid JSON/);
    assert.equal(await readFile(file, 'utf8'), '{"messages": [');
    await rm(file);
  });

  it('are rejected with a reason if they are invalid', async () => {
    await assert.rejects(
      run('sendSavedMessage', { endpoint, message: 'nowhere' }),
      /No message named “nowhere” is saved/,
    );
    await assert.rejects(run('saveMessage', { message: { name: 'x', text: 'x', checksum: 'md5' } }), /checksum/);
    await assert.rejects(run('saveMessage', { message: { text: 'x' } }), /name/);
  });
});
