import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { type VideoPage, VideoPages } from '../../../../src/host/video/videoPages.ts';
import { videoPage } from '../../../support/videoPage.ts';

describe('the pages that show video', () => {
  const page = (endpoint: string, more: Partial<VideoPage> = {}) => videoPage({ endpoint, ...more });
  const video = { id: 'v1', endpoint: 'e1' };
  let pages: VideoPages;

  beforeEach(() => {
    pages = new VideoPages();
  });
  afterEach(() => mock.timers.reset());

  it('are told of when they come and go, each once', () => {
    const told: string[] = [];
    pages.onDidAdd(({ endpoint }) => told.push(`+${endpoint}`));
    pages.onDidRemove(({ endpoint }) => told.push(`-${endpoint}`));
    const listed = pages.add(page('e1'));
    pages.add(page('e2'));
    listed.dispose();
    listed.dispose();
    assert.deepEqual(told, ['+e1', '+e2', '-e1']);
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

  it('are waited for until the right one comes', async () => {
    const waiting = pages.whenShowing(video, 60_000);
    pages.add(page('e2'));
    const panel = page('e1');
    pages.add(panel);
    assert.equal(await waiting, panel);
    assert.equal(await pages.whenShowing(video, 60_000), panel);
  });

  it('are waited for no longer than was said', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const waiting = pages.whenShowing(video, 1000);
    mock.timers.tick(1000);
    assert.equal(await waiting, undefined);
  });
});
