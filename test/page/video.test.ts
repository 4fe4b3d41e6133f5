/** Video received in the panel: what is painted is read back from the canvas. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { PNG } from 'pngjs';
import type { Picture } from '../../src/core/video/picture.ts';
import type { Endpoint } from '../../src/host/api.ts';
import { assertNear } from '../support/assertNear.ts';
import { clientsOfEachTest } from '../support/clients.ts';
import { Uri } from '../support/fakeVscode/plainValues.ts';
import { painted, paintedNumbers, paintedPixels } from '../support/paintedPixels.ts';
import { sendSlowPattern } from '../support/panelScenes.ts';
import { drawnPicture, numberedPicture, pickledFrame, playFilm, variedPicture } from '../support/videoFrames.ts';
import { eachInItsOwnPage } from './window.ts';

/** Red, green, blue. */
const bars = [
  [0, 0, 255],
  [0, 255, 0],
  [255, 0, 0],
  [255, 255, 0],
  [255, 255, 255],
  [0, 0, 0],
  [128, 128, 128],
  [10, 20, 30],
] as const;
const barWidth = 80;
/**
 * Pictures may be converted to JPEG on their way to the screen, or to I420, which has fewer levels of color and half
 * its resolution.
 */
const tolerance = 4;

const barsPicture = drawnPicture(
  { width: 640, height: 480, order: 'bgr' },
  x => bars[Math.floor(x / barWidth)]?.toReversed() ?? [],
);
const smallPicture = variedPicture(64, 48);

describe('incoming video', function () {
  this.timeout(60_000);
  const test = eachInItsOwnPage();
  const client = clientsOfEachTest();

  const button = (name: string) => test.window.panel.getByRole('button', { name, exact: true });
  const offer = () => test.window.panel.getByText('is sending video.');
  const cards = () => test.window.panel.getByRole('group', { name: /^Video from/ });
  const addressOf = ({ localPort }: Socket) => `127.0.0.1:${localPort}`;

  /** Connects a peer to a new server; its first picture shows that it sends video. */
  async function sender(first: Picture): Promise<Socket> {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const socket = await client(await window.port());
    socket.write(pickledFrame(first));
    await window.panel.getByText(`${addressOf(socket)} is sending video.`).waitFor();
    return socket;
  }

  /** Returns the card of a peer whose video was just shown, once this picture is painted. */
  async function paints(socket: Socket, picture: Picture): Promise<Locator> {
    const card = test.window.panel.getByRole('group', { name: `Video from ${addressOf(socket)}`, exact: true });
    await card.getByText('waiting for the first frame').waitFor();
    socket.write(pickledFrame(picture));
    return painted(card);
  }

  /** Connects a peer whose video is shown. */
  async function shown(picture: Picture): Promise<{ socket: Socket; card: Locator }> {
    const socket = await sender(picture);
    await button('Show Video').click();
    return { socket, card: await paints(socket, picture) };
  }

  /** Returns the card of a film whose pictures are numbered. */
  async function film(): Promise<Locator> {
    const { socket, card } = await shown(numberedPicture(0));
    playFilm(socket, 20, numberedPicture);
    return card;
  }

  /** Answers the file dialog. */
  async function save(as: string, name: string): Promise<string> {
    const path = join(test.folder, name);
    const dialog = await test.window.question(as);
    assert.equal(dialog.kind, 'save');
    dialog.answer(Uri.file(path));
    return path;
  }

  it('is offered when its first picture arrives, and has the sender’s colors', async () => {
    const { card } = await shown(barsPicture);
    const middles = bars.map((_, bar) => ({ x: barWidth * bar + barWidth / 2, y: 240 }));
    for (const [bar, color] of (await paintedPixels(card, middles)).entries())
      assertNear(color, [...(bars[bar] ?? []), 255], tolerance, `bar ${bar}`);
    await card.getByText('640 × 480').waitFor();
    assert.equal(await offer().count(), 0);
  });

  it('takes the width of a narrow panel, with its figures in view below', async () => {
    const { window } = test;
    await shown(smallPicture);
    await window.page.setViewportSize({ width: 240, height: 560 });
    await (await window.frame()).waitForFunction(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      const [list, picture, figures] = [box('.video-list'), box('.video-frame'), box('.video-facts')];
      if (!list || !picture || !figures) return false;
      return picture.width > 0.6 * list.width && figures.top >= picture.bottom && figures.bottom <= list.bottom;
    });
  });

  it('has its figures beside it if the panel is wide and low', async () => {
    const { window } = test;
    await shown(smallPicture);
    await window.page.setViewportSize({ width: 1400, height: 360 });
    await (await window.frame()).waitForFunction(() => {
      const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
      const [list, picture, figures] = [box('.video-list'), box('.video-frame'), box('.video-facts')];
      if (!list || !picture || !figures) return false;
      return picture.height > 100 && picture.bottom <= list.bottom && figures.left >= picture.right;
    });
  });

  it('keeps the lines of video being sent in view, below its own or beside them, in a low panel', async () => {
    const { window } = test;
    await shown(smallPicture);
    await sendSlowPattern(window);
    await window.panel.locator('.video-inset canvas:not([width="0"])').waitFor();
    const frame = await window.frame();
    for (const width of [400, 500, 700, 1400]) {
      await window.page.setViewportSize({ width, height: 400 });
      await frame.waitForFunction(() => {
        const list = document.querySelector('.video-list');
        const lines = [...document.querySelectorAll('.video-line')].map(line => line.getBoundingClientRect());
        const edge = list?.getBoundingClientRect().bottom ?? 0;
        return list?.scrollTop === 0 && lines.length === 2 && lines.every(({ bottom }) => bottom <= edge);
      });
    }
  });

  it('shows gray as gray, and keeps transparency', async () => {
    const ramp = drawnPicture({ width: 256, height: 64, order: 'gray' }, x => [x]);
    const { card: gray } = await shown(ramp);
    const places = [20, 128, 250];
    for (const [at, [red = 0, green, blue]] of (
      await paintedPixels(
        gray,
        places.map(x => ({ x, y: 32 })),
      )
    ).entries()) {
      assert.deepEqual([green, blue], [red, red]);
      assertNear([red], [places[at] ?? 0], tolerance, 'gray');
    }
    const halfClear = drawnPicture({ width: 60, height: 40, order: 'bgra' }, x => [0, 128, 255, x < 30 ? 255 : 128]);
    const another = await client(await test.window.port());
    another.write(pickledFrame(halfClear));
    const orange = await paints(another, halfClear);
    const [opaque, clear] = await paintedPixels(
      orange,
      [10, 50].map(x => ({ x, y: 20 })),
    );
    assert.deepEqual(opaque, [255, 128, 0, 255]);
    assert.equal(clear?.[3], 128);
    // Its pixels stay square when enlarged.
    const rendering = await orange.locator('canvas').evaluate(canvas => getComputedStyle(canvas).imageRendering);
    assert.equal(rendering, 'pixelated');
  });

  it('isn’t shown while it is offered, and its area says so', async () => {
    const { window } = test;
    await sender(smallPicture);
    await window.pressAction('Transcript', 'Video');
    const area = window.panel.getByRole('region', { name: 'Video' });
    await area.getByText('Not shown yet.').waitFor();
    await button('Not Now').click();
    await area.getByText('No video is being sent or shown.').waitFor();
  });

  it('is no longer offered once the user shows it without answering', async () => {
    const socket = await sender(smallPicture);
    await test.window.runCommand('Portside: Show Video');
    await paints(socket, smallPicture);
    await offer().waitFor({ state: 'detached' });
  });

  it('is painted one picture after the other, each newer than the last', async () => {
    assertRising(await paintedNumbers(await film(), 20));
  });

  it('provides a snapshot with the exact pixels', async () => {
    await shown(barsPicture);
    await button('Snapshot…').click();
    const path = await save('Save', 'snapshot.png');
    await test.window.notification('Saved snapshot.png');
    const { width, height, data } = PNG.sync.read(await readFile(path));
    assert.deepEqual([width, height], [640, 480]);
    for (const [bar, color] of bars.entries())
      for (const x of [barWidth * bar, barWidth * bar + barWidth - 1]) {
        const at = 4 * (640 * 479 + x);
        assert.deepEqual([...data.subarray(at, at + 4)], [...color, 255], `pixel ${x}`);
      }
  });

  it('is recorded to a file while it arrives', async () => {
    const card = await film();
    await button('Record…').click();
    const path = await save('Record', 'clip.webm');
    await card.getByRole('img', { name: 'recording' }).waitFor();
    // More than the header has been written.
    await card.getByText(/· [1-9]\d*(\.\d+)? [kM]B/).waitFor();
    await button('Stop Recording').click();
    await test.window.notification('Recorded clip.webm');
    const bytes = await readFile(path);
    assert.deepEqual([...bytes.subarray(0, 4)], [0x1a, 0x45, 0xdf, 0xa3], 'the first bytes of Matroska');
    assert.ok(bytes.includes('V_VP8') || bytes.includes('V_VP9'));
  });

  it('has a tab of its own, which continues after being hidden', async () => {
    await film();
    await button('Open Video in Its Own Panel').click();
    const alone = test.window.videoTab.getByRole('group', { name: /^Video from/ });
    const before = await paintedNumbers(await painted(alone), 3);
    const tab = test.window.tab('Video: ');
    tab.hide();
    tab.reveal();
    assertRising([...before, ...(await paintedNumbers(alone, 3)).slice(1)]);
  });

  it('is offered once, however many peers send it, and sixteen are shown at a time', async () => {
    const { window } = test;
    await window.start('Start TCP Server', 0);
    const port = await window.port();
    // Its panel would also ask.
    await window.closePanels();
    const senders = await Promise.all(Array.from({ length: 40 }, () => client(port)));
    const frame = pickledFrame(smallPicture);
    for (const socket of senders) socket.write(frame);
    // By the time its bytes are counted, each is known to send video.
    await counted(window.extension.api.endpoints[0] ?? assert.fail(), senders.length * frame.length);
    await window.openPanel();
    await window.panel.getByText('and 39 more are sending video.').waitFor();
    assert.deepEqual(
      window.notifications.map(({ text }) => /is sending video/.test(text)),
      [true],
    );
    await button('Show Video').click();
    await window.panel.getByText('and 23 more are sending video.').waitFor();
    await window.has(16, cards());
  });

  it('is shown again, replacing the ended one, when a peer sends video after something else', async () => {
    const { socket, card } = await shown(smallPicture);
    // A length that is impossible.
    socket.write(Buffer.alloc(64, 0xff));
    await card.getByText('isn’t video, or no longer is').waitFor();
    await button('Show').click();
    await paints(socket, smallPicture);
    assert.equal(await cards().count(), 1);
  });

  it('is offered once per endpoint, and never again if it is always shown', async () => {
    const { window } = test;
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    /** Connects to the server, which sends a picture at once. Resolves with the server's side of the connection. */
    const connect = async () => {
      const connected = once(server, 'connection');
      await window.start('Connect to TCP Server', port);
      const [socket] = (await connected) as [Socket];
      socket.write(pickledFrame(smallPicture));
      return socket;
    };
    const card = cards();
    const paint = async (socket: Socket) => {
      await card.getByText('waiting for the first frame').waitFor();
      socket.write(pickledFrame(smallPicture));
      await painted(card);
      assert.equal(await offer().count(), 0);
    };
    const first = await connect();
    await button('Always Show for This Endpoint').click();
    await paint(first);
    await window.runCommand('Portside: Remove Endpoint');
    (await window.notification(/^Remove .*\?/)).answer('Remove');
    await window.page.locator('iframe').waitFor({ state: 'detached' });
    const second = await connect();
    await paint(second);
    for (const socket of [first, second]) socket.destroy();
    server.close();
  });
});

/** Resolves when an endpoint has received this many bytes. */
function counted(endpoint: Endpoint, bytes: number): Promise<void> {
  return new Promise(resolve => {
    const look = () => {
      if (endpoint.counters.bytesIn >= bytes) resolve();
    };
    endpoint.onDidChange(look);
    look();
  });
}

function assertRising(numbers: readonly number[]): void {
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((one, other) => one - other),
  );
}
