import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { mock } from 'node:test';
import type { EndpointConfig, ReplyRule } from '../../../../src/core/endpointConfig.ts';
import { countCompiled, holdCompiling } from '../../../support/compiling.ts';
import type { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { eventCodes, type OpenEndpoint, portOf, textSeen } from '../../../support/openEndpoint.ts';
import { shortTurns } from '../../../support/shortTurns.ts';
import { hastenSlowPattern, slowBytes, slowPattern } from '../../../support/slowPattern.ts';
import { allReceived, answering, recordedChanges, server } from './changedConfigs.ts';
import { type PlainSockets, withPlainSockets } from './plainSockets.ts';

describe('a config with other reply rules for an open endpoint', () => {
  let endpoints: EngineEndpoints;
  let sockets: PlainSockets;
  const apply = (endpoint: OpenEndpoint, config: EndpointConfig) => endpoints.engine.applyConfig(endpoint.id, config);

  afterEach(() => mock.restoreAll());
  withPlainSockets((newEndpoints, newSockets) => {
    endpoints = newEndpoints;
    sockets = newSockets;
  });

  it('answers by the new rules from the next message on, over the same connection', async () => {
    const endpoint = await endpoints.open(server({ reply: answering('old') }));
    const peer = await sockets.client(endpoint);
    peer.write('a\n');
    await textSeen(endpoint, 'out', 'old');
    const { config, counters } = await apply(endpoint, server({ reply: answering('new') }));
    assert.deepEqual([config.reply, counters.peers], [answering('new'), 1]);
    peer.write('a\n');
    await textSeen(endpoint, 'out', 'oldnew');
    assert.deepEqual(await recordedChanges(endpoint), [['reply']]);
    assert.deepEqual(await eventCodes(endpoint), ['listening', 'peerConnected', 'configChanged']);
  });

  it('sends pending old answers with their delay before new ones', async () => {
    const endpoint = await endpoints.open(server({ reply: answering('old', { delayMs: 50, close: false }) }));
    const peer = await sockets.client(endpoint);
    peer.write('a\n');
    await allReceived(endpoint, 1);
    await apply(endpoint, server({ reply: answering('new') }));
    peer.write('a\n');
    await textSeen(endpoint, 'out', 'oldnew');
  });

  describe('with many patterns', () => {
    const many = (text: string): ReplyRule[] => [
      ...Array.from({ length: 40 }, (_, at) => ({ when: { regex: `${text} ${at}` }, send: 'never' })),
      { when: { regex: '^a' }, send: text },
    ];

    it('compiles them in several turns', async () => {
      const endpoint = await endpoints.open(server({ reply: answering('old') }));
      const peer = await sockets.client(endpoint);
      shortTurns(4);
      const compiled = countCompiled();
      await apply(endpoint, server({ reply: many('new') }));
      assert.deepEqual(compiled, { all: 41, most: 4 });
      peer.write('a\n');
      await textSeen(endpoint, 'out', 'new');
      assert.deepEqual(await eventCodes(endpoint), ['listening', 'peerConnected', 'configChanged']);
    });

    it('answers by the old rules until then', async () => {
      const endpoint = await endpoints.open(server({ reply: answering('old') }));
      const peer = await sockets.client(endpoint);
      const release = holdCompiling();
      const applied = apply(endpoint, server({ reply: many('new') }));
      peer.write('a\n');
      await textSeen(endpoint, 'out', 'old');
      release();
      assert.deepEqual((await applied).config.reply, many('new'));
      peer.write('a\n');
      await textSeen(endpoint, 'out', 'oldnew');
    });

    it('compiles none of them again for another name, framing or limit', async () => {
      const endpoint = await endpoints.open(server({ reply: many('new') }));
      const compiled = countCompiled();
      const { engine } = endpoints;
      await engine.rename(endpoint.id, 'n');
      await engine.changeFraming(endpoint.id, 'cobs');
      await apply(endpoint, server({ reply: many('new'), maxPeers: 3, name: 'n' }));
      assert.equal(compiled.all, 0);
      const peer = await sockets.client(endpoint);
      peer.write('a\n');
      await textSeen(endpoint, 'out', 'new');
    });

    for (const leave of ['close', 'setAside', 'remove'] as const)
      it(`settles after a ${leave} meanwhile`, async () => {
        const endpoint = await endpoints.open(server({ reply: answering('old') }));
        const release = holdCompiling();
        const applied = apply(endpoint, server({ reply: many('new') }));
        await endpoints.engine[leave](endpoint.id);
        release();
        const { state, config } = await applied;
        assert.deepEqual([state, config.reply], ['closed', many('new')]);
      });

    it('is open with the new rules if it is reopened meanwhile', async () => {
      const endpoint = await endpoints.open(server({ reply: answering('old') }));
      const release = holdCompiling();
      const applied = apply(endpoint, server({ reply: many('new') }));
      const reopened = endpoints.engine.reopen(endpoint.id);
      release();
      const [, { state, config }] = await Promise.all([applied, reopened]);
      assert.deepEqual([state, config.reply], ['open', many('new')]);
      assert.deepEqual(await eventCodes(endpoint), ['listening', 'closed', 'listening']);
    });
  });

  describe('while a pattern is being matched', () => {
    hastenSlowPattern();

    it('answers messages received before by the old rules', async () => {
      const slow: ReplyRule = { when: { regex: slowPattern }, send: 'never' };
      const reply = (text: string): ReplyRule[] => [slow, { when: { regex: '^a' }, send: text }];
      const endpoint = await endpoints.open({ kind: 'udp', address: '127.0.0.1:0', reply: reply('old') });
      const peer = createSocket('udp4').unref();
      const send = (message: string | Uint8Array) =>
        new Promise(sent => peer.send(message, portOf(endpoint), '127.0.0.1', sent));
      await send(slowBytes.subarray(0, 60_000));
      await send('a1');
      await allReceived(endpoint, 2);
      await apply(endpoint, { kind: 'udp', address: '127.0.0.1:0', reply: reply('new') });
      await send('a2');
      await textSeen(endpoint, 'out', 'oldoldnew');
      peer.close();
    });
  });
});
