import assert from 'node:assert/strict';
import type { GuessedFraming } from '../../../../src/core/calls/framingCalls.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { FramingOffers } from '../../../../src/host/framings/framingOffers.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { type FakeEndpoints, fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

const server: EndpointConfig = { kind: 'tcp-server', address: ':0' };

describe('the offer of a framing', () => {
  freshVscode();

  let endpoints: FakeEndpoints;
  let guesses: string[];
  let applied: unknown[];
  let standsOut: boolean;
  let offers: FramingOffers;

  beforeEach(() => {
    guesses = [];
    applied = [];
    standsOut = true;
    const guessFraming = async (id: string): Promise<GuessedFraming> => {
      guesses.push(id);
      const guess = { framing: 'netstring', score: 99, messages: 4, first: [], standsOut } as const;
      return { peer: { id: 'p1', address: 'a:1' }, bytes: 99, guesses: [guess] };
    };
    endpoints = fakeEndpoints([endpointSnapshot('e', 1), endpointSnapshot('f', 1)], { guessFraming });
    offers = new FramingOffers(endpoints, async (...args) => void applied.push(args));
  });

  afterEach(() => offers.dispose());

  const settled = () => new Promise(resolve => setImmediate(resolve));
  const receive = async (bytesIn: number, config = server, id = 'e') => {
    const snapshot = endpointSnapshot(id, 1, { config, state: 'open' });
    endpoints.change({ ...snapshot, counters: { ...snapshot.counters, bytesIn } });
    await settled();
  };

  it('is made once, and applies the guess for the peer', async () => {
    await receive(100);
    const offer = await questions.question(/netstring/, 'notification');
    offer.answer('Apply');
    await settled();
    assert.deepEqual(applied, [['e', 'p1']]);
    await receive(100_000);
    assert.deepEqual(guesses, ['e']);
  });

  it('can be dismissed, which changes nothing', async () => {
    await receive(100);
    (await questions.question(/netstring/, 'notification')).answer('Dismiss');
    await settled();
    assert.deepEqual(applied, []);
  });

  it('is made when a guess stands out, and not sought again before four times as much was received', async () => {
    standsOut = false;
    for (const bytes of [10, 100, 399, 400, 2 * 1024 * 1024]) await receive(bytes);
    assert.deepEqual(guesses, ['e', 'e']);
    standsOut = true;
    await receive(1600);
    await questions.question(/netstring/, 'notification');
  });

  it('isn’t sought where something else cuts what is received', async () => {
    await receive(100, { ...server, framing: 'line' });
    await receive(100, { ...server, files: { mode: 'raw' } });
    await receive(100, { kind: 'udp', address: ':0' });
    endpoints.recognizeVideo({ endpoint: 'f' } as never);
    await receive(100, server, 'f');
    assert.deepEqual(guesses, []);
  });
});
