import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { startVideo, type VideoStarters, type WantedVideo } from '../../../../src/host/video/startVideo.ts';
import type { VideoFormat } from '../../../../src/host/video/videoChoices.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('sending video', () => {
  freshVscode();
  const format: VideoFormat = { codec: 'jpeg', quality: 80, endian: 'big', width: 64, height: 48, fps: 5 };
  const target = { peer: 'p1' };
  let fake: FakeVideos;
  let captured: unknown[];

  beforeEach(() => {
    settings.set('portside.video.ffmpegPath', '/nothing/ffmpeg');
    fake = new FakeVideos('e1');
    captured = [];
  });

  async function start(wanted: Omit<WantedVideo, 'format'>): Promise<void> {
    const captures = {
      start: async (capture: unknown) => {
        captured.push(capture);
        return videoSnapshot();
      },
    };
    const parts = { videos: fake.videos, captures } as unknown as VideoStarters;
    await startVideo(parts, endpointSnapshot('e1', 1), { format, ...wanted });
  }

  it('starts a test pattern, for current peers, or also for later ones', async () => {
    const options = { ...format, source: { kind: 'test-pattern' }, label: 'Test pattern' };
    await start({ source: 'test-pattern', target });
    await start({ source: 'test-pattern', toNewPeers: true });
    assert.deepEqual(fake.of('startVideo'), [
      ['e1', { ...options, toNewPeers: false }, target],
      ['e1', { ...options, toNewPeers: true }, undefined],
    ]);
  });

  it('starts a file: a picture, or a movie, for which ffmpeg may be missing', async () => {
    await start({ source: 'file', uri: Uri.file('/a.png') });
    await start({ source: 'file', uri: Uri.file('/a.mp4') });
    const sources = fake.of('startVideo').map(([, options]) => (options as { source: object }).source);
    assert.deepEqual(sources[0], { kind: 'image', path: Uri.file('/a.png').fsPath });
    assert.deepEqual({ ...sources[1], input: [] }, { kind: 'ffmpeg', program: 'ffmpeg', input: [], repeats: true });
    await assert.rejects(start({ source: 'file' }), RangeError);
  });

  it('starts a camera or a screen, with the requested method and device', async () => {
    await start({ source: 'camera', method: 'systemBrowser', target });
    await start({ source: 'screen', device: ':1' });
    const options = { ...format, toNewPeers: false };
    assert.deepEqual(captured, [
      {
        endpoint: 'e1',
        kind: 'camera',
        options: { ...options, label: 'Camera' },
        target,
        method: 'systemBrowser',
        device: undefined,
      },
      {
        endpoint: 'e1',
        kind: 'screen',
        options: { ...options, label: 'Screen' },
        target: undefined,
        method: undefined,
        device: ':1',
      },
    ]);
    assert.deepEqual(fake.calls, []);
  });
});
