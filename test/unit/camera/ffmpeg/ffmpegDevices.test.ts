import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { ffmpegDevices } from '../../../../src/camera/ffmpeg/ffmpegDevices.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';

describe('the devices available to ffmpeg', () => {
  const folder = temporaryFolder();

  it('are the kernel’s video capture nodes on Linux', async () => {
    for (const [node, name, index] of [
      ['video10', 'Loopback', '0'],
      ['video2', 'HD Webcam: HD Webcam', '0'],
      ['video3', 'HD Webcam: HD Webcam', '1'],
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
        ['HD Webcam: HD Webcam', '/dev/video2'],
        ['Loopback', '/dev/video10'],
      ],
    );
    assert.deepEqual(await ffmpegDevices('ffmpeg', 'camera', { ...system, kernelDevices: folder.at('none') }), []);
  });

  it('include the X screen on Linux, if there is one', async () => {
    const screens = (env: NodeJS.ProcessEnv) => ffmpegDevices('ffmpeg', 'screen', { platform: 'linux', env });
    assert.deepEqual(await screens({ DISPLAY: ':1' }), [
      { kind: 'screen', name: ':1', format: 'x11grab', target: ':1' },
    ]);
    await assert.rejects(screens({}), /No screen available/);
    await assert.rejects(screens({ DISPLAY: ':0', XDG_SESSION_TYPE: 'wayland' }), /Wayland/);
  });
});
