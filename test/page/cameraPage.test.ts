/**
 * The camera page in a real browser with Chromium's fake camera: pictures arrive unchanged, and problems are reported.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { i420ToRgba } from '../../webview/video/i420ToRgba.ts';
import { assertNear } from '../support/assertNear.ts';
import { axeProblems } from '../support/axe.ts';
import { droppedFrame, launchBrowser } from '../support/browser.ts';
import { giveBackPage, takePage } from '../support/browserPages.ts';
import { hasPlanes, jpegColor, pixelAt, planesAt } from '../support/cameraPixels.ts';
import { cameraServers } from '../support/cameraServers.ts';
import { type Forwarding, forward } from '../support/forwarding.ts';
import { root } from '../support/paths.ts';
import { type WatchedSession, watchedSession } from '../support/watchedSession.ts';

const twoCameras = '--use-fake-device-for-media-stream=device-count=2';
const allowed = [twoCameras, '--use-fake-ui-for-media-stream', '--auto-select-desktop-capture-source=Entire screen'];
const denied = [twoCameras, '--use-fake-ui-for-media-stream=deny'];
const noCamera = ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'];

/** The picture of the fake camera: a growing pie on a background, as Y, U, V and the BT.601 colors of those. */
const ground = { yuv: [0, 0, 0], rgb: [0, 135, 0] };
const pie = { yuv: [255, 0, 0], rgb: [74, 255, 22] };

describe('the camera page', function () {
  this.timeout(60_000);
  const servers = cameraServers();
  const browsers = new Map<string, Browser>();
  const complaints: string[] = [];
  const pages: Page[] = [];
  const forwardings: Forwarding[] = [];

  afterEach(async () => {
    for (const page of pages.splice(0)) {
      page.removeAllListeners('console').removeAllListeners('pageerror');
      if (!page.isClosed()) await giveBackPage(page);
    }
    for (const forwarding of forwardings.splice(0)) forwarding.close();
    assert.deepEqual(complaints.splice(0), [], 'what the page wrote to the console');
  });

  after(async () => {
    for (const browser of browsers.values()) await browser.close();
  });

  async function browserWith(flags: readonly string[]): Promise<Browser> {
    const browser = browsers.get(flags.join()) ?? (await launchBrowser(flags));
    browsers.set(flags.join(), browser);
    return browser;
  }

  async function show(url: string, flags: readonly string[], colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const browser = await browserWith(flags);
    const page = await takePage(browser, { viewport: { width: 900, height: 800 } });
    await page.emulateMedia({ colorScheme });
    pages.push(page);
    page.on('console', message => {
      if (!droppedFrame.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(String(error)));
    await page.goto(url);
    return page;
  }

  const newServer = (options: Parameters<typeof servers.create>[0] = {}) =>
    servers.create({ assets: join(root, 'dist/webview/camera'), icon: join(root, 'media/portside.svg'), ...options });

  /** Opens a session and its page. */
  async function open(
    task: Parameters<typeof watchedSession>[0],
    flags = allowed,
    options: Parameters<typeof servers.create>[0] = {},
  ): Promise<{ session: WatchedSession; page: Page; url: string; stop: () => void }> {
    const session = watchedSession({ width: 640, height: 480, fps: 20, ...task });
    const { url, stop } = await newServer(options).open(session);
    const page = await show(url, flags);
    return { session, page, url: page.url(), stop };
  }

  /** Opens a session and its page at a forwarded address. */
  async function openForwarded(headers: Record<string, string> = {}): Promise<{ session: WatchedSession }> {
    const session = watchedSession({ width: 640, height: 480, fps: 20 });
    const { url } = await newServer().open(session);
    const forwarding = await forward(Number(new URL(url).port), headers);
    forwardings.push(forwarding);
    await show(forwarding.at(url), allowed);
    return { session };
  }

  const isEnded = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { track: MediaStreamTrack }).track.readyState === 'ended');
  /** Keeps the camera's track, to see whether it is stopped. */
  const keepTrack = (page: Page) =>
    page.evaluate(() => {
      const { srcObject } = document.querySelector('video') as HTMLVideoElement;
      Object.assign(globalThis, { track: (srcObject as MediaStream).getVideoTracks()[0] });
    });

  describe('sends', () => {
    it('the camera’s own planes, with its name, at most at the requested rate', async () => {
      const { session, page } = await open({ fps: 10 });
      assert.equal(await session.started, 'fake_device_0');
      await session.picture(15);
      for (const picture of session.pictures) {
        assert.equal(picture.format, 'I420');
        assert.deepEqual(planesAt(picture, 5, 240), ground.yuv);
      }
      assert.ok(session.pictures.some(picture => hasPlanes(picture, pie.yuv)));
      const times = session.pictures.map(({ capturedMs }) => capturedMs);
      assert.ok(Math.abs(Date.now() - (times.at(-1) ?? 0)) < 10_000);
      const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
      assert.ok((times.length - 1) / seconds < 11, `${times.length} in ${seconds} s`);
      await page.getByText('640 × 480 · raw').waitFor();
    });

    it('JPEG with the right colors, smaller at a lower quality', async () => {
      const { session, page } = await open({ encoding: 'jpeg', quality: 90 });
      const [first] = [await session.picture(1), await session.picture(3)];
      assert.equal(first.format, 'jpeg');
      assertNear(await jpegColor(page, first.bytes, 5, 240), ground.rgb, 3);
      const coarse = await open({ encoding: 'jpeg', quality: 10 });
      assert.ok((await coarse.session.picture(1)).bytes.length < first.bytes.length / 2);
      await coarse.page.getByText('JPEG 10').waitFor();
    });

    it('pictures of the requested size if the camera has another', async () => {
      const { session } = await open({ width: 401, height: 299 });
      const picture = await session.picture(2);
      assert.equal(picture.format, 'I420');
      const pixels = { ...picture, bytes: new Uint8Array(i420ToRgba(picture.bytes, picture)) };
      assertNear(pixelAt(pixels, 3, 150), [...ground.rgb, 255], 2);
      assertNear(pixelAt(pixels, 397, 150), [...ground.rgb, 255], 2);
    });

    it('another camera when it is chosen', async () => {
      const { session, page } = await open({});
      const choice = page.getByRole('combobox', { name: 'Camera' });
      await choice.selectOption('fake_device_1');
      await page.getByText('Sending').waitFor();
      await choice.locator('option:checked').filter({ hasText: 'fake_device_1' }).waitFor({ state: 'attached' });
      await session.device(2);
      assert.deepEqual(session.devices, ['fake_device_0', 'fake_device_1']);
    });

    it('a screen after a click, whole, between bars', async () => {
      const { session, page } = await open({ kind: 'screen', width: 300, height: 300 });
      await page.getByRole('button', { name: 'Choose What to Share' }).click();
      assert.equal(await session.started, 'The screen');
      const picture = await session.picture(2);
      assert.equal(picture.format, 'RGBA');
      assertNear(pixelAt(picture, 150, 10), [0, 0, 0, 255], 1);
      assertNear(pixelAt(picture, 150, 290), [0, 0, 0, 255], 1);
      assertNear(pixelAt(picture, 2, 150), [...ground.rgb, 255], 1);
    });

    it('the screen instead of the camera, and the camera again', async () => {
      const { session, page } = await open({});
      await page.getByText('Sending').waitFor();
      await keepTrack(page);
      await page.getByRole('button', { name: 'Screen' }).click();
      assert.ok(await isEnded(page));
      await page.getByRole('button', { name: 'Choose What to Share' }).click();
      await page.getByText('Sending').waitFor();
      await page.getByRole('button', { name: 'Camera' }).click();
      await page.getByText('Sending').waitFor();
      await session.device(3);
      assert.deepEqual(session.devices, ['fake_device_0', 'The screen', 'fake_device_0']);
    });

    it('from behind a forwarded address with a path', async () => {
      const { session } = await openForwarded();
      assert.deepEqual(planesAt(await session.picture(1), 5, 240), ground.yuv);
    });

    it('the newest picture if the previous one was accepted late', async () => {
      const { promise, resolve: take } = Promise.withResolvers<void>();
      let calls = 0;
      const { session, page } = await open({ onPicture: () => (++calls === 1 ? promise : Promise.resolve()) });
      await page.getByText('skipped').waitFor();
      assert.equal(session.pictures.length, 1);
      take();
      const [first, second] = [await session.picture(1), await session.picture(2)];
      assert.ok(second.capturedMs - first.capturedMs > 50);
    });
  });

  describe('says', () => {
    it('what it is for', async () => {
      const { page } = await open({ title: '<b>Chat</b> on tcp://127.0.0.1:9000' });
      await page.getByText('Sent to <b>Chat</b> on tcp://127.0.0.1:9000').waitFor();
      assert.equal(await page.title(), '<b>Chat</b> on tcp://127.0.0.1:9000 – Portside');
    });

    it('what is chosen, and whether it is sending, in forced colors, too', async () => {
      const { page } = await open({});
      await page.emulateMedia({ forcedColors: 'active' });
      const backgroundOf = (part: Locator) => part.evaluate(element => getComputedStyle(element).backgroundColor);
      const [camera, screen] = ['Camera', 'Screen'].map(name => page.getByRole('button', { name, exact: true }));
      assert.ok(camera && screen);
      assert.notEqual(await backgroundOf(camera), await backgroundOf(screen));
      assert.notEqual(await backgroundOf(page.locator('.dot')), await backgroundOf(page.locator('body')));
      await page.emulateMedia({ forcedColors: null });
    });

    it('that access was denied, and tries again', async () => {
      const { session, page } = await open({}, denied);
      await page.getByRole('alert').filter({ hasText: 'Camera access was denied.' }).waitFor();
      assert.equal((await session.trouble).code, 'denied');
      await page.getByRole('button', { name: 'Try Again' }).click();
      await page.getByRole('alert').waitFor();
      assert.deepEqual([session.pictures, session.endings], [[], []]);
    });

    it('that there is no camera', async () => {
      const { session, page } = await open({}, noCamera);
      await page.getByRole('alert').filter({ hasText: 'No camera found.' }).waitFor();
      assert.equal((await session.trouble).code, 'none');
    });

    it('that no camera is available where it is shown', async () => {
      const { session } = await openForwarded({ 'permissions-policy': 'camera=()' });
      const page = pages.at(-1) ?? assert.fail();
      await page.getByRole('alert').filter({ hasText: 'Pages shown here can’t access the camera.' }).waitFor();
      assert.equal((await session.trouble).code, 'blocked');
    });

    it('that the camera was unplugged, and continues when it is plugged in again', async () => {
      const { session, page } = await open({});
      await page.getByText('Sending').waitFor();
      await keepTrack(page);
      // Chromium can't unplug its fake camera.
      await page.evaluate(() =>
        (globalThis as unknown as { track: MediaStreamTrack }).track.dispatchEvent(new Event('ended')),
      );
      await page.getByRole('alert').filter({ hasText: 'The camera was unplugged or switched off.' }).waitFor();
      assert.equal((await session.trouble).code, 'unplugged');
      assert.ok(await isEnded(page));
      await page.getByRole('button', { name: 'Try Again' }).click();
      await page.getByText('Sending').waitFor();
      await session.device(2);
      assert.equal(session.devices.length, 2);
    });

    it('everything in German', async () => {
      const l10n = JSON.parse(await readFile(join(root, 'l10n/bundle.l10n.de.json'), 'utf8'));
      const { page } = await open({}, denied, { page: { language: 'de', l10n } });
      await page.getByText('Der Kamerazugriff wurde verweigert.').waitFor();
      assert.equal(await page.getByRole('heading').textContent(), 'Kamera');
      assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    });

    it('only that its address has expired', async () => {
      const { url } = await open({});
      const page = await show(url, allowed);
      const wrong = await page.goto(url.replace(/\/[^/]+\/$/, '/wrong/'));
      assert.equal(wrong?.status(), 403);
      await page.getByText('This link is no longer valid:').waitFor();
      complaints.splice(0); // Chromium logs the 403.
    });
  });

  describe('releases the camera', () => {
    it('when Stop is pressed', async () => {
      const { session, page } = await open({});
      await page.getByText('Sending').waitFor();
      await keepTrack(page);
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('The video has ended.').waitFor();
      assert.equal(await session.ended, undefined);
      assert.ok(await isEnded(page));
      assert.equal(await page.getByRole('button').count(), 0);
    });

    it('when the host stops it', async () => {
      const { session, page, stop } = await open({});
      await page.getByText('Sending').waitFor();
      await keepTrack(page);
      stop();
      await page.getByText('The video has ended.').waitFor();
      assert.ok(await isEnded(page));
      assert.deepEqual(session.endings, []);
    });

    it('for another page of the same video', async () => {
      const { session, page, url } = await open({});
      await page.getByText('Sending').waitFor();
      await keepTrack(page);
      const other = await show(url, allowed);
      await page.getByText('Another page is now sending.').waitFor();
      assert.ok(await isEnded(page));
      await other.getByText('Sending').waitFor();
      assert.deepEqual(session.endings, []);
    });

    it('and captures it again when reloaded', async () => {
      const { session, page } = await open({});
      await page.getByText('Sending').waitFor();
      await page.reload();
      await page.getByText('Sending').waitFor();
      await session.device(2);
      assert.equal(session.devices.length, 2);
      assert.deepEqual(session.endings, []);
    });

    it('and ends the video when closed', async () => {
      const { session, page } = await open({}, allowed, { lingerMs: 1 });
      await page.getByText('Sending').waitFor();
      await page.close();
      assert.deepEqual(await session.ended, { code: 'closed', kind: 'camera' });
    });
  });

  it('passes axe in a light and a dark theme', async () => {
    const problems: string[] = [];
    const check = async (page: Page, what: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const problem of await axeProblems(page)) problems.push(`${what} in ${colorScheme}: ${problem}`);
      }
    };
    const { page } = await open({});
    await page.getByText('640 × 480 · raw').waitFor();
    await check(page, 'sending');
    await page.getByRole('button', { name: 'Screen' }).click();
    await page.getByRole('button', { name: 'Choose What to Share' }).waitFor();
    await check(page, 'a screen to choose');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('The video has ended.').waitFor();
    await check(page, 'ended');
    const other = await open({}, denied);
    await other.page.getByRole('alert').waitFor();
    await check(other.page, 'denied');
    await other.page.goto(`${new URL(other.url).origin}/`);
    complaints.splice(0); // Chromium logs the 403.
    await check(other.page, 'refused');
    assert.deepEqual(problems, []);
  }).timeout(120_000);
});
