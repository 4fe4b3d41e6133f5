/** Video in the panel: what is painted is read back from the canvas, what is sent is read by a Python program. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eachInItsOwnWindow, listeningPort } from './window.ts';

/** Of bars of 80 pixels, from the left: red, green, blue. */
const bars = [
  [0, 0, 255],
  [0, 255, 0],
  [255, 0, 0],
  [255, 255, 0],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [10, 20, 30],
];
/** I420 has its colours in fewer steps, and at half the size. */
const tolerance = 4;

describe('video in the panel', function () {
  this.timeout(240_000);
  const test = eachInItsOwnWindow();
  const card = (name: string | RegExp) => test.workbench.panel.getByRole('group', { name });
  const canvasOf = (video: Locator) => video.locator('canvas').first();

  /** Connects to a program that sends known pictures, and shows them. */
  async function showKnown(kind: string, rate = 10): Promise<{ video: Locator; address: string }> {
    const address = `127.0.0.1:${await listeningPort(await test.program('known_pictures', kind, rate))}`;
    await test.workbench.start('Connect to TCP Server', address);
    await test.workbench.panel.getByText(`${address} sends video.`).waitFor();
    await test.workbench.panel.getByRole('button', { name: 'Show Video', exact: true }).click();
    const video = card(`Video from ${address}`);
    await painted(video);
    return { video, address };
  }

  /** Resolves when there is a picture. */
  async function painted(video: Locator): Promise<void> {
    await canvasOf(video).evaluate(
      canvas =>
        new Promise<void>(resolve => {
          const look = () => ((canvas as HTMLCanvasElement).width > 0 ? resolve() : requestAnimationFrame(look));
          look();
        }),
    );
  }

  /** Red, green, blue and alpha of one pixel. */
  function pixel(video: Locator, x: number, y: number): Promise<number[]> {
    return canvasOf(video).evaluate(
      (canvas, at) => [...((canvas as HTMLCanvasElement).getContext('2d')?.getImageData(at.x, at.y, 1, 1).data ?? [])],
      { x, y },
    );
  }

  function assertNear(actual: readonly number[], expected: readonly number[], what: string): void {
    const off = expected.map((value, at) => Math.abs(value - (actual[at] ?? 0)));
    assert.ok(Math.max(...off) <= tolerance, `${what} is ${actual}, not ${expected}`);
  }

  it('is offered when the first pictures come, and has the sender’s colours', async () => {
    const { video } = await showKnown('bars');
    for (const [bar, colour] of bars.entries())
      assertNear(await pixel(video, 80 * bar + 40, 240), [...colour, 255], `bar ${bar}`);
    await video.getByText('640 × 480').waitFor();
  });
});
