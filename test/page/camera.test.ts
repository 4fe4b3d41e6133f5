/** The browser's camera, as Chromium fakes one, sent to a peer: from the panel's own page, and from the camera page. */
import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import type { DeviceSystem } from '../../src/camera/ffmpeg/ffmpegDevices.ts';
import { assertNear } from '../support/assertNear.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { settings } from '../support/fakeVscode/configuration.ts';
import { painted } from '../support/paintedPixels.ts';
import { sha256Of } from '../support/sha256Of.ts';
import { VideoReceiver } from '../support/videoReceiver.ts';
import { eachInItsOwnPage } from './window.ts';

/** A fake camera that shows a growing pie on a background, with access always granted. */
const fakeCamera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
/** Blue, green, red. */
const ground = [0, 135, 0];

describe('the browser’s camera', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage({ flags: fakeCamera });
  const client = clientsOfEachTest();

  const sent = (page: FrameLocator = test.window.panel) => page.getByRole('group', { name: 'Video sent: Camera' });

  /** Opens a server that sends the camera to every client, and returns its port. */
  async function sendCamera(): Promise<number> {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await window.runCommand('Portside: Send Video…');
    await window.question('Send Video');
    await window.pick('Camera');
    await sent().getByText('via Panel').waitFor();
    return window.port();
  }

  /** Resolves when a new peer has received this many different pictures of the camera. */
  async function received(port: number, count: number): Promise<void> {
    const socket = await client(port);
    const receiver = new VideoReceiver(socket);
    const seen = new Set<string>();
    while (seen.size < count) {
      const { width, height, order, pixels } = await receiver.picture();
      assert.deepEqual([width, height, order], [640, 480, 'bgr']);
      const at = 3 * (240 * width + 5);
      assertNear([...pixels.subarray(at, at + 3)], ground, 4, 'the ground');
      seen.add(sha256Of(pixels));
    }
    socket.destroy();
  }

  async function chooseMethod(label: string): Promise<void> {
    await sent().getByRole('button', { name: 'Try Another Way…' }).click();
    await test.window.question('How should the camera be captured?');
    await test.window.pick(label);
  }

  it('is captured by the panel’s own page', async () => {
    const port = await sendCamera();
    await received(port, 10);
    await painted(sent());
    await sent().getByRole('button', { name: 'Stop Sending' }).click();
    await sent().getByText('ended').waitFor();
  });

  it('is captured by the camera page, where it can be stopped', async () => {
    const { window } = test;
    const port = await sendCamera();
    await chooseMethod('Camera Page in a New Tab');
    const { args } = await window.done('openExternal');
    const page = await window.page.context().newPage();
    await page.goto(String(args[0]));
    await page.getByText('Sending', { exact: true }).waitFor();
    await sent().getByText('via Camera Page in a New Tab').waitFor();
    await received(port, 5);
    await page.getByRole('button', { name: 'Stop' }).click();
    await sent().getByText('ended').waitFor();
  });

  /** An ffmpeg that finds no camera, on a machine whose kernel has none either. */
  async function withoutCameras(): Promise<void> {
    const ffmpeg = join(test.folder, 'ffmpeg');
    await writeFile(ffmpeg, '#!/bin/sh\necho ffmpeg version 8\n');
    await chmod(ffmpeg, 0o755);
    settings.set('portside.video.ffmpegPath', ffmpeg);
    // Devices are looked up on the system that the extension runs on: this process.
    Object.assign(process, { kernelDevices: join(test.folder, 'none') } satisfies Partial<DeviceSystem>);
  }
  afterEach(() => {
    delete (process as { kernelDevices?: string }).kernelDevices;
  });

  it('is unaffected if another way has no camera', async () => {
    await withoutCameras();
    const port = await sendCamera();
    await chooseMethod('ffmpeg');
    await test.window.panel.getByText('ffmpeg can’t find this camera.').waitFor();
    await received(port, 3);
    await sent().getByText('via Panel').waitFor();
  });

  it('continues in a tab of its own when its panel is closed', async () => {
    const { window } = test;
    const port = await sendCamera();
    await window.runCommand('Portside: Open Video in Its Own Panel');
    await painted(sent(window.videoTab));
    window.tab('127.0.0.1').dispose();
    await received(port, 3);
    await sent(window.videoTab).getByText('via Panel').waitFor();
  });
});
