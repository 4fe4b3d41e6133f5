/** The questions to the user before a file is received, and what happens to the file meanwhile. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { defaultReceiveSettings } from '../../../../src/core/transfer/transferSnapshot.ts';
import { FileTests, readAll, variedBytes } from '../../../support/fileTests.ts';
import { FramedSocket, fileMessage } from '../../../support/framedSocket.ts';
import { eventSeen, portOf } from '../../../support/openEndpoint.ts';
import { paramsOf } from '../../../support/paramsOf.ts';

const mebibyte = 1024 * 1024;
const large = variedBytes(5 * mebibyte + 3);
/** More than all buffers on the way hold. */
const endless = 64 * mebibyte;
const framed = { mode: 'framed' } as const;

describe('a receiver that asks the user', function () {
  this.timeout(30_000);
  const files = new FileTests();

  for (const how of ['close', 'disconnect'] as const) {
    it(`receives nothing of what waited after our ${how}`, async () => {
      const { engine } = files.endpoints;
      const open = await files.receiverThatAsks('framed');
      const peer = new FramedSocket(await files.socket(open));
      for (let at = 0; at < 6; at++) peer.sayFile(`${at}`, 'content');
      if (how === 'close') {
        peer.end();
        await eventSeen(open, 'peerEnded');
      }
      const asking = await files.asking(open);
      if (how === 'close') await engine.close(open.id);
      else await engine.disconnect(open.id, asking.peer.id);
      // Until then another one would have asked.
      await open.entries();
      assert.deepEqual(
        (await engine.transfers(open.id)).map(({ name, state }) => [name, state]),
        [['0', 'cancelled']],
      );
    });
  }

  it('asks for a still complete file when the next one is cut off, and never for that one', async () => {
    const { engine } = files.endpoints;
    const open = await files.receiverThatAsks('framed');
    const peer = new FramedSocket(await files.socket(open));
    peer.sayFile('whole', 'content');
    peer.say(fileMessage('cut', 5));
    peer.end();
    await eventSeen(open, 'peerEnded');
    const asking = await files.asking(open);
    assert.equal(asking.name, 'whole');
    await engine.setReceiveSettings({ ...defaultReceiveSettings, directory: files.in });
    await setImmediate();
    // There is no directory for the next one: it would have to ask.
    await engine.setReceiveSettings(defaultReceiveSettings);
    assert.equal((await files.ended(asking)).state, 'done');
    const cut = await files.endpoints.transferSeen(open.id, ({ name }) => name === 'cut');
    assert.equal((await files.ended(cut)).failure?.code, 'FILE_INCOMPLETE');
    assert.deepEqual(await files.names(), ['whole']);
  });

  it('asks the user once per connection whether a remote peer may send', async () => {
    const host = Object.values(networkInterfaces())
      .flat()
      .find(one => one && !one.internal && one.family === 'IPv4')?.address;
    assert.ok(host, 'this machine has a network address');
    const open = await files.endpoints.open({
      kind: 'tcp-server',
      address: `${host}:0`,
      files: { mode: 'framed', directory: files.in },
    });
    const socket = connect(portOf(open), host);
    await once(socket, 'connect');
    const peer = new FramedSocket(socket);
    peer.sayFile('a', 'a');
    const { id, asks } = await files.asking(open);
    assert.equal(asks, 'consent');
    assert.deepEqual(await files.names(), []);
    await files.endpoints.engine.answerTransfer(id, { accept: true });
    await peer.received('receipt');
    peer.sayFile('b', 'b');
    await peer.received('receipt');
    const again = connect(portOf(open), host);
    await once(again, 'connect');
    const other = new FramedSocket(again);
    other.sayFile('c', 'c');
    const second = await files.asking(open);
    await files.endpoints.engine.answerTransfer(second.id, { accept: false });
    assert.equal((await other.received('refuse')).reason, 'declined');
    assert.deepEqual(await files.names(), ['a', 'b']);
    for (const one of [socket, again]) one.destroy();
  });

  it('doesn’t ask about a peer on a Unix socket', async () => {
    if (process.platform === 'win32') return;
    const path = `${files.endpoints.directory}/socket`;
    await files.endpoints.open({
      kind: 'tcp-server',
      address: `unix:${path}`,
      files: { mode: 'framed', directory: files.in },
    });
    const socket = connect(path);
    await once(socket, 'connect');
    await files.goesOn(new FramedSocket(socket));
    socket.destroy();
  });
});

describe('files whose receiver asks', function () {
  this.timeout(30_000);
  const files = new FileTests();

  it('wait for the user if no directory is known, and all continue once there is one', async () => {
    const { endpoints } = files;
    const { engine } = endpoints;
    const server = await files.receiverThatAsks('framed');
    const [one, other] = [await files.client(server), await files.client(server)];
    const sent = [
      await files.begin(one, await files.file('a', large), framed),
      await files.begin(other, [await files.file('b', 'b'), await files.file('c', 'c')], framed),
    ];
    const asking = await endpoints.transferSeen(server.id, ({ name, state }) => name === 'a' && state === 'asking');
    assert.equal(asking.asks, 'directory');
    await endpoints.transferSeen(server.id, ({ name, state }) => name === 'b' && state === 'asking');
    await engine.answerTransfer(asking.id, { accept: true });
    await setImmediate();
    const { asks } = (await engine.transfers(server.id)).find(({ id }) => id === asking.id) ?? {};
    assert.equal(asks, 'directory', 'it asks until there is one');
    await engine.setReceiveSettings({ maxFileBytes: 1e9, asksForRemote: true, directory: files.in });
    for (const one of sent) assert.equal((await files.ended(one)).state, 'done');
    assert.deepEqual(await files.names(), ['a', 'b', 'c']);
  });

  it('are declined: the sender is notified', async () => {
    const server = await files.receiverThatAsks('framed');
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', endless), framed);
    const asking = await files.asking(server);
    await files.endpoints.engine.answerTransfer(asking.id, { accept: false });
    const { failure } = await files.ended(sent);
    assert.deepEqual([failure?.code, paramsOf(failure).reason], ['PEER_REFUSED', 'declined']);
    assert.deepEqual([(await files.ended(asking)).state, await files.names()], ['cancelled', []]);
  });

  it('no longer ask when the sender is gone, and don’t stay paused', async () => {
    const server = await files.receiverThatAsks('framed');
    const client = await files.client(server);
    await files.begin(client, await files.sparse('a', endless), framed);
    const asking = await files.asking(server);
    await client.close();
    const { state, failure, asks } = await files.ended(asking);
    assert.deepEqual([state, failure?.code, asks], ['failed', 'FILE_INCOMPLETE', undefined]);
  });

  it('ask at most a hundred times, whether their sender is still there or not', async () => {
    const receiver = await files.receiverThatAsks('raw');
    const all = () => files.endpoints.engine.transfers(receiver.id);
    for (let at = 0; at < 100; at++) {
      const socket = await files.socket(receiver);
      socket.end('x');
      await readAll(socket);
    }
    assert.ok((await all()).every(({ state }) => state === 'asking'));
    const socket = await files.socket(receiver);
    socket.write('x');
    assert.ok((await readAll(socket)).isCut);
    const { failure } = (await all()).find(({ state }) => state === 'failed') ?? {};
    assert.deepEqual([failure?.code, paramsOf(failure).maxAsking], ['TOO_MANY_ASKING', 100]);
  });
});
