import assert from 'node:assert/strict';
import { ffmpegInputs } from '../../../../src/camera/ffmpeg/ffmpegInput.ts';

const wanted = { width: 640, height: 480, fps: 30 };

describe('ffmpeg’s input', () => {
  it('tries the requested size and rate first, then whatever the device offers', () => {
    const camera = { kind: 'camera', name: 'a' } as const;
    assert.deepEqual(ffmpegInputs({ ...camera, format: 'v4l2', target: '/dev/video0' }, wanted), [
      ['-f', 'v4l2', '-framerate', '30', '-video_size', '640x480', '-i', '/dev/video0'],
    ]);
    assert.deepEqual(ffmpegInputs({ ...camera, format: 'dshow', target: 'video=a' }, wanted), [
      ['-f', 'dshow', '-framerate', '30', '-video_size', '640x480', '-i', 'video=a'],
      ['-f', 'dshow', '-i', 'video=a'],
    ]);
    assert.deepEqual(ffmpegInputs({ ...camera, format: 'avfoundation', target: '0:none' }, { ...wanted, fps: 25 })[1], [
      '-f',
      'avfoundation',
      '-framerate',
      '30',
      '-i',
      '0:none',
    ]);
  });

  it('captures the whole screen', () => {
    for (const format of ['x11grab', 'gdigrab', 'avfoundation'] as const) {
      const inputs = ffmpegInputs({ kind: 'screen', name: 'a', format, target: 'x' }, wanted);
      assert.equal(inputs.length, 1);
      assert.ok(!inputs[0]?.includes('-video_size'));
    }
  });
});
