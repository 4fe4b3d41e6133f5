import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import * as vscode from 'vscode';
import { eventSeen, framesOf, seen, textSeen } from '../support/openEndpoint.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

interface Started {
  id: string;
  address: string;
}

const run = async <T>(command: string, argument: unknown): Promise<T> =>
  await vscode.commands.executeCommand<T>(`portside.${command}`, argument);

async function endpoint(id: string) {
  const found = (await portside()).endpoints.find(one => one.id === id);
  assert.ok(found, `no endpoint ${id}`);
  return found;
}

describe('commands', () => {
  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(one => one.remove()));
  });

  it('are registered exactly as package.json lists them', async () => {
    await portside();
    const manifest = vscode.extensions.getExtension('portside.portside')?.packageJSON as Manifest | undefined;
    const listed = manifest?.contributes.commands.map(({ command }) => command);
    const registered = (await vscode.commands.getCommands(true)).filter(id => /^portside\.(?!connections\.)/.test(id));
    assert.deepEqual(new Set(registered), new Set(listed));
  });

  it('start a server silently and send by endpoint name', async () => {
    const { id, address } = await run<Started>('startTcpServer', { address: ':0', name: 'by name' });
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 0, 'an argument opens no editor');
    const client = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    await once(client, 'connect');
    const server = asOpenEndpoint(await endpoint(id));
    await eventSeen(server, 'peerConnected');
    await run('send', { endpoint: 'by name', hex: '48 69' });
    const [received] = await once(client, 'data');
    assert.equal(String(received), 'Hi');
    assert.deepEqual(await framesOf(server, 'out'), ['Hi']);
    client.destroy();
  });

  it('connect, end, and report that no peer is connected', async () => {
    const listener = createServer({ allowHalfOpen: true }, socket => socket.end('bye')).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const { id } = await run<Started>('connectTcp', { address: `127.0.0.1:${port}` });
    await textSeen(asOpenEndpoint(await endpoint(id)), 'in', 'bye');
    await eventSeen(asOpenEndpoint(await endpoint(id)), 'peerClosed');
    await assert.rejects(run('send', { endpoint: id, data: 'late' }), /isn’t open/);
    listener.close();
  });

  it('open UDP with defaults for missing keys', async () => {
    const { id: hearing, address } = await run<Started>('openUdp', {});
    const { id: saying } = await run<Started>('openUdp', { remote: address.replace('udp://', '') });
    await run('send', { endpoint: saying, data: 'ping' });
    await textSeen(asOpenEndpoint(await endpoint(hearing)), 'in', 'ping');
  });

  it('stop, restart, clear and remove', async () => {
    const { id } = await run<Started>('startTcpServer', { address: ':0' });
    await run('stop', { endpoint: id });
    assert.equal((await endpoint(id)).state, 'closed');
    const again = await run<Started>('restart', { endpoint: id });
    assert.equal((await endpoint(id)).state, 'open');
    assert.equal(again.id, id);
    await run('clearTranscript', { endpoint: id });
    assert.deepEqual(await (await endpoint(id)).transcript(), []);
    await run('remove', { endpoint: id });
    assert.equal((await portside()).endpoints.length, 0);
  });

  it('keep trying to connect until something is listening there', async () => {
    const listener = createServer(socket => socket.destroy()).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const { id } = await run<Started>('connectTcp', { address: `127.0.0.1:${port}` });
    const client = await endpoint(id);
    await seen(asOpenEndpoint(client), () => (client.state === 'closed' ? true : undefined));
    await new Promise(resolve => listener.close(resolve));
    assert.equal((await run<Started>('keepTrying', { endpoint: id })).id, id);
    assert.equal(client.state, 'reconnecting');
    assert.deepEqual(client.config.reconnect, { minMs: 250, maxMs: 5000 });
    const server = createServer().listen(port, '127.0.0.1');
    await seen(asOpenEndpoint(client), () => (client.state === 'open' ? true : undefined));
    await client.remove();
    server.close();
    const { id: other } = await run<Started>('startTcpServer', { address: ':0' });
    await assert.rejects(run('keepTrying', { endpoint: other }), /Only a TCP client can keep trying/);
  });

  it('change the framing of a running endpoint', async () => {
    const { id, address } = await run<Started>('startTcpServer', { address: ':0' });
    const server = asOpenEndpoint(await endpoint(id));
    await server.changeFraming({ delimiter: '||' });
    const client = connect(Number(address.split(':').at(-1)), '127.0.0.1').end('a||b||');
    await textSeen(server, 'in', 'ab');
    assert.deepEqual(await framesOf(server, 'in'), ['a', 'b']);
    assert.deepEqual((await endpoint(id)).config.framing, { delimiter: '||' });
    await assert.rejects(run('changeFraming', { endpoint: id, framing: { delimiter: '' } }), /framing.*1 to 64 bytes/);
    client.destroy();
  });

  it('reject what needs a permission, without waiting for an answer, which the API doesn’t need', async () => {
    const config = { kind: 'tcp-server', address: '0.0.0.0:0' } as const;
    const refused = { code: 'NOT_ALLOWED', message: /^Cannot listen on 0\.0\.0\.0:0: commands need your permission/ };
    await assert.rejects(run('startTcpServer', config), refused);
    const forged = { type: 'saved', saved: { scope: { type: 'user' }, index: 0, label: 'x', value: config, config } };
    await run('startSaved', forged);
    const api = await portside();
    assert.deepEqual(api.endpoints, []);
    const server = await api.open(config);
    await server.close();
    await assert.rejects(run('restart', { endpoint: server.id }), refused);
  });

  it('export a whole transcript, or what one peer sent', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder, 'no folder is open');
    const { id, address } = await run<Started>('startTcpServer', { address: ':0', reply: 'echo' });
    const client = connect(Number(address.split(':').at(-1)), '127.0.0.1');
    client.write('to be exported');
    await once(client, 'data');
    const uri = vscode.Uri.joinPath(folder, 'exported');
    const read = async () => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    assert.deepEqual(await run('exportTranscript', { endpoint: id, format: 'raw', uri }), { entries: 1 });
    assert.equal(await read(), 'to be exported');
    const { entries } = await run<{ entries: number }>('exportTranscript', {
      endpoint: id,
      format: 'jsonl',
      uri,
      peer: 'p1',
    });
    assert.equal(entries, (await read()).trim().split('\n').length);
    const elsewhere = vscode.Uri.parse('memfs:/nowhere');
    await assert.rejects(run('exportTranscript', { endpoint: id, format: 'raw', uri: elsewhere }), /Choose a file/);
    const missing = vscode.Uri.joinPath(folder, 'missing', 'file');
    await assert.rejects(run('exportTranscript', { endpoint: id, format: 'raw', uri: missing }), /no such file/i);
    client.destroy();
  });

  it('reject invalid arguments, naming the field', async () => {
    await assert.rejects(run('startTcpServer', { address: '127.0.0.1:70000' }), /address: .*at most 65535/);
    await assert.rejects(
      run('startTcpServer', { address: ':0', reply: [{ when: { regex: '(' }, send: '' }] }),
      /reply\.0\.when/,
    );
    await assert.rejects(run('send', { endpoint: 'nobody', data: '' }), /No endpoint is named “nobody”/);
  });

  it('export open endpoints and import them as saved ones, all or none', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder, 'no folder is open');
    const file = vscode.Uri.joinPath(folder, 'endpoints.json');
    await run<Started>('startTcpServer', { address: ':0', name: 'travels', reply: 'echo' });
    await run('exportEndpoints', { uri: file });
    await run('importEndpoints', { uri: file });
    const saved = vscode.workspace.getConfiguration('portside').get('endpoints');
    assert.deepEqual(saved, [{ version: 1, kind: 'tcp-server', address: ':0', name: 'travels', reply: 'echo' }]);
    await vscode.workspace.fs.writeFile(
      file,
      new TextEncoder().encode('[{"kind":"udp","address":":1"},{"kind":"udp"}]'),
    );
    await assert.rejects(run('importEndpoints', { uri: file }), /endpoints\.json, endpoint 2: address/);
    assert.deepEqual(vscode.workspace.getConfiguration('portside').get('endpoints'), saved);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{'));
    await assert.rejects(run('importEndpoints', { uri: file }), /endpoints\.json isn’t valid JSON/);
  });
});
