import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
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

  /** What the client hears of what a command sends. */
  async function heard(argument: object): Promise<string> {
    const [[data]] = await Promise.all([once(client, 'data'), run('sendSavedMessage', argument)]);
    return String(data);
  }

  it('are sent by name and path, each endpoint’s own before those for all', async () => {
    const ping = { name: 'ping', folder: 'a/b', text: 'global', lineEnding: 'lf' };
    await run('saveMessage', { message: ping });
    assert.equal(await heard({ endpoint: 'message target', message: 'a/b/ping' }), 'global\n');
    await run('saveMessage', { message: { ...ping, endpoint: 'message target', text: 'own {{$counter}}' } });
    for (const expected of ['own 1\n', 'own 2\n']) assert.equal(await heard({ endpoint, message: 'ping' }), expected);
  });

  it('are refused where they are none, naming why', async () => {
    await assert.rejects(run('sendSavedMessage', { endpoint, message: 'nowhere' }), /no saved message “nowhere”/);
    await assert.rejects(run('saveMessage', { message: { name: 'x', text: 'x', checksum: 'md5' } }), /checksum/);
    await assert.rejects(run('saveMessage', { message: { text: 'x' } }), /name/);
  });
});
