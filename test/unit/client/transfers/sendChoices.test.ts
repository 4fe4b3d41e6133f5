import assert from 'node:assert/strict';
import { SendChoices } from '../../../../src/client/transfers/sendChoices.ts';
import type { SendHow } from '../../../../src/core/transfer/transferSnapshot.ts';

describe('how files are sent to a peer', () => {
  const raw: SendHow = { mode: 'raw', endAfter: true };
  const framed: SendHow = { mode: 'framed', endAfter: false };
  let choices: SendChoices;
  beforeEach(() => {
    choices = new SendChoices();
  });

  it('is remembered for each peer, and asked for each new one', () => {
    choices.choose('e1', ['p1'], raw);
    assert.deepEqual(choices.chosen('e1', ['p1']), raw);
    assert.equal(choices.chosen('e1', ['p2']), undefined);
    assert.equal(choices.chosen('e2', ['p1']), undefined);
    assert.deepEqual(choices.last('e1'), raw);
    assert.equal(choices.last('e2'), undefined);
  });

  it('is asked for several peers unless it is the same for all', () => {
    choices.choose('e1', ['p1'], raw);
    assert.equal(choices.chosen('e1', ['p1', 'p2']), undefined);
    assert.equal(choices.chosen('e1', ['p2', 'p1']), undefined);
    choices.choose('e1', ['p2'], framed);
    assert.equal(choices.chosen('e1', ['p1', 'p2']), undefined);
    choices.choose('e1', ['p1', 'p2'], framed);
    assert.deepEqual(choices.chosen('e1', ['p1', 'p2']), framed);
  });

  it('is forgotten with its endpoint', () => {
    choices.choose('e1', ['p1'], raw);
    choices.keepOnly(() => false);
    assert.equal(choices.chosen('e1', ['p1']), undefined);
    assert.equal(choices.last('e1'), undefined);
  });
});
