import assert from 'node:assert/strict';
import { EventEmitter, Uri, ViewColumn } from 'vscode';
import { RecordingFiles } from '../../../../src/client/video/recordingFiles.ts';
import { VideoPages } from '../../../../src/host/video/videoPages.ts';
import type { VideoTabParts } from '../../../../src/host/video/videoTab.ts';
import { VideoTabs } from '../../../../src/host/video/videoTabs.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { type PageHost, webviews } from '../../../support/fakeVscode/webviews.ts';
import { showTab } from '../../../support/showTab.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('video tabs', () => {
  freshVscode();
  const [one, two] = [
    videoSnapshot({ id: 'v1', label: 'one' }),
    videoSnapshot({ id: 'v2', label: 'two', endpoint: 'e2' }),
  ];
  let fake: FakeVideos;
  let tabs: VideoTabs;

  beforeEach(() => {
    const nothing = () => undefined;
    const host: PageHost = { origin: 'http://test', show: nothing, hide: nothing, cover: nothing, post: nothing };
    webviews.setHost(host);
    fake = new FakeVideos('e1', 'e2');
    fake.report(one, two);
    const captures = { onDidChange: new EventEmitter<string>().event, view: nothing };
    const { log } = watchedLog();
    const made = { videos: fake.videos, pages: new VideoPages(), recordings: new RecordingFiles(), captures, log };
    tabs = new VideoTabs(made as unknown as VideoTabParts, Uri.file('/extension'));
  });
  afterEach(() => {
    tabs.dispose();
    webviews.reset();
    webviews.setHost(undefined);
  });

  const titles = () => webviews.all.map(({ title, active }) => `${title}${active ? ' (in front)' : ''}`);

  it('are opened once per video, and revealed again', () => {
    tabs.open(one);
    tabs.open(two);
    assert.deepEqual(titles(), ['Video: one', 'Video: two (in front)']);
    tabs.open(one);
    assert.deepEqual(titles(), ['Video: one (in front)', 'Video: two']);
  });

  it('share a group beside the code', () => {
    showTab(ViewColumn.One, 'code');
    for (const id of ['v1', 'v2', 'v3', 'v4']) tabs.open(videoSnapshot({ id }));
    const videos = webviews.all.slice(1);
    assert.deepEqual(
      videos.map(({ viewColumn }) => viewColumn),
      Array(4).fill(ViewColumn.Two),
    );
  });

  it('are reopened after they were closed', () => {
    tabs.open(one);
    webviews.all[0]?.dispose();
    assert.deepEqual(titles(), []);
    tabs.open(one);
    assert.deepEqual(titles(), ['Video: one (in front)']);
  });

  it('stay when their video ends, and close with its endpoint', () => {
    tabs.open(one);
    tabs.open(two);
    fake.report({ ...one, state: 'ended' });
    assert.equal(titles().length, 2);
    fake.remove('e1');
    assert.deepEqual(titles(), ['Video: two (in front)']);
  });

  it('close with the window', () => {
    tabs.open(one);
    tabs.open(two);
    tabs.dispose();
    assert.deepEqual(titles(), []);
  });
});
