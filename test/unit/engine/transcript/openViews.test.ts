import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OpenViews } from '../../../../src/engine/transcript/openViews.ts';
import type { Transcript } from '../../../../src/engine/transcript/transcript.ts';
import { recordReceived, temporaryTranscripts } from '../../../support/transcripts.ts';

describe('the open views', () => {
  const transcripts = temporaryTranscripts();
  let transcript: Transcript;
  let views: OpenViews;

  beforeEach(() => {
    transcript = transcripts.open('e');
    views = new OpenViews(7, () => undefined);
  });

  it('have unique numbers, starting with the first, even after one was closed', () => {
    const numbers = [views.open(transcript, {}).view, views.open(transcript, {}).view];
    views.close(8);
    assert.deepEqual([...numbers, views.open(transcript, {}).view], [7, 8, 9]);
  });

  it('return their rows with the state in which they were read', async () => {
    recordReceived(transcript, 'a');
    const { view, state } = views.open(transcript, {});
    assert.equal(state.end, 1);
    recordReceived(transcript, 'b');
    const { from, rows, end, revised } = await views.rows(view, 1, 10);
    assert.deepEqual([from, rows.map(({ text }) => text), end, revised], [1, ['b'], 2, []]);
    assert.equal(views.locate(view, { seq: 1 })?.position, 1);
  });

  it('don’t include one that was never opened, or was closed, even if closed twice', async () => {
    const { view } = views.open(transcript, {});
    views.close(view);
    views.close(view);
    await assert.rejects(views.rows(view, 0, 1), { code: 'NO_VIEW', params: { view } });
    assert.throws(() => views.locate(99, { seq: 0 }), { code: 'NO_VIEW', params: { view: 99 } });
  });

  it('leave no view behind if the search is invalid', () => {
    assert.throws(() => views.open(transcript, { search: { regex: '(' } }));
    assert.throws(() => views.locate(7, { seq: 0 }), { code: 'NO_VIEW' });
  });

  describe('that scan longer than one slice', () => {
    beforeEach(() => {
      let nowMs = 0;
      // Each reading of the clock ends the slice.
      mock.method(performance, 'now', () => {
        nowMs += 10;
        return nowMs;
      });
    });
    afterEach(() => mock.reset());

    it('are announced together', async () => {
      const { promise: announced, resolve } = Promise.withResolvers<number[]>();
      views = new OpenViews(1, resolve);
      for (let at = 0; at < 300; at++) recordReceived(transcript, 'a');
      for (let at = 0; at < 3; at++) views.open(transcript, { search: { text: 'b' } });
      assert.deepEqual(await announced, [1, 2, 3]);
    });

    it('are not announced if they are closed before', async () => {
      const { promise: announced, resolve } = Promise.withResolvers<number[]>();
      views = new OpenViews(1, resolve);
      for (let at = 0; at < 300; at++) recordReceived(transcript, 'a');
      mock.timers.enable({ apis: ['setTimeout'] });
      for (let at = 0; at < 3; at++) views.open(transcript, { search: { text: 'b' } });
      // By then, all have scanned everything.
      for (let turn = 0; turn < 1000; turn++) await nextTurn();
      views.close(2);
      mock.timers.tick(1000);
      assert.deepEqual(await announced, [1, 3]);
    });
  });
});
