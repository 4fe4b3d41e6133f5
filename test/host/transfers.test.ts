/** Files over real sockets, by command and through the API. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import * as vscode from 'vscode';
import type { Endpoint, Transfer } from '../../src/host/api.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { eventSeen, portOf, seen } from '../support/openEndpoint.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { asOpenEndpoint, portside } from './apiEndpoints.ts';
import { MemoryFiles } from './memoryFiles.ts';

interface Through {
  id: string;
  sha256?: string;
}

describe('files', () => {
  const client = clientsOfEachTest();
  const content = randomBytes(3_000_000);
  const sha256 = sha256Of(content);
  let folder: string;
  let path: string;
  let uri: vscode.Uri;

  before(async () => {
    folder = await mkdtemp(below('files-'));
    path = join(folder, 'photo.bin');
    uri = vscode.Uri.file(path);
    await writeFile(path, content);
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(async () => {
    await Promise.all((await portside()).endpoints.map(endpoint => endpoint.remove()));
  });

  const sendFile = async (argument: unknown): Promise<Through> =>
    vscode.commands.executeCommand('portside.sendFile', argument);

  /** Opens a server and connects this many clients. Resolves when the window knows of them. */
  async function serverWith(count: number): Promise<{ server: Endpoint; clients: Socket[] }> {
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0' });
    const clients = await Promise.all(Array.from({ length: count }, () => client(portOf(server))));
    await seen(asOpenEndpoint(server), () => (server.counters.peers === count ? true : undefined));
    return { server, clients };
  }

  /** Returns a path below the folder that the tests open. */
  const below = (...names: string[]) =>
    join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open'), ...names);

  /** Runs something while the workspace's setting names a folder for received files. */
  async function withDirectory(directory: string, act: () => Promise<void>): Promise<void> {
    const settings = vscode.workspace.getConfiguration('portside.files');
    await settings.update('directory', directory, vscode.ConfigurationTarget.Workspace);
    try {
      await act();
    } finally {
      await settings.update('directory', undefined, vscode.ConfigurationTarget.Workspace);
    }
  }

  /** More than all buffers in between hold. */
  async function largeFile(): Promise<vscode.Uri> {
    const large = join(folder, 'large.bin');
    await writeFile(large, Buffer.alloc(64 * 1024 * 1024));
    return vscode.Uri.file(large);
  }

  /** Returns the last transfer of an endpoint, once it has ended. */
  async function lastEnded(endpoint: Endpoint): Promise<Transfer> {
    const last = (await endpoint.transfers()).at(-1);
    assert.ok(last, 'no transfer is listed');
    await last.done.catch(() => undefined);
    return last;
  }

  it('are sent from a server by command, which resolves when they have been transferred', async () => {
    const { server, clients } = await serverWith(1);
    const received = buffer(clients[0] as Socket);
    const { id, sha256: reported } = await sendFile({ endpoint: server.id, uri });
    assert.ok((await received).equals(content), 'all bytes, then the end of the stream');
    assert.equal(reported, undefined, 'raw transfers aren’t confirmed');
    assert.equal((await server.transfers())[0]?.id, id);
  });

  it('are sent from a client by the API, which can send more afterwards', async () => {
    const listener = createServer().listen(0, '127.0.0.1');
    const connected = once(listener, 'connection');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const endpoint = await (await portside()).open({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
    const [socket] = (await connected) as [Socket];
    const received = buffer(socket);
    const transfer = await endpoint.sendFile(uri, { endAfter: false });
    assert.equal(transfer.name, 'photo.bin');
    assert.equal(transfer.size, content.length);
    assert.equal(transfer.direction, 'out');
    assert.deepEqual(
      [transfer.peer],
      (await endpoint.peers()).map(({ id, address }) => ({ id, address })),
    );
    await transfer.done;
    assert.equal(transfer.state, 'done');
    assert.equal(transfer.bytes, content.length);
    await endpoint.send('and more');
    await endpoint.end();
    assert.ok((await received).equals(Buffer.concat([content, Buffer.from('and more')])));
    listener.close();
  });

  it('are sent framed from one Portside to another, verified, and listed on both sides', async () => {
    const api = await portside();
    const directory = join(folder, 'framed');
    const server = await api.open({ kind: 'tcp-server', address: ':0', files: { mode: 'framed', directory } });
    const address = server.address.replace('tcp://', '');
    const from = await api.open({ kind: 'tcp-client', address, files: { mode: 'framed', directory } });
    const { sha256: reported } = await (await from.sendFile(uri, { mode: 'framed' })).done;
    assert.equal(reported, sha256);
    const got = await lastEnded(server);
    assert.equal(got.direction, 'in');
    assert.equal(got.state, 'done');
    assert.equal(got.path, join(directory, 'photo.bin'));
    assert.ok((await readFile(got.path)).equals(content));
    assert.equal((await got.done).sha256, sha256);
  });

  it('are received below the workspace if the config says so, and the config stays as written', async () => {
    const files = { mode: 'raw', directory: 'below', name: 'output{n}.txt' } as const;
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0', files });
    (await client(portOf(server))).end('one file');
    await eventSeen(asOpenEndpoint(server), 'fileReceived');
    assert.equal(await readFile(below('below', 'output0.txt'), 'utf8'), 'one file');
    assert.deepEqual(server.config.files, files);
  });

  it('are received by an endpoint that one command starts', async () => {
    const workspaceFolder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
    const argument = { address: ':0', files: { directory: 'by command' } };
    const { id } = await vscode.commands.executeCommand<{ id: string }>('portside.receiveFiles', argument);
    const server = (await portside()).endpoints.find(one => one.id === id) ?? assert.fail('no server was started');
    (await client(portOf(server))).end('one file');
    await eventSeen(asOpenEndpoint(server), 'fileReceived');
    assert.equal(await readFile(join(workspaceFolder, 'by command', 'output0.txt'), 'utf8'), 'one file');
    await vscode.commands.executeCommand('portside.showReceivedFiles', { endpoint: id });
  });

  it('are received where the setting says, also when it changes while the endpoint is open', async () => {
    const server = await (await portside()).open({
      kind: 'tcp-server',
      address: ':0',
      files: { mode: 'raw', name: 'in{n}.txt' },
    });
    (await client(portOf(server))).end('it waited');
    const all = async () => (await server.transfers()).map(({ state }) => state);
    await seen(asOpenEndpoint(server), async () => (await all()).includes('asking') || undefined);
    await withDirectory('inbox', async () => {
      await eventSeen(asOpenEndpoint(server), 'fileReceived');
      assert.equal(await readFile(below('inbox', 'in0.txt'), 'utf8'), 'it waited');
      (await client(portOf(server))).end('by the setting');
      await seen(asOpenEndpoint(server), async () => (await all()).join() === 'done,done' || undefined);
      assert.equal(await readFile(below('inbox', 'in1.txt'), 'utf8'), 'by the setting');
    });
  });

  it('have a folder that is shown before it exists, without being created', async () => {
    await withDirectory('later/deeper', async () => {
      await vscode.commands.executeCommand('portside.showReceivedFiles');
      await assert.rejects(stat(below('later')), { code: 'ENOENT' });
    });
  });

  it('wait for the user to choose a folder, and can be cancelled meanwhile', async () => {
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0', files: { mode: 'raw' } });
    (await client(portOf(server))).write('where to?');
    const asking = await seen(asOpenEndpoint(server), async () =>
      (await server.transfers()).find(({ state }) => state === 'asking'),
    );
    assert.equal(asking.direction, 'in');
    await asking.cancel();
    await assert.rejects(asking.done, { code: 'CANCELLED' });
  });

  it('are sent to all peers, with a transfer each', async () => {
    const { server, clients } = await serverWith(2);
    const received = Promise.all(clients.map(client => buffer(client)));
    const sent = await server.sendFileToAll(uri);
    assert.equal(new Set(sent.map(({ peer }) => peer.id)).size, 2);
    await Promise.all(sent.map(({ done }) => done));
    for (const bytes of await received) assert.ok(bytes.equals(content));
  });

  it('are sent to the peers connected at the time of the call, whatever was announced', async () => {
    // A client that has received the greeting is a peer; the window learns of it up to 50 ms later.
    const server = await (await portside()).open({ kind: 'tcp-server', address: ':0', greeting: 'hello' });
    const connected = async () => {
      const client = connect(Number(server.address.split(':').at(-1)), '127.0.0.1');
      await once(client, 'data');
      return client;
    };
    const small = vscode.Uri.file(join(folder, 'small.txt'));
    await writeFile(small.fsPath, 'small');
    for (let round = 0; round < 10; round++) {
      const client = await connected();
      const received = buffer(client);
      await (await server.sendFile(small)).done;
      assert.equal(String(await received), 'small');
    }
    const others = await Promise.all([connected(), connected()]);
    await assert.rejects(server.sendFile(small), { code: 'SEVERAL_PEERS' });
    const kept = others.map(other => other.bytesRead);
    assert.deepEqual(kept, ['hello'.length, 'hello'.length]);
    for (const other of others) other.destroy();
  });

  it('need a peer if there are several', async () => {
    const { server, clients } = await serverWith(2);
    await assert.rejects(server.sendFile(uri), { code: 'SEVERAL_PEERS', message: /has 2 clients\. Specify one/ });
    await assert.rejects(sendFile({ endpoint: server.id, uri }), { code: 'SEVERAL_PEERS' });
    assert.deepEqual(await server.transfers(), []);
    const second = (await server.peers()).find(({ address }) => address.endsWith(`:${clients[1]?.localPort}`));
    const received = buffer(clients[1] as Socket);
    await (await server.sendFile(uri, { peer: second?.id ?? '' })).done;
    assert.ok((await received).equals(content));
    assert.equal(clients[0]?.bytesRead, 0);
  });

  it('can be cancelled, which is also reported to callers that don’t wait', async () => {
    const { server, clients } = await serverWith(1);
    clients[0]?.pause();
    const large = await largeFile();
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const transfer = await server.sendFile(large);
    await transfer.cancel();
    const { done } = await lastEnded(server);
    await assert.rejects(done, { code: 'CANCELLED', message: 'Canceled.' });
    assert.equal(transfer.state, 'cancelled');
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  it('are retried by a closed client, which reconnects for it', async () => {
    const large = vscode.Uri.file(join(folder, 'large.bin'));
    await writeFile(large.fsPath, Buffer.alloc(64 * 1024 * 1024));
    const listener = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as { port: number };
    const first = once(listener, 'connection');
    const endpoint = await (await portside()).open({ kind: 'tcp-client', address: `127.0.0.1:${port}` });
    const failing = await endpoint.sendFile(large);
    const [lost] = (await first) as [Socket];
    lost.resetAndDestroy();
    // From the failed write, or from the connection that ended before it.
    await assert.rejects(
      failing.done,
      ({ code }: { code?: string }) => code === 'ECONNRESET' || code === 'SEND_INTERRUPTED',
    );
    await seen(asOpenEndpoint(endpoint), () => endpoint.state === 'closed' || undefined);
    const second = once(listener, 'connection');
    const argument = { transfer: failing.id, action: 'retry' };
    await vscode.commands.executeCommand('portside.manageTransfers', argument);
    const [socket] = (await second) as [Socket];
    assert.equal((await buffer(socket)).length, 64 * 1024 * 1024);
    assert.deepEqual(
      (await endpoint.transfers()).map(({ state }) => state),
      ['done'],
    );
    listener.close();
  });

  it('come from file systems that only VS Code can read', async () => {
    const memory = vscode.workspace.registerFileSystemProvider('portsidetest', new MemoryFiles(content));
    const { server, clients } = await serverWith(1);
    await assert.rejects(server.sendFile(vscode.Uri.parse('portsidetest:/missing')), /missing/);
    const received = buffer(clients[0] as Socket);
    await (await server.sendFile(vscode.Uri.parse('portsidetest:/in/memory.bin'))).done;
    assert.ok((await received).equals(content));
    memory.dispose();
  });

  it('are sent as datagrams of the requested size', async () => {
    const receiver = createSocket('udp4').bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const small = content.subarray(0, 10_000);
    const smallUri = vscode.Uri.file(join(folder, 'small.bin'));
    await writeFile(smallUri.fsPath, small);
    const remote = `127.0.0.1:${receiver.address().port}`;
    const endpoint = await (await portside()).open({ kind: 'udp', address: '127.0.0.1:0', remote });
    const received = once(receiver, 'message');
    await (await endpoint.sendFile(smallUri, { datagramBytes: 10_000 })).done;
    const [datagram] = (await received) as [Buffer];
    assert.ok(datagram.equals(small));
    receiver.close();
  });

  it('refuse with a sentence what they can’t do', async () => {
    const { server } = await serverWith(1);
    const missing = vscode.Uri.file(join(folder, 'missing'));
    await assert.rejects(sendFile({ endpoint: server.id, uri: missing }), /Cannot read .*missing: no such file/);
    await assert.rejects(sendFile({ endpoint: server.id, uri: '/etc/hosts' }), /must be a Uri/);
    await assert.rejects(sendFile({ endpoint: server.id, uri, mode: 'morse' }), /mode/);
    await assert.rejects(
      sendFile({ endpoint: server.id, uri, mode: 'datagrams' }),
      /Datagrams can’t be sent over a stream/,
    );
    await assert.rejects(sendFile({ endpoint: 'nobody', uri }), /No endpoint is named “nobody”/);
    await server.close();
    await assert.rejects(server.sendFile(uri), { code: 'NOT_OPEN' });
    const udp = await (await portside()).open({ kind: 'udp', address: ':0' });
    await assert.rejects(udp.sendFile(uri, { mode: 'raw' }), /only as datagrams/);
    await assert.rejects(udp.sendFile(uri), { code: 'NO_PEER' });
  });

  it('can be controlled by command, and all of an endpoint are cancelled at once', async () => {
    const { server, clients } = await serverWith(2);
    for (const one of clients) one.pause();
    const large = await largeFile();
    const peers = await server.peers();
    const [first, second] = await Promise.all(peers.map(({ id }) => server.sendFile(large, { peer: id })));
    const act = (action: string) =>
      vscode.commands.executeCommand('portside.manageTransfers', { transfer: first?.id, action });
    await assert.rejects(async () => act('explode'), /action/);
    await act('cancel');
    await assert.rejects(first?.done ?? Promise.resolve(), { code: 'CANCELLED' });
    await vscode.commands.executeCommand('portside.cancelTransfers', { endpoint: server.id });
    await assert.rejects(second?.done ?? Promise.resolve(), { code: 'CANCELLED' });
  });
});
