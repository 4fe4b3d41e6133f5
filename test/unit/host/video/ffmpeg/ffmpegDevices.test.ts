import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { parseAvfoundation, parseDshow } from '../../../../../src/host/video/ffmpeg/deviceLists.ts';
import { ffmpegDevices } from '../../../../../src/host/video/ffmpeg/ffmpegDevices.ts';
import { ffmpegInputs } from '../../../../../src/host/video/ffmpeg/ffmpegInput.ts';
import { findFfmpeg } from '../../../../../src/host/video/ffmpeg/findFfmpeg.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const wanted = { width: 640, height: 480, fps: 30 };

const onMac = `[AVFoundation indev @ 0x7fb7c2f04a40] AVFoundation video devices:
[AVFoundation indev @ 0x7fb7c2f04a40] [0] FaceTime HD Camera
[AVFoundation indev @ 0x7fb7c2f04a40] [1] Camera [2] of a phone
[AVFoundation indev @ 0x7fb7c2f04a40] [2] Capture screen 0
[AVFoundation indev @ 0x7fb7c2f04a40] AVFoundation audio devices:
[AVFoundation indev @ 0x7fb7c2f04a40] [0] MacBook Pro Microphone
: Input/output error
`;

const onWindows = String.raw`[dshow @ 000001f7] "Integrated Camera" (video)
[dshow @ 000001f7]   Alternative name "@device_pnp_\\?\usb#vid_04f2&pid_b6d0&mi_00#6&1#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\global"
[in#0 @ 000001f7] "OBS Virtual Camera" (none)
[in#0 @ 000001f7]   Alternative name "@device_sw_{860BB310}\{A3FCE0F5}"
[dshow @ 000001f7] "Microphone (Realtek(R) Audio)" (audio)
[dshow @ 000001f7]   Alternative name "@device_cm_{33D9A762}\wave_{1}"
dummy: Immediate exit requested
`;

const onOldWindows = `[dshow @ 0000] DirectShow video devices (some may be both video and audio devices)\r
[dshow @ 0000]  "USB Camera"\r
[dshow @ 0000]     Alternative name "@device_pnp_1"\r
[dshow @ 0000]  "Second: Camera"\r
[dshow @ 0000] DirectShow audio devices\r
[dshow @ 0000]  "Microphone"\r
[dshow @ 0000]     Alternative name "@device_cm_1"\r
`;

describe('the devices that ffmpeg reads', () => {
  const folder = temporaryFolder();

  it('are cameras and screens by number on macOS', () =>
    assert.deepEqual(
      parseAvfoundation(onMac).map(({ kind, name, target }) => [kind, name, target]),
      [
        ['camera', 'FaceTime HD Camera', '0:none'],
        ['camera', 'Camera [2] of a phone', '1:none'],
        ['screen', 'Capture screen 0', '2:none'],
      ],
    ));

  it('are cameras by the name that is the only one on Windows', () => {
    const named = (list: string) => parseDshow(list).map(({ name, target }) => [name, target]);
    assert.deepEqual(named(onWindows), [
      [
        'Integrated Camera',
        String.raw`video=@device_pnp_\\?\usb#vid_04f2&pid_b6d0&mi_00#6&1#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\global`,
      ],
      ['OBS Virtual Camera', String.raw`video=@device_sw_{860BB310}\{A3FCE0F5}`],
    ]);
    assert.deepEqual(named(onOldWindows), [
      ['USB Camera', 'video=@device_pnp_1'],
      ['Second: Camera', 'video=Second: Camera'],
    ]);
    assert.deepEqual(named('nothing'), []);
  });

  it('are those of the kernel’s nodes on Linux that have pictures', async () => {
    for (const [node, name, index] of [
      ['video10', 'Loopback', '0'],
      ['video0', 'HD Webcam: HD Webcam', '0'],
      ['video1', 'HD Webcam: HD Webcam', '1'],
      ['v4l-subdev0', 'sensor', '0'],
    ] as const) {
      await mkdir(folder.at(node));
      await writeFile(folder.at(node, 'name'), `${name}\n`);
      await writeFile(folder.at(node, 'index'), `${index}\n`);
    }
    const system = { platform: 'linux', env: {}, kernelDevices: folder.path } as const;
    assert.deepEqual(
      (await ffmpegDevices('ffmpeg', 'camera', system)).map(({ name, target }) => [name, target]),
      [
        ['HD Webcam: HD Webcam', '/dev/video0'],
        ['Loopback', '/dev/video10'],
      ],
    );
    assert.deepEqual(await ffmpegDevices('ffmpeg', 'camera', { ...system, kernelDevices: folder.at('none') }), []);
  });

  it('are the X screen on Linux, where there is one', async () => {
    const screens = (env: NodeJS.ProcessEnv) => ffmpegDevices('ffmpeg', 'screen', { platform: 'linux', env });
    assert.deepEqual(await screens({ DISPLAY: ':1' }), [
      { kind: 'screen', name: ':1', format: 'x11grab', target: ':1' },
    ]);
    await assert.rejects(screens({}), /no screen/);
    await assert.rejects(screens({ DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }), /Wayland/);
  });
});

describe('ffmpeg’s input', () => {
  it('is of the wanted size and rate first, and whatever the device has then', () => {
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

  it('is the whole of a screen', () => {
    for (const format of ['x11grab', 'gdigrab', 'avfoundation'] as const) {
      const inputs = ffmpegInputs({ kind: 'screen', name: 'a', format, target: 'x' }, wanted);
      assert.equal(inputs.length, 1);
      assert.ok(!inputs[0]?.includes('-video_size'));
    }
  });
});

describe('ffmpeg', () => {
  const folder = temporaryFolder();

  it('is not what is not there', async () => {
    assert.equal(await findFfmpeg('', { PATH: folder.path }), undefined);
    assert.equal(await findFfmpeg('', {}), undefined);
    assert.equal(await findFfmpeg(folder.at('ffmpeg'), {}), undefined);
  });

  // A program there is no script.
  if (process.platform !== 'win32') {
    /** A program of this name that writes what it is. */
    async function program(name: string, says: string): Promise<string> {
      await writeFile(folder.at(name), `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
      return folder.at(name);
    }

    it('is found on the PATH, or where the setting says', async () => {
      const found = await program('ffmpeg', 'ffmpeg version 7.1');
      assert.equal(await findFfmpeg('', { PATH: ['relative', folder.at('none'), folder.path].join(delimiter) }), found);
      const other = await program('ffmpeg-6', 'ffmpeg version 6.0');
      assert.equal(await findFfmpeg(` ${other} `, { PATH: folder.path }), other);
      assert.equal(await findFfmpeg('ffmpeg', { PATH: folder.path }), undefined, 'a setting is a whole path');
    });

    it('is not what never answers, and doesn’t listen when it is told to end', async () => {
      const script = 'trap "" TERM\nwhile :; do sleep 0.1; done\n';
      await writeFile(folder.at('ffmpeg'), `#!/bin/sh\n${script}`, { mode: 0o755 });
      assert.equal(await findFfmpeg(folder.at('ffmpeg'), {}, 50), undefined);
    });

    it('is not what only has its name', async () => {
      const other = await program('ffmpeg', 'something else');
      assert.equal(await findFfmpeg('', { PATH: folder.path }), undefined);
      assert.equal(await findFfmpeg(other, {}), undefined);
      await program('ffmpeg', 'ffmpeg version 7.1');
      await chmod(other, 0o644);
      assert.equal(await findFfmpeg(other, {}), undefined);
    });
  }
});
