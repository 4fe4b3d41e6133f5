import assert from 'node:assert/strict';
import { ShownVideos } from '../../../../webview/video/shownVideos.ts';
import { videoSnapshot as video } from '../../../support/videoSnapshots.ts';

describe('the videos shown by a page', () => {
  const ids = (list: ShownVideos) => list.shown.map(({ id }) => id);
  const received = video({ id: 'in', startedMs: 5 });
  const sent = video({ id: 'out', direction: 'out', startedMs: 1 });

  it('are the running ones: received ones, then sent ones, each by age', () => {
    const list = new ShownVideos().listed([video({ id: 'gone', state: 'ended' }), sent, received]);
    assert.deepEqual(ids(list), ['in', 'out']);
    assert.deepEqual(ids(list.with([video({ id: 'first', startedMs: 2 })])), ['first', 'in', 'out']);
    assert.equal(list.running, 2);
  });

  it('stay when they end, until they are dismissed', () => {
    const list = new ShownVideos().with([received, sent]).with([{ ...received, state: 'ended' }]);
    assert.deepEqual(ids(list), ['out', 'in']);
    assert.equal(list.running, 1);
    assert.deepEqual(ids(list.putAway('in')), ['out']);
  });

  it('include only the last few ended ones', () => {
    const ended = [1, 2, 3, 4].map(at => video({ id: `${at}`, startedMs: at, label: `peer ${at}`, state: 'ended' }));
    assert.deepEqual(ids(new ShownVideos().with(ended)), ['3', '4']);
  });

  it('replace older ended ones of the same peer', () => {
    const ended = { ...received, state: 'ended' } as const;
    const newer = video({ id: 'newer', startedMs: 6 });
    const other = video({ id: 'other', label: '127.0.0.1:6000', state: 'ended' });
    const list = new ShownVideos().with([ended, other, { ...sent, label: ended.label, state: 'ended' }, newer]);
    assert.deepEqual(ids(list), ['newer', 'other', 'out']);
    assert.deepEqual(ids(list.with([{ ...newer, state: 'ended' }]).putAway('newer')), ['other', 'out']);
  });

  it('are those reported while all were being listed', () => {
    const list = new ShownVideos().with([received]).listed([received], [{ ...received, frames: 100 }]);
    assert.equal(list.get('in')?.frames, 100);
  });

  it('form a pair if one is received and one is sent', () => {
    const list = new ShownVideos().with([received, sent]);
    assert.deepEqual([list.pair?.other.id, list.pair?.own.id], ['in', 'out']);
    assert.equal(list.with([video({ id: 'another' })]).pair, undefined);
    assert.equal(list.with([{ ...sent, state: 'ended' }]).pair, undefined);
  });
});
