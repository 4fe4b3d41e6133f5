import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { unheldName } from '../../../../src/engine/transfer/disk/partName.ts';
import { FileTests, variedBytes } from '../../../support/fileTests.ts';
import { eventCodes, eventSeen, framesOf, type OpenEndpoint, seen, textSeen } from '../../../support/openEndpoint.ts';
import { paramsOf } from '../../../support/paramsOf.ts';
import { sha256Of } from '../../../support/sha256Of.ts';

const mebibyte = 1024 * 1024;
const large = variedBytes(5 * mebibyte + 3);
/** More than all buffers on the way hold. */
const endless = 64 * mebibyte;
const framed = { mode: 'framed' } as const;

describe('framed files', function () {
  this.timeout(30_000);
  const files = new FileTests();

  const receiver = (more: Partial<EndpointConfig['files']> = {}) => files.receiver({ mode: 'framed', ...more });
  const transfersOf = ({ id }: OpenEndpoint) => files.endpoints.engine.transfers(id);
  const incoming = async (endpoint: OpenEndpoint) =>
    (await transfersOf(endpoint)).filter(({ direction }) => direction === 'in');

  it('arrive with names and times, one after another, including empty ones, and both sides know the hash', async () => {
    const server = await receiver();
    const client = await files.client(server);
    for (const [name, bytes] of Object.entries({ 'large.bin': large, empty: '', 'größe.txt': 'text\n' })) {
      const sent = await files.send(client, await files.file(name, bytes), framed);
      assert.deepEqual([sent.state, sent.sha256, sent.bytes], ['done', sha256Of(bytes), Buffer.byteLength(bytes)]);
      assert.deepEqual(await files.received(name), Buffer.from(bytes));
    }
    assert.deepEqual(await files.names(), ['empty', 'größe.txt', 'large.bin']);
    assert.deepEqual(
      (await incoming(server)).map(({ state, sha256 }) => [state, sha256]),
      [large, '', 'text\n'].map(bytes => ['done', sha256Of(bytes)]),
    );
    await client.send('and then some text');
    await eventSeen(server, 'notFramed');
  });

  it('can be several in one transfer, which continues where it was when it is retried', async () => {
    const { engine } = files.endpoints;
    const server = await receiver();
    const client = await files.client(server);
    const size = 24 * mebibyte;
    const paths = await Promise.all([
      files.file('a', 'a'),
      files.file('b', 'bb'),
      files.sparse('c', size),
      files.file('d', 'd'),
    ]);
    const sent = await files.begin(client, paths, framed);
    while ((await files.writing(server)).name !== 'c');
    await engine.cancelTransfer(sent.id);
    const cancelled = await files.ended(sent);
    assert.deepEqual([cancelled.state, cancelled.files], ['cancelled', { done: 2, total: 4 }]);
    const again = await files.ended(await engine.retryTransfer(sent.id));
    assert.deepEqual([again.state, again.bytes], ['done', size + 4]);
    assert.deepEqual(again.files, { done: 4, total: 4 });
    assert.ok((again.resumedAt ?? 0) > 0);
    assert.deepEqual(await files.names(), ['a', 'b', 'c', 'd']);
  });

  it('are sent both ways at the same time over one connection', async () => {
    const server = await receiver();
    const client = await files.client(server, { files: { mode: 'framed', directory: files.in } });
    const [a, b] = [variedBytes(20 * mebibyte), variedBytes(21 * mebibyte)];
    const [there, back] = await Promise.all([
      files.send(client, await files.file('a', a), framed),
      files.send(server, await files.file('b', b), framed),
    ]);
    assert.deepEqual([there.state, back.state], ['done', 'done']);
    assert.deepEqual(
      [await files.received('a'), await files.received('b')].map(bytes => sha256Of(bytes)),
      [sha256Of(a), sha256Of(b)],
    );
  });

  it('wait for one another, and for raw ones, in the order requested', async () => {
    const server = await receiver();
    const client = await files.client(server);
    const [a, b, c] = await Promise.all([files.file('a', large), files.file('b', 'b'), files.file('c', 'raw')]);
    assert.ok(a && b && c);
    const [one, other] = [await files.begin(client, a, framed), await files.begin(client, b, framed)];
    const raw = await files.begin(client, c, { mode: 'raw', endAfter: true });
    const ended = await Promise.all([one, other, raw].map(sent => files.ended(sent)));
    assert.deepEqual(
      ended.map(({ state }) => state),
      ['done', 'done', 'done'],
    );
    await files.endpoints.transferSeen(server.id, ({ mode, state }) => mode === 'raw' && state === 'done');
    assert.deepEqual(await files.names(), ['a', 'b', 'output0.txt']);
    assert.equal(String(await files.received('output0.txt')), 'raw');
    assert.ok((await eventCodes(server)).includes('notFramed'));
  });

  it('of the same name at once get different names', async () => {
    const server = await receiver();
    const [one, other] = [await files.client(server), await files.client(server)];
    const path = await files.file('same.txt', large);
    const sent = await Promise.all([one, other].map(client => files.send(client, path, framed)));
    assert.deepEqual(
      sent.map(({ state }) => state),
      ['done', 'done'],
    );
    assert.deepEqual(await files.names(), ['same (2).txt', 'same.txt']);
  });

  const refusals: [string, Partial<EndpointConfig['files']>, string][] = [
    ['too large', { maxFileBytes: 4 }, 'FILE_TOO_LARGE'],
    ['not writable', { directory: '/proc/none' }, 'ENOENT'],
    ['for a relative directory without a base', { directory: 'relative' }, 'NO_DIRECTORY'],
  ];
  for (const [what, config, code] of refusals) {
    it(`are rejected when they are ${what}, with a reason, and the connection continues`, async () => {
      const server = await receiver(config);
      const client = await files.client(server);
      const path = await files.file('a', large);
      for (let time = 0; time < 2; time++) {
        const { state, failure } = await files.send(client, path, framed);
        assert.deepEqual([state, failure?.code], ['failed', 'PEER_REFUSED']);
        assert.ok(`${paramsOf(failure).reason}`.length > 2);
      }
      assert.deepEqual(
        (await incoming(server)).map(({ state, failure }) => [state, failure?.code]),
        [
          ['failed', code],
          ['failed', code],
        ],
      );
      assert.deepEqual(await files.names(), []);
    });
  }

  it('are rejected by an endpoint that only sends, while it does', async () => {
    const { engine } = files.endpoints;
    const server = await receiver();
    const client = await files.client(server);
    const sent = await files.begin(client, await files.sparse('a', endless), framed);
    await files.moving(server);
    const { failure } = await files.send(server, await files.file('b', 'b'), framed);
    assert.deepEqual(
      [failure?.code, paramsOf(failure).reason],
      ['PEER_REFUSED', "this endpoint doesn't receive files"],
    );
    await engine.cancelTransfer(sent.id);
    assert.equal((await incoming(client))[0]?.failure?.code, 'NOT_RECEIVING');
  });

  it('start over if the existing part is of another file, or too long, or in use', async () => {
    const server = await receiver();
    const client = await files.client(server);
    const path = await files.file('a', large);
    for (const part of [variedBytes(1000).reverse(), Buffer.alloc(6 * mebibyte), Buffer.alloc(large.length)]) {
      await writeFile(join(files.in, unheldName('a')), part);
      const sent = await files.send(client, path, framed);
      assert.deepEqual([sent.state, sent.resumedAt], ['done', undefined]);
      assert.deepEqual(await files.received('a'), large);
      assert.deepEqual(await files.names(), ['a']);
      await rm(join(files.in, 'a'));
    }
    await writeFile(join(files.in, unheldName('a')), large.subarray(0, mebibyte));
    assert.equal((await files.send(client, path, framed)).resumedAt, mebibyte);
    assert.deepEqual(await files.received('a'), large);
  });

  it('can be a folder’s', async () => {
    await mkdir(join(files.folder, 'out', 'folder', 'below'), { recursive: true });
    for (const name of ['a', 'b', 'below/c']) await writeFile(join(files.folder, 'out', 'folder', name), name);
    const server = await receiver();
    const sent = await files.send(await files.client(server), join(files.folder, 'out', 'folder'), framed);
    assert.deepEqual([sent.state, sent.files, sent.name], ['done', { done: 3, total: 3 }, 'folder']);
    assert.deepEqual(await files.names(), ['a', 'b', 'c']);
  });

  it('release the transcript and the chat to others when nothing is under way', async () => {
    const server = await receiver();
    const client = await files.client(server);
    await files.send(client, await files.file('a', large), framed);
    assert.deepEqual(await framesOf(server, 'in'), []);
    assert.deepEqual(await framesOf(client, 'in'), []);
    await seen(client, async () => ((await eventCodes(client)).includes('fileSent') ? true : undefined));
    await server.send('a word in between');
    await textSeen(client, 'in', 'a word in between');
  });

  it('report that the other side reads something else', async () => {
    const { client, socket } = await files.clientAndSocket();
    const sent = await files.begin(client, await files.file('a', large), framed);
    socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    const { state, failure } = await files.ended(sent);
    assert.deepEqual([state, failure?.code], ['failed', 'NOT_FRAMED']);
    await textSeen(client, 'in', 'HTTP/1.1 400 Bad Request\r\n\r\n');
    socket.end();
    const { client: silent, socket: other } = await files.clientAndSocket();
    const unanswered = await files.begin(silent, await files.file('b', large), framed);
    other.resume().end();
    assert.equal((await files.ended(unanswered)).failure?.code, 'NO_ANSWER');
  });

  it('are not sent if raw bytes are received', async () => {
    const server = await files.receiver();
    const client = await files.client(server);
    await files.client(server);
    const { failure } = await files.send(server, await files.file('a', 'a'), framed);
    assert.equal(failure?.code, 'RECEIVES_RAW');
    await client.close();
  });
});
