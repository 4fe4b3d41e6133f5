import assert from 'node:assert/strict';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import type { ViewFilter, ViewState } from '../../../../src/core/transcriptEntry.ts';
import { MessagesLeft } from '../../../../webview/panel/messagesLeft.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('whether a transcript contains messages', () => {
  let filters: ViewFilter[];
  let closed: number[];
  let updates: number;
  let answer: Partial<ViewState>;
  let problem: Error | undefined;
  let left: MessagesLeft;

  const endpoint = (framesIn: number, more: Partial<EndpointSnapshot> = {}) =>
    endpointSnapshot('e1', 0, {
      counters: { bytesIn: 9, bytesOut: 0, framesIn, framesOut: 0, peers: 0 },
      entries: 5,
      ...more,
    });

  beforeEach(() => {
    filters = [];
    closed = [];
    updates = 0;
    answer = {};
    problem = undefined;
    left = new MessagesLeft(
      { requestUpdate: () => updates++ },
      {
        openView: async filter => {
          filters.push(filter);
          if (problem) throw problem;
          return { view: 7, state: { first: 0, end: 0, matches: 0, scanned: 5, total: 5, ...answer } };
        },
        closeView: async view => void closed.push(view),
      },
    );
  });

  it('needs no answer while none were exchanged, or the transcript is empty', async () => {
    for (const state of [endpoint(0), endpoint(9, { firstEntry: 5 })]) {
      await left.find(state);
      assert.equal(left.hasAny(state), false);
    }
    assert.deepEqual(filters, []);
  });

  it('is assumed until the engine answers, which is asked once', async () => {
    const asked = left.find(endpoint(1));
    void left.find(endpoint(1));
    assert.equal(left.hasAny(endpoint(1)), true);
    await asked;
    await left.find(endpoint(1));
    assert.equal(left.hasAny(endpoint(1)), false);
    assert.deepEqual([filters, closed, updates], [[{ kinds: ['in', 'out', 'answer'] }], [7], 1]);
  });

  it('is asked again after another message, and no more once there is one', async () => {
    await left.find(endpoint(1));
    assert.equal(left.hasAny(endpoint(2)), true);
    answer = { first: 3, end: 4 };
    await left.find(endpoint(2));
    for (let frames = 2; frames < 9; frames++) {
      await left.find(endpoint(frames));
      assert.equal(left.hasAny(endpoint(frames)), true);
    }
    assert.equal(filters.length, 2);
  });

  it('is asked again once the transcript was cleared or restored', async () => {
    answer = { end: 1 };
    await left.find(endpoint(1));
    answer = {};
    await left.find(endpoint(1, { generation: 1 }));
    assert.equal(left.hasAny(endpoint(1, { generation: 1 })), false);
    assert.equal(left.hasAny(endpoint(1, { generation: 2 })), true);
  });

  it('is assumed while the engine is still searching', async () => {
    answer = { scanned: 4 };
    await left.find(endpoint(1));
    assert.equal(left.hasAny(endpoint(1)), true);
  });

  it('is assumed if the engine can’t say, which may be asked again', async () => {
    problem = new Error('NO_ENDPOINT');
    await left.find(endpoint(1));
    assert.equal(left.hasAny(endpoint(1)), true);
    problem = undefined;
    await left.find(endpoint(1));
    assert.equal(left.hasAny(endpoint(1)), false);
  });
});
