/** The video shown in pictures: a film from a peer, and the test pattern sent back to it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Picture, pictureBytes } from '../../../src/core/video/picture.ts';
import { drawTestPattern } from '../../../src/core/video/testPattern.ts';
import type { PanelOnScreen } from '../../support/panelOnScreen.ts';
import { playFilm } from '../../support/videoFrames.ts';

const size = { width: 640, height: 480 };
const everyMs = 100;

/** Leaves a server's panel showing video in both directions. The sender stays connected until it is destroyed. */
export async function videoBothWays(window: PanelOnScreen): Promise<Socket> {
  await window.start('Start TCP Server', 0);
  const sender = connect(await window.port(), '127.0.0.1').resume();
  await once(sender, 'connect');
  playFilm(sender, everyMs, patternPicture);
  await window.panel.getByRole('button', { name: 'Show Video' }).click();
  const painted = window.panel.locator('portside-picture canvas:not([width="0"])');
  await painted.waitFor();
  await window.panel.getByRole('button', { name: 'Send Video…' }).first().click();
  await window.pick('Test pattern');
  await window.pick(String(sender.localPort));
  await window.has(2, painted);
  return sender;
}

/** Returns a picture as a Python program would send it. */
function patternPicture(frame: number): Picture {
  const pixels = new Uint8Array(pictureBytes(size.width, size.height, 'bgr'));
  drawTestPattern(pixels, size.width, size.height, { frame, timeMs: Date.now() });
  return { ...size, order: 'bgr', pixels };
}
