import assert from 'node:assert/strict';
import type { Disposable } from 'vscode';
import type { CameraServer, CameraSession } from '../../../../src/camera/cameraServer.ts';
import type { WantedCapture } from '../../../../src/camera/wantedCapture.ts';
import { Captures } from '../../../../src/host/video/captures.ts';
import { VideoPages } from '../../../../src/host/video/videoPages.ts';
import { grayPicture } from '../../../support/fakeCameraPage.ts';
import { type FakeVideoPage, fakeVideoPage } from '../../../support/fakeVideoPage.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('cameras that feed videos', () => {
  freshVscode();
  const options = { label: 'Camera', codec: 'jpeg', quality: 70, width: 4, height: 2, fps: 5 } as const;
  const wanted: WantedCapture = { endpoint: 'e1', kind: 'camera', options, target: 'all' };
  let fake: FakeVideos;
  let pages: VideoPages;
  let panel: FakeVideoPage;
  let listed: Disposable;
  /** Resolves when the panel's page is asked for a camera. */
  let asked: PromiseWithResolvers<void>;
  let sessions: CameraSession[];
  let captures: Captures;

  beforeEach(() => {
    settings.set('portside.video.ffmpegPath', '/nothing/ffmpeg');
    fake = new FakeVideos('e1');
    pages = new VideoPages();
    asked = Promise.withResolvers();
    panel = fakeVideoPage();
    const { capture } = panel;
    listed = pages.add(
      Object.assign(panel, {
        capture: (...args: Parameters<typeof capture>) => {
          capture(...args);
          asked.resolve();
        },
      }),
    );
    sessions = [];
    const server = {
      open: async (session: CameraSession) => {
        sessions.push(session);
        return { url: 'http://127.0.0.1/', stop: () => undefined };
      },
    };
    captures = new Captures(fake.videos, pages, async () => server as unknown as CameraServer);
  });
  afterEach(() => captures.dispose());

  const settled = () => new Promise(resolve => setImmediate(resolve));
  /** Starts one for which the panel's page is asked. Resolves with its id. */
  async function started(): Promise<string> {
    const { id } = await captures.start(wanted);
    await asked.promise;
    return id;
  }
  async function change(id: string, method: string): Promise<void> {
    const changing = captures.change(id);
    (await questions.question('How should the camera be captured?', 'list')).answer(method);
    await changing;
  }

  it('feed a video with pushed pictures, in the requested format', async () => {
    const id = await started();
    assert.deepEqual(fake.of('startVideo'), [['e1', { ...options, source: { kind: 'pushed' } }, 'all']]);
    const task = { title: 'e1', kind: 'camera', width: 4, height: 2, fps: 5, encoding: 'jpeg', quality: 70 };
    assert.deepEqual(panel.captures, [[id, task]]);
    assert.equal(captures.view(id)?.state, 'asking');
  });

  it('show invisible characters of the endpoint’s name on their page', async () => {
    const { config } = fake.endpoints.find('e1');
    fake.endpoints.change({ ...fake.endpoints.find('e1'), config: { ...config, name: 'cam\u202eera' } });
    await started();
    assert.equal(panel.captures[0]?.[1]?.title, 'cam\\u{202e}era');
  });

  it('deliver raw pictures if those are sent', async () => {
    const { codec, quality, ...others } = options;
    assert.deepEqual([codec, quality], ['jpeg', 70]);
    await captures.start({
      ...wanted,
      kind: 'screen',
      options: { ...others, codec: 'pickle' },
      method: 'systemBrowser',
    });
    while (sessions.length === 0) await new Promise<void>(changed => captures.onDidChange(() => changed()));
    const [{ encoding, kind, quality: given } = assert.fail()] = sessions;
    assert.deepEqual([encoding, kind, given], ['I420', 'screen', undefined]);
    await sessions[0]?.onPicture(grayPicture(4, 2));
    assert.equal(fake.of('pushPicture').length, 1);
  });

  it('report their state only to the page in charge', async () => {
    const id = await started();
    const changed: string[] = [];
    captures.onDidChange(video => changed.push(video));
    captures.started(id, {}, 'of another page');
    captures.started(id, panel.owner, 'HD Webcam');
    await captures.troubled(id, panel.owner, { code: 'denied', kind: 'camera' });
    assert.deepEqual(changed, [id, id]);
    assert.equal(captures.view(id)?.state, 'troubled');
    await captures.retry(id);
    assert.equal(captures.view(id)?.state, 'asking');
  });

  it('move to a new page when theirs is gone', async () => {
    const id = await started();
    listed.dispose();
    assert.equal(captures.view(id)?.state, 'away');
    const next = fakeVideoPage();
    pages.add(next);
    assert.equal(next.captures.length, 1);
  });

  it('are released when their video ends', async () => {
    const id = await started();
    fake.report(videoSnapshot({ id, direction: 'out' }));
    assert.equal(captures.view(id)?.state, 'asking');
    fake.report(videoSnapshot({ id, direction: 'out', state: 'ended' }));
    assert.deepEqual(panel.captures.at(-1), [id, null]);
    assert.equal(captures.view(id), undefined);
    await assert.rejects(captures.picture(id, panel.owner, grayPicture(4, 2)), RangeError);
    await assert.rejects(captures.retry(id), RangeError);
    captures.started(id, panel.owner, 'too late');
    await captures.troubled(id, panel.owner, { code: 'denied', kind: 'camera' });
  });

  it('are not used for a video that ended before it was listed', async () => {
    fake.engine.startVideo = async () => {
      const ended = videoSnapshot({ id: 'short', direction: 'out', state: 'ended' });
      fake.report(ended);
      return ended;
    };
    await captures.start(wanted);
    await settled();
    assert.deepEqual([captures.view('short'), panel.captures], [undefined, []]);
  });

  it('end the video when the user stops it in the camera page', async () => {
    const { id } = await captures.start({ ...wanted, method: 'systemBrowser' });
    while (sessions.length === 0) await new Promise<void>(changed => captures.onDidChange(() => changed()));
    sessions[0]?.onEnded();
    assert.deepEqual(fake.of('stopVideo'), [[id]]);
  });

  describe('are captured with another method', () => {
    it('chosen by the user', async () => {
      const id = await started();
      await change(id, 'New Tab');
      assert.deepEqual([sessions.length, captures.view(id)?.method], [1, 'Camera Page in a New Tab']);
      assert.deepEqual(panel.captures.at(-1), [id, null]);
    });

    it('or to none: a test pattern replaces the video', async () => {
      const id = await started();
      await change(id, 'Test pattern');
      assert.deepEqual(fake.of('stopVideo'), [[id]]);
      const pattern = { ...options, source: { kind: 'test-pattern' }, label: 'Test pattern' };
      assert.deepEqual(fake.of('startVideo').at(-1), ['e1', pattern, 'all']);
    });

    it('unless the video was stopped meanwhile: nothing replaces it', async () => {
      const id = await started();
      fake.engine.stopVideo = async () => false;
      await change(id, 'Test pattern');
      const changing = captures.change(id);
      const question = await questions.question('How should the camera be captured?', 'list');
      fake.report(videoSnapshot({ id, direction: 'out', state: 'ended' }));
      question.answer('New Tab');
      await changing;
      assert.deepEqual([fake.of('startVideo').length, sessions.length], [1, 0]);
    });
  });

  it('are rejected for ffmpeg if there is none, and then no video begins', async () => {
    await assert.rejects(captures.start({ ...wanted, method: 'ffmpeg' }), /ffmpeg wasn’t found/);
    await assert.rejects(captures.start({ ...wanted, device: 'HD Webcam' }), /ffmpeg wasn’t found/);
    assert.deepEqual(fake.calls, []);
  });

  it('are released with the window', async () => {
    const id = await started();
    captures.dispose();
    assert.deepEqual(panel.captures.at(-1), [id, null]);
    assert.equal(captures.view(id), undefined);
  });
});
