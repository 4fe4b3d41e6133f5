import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type VideoPage, VideoPages } from '../../../../src/host/video/videoPages.ts';
import { fakeVideoPage } from '../../../support/fakeVideoPage.ts';

describe('pages that show video', () => {
  const page = (endpoint: string, more: Partial<VideoPage> = {}) => fakeVideoPage({ endpoint, ...more });
  const video = { id: 'v1', endpoint: 'e1' };
  let pages: VideoPages;

  beforeEach(() => {
    pages = new VideoPages();
  });
  afterEach(() => mock.timers.reset());

  it('are reported when they open and close, once each', () => {
    const reported: string[] = [];
    pages.onDidAdd(({ endpoint }) => reported.push(`+${endpoint}`));
    pages.onDidRemove(({ endpoint }) => reported.push(`-${endpoint}`));
    const listed = pages.add(page('e1'));
    pages.add(page('e2'));
    listed.dispose();
    listed.dispose();
    assert.deepEqual(reported, ['+e1', '+e2', '-e1']);
    assert.deepEqual(
      pages.all.map(({ endpoint }) => endpoint),
      ['e2'],
    );
  });

  it('show a video in its own tab, even a hidden one, before the visible panel of its endpoint', () => {
    assert.equal(pages.showing(video), undefined);
    for (const other of [page('e2'), page('e1', { video: 'v2' }), page('e1', { visible: false })]) pages.add(other);
    assert.equal(pages.showing(video), undefined);
    const panel = page('e1');
    const listed = pages.add(panel);
    assert.equal(pages.showing(video), panel);
    const tab = page('e1', { video: 'v1', visible: false });
    pages.add(tab);
    assert.equal(pages.showing(video), tab);
    listed.dispose();
    assert.equal(pages.showing(video), tab);
  });

  it('are awaited until the right one opens', async () => {
    const waiting = pages.whenShowing(video, 60_000);
    pages.add(page('e2'));
    const panel = page('e1');
    pages.add(panel);
    assert.equal(await waiting, panel);
    assert.equal(await pages.whenShowing(video, 60_000), panel);
  });

  it('are no longer awaited after the timeout', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const waiting = pages.whenShowing(video, 1000);
    mock.timers.tick(1000);
    assert.equal(await waiting, undefined);
  });
});
