import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { EndpointState } from '../../../../src/core/endpointSnapshot.ts';
import { offerSavedChanges } from '../../../../src/host/saved/savedChanges.ts';
import { SavedEndpoints } from '../../../../src/host/saved/savedEndpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('a saved endpoint changed in the settings', () => {
  freshVscode();

  const key = 'portside.endpoints';
  const server: EndpointConfig = { kind: 'tcp-server', address: ':9000', name: 'server' };
  let saved: SavedEndpoints;
  let endpoints: FakeEndpoints;
  let applied: EndpointConfig[];
  let offered: Promise<void>;
  let disposables: { dispose(): void }[];

  beforeEach(() => {
    settings.set(key, [server]);
    applied = [];
    saved = new SavedEndpoints();
    run('open');
    disposables = [saved, offerSavedChanges(endpoints, saved, { has: () => false })];
  });
  afterEach(() => {
    for (const one of disposables) one.dispose();
  });

  function run(state: EndpointState): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    offered = promise;
    const snapshot = endpointSnapshot('e', 0, { config: server, state });
    if (endpoints) endpoints.list(snapshot);
    endpoints = fakeEndpoints([snapshot], {
      disconnectedBy: async (_id, { address }) => (address === ':9000' ? 0 : 2),
      apply: async (_id, config) => {
        applied.push(config);
        endpoints.change({ ...endpoints.find('e'), config });
        resolve();
        return 'applied';
      },
    });
  }
  const settled = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  };

  it('is applied to the running one on request', async () => {
    settings.set(key, [{ ...server, reply: 'echo' }]);
    (await questions.question('“server” was changed in the settings')).answer('Apply');
    await offered;
    assert.deepEqual(applied, [{ ...server, reply: 'echo' }]);
  });

  it('is applied only if the user agrees if other machines could then reach it', async () => {
    for (const [address, agrees] of [
      ['0.0.0.0:9000', false],
      ['0.0.0.0:9001', true],
    ] as const) {
      settings.set(key, [{ ...server, address }]);
      (await questions.question('“server” was changed in the settings')).answer('Apply and Restart');
      const question = await questions.question(`Open ${address}?\nOther machines will be able to reach it.`);
      assert.deepEqual(applied, []);
      if (agrees) question.answer('Open');
      else question.dismiss();
    }
    await offered;
    assert.deepEqual(
      applied.map(({ address }) => address),
      ['0.0.0.0:9001'],
    );
  });

  it('says how many clients that would disconnect', async () => {
    settings.set(key, [{ ...server, address: ':9001' }]);
    const question = await questions.question('disconnects 2 clients');
    assert.deepEqual(question.items, ['Apply and Restart']);
    question.dismiss();
    await settled();
    assert.deepEqual([applied, questions.open], [[], []]);
  });

  it('is offered once, and again if it changed meanwhile', async () => {
    settings.set(key, [{ ...server, reply: 'echo' }]);
    const first = await questions.question('“server”');
    settings.set(key, [{ ...server, greeting: 'hi' }]);
    await settled();
    assert.equal(questions.open.length, 1);
    first.dismiss();
    (await questions.question('“server”')).answer('Apply');
    await offered;
    assert.deepEqual(applied, [{ ...server, greeting: 'hi' }]);
  });

  it('is offered again, rather than applied as it was, if it changed before the answer', async () => {
    settings.set(key, [{ ...server, reply: 'echo' }]);
    const first = await questions.question('Apply the changes to the running endpoint?');
    settings.set(key, [{ ...server, address: ':9001' }]);
    first.answer('Apply');
    const second = await questions.question('disconnects 2 clients');
    assert.deepEqual(applied, []);
    second.answer('Apply and Restart');
    await offered;
    assert.deepEqual(applied, [{ ...server, address: ':9001' }]);
  });

  it('is not offered if nothing would change, or another entry did', async () => {
    endpoints.change({ ...endpoints.find('e'), config: { ...server, reply: 'echo' } });
    settings.set(key, [server, { kind: 'udp', address: ':1', name: 'other' }]);
    await settled();
    settings.set(key, [{ ...server, reply: 'echo', autoStart: true }]);
    await settled();
    assert.deepEqual(questions.open, []);
  });

  it('is not offered if the endpoint is closed, or the entry is invalid', async () => {
    settings.set(key, [{ ...server, maxPeers: 0 }]);
    await settled();
    endpoints.change(endpointSnapshot('e', 0, { config: server, state: 'closed' }));
    settings.set(key, [{ ...server, reply: 'echo' }]);
    await settled();
    assert.deepEqual(questions.open, []);
  });
});
