import assert from 'node:assert/strict';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { noteFraming, recentFramings } from '../../../../src/host/commands/recentFramings.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';

describe('recent framings', () => {
  it('are the last four, the most recent first, once each', async () => {
    const memory = fakeMemento();
    const framings: Framing[] = ['slip', 'mqtt', { fixed: 3 }, 'slip', 'none', { fixed: 3 }, 'cobs'];
    for (const framing of framings) await noteFraming(framing, memory);
    assert.deepEqual(await recentFramings(memory), ['cobs', { fixed: 3 }, 'none', 'slip']);
  });

  it('don’t include what this version can’t use', async () => {
    const stored = ['mqtt', 'odd', { fixed: 0 }, null, 3];
    assert.deepEqual(await recentFramings(fakeMemento(new Map([['recentFramings', stored]]))), ['mqtt']);
    assert.deepEqual(await recentFramings(fakeMemento(new Map([['recentFramings', 'mqtt']]))), []);
  });
});
