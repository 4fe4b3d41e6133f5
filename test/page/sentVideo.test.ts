/** Video sent from the panel: what arrives at a socket, and what is painted here. */
import assert from 'node:assert/strict';
import { readTestPattern } from '../../src/core/video/testPattern.ts';
import { barCenter, colorBars } from '../../src/core/video/testPatternLayout.ts';
import { assertNear } from '../support/assertNear.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { painted, paintedPicture } from '../support/paintedPixels.ts';
import { pickledFrame, variedPicture } from '../support/videoFrames.ts';
import { VideoReceiver } from '../support/videoReceiver.ts';
import { eachInItsOwnPage } from './window.ts';

const tolerance = 4;

describe('outgoing video', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  const button = (name: string) => test.window.panel.getByRole('button', { name, exact: true });
  const own = () => test.window.panel.getByRole('group', { name: 'Video sent: Test pattern' });

  /** Sends the test pattern from the area for video, which is open. */
  async function sendPattern(): Promise<void> {
    const { window } = test;
    await window.panel
      .getByRole('region', { name: 'Video' })
      .getByRole('button', { name: 'Send Video…' })
      .first()
      .click();
    await window.question('Send Video');
    await window.pick('Test pattern');
  }

  it('is sent as a test pattern to peers that connect, with exact pixels, while it is painted here', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    await button('Video').click();
    await sendPattern();
    const receiver = new VideoReceiver(await client(await window.port()));
    let last = 0;
    for (let count = 0; count < 5; count++) {
      const picture = await receiver.picture();
      assert.deepEqual([picture.width, picture.height, picture.order], [640, 480, 'bgr']);
      const { frame = 0 } = readTestPattern(picture) ?? {};
      assert.ok(frame > last, `${frame} comes after ${last}`);
      last = frame;
      assertBars(picture.pixels, { bytes: 3, order: color => color, near: 0 });
    }
    const video = await painted(own());
    const pixels = await paintedPicture(video);
    assert.ok(readTestPattern({ width: 640, height: 480, order: 'rgba', pixels }), 'it says its number');
    assertBars(pixels, { bytes: 4, order: ([blue, green, red]) => [red, green, blue], near: tolerance });
  });

  it('flows both ways on one connection, with our own picture inside the other or beside it, and is muted', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    const receiver = new VideoReceiver(socket);
    const film = pickledFrame(variedPicture(64, 48));
    socket.write(film);
    await button('Show Video').click();
    const other = window.panel.getByRole('group', { name: /^Video from/ });
    await other.getByText('waiting for the first frame').waitFor();
    socket.write(film);
    await painted(other);
    await sendPattern();
    await window.pick('All clients');
    await window.has(2, other.locator('canvas:not([width="0"])'));
    await button('Picture in Picture').click();
    await painted(own());
    await window.has(1, other.locator('canvas'));
    await receiver.picture();
    const said = receiver.text('between two pictures');
    await own().getByRole('button', { name: 'Mute' }).click();
    await own().getByText('muted, not sending').waitFor();
    await window.say('between two pictures');
    await said;
    await own().getByRole('button', { name: 'Mute' }).click();
    await own().getByText('muted, not sending').waitFor({ state: 'detached' });
    await receiver.picture();
    await own().getByRole('button', { name: 'Stop Sending' }).click();
    await own().getByText('ended').waitFor();
    await own().getByRole('button', { name: 'Dismiss' }).click();
    await own().waitFor({ state: 'detached' });
  });
});

type Color = readonly [number, number, number];

/** The color bars are in these pixels of a picture of 640 × 480. */
function assertBars(
  pixels: Uint8Array,
  { bytes, order, near }: { bytes: number; order: (color: Color) => Color; near: number },
): void {
  for (const [bar, color] of colorBars.entries()) {
    const { x, y } = barCenter(bar, 640, 480);
    const at = bytes * (640 * y + x);
    assertNear([...pixels.subarray(at, at + 3)], order(color), near, `bar ${bar}`);
  }
}
