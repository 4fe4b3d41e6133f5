import assert from 'node:assert/strict';
import { commands, Uri } from 'vscode';
import { PictureFeed } from '../../../../src/client/video/pictureFeed.ts';
import { RecordingFiles } from '../../../../src/client/video/recordingFiles.ts';
import type { Captures } from '../../../../src/host/video/captures.ts';
import { videoCalls } from '../../../../src/host/video/serveVideoCalls.ts';
import { VideoPages } from '../../../../src/host/video/videoPages.ts';
import type { VideoCalls } from '../../../../src/protocol/videoCalls.ts';
import { grayPicture } from '../../../support/fakeCameraPage.ts';
import { fakeVideoPage } from '../../../support/fakeVideoPage.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a page’s video calls', () => {
  freshVscode();
  const folder = temporaryFolder();
  const owner = {};
  let fake: FakeVideos;
  let asked: unknown[][];
  let calls: VideoCalls;

  beforeEach(() => {
    fake = new FakeVideos('e1', 'e2');
    fake.report(
      videoSnapshot({ id: 'own' }),
      videoSnapshot({ id: 'sent', direction: 'out' }),
      videoSnapshot({ id: 'other', endpoint: 'e2' }),
    );
    asked = [];
    const noted =
      (name: string) =>
      async (...args: unknown[]) =>
        void asked.push([name, ...args]);
    const captures = {
      view: () => undefined,
      started: noted('started'),
      troubled: noted('troubled'),
      picture: noted('picture'),
      retry: noted('retry'),
      change: noted('change'),
    };
    const pages = new VideoPages();
    pages.add(fakeVideoPage({ owner }));
    const { videos } = fake;
    const feed = new PictureFeed(async (video, after) => void asked.push(['picture of', video, after]));
    const parts = { pages, videos, recordings: new RecordingFiles(), captures: captures as unknown as Captures };
    calls = videoCalls(parts, { endpoint: 'e1', feed, owner });
  });

  /** The calls that name a video, made for this one. */
  const naming = (video: string): Record<string, () => Promise<unknown>> => ({
    videoPicture: () => calls.videoPicture(video, 7),
    showVideoAgain: () => calls.showVideoAgain(video),
    stopVideo: () => calls.stopVideo(video),
    muteVideo: () => calls.muteVideo(video, true),
    snapshotVideo: () => calls.snapshotVideo(video),
    openVideo: () => calls.openVideo(video),
    startRecording: () => calls.startRecording(video),
    captureStarted: () => calls.captureStarted(video, 'HD Webcam'),
    captureTroubled: () => calls.captureTroubled(video, { code: 'denied', kind: 'camera' }),
    capturedPicture: () => calls.capturedPicture(video, grayPicture(4, 2)),
    retryCapture: () => calls.retryCapture(video),
    changeCapture: () => calls.changeCapture(video),
  });

  for (const name of Object.keys(naming('')))
    it(`are rejected for another endpoint’s video, and for an unknown one: ${name}`, async () => {
      for (const video of ['other', 'gone']) await assert.rejects(async () => naming(video)[name]?.(), refused);
      assert.deepEqual([asked, fake.calls, questions.open], [[], [], []]);
    });

  it('list the endpoint’s videos', async () => {
    fake.engine.videos = async endpoint => [videoSnapshot({ id: `of ${endpoint}` })];
    assert.deepEqual(
      (await calls.videos()).map(({ id }) => id),
      ['own', 'sent', 'of e1'],
    );
  });

  it('act on its videos, through its cameras', async () => {
    await calls.stopVideo('own');
    await calls.muteVideo('sent', true);
    await calls.videoPicture('own', 7);
    await calls.captureStarted('sent', 'HD Webcam');
    await calls.captureTroubled('sent', { code: 'denied', kind: 'camera' });
    await calls.retryCapture('sent');
    assert.deepEqual(fake.calls, [
      ['stopVideo', 'own'],
      ['muteVideo', 'sent', true],
    ]);
    assert.deepEqual(asked, [
      ['picture of', 'own', 7],
      ['started', 'sent', owner, 'HD Webcam'],
      ['troubled', 'sent', owner, { code: 'denied', kind: 'camera' }],
      ['retry', 'sent'],
    ]);
  });

  it('show a peer’s video again, which must be a received one', async () => {
    await calls.showVideoAgain('own');
    assert.deepEqual(fake.of('showVideo'), [['e1', 'p1', undefined]]);
    fake.report(videoSnapshot({ id: 'alone', peers: [] }));
    for (const video of ['sent', 'alone']) await assert.rejects(calls.showVideoAgain(video), { code: 'NO_PEER' });
  });

  it('reject with a sentence', async () => {
    fake.remove('e2');
    fake.engine.stopVideo = () => Promise.reject(Object.assign(new Error('no such video'), { code: 'X' }));
    await assert.rejects(calls.stopVideo('own'), Error('no such video'));
  });

  it('run commands with the endpoint and the video', async () => {
    const given: unknown[] = [];
    commands.registerCommand('portside.snapshotVideo', argument => given.push(argument));
    commands.registerCommand('portside.openVideo', argument => given.push(argument));
    await calls.snapshotVideo('own');
    await calls.openVideo('sent');
    assert.deepEqual(given, [
      { type: 'panel', endpoint: 'e1', video: 'own' },
      { type: 'panel', endpoint: 'e1', video: 'sent' },
    ]);
  });

  it('record after a question that the user may dismiss, and then write', async () => {
    const dismissed = calls.startRecording('own');
    (await questions.question('Record', 'save')).dismiss();
    assert.equal(await dismissed, undefined);
    const asking = calls.startRecording('own');
    (await questions.question('Record', 'save')).answer(Uri.file(folder.at('a.webm')));
    const id = (await asking) ?? assert.fail('it was dismissed');
    await calls.record(id, Buffer.from('x'));
    await calls.endRecording(id);
    await questions.question('Recorded a.webm', 'notification');
    await assert.rejects(calls.record(id, Buffer.from('x')), Error);
  });
});

function refused(error: { code?: string }): boolean {
  return error.code === 'NO_VIDEO';
}
