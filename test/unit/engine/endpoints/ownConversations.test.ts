import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Conversation } from '../../../../src/engine/conversation/conversation.ts';
import { type BoundDatagramSocket, bindDatagramSocket } from '../../../../src/engine/endpoints/boundDatagramSocket.ts';
import {
  clientFinder,
  type DatagramSockets,
  datagramOtherSide,
  listClient,
  ownDatagramSockets,
} from '../../../../src/engine/endpoints/ownConversations.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

const conversation = () => ({}) as Conversation;

describe('the other side of a stream', () => {
  const folder = temporaryFolder();
  const closing: { destroy?(): void; close?(): void }[] = [];

  afterEach(() => {
    for (const one of closing.splice(0)) (one.destroy ?? one.close)?.call(one);
  });

  async function connected(listen: object): Promise<{ server: Socket; client: Socket }> {
    const listening = createServer().listen(listen);
    await once(listening, 'listening');
    const accepted = once(listening, 'connection');
    const address = listening.address();
    const client = typeof address === 'object' && address ? connect(address.port, '127.0.0.1') : connect(`${address}`);
    await once(client, 'connect');
    const [server] = await accepted;
    closing.push(client, server, listening);
    return { server, client };
  }

  it('is the client that has the same two addresses, whatever the family of the server’s socket', async () => {
    for (const host of ['127.0.0.1', '::']) {
      const { server, client } = await connected({ port: 0, host });
      const find = clientFinder(server);
      assert.equal(find?.(), undefined);
      const own = conversation();
      const unlist = listClient(client, own);
      assert.equal(find?.(), own);
      assert.equal(clientFinder(client)?.(), undefined);
      unlist();
      assert.equal(find?.(), undefined);
    }
  });

  it('may be a later client with the same addresses', async () => {
    const { server, client } = await connected({ port: 0, host: '127.0.0.1' });
    const unlist = listClient(client, conversation());
    const later = conversation();
    listClient(client, later);
    unlist();
    assert.equal(clientFinder(server)?.(), later);
  });

  if (process.platform !== 'win32')
    it('is unknown for a Unix socket, which has no addresses', async () => {
      const { server, client } = await connected({ path: folder.at('s.sock') });
      listClient(client, conversation())();
      assert.equal(clientFinder(server), undefined);
    });
});

describe('the other side of a datagram socket', () => {
  const bound: BoundDatagramSocket[] = [];
  const listed: DatagramSockets[] = [];

  afterEach(() => {
    for (const one of bound.splice(0)) one.close();
    for (const one of listed.splice(0)) ownDatagramSockets.delete(one);
  });

  /** Binds a socket of an endpoint, which has a conversation with each address that it is asked for. */
  async function endpoint(host: string, isShared = false) {
    const socket = await bindDatagramSocket(host, 0, {});
    bound.push(socket);
    const asked: string[] = [];
    const conversationAt = (address: string) => {
      asked.push(address);
      return conversation();
    };
    const sockets = { bound: [socket], conversationAt };
    listed.push(sockets);
    if (!isShared) ownDatagramSockets.add(sockets);
    return { sockets, socket, asked };
  }

  it('is the conversation with its address', async () => {
    const [one, other] = [await endpoint('127.0.0.1'), await endpoint('127.0.0.1')];
    assert.ok(datagramOtherSide(one.sockets, one.socket, '127.0.0.1', other.socket.port));
    assert.deepEqual(other.asked, [`127.0.0.1:${one.socket.port}`]);
    assert.deepEqual(one.asked, []);
  });

  it('is the conversation with the address that a socket of all interfaces sends from', async () => {
    const [one, other] = [await endpoint('0.0.0.0'), await endpoint('0.0.0.0')];
    assert.ok(datagramOtherSide(one.sockets, one.socket, '127.0.0.1', other.socket.port));
    assert.deepEqual(other.asked, [`127.0.0.1:${one.socket.port}`]);
  });

  it('is unknown for another program, another machine, and sockets that programs can share', async () => {
    const [one, other] = [await endpoint('127.0.0.1'), await endpoint('0.0.0.0')];
    const [shared, foreign] = [await endpoint('127.0.0.1', true), await bindDatagramSocket('127.0.0.1', 0, {})];
    bound.push(foreign);
    const found = [
      datagramOtherSide(one.sockets, one.socket, '127.0.0.1', foreign.port),
      datagramOtherSide(one.sockets, one.socket, '192.0.2.1', other.socket.port),
      datagramOtherSide(one.sockets, one.socket, '127.0.0.1', shared.socket.port),
      datagramOtherSide(shared.sockets, shared.socket, '127.0.0.1', one.socket.port),
      datagramOtherSide(one.sockets, one.socket, '127.0.0.1', one.socket.port),
    ];
    assert.deepEqual(found, [undefined, undefined, undefined, undefined, undefined]);
  });
});
