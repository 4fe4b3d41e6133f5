/** Video in the panel: what is painted is read back from the canvas, what is sent is read by a Python program. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import { readTestPattern } from '../../src/core/video/testPattern.ts';
import { barCentre, colourBars } from '../../src/core/video/testPatternLayout.ts';
import { assertNear } from '../support/assertNear.ts';
import { painted, paintedNumbers, paintedPixels } from '../support/paintedPixels.ts';
import { root } from '../support/paths.ts';
import { type Program, startOpenCv } from '../support/program.ts';
import { pickledFrame, variedPicture } from '../support/videoTests.ts';
import { eachInItsOwnWindow } from './window.ts';

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
  const programs: Program[] = [];
  afterEach(() => Promise.all(programs.splice(0).map(program => program.stop('SIGKILL'))));

  const cardOf = (name: string | RegExp, page: FrameLocator = test.workbench.panel) =>
    page.getByRole('group', { name });
  const button = (name: string) => test.workbench.panel.getByRole('button', { name, exact: true });

  async function python(name: string, ...args: (string | number)[]): Promise<Program> {
    const program = await startOpenCv(join(root, 'test/interop/programs', `${name}.py`), ...args);
    programs.push(program);
    return program;
  }

  /** A server that sends known pictures, ten a second: its address. */
  async function known(kind: string): Promise<string> {
    return `127.0.0.1:${await (await python('known_pictures', kind, 10)).port()}`;
  }

  /** Connects to known pictures, and shows them. */
  async function showKnown(kind: string): Promise<Locator> {
    const address = await known(kind);
    await test.workbench.start('Connect to TCP Server', address);
    await test.workbench.panel.getByText(`${address} sends video.`).waitFor();
    await button('Show Video').click();
    return painted(cardOf(`Video from ${address}`));
  }

  /** Answers a dialog for a file, which is VS Code's own. */
  async function answerFile(path: string): Promise<void> {
    const { workbench } = test;
    await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await workbench.quickInput.fill(path);
    await workbench.quickInput.press('Enter');
  }

  /** Starts a server that sends the test pattern to each that connects; its port. */
  async function sendPattern(): Promise<number> {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    await button('Video').click();
    await workbench.panel
      .getByRole('region', { name: 'Video' })
      .getByRole('button', { name: 'Send Video…' })
      .last()
      .click();
    await workbench.question('Send Video').waitFor();
    await workbench.pick('Test pattern');
    return workbench.port();
  }

  it('is offered when the first pictures come, and has the sender’s colours', async () => {
    const video = await showKnown('bars');
    const seen = await paintedPixels(
      video,
      bars.map((_, bar) => ({ x: 80 * bar + 40, y: 240 })),
    );
    for (const [bar, colour] of bars.entries()) assertNear(seen[bar], [...colour, 255], tolerance, `bar ${bar}`);
    await video.getByText('640 × 480').waitFor();
  });

  it('is offered no more when somebody shows it without an answer', async () => {
    const { workbench } = test;
    await workbench.start('Connect to TCP Server', await known('bars'));
    const offer = workbench.panel.getByText('sends video.');
    await offer.waitFor();
    await workbench.runCommand('Portside: Show Video');
    await painted(cardOf(/^Video from/));
    await offer.waitFor({ state: 'detached' });
  });

  it('has grey that is grey, and keeps what shines through', async () => {
    const { workbench } = test;
    const grey = await showKnown('grey');
    for (const [at, [red = 0, green, blue]] of (
      await paintedPixels(
        grey,
        [20, 128, 250].map(x => ({ x, y: 32 })),
      )
    ).entries()) {
      assert.deepEqual([green, blue], [red, red]);
      assertNear([red], [[20, 128, 250][at] ?? 0], tolerance, 'grey');
    }
    await workbench.runCommand('View: Close All Editors');
    const orange = await showKnown('alpha');
    const [opaque, clear] = await paintedPixels(orange, [
      { x: 10, y: 20 },
      { x: 50, y: 20 },
    ]);
    assert.deepEqual(opaque, [255, 128, 0, 255]);
    assert.equal(clear?.[3], 128);
    // Enlarged, its pixels stay squares.
    assert.equal(
      await orange.locator('canvas').evaluate(canvas => getComputedStyle(canvas).imageRendering),
      'pixelated',
    );
  });

  it('paints one picture after the other, each newer than the last', async () => {
    const numbers = await paintedNumbers(await showKnown('numbered'), 20);
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((one, other) => one - other),
    );
  });

  it('gives a snapshot with the very pixels', async () => {
    await showKnown('bars');
    await button('Snapshot…').click();
    const path = join(test.folder, 'snapshot.png');
    await answerFile(path);
    await test.workbench.notifications.filter({ hasText: 'Saved snapshot.png' }).waitFor();
    const { width, height, data } = PNG.sync.read(await readFile(path));
    assert.deepEqual([width, height], [640, 480]);
    for (const [bar, colour] of bars.entries())
      for (const x of [80 * bar, 80 * bar + 79]) {
        const at = 4 * (640 * 479 + x);
        assert.deepEqual([...data.subarray(at, at + 4)], [...colour, 255], `pixel ${x}`);
      }
  });

  it('is recorded to a file while it comes', async () => {
    const video = await showKnown('numbered');
    await button('Record…').click();
    const path = join(test.folder, 'clip.webm');
    await answerFile(path);
    await video.getByRole('img', { name: 'is recorded' }).waitFor();
    // More is written than the header.
    await video
      .locator('.video-recording')
      .filter({ hasText: /· [1-9]\d*(\.\d+)? [kM]B/ })
      .waitFor();
    await button('Stop Recording').click();
    await test.workbench.notifications.filter({ hasText: 'Recorded clip.webm' }).waitFor();
    const bytes = await readFile(path);
    assert.deepEqual([...bytes.subarray(0, 4)], [0x1a, 0x45, 0xdf, 0xa3], 'the begin of Matroska');
    assert.ok(bytes.includes('V_VP8') || bytes.includes('V_VP9'));
  });

  it('has a tab of its own, which goes on when it was hidden', async () => {
    const { workbench } = test;
    await showKnown('numbered');
    await button('Open Video in Its Own Panel').click();
    const tab = workbench.page.getByRole('tab', { name: /^Video: / });
    await tab.waitFor();
    await workbench.has(2, workbench.page.locator('iframe.webview.ready:visible'));
    await workbench.runCommand('View: Join All Editor Groups');
    await workbench.has(1, workbench.page.locator('iframe.webview.ready:visible'));
    await tab.click();
    const alone = workbench.panel.locator('portside-video-page');
    await alone.waitFor();
    const before = await paintedNumbers(await painted(alone), 3);
    await workbench.page.getByRole('tab', { name: /^127/ }).click();
    await workbench.panel.locator('portside-panel').waitFor();
    await tab.click();
    await alone.waitFor();
    const after = await paintedNumbers(alone, 3);
    assert.ok((after[0] ?? 0) > (before[2] ?? 0), `${before} and then ${after}`);
  });

  it('goes as a test pattern to Python, with the very pixels, while it is painted here', async () => {
    const port = await sendPattern();
    const receiver = await python('video_client', port, 'pickle', 5);
    const seen: number[] = [];
    for (let at = 0; at < 5; at++) {
      const [, shape, number] = /^frame (\(.+\)) uint8 (\d+) /.exec(await receiver.line()) ?? [];
      assert.equal(shape, '(480, 640, 3)');
      seen.push(Number(number));
    }
    await receiver.ended();
    assert.deepEqual(
      seen,
      [...new Set(seen)].sort((one, other) => one - other),
    );
    const video = await painted(cardOf('Video sent: Test pattern'));
    const painting = await video.locator('canvas').evaluate(canvas => {
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, 640, 480) ?? {};
      return [...(data ?? [])];
    });
    const picture = { width: 640, height: 480, order: 'rgba', pixels: Uint8Array.from(painting) } as const;
    assert.ok(readTestPattern(picture), 'the pattern’s number is read from painted pixels');
    for (const [bar, [blue, green, red]] of colourBars.entries()) {
      const { x, y } = barCentre(bar, 640, 480);
      const at = 4 * (640 * y + x);
      assertNear(painting.slice(at, at + 3), [red, green, blue], tolerance, `bar ${bar}`);
    }
  });

  it('goes both ways on one connection, the own picture inside the other or beside it, and is muted', async () => {
    const { workbench } = test;
    const port = await sendPattern();
    await workbench.runCommand('View: Close All Editors');
    await workbench.start('Connect to TCP Server', `127.0.0.1:${port}`);
    await button('Show Video').click();
    const other = await painted(cardOf(`Video from 127.0.0.1:${port}`));
    await workbench.panel.getByRole('region', { name: 'Video' }).getByRole('button', { name: 'Send Video…' }).click();
    await workbench.question('Send Video').waitFor();
    await workbench.pick('Test pattern');
    const own = cardOf('Video sent: Test pattern');
    await workbench.has(2, other.locator('canvas:not([width="0"])'));
    await button('Own Picture inside the Other').click();
    await painted(own);
    await workbench.has(1, other.locator('canvas'));
    await own.getByRole('button', { name: 'Mute: Send Nothing' }).click();
    await own.getByText('muted: nothing is sent').waitFor();
    await workbench.say('between two pictures');
    await workbench.rows.filter({ hasText: 'between two pictures' }).waitFor();
    await own.getByRole('button', { name: 'Mute: Send Nothing' }).click();
    await own.getByText('muted: nothing is sent').waitFor({ state: 'detached' });
    await own.getByRole('button', { name: 'Stop Sending' }).click();
    await own.getByText('ended').waitFor();
    await own.getByRole('button', { name: 'Put It Away' }).click();
    await own.waitFor({ state: 'detached' });
  });

  it('is asked about once an endpoint, and never again where it is always to be shown', async () => {
    const { workbench } = test;
    const port = Number((await known('bars')).split(':')[1]);
    await workbench.start('Connect to TCP Server', port);
    const offer = workbench.panel.getByText('sends video.');
    await button('Always Show for This Endpoint').click();
    await painted(cardOf(/^Video from/));
    assert.equal(await offer.count(), 0);
    await workbench.runCommand('Portside: Remove');
    await workbench.treeItem(/TCP client/).waitFor({ state: 'detached' });
    await workbench.start('Connect to TCP Server', port);
    await painted(cardOf(/^Video from/));
  });

  it('is asked about once, however many send it, and sixteen are shown at a time', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const port = await workbench.port();
    // Its panel would ask, too.
    await workbench.runCommand('View: Close All Editors');
    const notices = workbench.page.locator('.notifications-toasts').getByText('sends video.');
    const picture = pickledFrame(variedPicture(64, 48));
    const senders = Array.from({ length: 40 }, () => connect(port, '127.0.0.1'));
    await Promise.all(senders.map(sender => once(sender, 'connect')));
    for (const sender of senders) sender.write(picture);
    await notices.first().waitFor();
    await workbench.runCommand('Portside: Open Panel');
    await workbench.panel.getByText('and 39 more send video.').waitFor();
    assert.equal(await notices.count(), 1);
    await button('Show Video').click();
    await workbench.panel.getByText('and 23 more send video.').waitFor();
    await cardOf(/^Video from/)
      .nth(15)
      .waitFor();
    assert.equal(await cardOf(/^Video from/).count(), 16);
    for (const sender of senders) sender.destroy();
  });

  it('is shown again, in place of what ended, when a peer sends video after something else', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const sender = connect(await workbench.port(), '127.0.0.1');
    await once(sender, 'connect');
    const picture = pickledFrame(variedPicture(64, 48));
    sender.write(picture);
    await button('Show Video').click();
    sender.write(picture);
    const card = cardOf(/^Video from/);
    await painted(card);
    // A length that can't be one.
    sender.write(Buffer.alloc(64, 0xff));
    await card.getByText('is no video, or none any more').waitFor();
    await button('Show Again').click();
    await card.getByText('waits for the first picture').waitFor();
    sender.write(picture);
    await painted(card);
    assert.equal(await card.count(), 1);
    sender.destroy();
  });

  it('shows what a pickle holds as a tree, by keyboard', async () => {
    const { workbench } = test;
    await workbench.start('Start TCP Server', 0);
    const socket = connect(await workbench.port(), '127.0.0.1');
    await once(socket, 'connect');
    // What Python's pickle.dumps({'name': 'cam', 'at': (1, 2.5)}) gives.
    socket.write(
      Buffer.from(
        '80049524000000000000007d94288c046e616d65948c0363616d948c026174944b014740040000000000008694752e',
        'hex',
      ),
    );
    await workbench.rows.filter({ hasText: 'cam' }).press('Enter');
    const entry = workbench.panel.getByRole('region', { name: 'Entry' });
    await entry.getByRole('radio', { name: 'Pickle' }).click();
    const item = (text: string) => entry.getByRole('treeitem').filter({ hasText: text });
    await item('dict').focus();
    await workbench.page.keyboard.press('End');
    await item('"at"').and(entry.locator(':focus')).waitFor();
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.keyboard.press('ArrowDown');
    await item('2.5').and(entry.locator(':focus')).waitFor();
    await workbench.page.keyboard.press('ArrowLeft');
    await workbench.page.keyboard.press('ArrowLeft');
    await item('2.5').waitFor({ state: 'detached' });
    socket.destroy();
  });
});
