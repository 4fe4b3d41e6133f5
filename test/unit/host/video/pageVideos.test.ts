import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { EventEmitter } from 'vscode';
import { RecordingFiles } from '../../../../src/client/video/recordingFiles.ts';
import { PageVideos, type PageVideosOptions } from '../../../../src/host/video/pageVideos.ts';
import type { VideoPageParts } from '../../../../src/host/video/serveVideoCalls.ts';
import { VideoPages } from '../../../../src/host/video/videoPages.ts';
import type { CaptureView, PanelVideo } from '../../../../src/protocol/videoCalls.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a page’s videos', () => {
  freshVscode();
  const folder = temporaryFolder();
  let fake: FakeVideos;
  let captured: EventEmitter<string>;
  let view: CaptureView | undefined;
  let parts: VideoPageParts;
  let isVisible: boolean;
  let reported: unknown[][];
  let opened: PageVideos[];

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    fake = new FakeVideos('e1', 'e2');
    captured = new EventEmitter();
    view = undefined;
    const captures = { onDidChange: captured.event, view: () => view };
    const pages = new VideoPages();
    parts = { videos: fake.videos, pages, recordings: new RecordingFiles(), captures } as unknown as VideoPageParts;
    isVisible = true;
    reported = [];
    opened = [];
  });
  afterEach(() => {
    for (const videos of opened) videos.dispose();
  });

  type Served = Parameters<PageVideos['serve']>[0];
  function open(more: Partial<PageVideosOptions> = {}): PageVideos {
    const options = { endpoint: 'e1', isVisible: () => isVisible, diesHidden: true, ...more };
    const videos = new PageVideos(parts, options);
    opened.push(videos);
    const noted = (name: string) => {
      const note = async (...args: unknown[]) => void reported.push([name, ...args]);
      return Object.assign(note, { asEvent: note });
    };
    const names = ['videosChanged', 'shown', 'recordWanted', 'captureWanted'];
    videos.serve(Object.fromEntries(names.map(name => [name, noted(name)])) as unknown as Served);
    return videos;
  }
  const pages = () => parts.pages.all;
  const settled = () => new Promise(resolve => setImmediate(resolve));
  /** The videos reported to the page, one list per update. */
  const changes = () =>
    reported
      .filter(([name]) => name === 'videosChanged')
      .map(([, videos]) => (videos as PanelVideo[]).map(({ id }) => id));

  it('are reported when they change, only those of its endpoint', async () => {
    open();
    fake.report(videoSnapshot({ id: 'own' }), videoSnapshot({ id: 'other', endpoint: 'e2' }));
    await settled();
    fake.report(videoSnapshot({ id: 'other', endpoint: 'e2', state: 'ended' }));
    await settled();
    assert.deepEqual(changes(), [['own']]);
  });

  it('are updated at once after user actions, and a little later for mere figures, all together', async () => {
    open();
    fake.report(videoSnapshot({ id: 'a' }), videoSnapshot({ id: 'b' }));
    await settled();
    fake.report(videoSnapshot({ id: 'a', frames: 91 }));
    fake.report(videoSnapshot({ id: 'b', frames: 92, fps: 29 }));
    await settled();
    assert.equal(changes().length, 1);
    mock.timers.tick(250);
    await settled();
    assert.deepEqual(changes().at(-1), ['a', 'b']);
    let video = videoSnapshot({ id: 'a', frames: 91 });
    for (const more of [{ state: 'muted' }, { width: 320 }, { height: 240 }, { peers: [] }] as const) {
      const before = changes().length;
      video = { ...video, ...more };
      fake.report(video);
      await settled();
      assert.equal(changes().length, before + 1, JSON.stringify(more));
    }
  });

  it('are updated at once with a camera’s state', async () => {
    open();
    fake.report(videoSnapshot({ id: 'own' }), videoSnapshot({ id: 'other', endpoint: 'e2' }));
    await settled();
    view = { kind: 'camera', state: 'running', method: 'Panel' };
    captured.fire('other');
    captured.fire('own');
    await settled();
    const [, videos] = reported.at(-1) ?? [];
    assert.deepEqual(videos, [{ ...videoSnapshot({ id: 'own' }), capture: view }]);
    assert.equal(changes().length, 2);
  });

  it('are not reported to a hidden page that is gone, but to one that is kept', async () => {
    open();
    open({ diesHidden: false });
    isVisible = false;
    fake.report(videoSnapshot({ id: 'own' }));
    await settled();
    assert.deepEqual(changes(), [['own']]);
  });

  it('register the page when it starts, with its only video, and request pending actions from it', () => {
    const videos = open({ video: 'own' });
    assert.deepEqual(pages(), []);
    videos.begin();
    videos.begin();
    const [page, ...others] = pages();
    assert.deepEqual(others, []);
    assert.deepEqual([page?.endpoint, page?.video, page?.visible], ['e1', 'own', true]);
    isVisible = false;
    assert.equal(page?.visible, false);
    page?.record('r1', 'own');
    page?.capture('own', null);
    assert.deepEqual(reported, [
      ['recordWanted', 'r1', 'own'],
      ['captureWanted', 'own', null],
    ]);
  });

  it('end the page’s recordings when it is gone or starts over, and keep the files', async () => {
    const videos = open();
    videos.begin();
    const { owner = assert.fail() } = parts.pages.all[0] ?? {};
    const id = await parts.recordings.start('own', folder.at('a.webm'), owner);
    await parts.recordings.write(id, owner, Buffer.from('x'));
    const ended = parts.recordings.ended(id);
    videos.begin();
    assert.equal((await ended).bytes, 1);
    videos.gone();
    assert.deepEqual(pages(), []);
  });

  it('are gone with a hidden page, and notify one that is kept of being hidden', () => {
    const dies = open();
    const lives = open({ diesHidden: false });
    dies.begin();
    lives.begin();
    isVisible = false;
    dies.onVisibilityChanged();
    lives.onVisibilityChanged();
    assert.equal(parts.pages.all.length, 1);
    assert.deepEqual(reported, [['shown', false]]);
    isVisible = true;
    dies.onVisibilityChanged();
    assert.deepEqual(reported.at(-1), ['shown', true]);
  });

  it('start over for a page that replaces another: it has no state yet', async () => {
    const videos = open();
    fake.report(videoSnapshot({ id: 'a' }));
    await settled();
    videos.begin();
    fake.report(videoSnapshot({ id: 'a' }));
    await settled();
    assert.equal(changes().length, 2, 'it is as urgent as at first');
  });

  it('are no longer watched after the page', async () => {
    open().dispose();
    fake.report(videoSnapshot({ id: 'a' }));
    await settled();
    assert.deepEqual(reported, []);
  });
});
