import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import type { FfmpegDevice } from '../../../../src/camera/ffmpeg/deviceLists.ts';
import type { WantedCapture } from '../../../../src/camera/wantedCapture.ts';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { VideoOptions } from '../../../../src/core/video/video.ts';
import { findDevice, startFfmpeg } from '../../../../src/host/video/startFfmpeg.ts';
import { FakeVideos } from '../../../support/fakeVideos.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { ffmpegStandIn } from '../../../support/ffmpegStandIn.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { videoSnapshot } from '../../../support/videoSnapshots.ts';

describe('a camera read by ffmpeg', () => {
  freshVscode();
  const folder = temporaryFolder();
  const options = { label: 'Camera', codec: 'jpeg', width: 64, height: 48, fps: 5 } as const;
  const target = { peer: 'p1' };
  const wanted = (more: Partial<WantedCapture> = {}): WantedCapture => ({
    endpoint: 'e1',
    kind: 'screen',
    options,
    target,
    ...more,
  });
  const device: FfmpegDevice = { kind: 'camera', name: 'HD Webcam', format: 'dshow', target: 'video=HD Webcam' };

  it('is named after its device, and tried with every input until one delivers a picture', async () => {
    const fake = new FakeVideos('e1');
    const begun = await startFfmpeg(fake.videos, wanted(), { program: '/bin/ffmpeg', device });
    const failure = { code: 'PROGRAM_FAILED', params: { program: 'ffmpeg', detail: '' } } as const;
    fake.report(videoSnapshot({ ...begun, state: 'ended', width: 0, frames: 0, failure }));
    const inputs = fake.of('startVideo').map(([endpoint, sent, to]) => {
      const { source, ...others } = sent as VideoOptions;
      assert.deepEqual([endpoint, others, to], ['e1', { ...options, label: 'HD Webcam' }, target]);
      return source.kind === 'ffmpeg' && source.input.length;
    });
    assert.deepEqual(inputs, [8, 4]);
  });

  it('reports if a later input can’t be started', async () => {
    const fake = new FakeVideos('e1');
    const begun = await startFfmpeg(fake.videos, wanted(), { program: '/bin/ffmpeg', device });
    fake.engine.startVideo = () => Promise.reject(new Error('the peer has gone'));
    const failure = { code: 'PROGRAM_FAILED', params: { program: 'ffmpeg', detail: '' } } as const;
    fake.report(videoSnapshot({ ...begun, state: 'ended', width: 0, frames: 0, failure }));
    await questions.question('the peer has gone', 'notification');
  });

  it('doesn’t exist without ffmpeg', async () => {
    settings.set('portside.video.ffmpegPath', folder.at('none'));
    await assert.rejects(findDevice(wanted()), /^Error: ffmpeg wasn’t found\. Install it, or set portside\.video\./);
  });

  if (process.platform !== 'win32')
    describe('is found', () => {
      beforeEach(async () => {
        settings.set('portside.video.ffmpegPath', await ffmpegStandIn(folder.at('ffmpeg')));
        mock.property(process, 'platform', 'linux');
        mock.property(process, 'env', { DISPLAY: ':7' });
      });

      it('without a question if it is the only one, or has that name', async () => {
        const screen = { kind: 'screen', name: ':7', format: 'x11grab', target: ':7' };
        assert.deepEqual(await findDevice(wanted()), { program: folder.at('ffmpeg'), device: screen });
        assert.deepEqual((await findDevice(wanted({ device: ':7' }))).device, screen);
      });

      it('only under its own name', () =>
        assert.rejects(findDevice(wanted({ device: ':8' })), RangeError('ffmpeg can’t find this screen.')));

      it('by the user’s choice', async () => {
        const list = `printf '[a @ 0] AVFoundation video devices:\\n[a @ 0] [0] One\\n[a @ 0] [1] Two\\n' >&2`;
        await writeFile(folder.at('ffmpeg'), `#!/bin/sh\necho "ffmpeg version 7.1"\n${list}\n`);
        mock.reset();
        mock.property(process, 'platform', 'darwin');
        const found = findDevice(wanted({ kind: 'camera' }));
        (await questions.question('Which camera?', 'list')).answer('Two');
        assert.equal((await found).device.target, '1:none');
        const dismissed = findDevice(wanted({ kind: 'camera' }));
        (await questions.question('Which camera?', 'list')).dismiss();
        await assert.rejects(dismissed, Dismissed);
      });
    });
});
