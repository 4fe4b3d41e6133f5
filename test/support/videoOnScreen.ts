/** The video that pictures show: a film from a peer, the test pattern back to it, and a pickle that is no picture. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { pictureBytes } from '../../src/core/video/picture.ts';
import { drawTestPattern } from '../../src/core/video/testPattern.ts';
import { pickledPicture, prefixedPayload } from '../../src/core/video/writePicture.ts';
import type { PanelPage } from './panelPage.ts';

const size = { width: 640, height: 480 };
const everyMs = 100;

/** Leaves a server's panel showing video both ways. The sender stays until it is destroyed. */
export async function videoBothWays(window: PanelPage): Promise<Socket> {
  await window.start('Start TCP Server', 0);
  const sender = connect(await window.port(), '127.0.0.1').resume();
  await once(sender, 'connect');
  play(sender);
  await window.panel.getByRole('button', { name: 'Show Video' }).click();
  const painted = window.panel.locator('portside-picture canvas:not([width="0"])');
  await painted.waitFor();
  await window.panel.getByRole('button', { name: 'Send Video…' }).first().click();
  await window.pick('Test pattern');
  await window.pick(String(sender.localPort));
  await window.has(2, painted);
  return sender;
}

/** Sends the test pattern, as a Python program would, until the socket goes. */
function play(sender: Socket): void {
  let frame = 0;
  const playing = setInterval(() => {
    const pixels = new Uint8Array(pictureBytes(size.width, size.height, 'bgr'));
    drawTestPattern(pixels, size.width, size.height, { frame: ++frame, timeMs: Date.now() });
    for (const part of prefixedPayload(pickledPicture({ ...size, order: 'bgr', pixels }), 'little')) sender.write(part);
  }, everyMs);
  sender.on('error', () => undefined /* whoever closes first */).on('close', () => clearInterval(playing));
}
