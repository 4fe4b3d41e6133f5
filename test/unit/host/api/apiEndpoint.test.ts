import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Uri } from 'vscode';
import { MessageSender } from '../../../../src/client/messages/messageSender.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { ApiEndpoint } from '../../../../src/host/api/apiEndpoint.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { hostEndpoints } from '../../../support/hostEndpoints.ts';
import { portOf } from '../../../support/openEndpoint.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('an API endpoint', () => {
  const folder = temporaryFolder();
  let endpoints: Endpoints;

  beforeEach(async () => {
    endpoints = await hostEndpoints(folder.path);
  });
  afterEach(() => endpoints.dispose());

  it('is not listed if its config can’t be passed to the engine, which rejects the call', async () => {
    const config = { kind: 'udp', address: ':0', later: () => undefined } as const;
    await assert.rejects(endpoints.open(config, { isKept: false }), { name: 'DataCloneError' });
    assert.deepEqual(endpoints.all, []);
  });

  it('sends one frame, which may have its own line ending, where the composer sends line by line', async () => {
    const config = { kind: 'tcp-server', address: '127.0.0.1:0', framing: { line: 'any' } } as const;
    const snapshot = await endpoints.open(config, { isKept: false });
    const parts = { transfers: { endpoints }, video: {} };
    const endpoint = new ApiEndpoint(parts as ConstructorParameters<typeof ApiEndpoint>[0], snapshot);
    const client = connect(portOf(endpoint), '127.0.0.1');
    let received = '';
    client.on('data', chunk => {
      received += chunk;
    });
    while ((await endpoint.peers()).length === 0)
      await new Promise<void>(changed => endpoints.onDidChange(() => changed()));
    await endpoint.send('own\r\n');
    for (const wrong of [
      undefined,
      null,
      5,
      {},
      { length: 3 },
      [1, 300],
      new Set([1]),
      Float64Array.of(300),
      new ArrayBuffer(3),
    ])
      await assert.rejects(endpoint.send(wrong as never), TypeError);
    await assert.rejects(endpoint.send('two\nlines'), /contains a line ending, which would split it in two/);
    for (const wrong of [{}, 7, null] as never[]) {
      for (const call of ['end', 'reset', 'disconnect', 'showVideo'] as const)
        await assert.rejects(endpoint[call](wrong), { name: 'TypeError', message: /^peer must be a string/ }, call);
      await assert.rejects(endpoint.send('a', { peer: wrong }), TypeError);
      await assert.rejects(endpoint.startVideo({ peer: wrong }), TypeError);
      await assert.rejects(endpoint.sendFile(Uri.file('/a'), { peer: wrong }), TypeError);
    }
    await assert.rejects(endpoint.end('p9'), {
      code: 'NO_PEER',
      message: 'p9 is no longer connected, so nothing was sent.',
    });
    await new MessageSender(endpoints).send(endpoint.id, { notation: 'text', text: 'a\r\nb' });
    await endpoint.end();
    await once(client, 'end');
    assert.equal(received, 'own\r\na\r\nb\n');
    const sent = (await endpoint.transcript()).filter(({ direction }) => direction === 'out');
    assert.deepEqual(
      sent.map(({ data }) => String(Buffer.from(data ?? []))),
      ['own\r\n', 'a\r\n', 'b'],
    );
  });
});

describe('messages of an API endpoint', () => {
  const folder = temporaryFolder();
  let endpoints: Endpoints;

  beforeEach(async () => {
    endpoints = await hostEndpoints(folder.path);
  });
  afterEach(() => endpoints.dispose());

  async function open(config: EndpointConfig): Promise<ApiEndpoint> {
    const parts = { transfers: { endpoints }, video: {} } as unknown as ConstructorParameters<typeof ApiEndpoint>[0];
    return new ApiEndpoint(parts, await endpoints.open(config, { isKept: false }));
  }

  it('arrive through the engine’s thread in order, and expected ones aren’t missed', async () => {
    const framing = { line: 'lf' } as const;
    const server = await open({
      kind: 'tcp-server',
      address: '127.0.0.1:0',
      framing,
      encoding: 'latin1',
      reply: 'echo',
    });
    const client = await open({ kind: 'tcp-client', address: `127.0.0.1:${portOf(server)}`, framing });
    const messages = client.messages();
    const asked = server.expect(/^p.{2}ng$/);
    await client.send('pïng');
    const { text, peer } = await asked;
    // The server uses another encoding.
    assert.equal(text, 'pÃ¯ng');
    assert.equal(peer.id, 'p1');
    const large = 'x'.repeat(2 ** 20);
    for (const sent of ['second', large, 'last']) await client.send(sent);
    assert.equal((await messages.expect('second')).text, 'second');
    assert.equal((await messages.next()).value?.text, large);
    assert.equal((await messages.expect(Uint8Array.of(0x6c, 0x61))).text, 'last');
    const ended = assert.rejects(client.expect('never'), { code: 'EXPECT_ENDED', message: /^The endpoint is closed/ });
    await client.close();
    await ended;
    const rest = messages.next();
    await client.remove();
    assert.ok((await rest).done);
    assert.throws(() => client.messages({ peer: 5 as never }), TypeError);
    await assert.rejects(server.messages({ peer: 'p9' }).next(), { code: 'NO_PEER', message: 'p9 is not connected.' });
    await assert.rejects(client.messages().next(), { code: 'NO_ENDPOINT' });
  });
});
