import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { PageFailure } from '../../../src/protocol/pageFailure.ts';
import { cameraServers } from '../../support/cameraServers.ts';
import { grayPicture, jpegOf, openPage, pageAddress } from '../../support/fakeCameraPage.ts';
import { watchedSession } from '../../support/watchedSession.ts';

const closeCodes = { stopped: 4000, replaced: 4001 };

describe('a camera page’s session', () => {
  const servers = cameraServers();

  describe('hands over', () => {
    it('the task, and then pictures, names and problems', async () => {
      const session = watchedSession({ encoding: 'jpeg', quality: 70, title: 'Chat' });
      const url = await pageAddress(await servers.create().open(session));
      const { host } = await openPage(url);
      const { title, kind, width, height, fps, encoding, quality } = session;
      assert.deepEqual(await host.start(), { title, kind, width, height, fps, encoding, quality });
      await host.started('HD Webcam');
      assert.equal(await session.started, 'HD Webcam');
      await host.troubled({ code: 'busy', kind: 'camera', detail: 'in use' });
      assert.deepEqual(await session.trouble, { code: 'busy', kind: 'camera', detail: 'in use' });
      const bytes = jpegOf(4, 2);
      await host.picture({ format: 'jpeg', width: 4, height: 2, bytes, capturedMs: 5 });
      assert.deepEqual(session.pictures, [{ format: 'jpeg', width: 4, height: 2, bytes, capturedMs: 5 }]);
    });

    it('unexpected failures of the page, and continues', async () => {
      const failures: PageFailure[] = [];
      const server = servers.create({ onFailure: failure => failures.push(failure) });
      const { host } = await openPage(await pageAddress(await server.open(watchedSession())));
      const failure = { kind: 'rejection', name: 'TypeError', message: 'no' } as const;
      await host.reportFailure(failure);
      assert.deepEqual(failures, [failure]);
      assert.equal((await host.start()).kind, 'camera');
    });

    it('raw pictures, as planes or as pixels, in their own buffer', async () => {
      const session = watchedSession({ width: 5, height: 3 });
      const { host } = await openPage(await pageAddress(await servers.create().open(session)));
      const planes = grayPicture(5, 3, 17);
      await host.picture(planes);
      const pixels = Uint8Array.from({ length: 60 }, (_, at) => at);
      await host.picture({ format: 'RGBA', width: 5, height: 3, bytes: pixels, capturedMs: 6 });
      assert.deepEqual(
        session.pictures.map(({ bytes }) => bytes),
        [planes.bytes, pixels],
      );
      assert.ok(session.pictures.every(({ bytes }) => bytes.buffer.byteLength === bytes.length));
    });

    it('one picture at a time: the page is acknowledged once the picture was accepted', async () => {
      const { promise, resolve: take } = Promise.withResolvers<void>();
      const session = watchedSession({ onPicture: () => promise });
      const { host } = await openPage(await pageAddress(await servers.create().open(session)));
      let isTaken = false;
      const sent = host.picture(grayPicture(4, 2)).then(() => {
        isTaken = true;
      });
      await session.picture(1);
      assert.equal((await host.start()).width, 4);
      assert.equal(isTaken, false);
      take();
      await sent;
    });

    it('nothing once the consumer has failed', async () => {
      const session = watchedSession({ onPicture: async () => Promise.reject(new Error('no such video')) });
      const { host, closed } = await openPage(await pageAddress(await servers.create().open(session)));
      await assert.rejects(host.picture(grayPicture(4, 2)));
      assert.deepEqual(await session.ended, { code: 'failed', kind: 'camera', detail: 'no such video' });
      assert.equal(await closed, closeCodes.stopped);
    });
  });

  describe('gives a session to one page', () => {
    it('the newest: the previous page is notified, and the session continues', async () => {
      const session = watchedSession();
      const url = await pageAddress(await servers.create().open(session));
      const first = await openPage(url);
      await first.host.picture(grayPicture(4, 2, 1));
      const second = await openPage(url);
      assert.equal(await first.closed, closeCodes.replaced);
      await second.host.picture(grayPicture(4, 2, 2));
      assert.deepEqual(
        session.pictures.map(({ bytes }) => bytes[0]),
        [1, 2],
      );
      assert.deepEqual(session.endings, []);
    });

    it('the newest, which waits until the previous page’s picture was accepted', async () => {
      const takes: (() => void)[] = [];
      const session = watchedSession({ onPicture: () => new Promise<void>(resolve => takes.push(resolve)) });
      const url = await pageAddress(await servers.create().open(session));
      const first = await openPage(url);
      first.host.picture(grayPicture(4, 2, 1)).catch(() => undefined /* replaced */);
      await session.picture(1);
      const second = await openPage(url);
      const sent = second.host.picture(grayPicture(4, 2, 2));
      assert.equal((await second.host.start()).width, 4);
      assert.equal(takes.length, 1);
      takes[0]?.();
      await session.picture(2);
      takes[1]?.();
      await sent;
    });

    it('the same page when it is reloaded', async () => {
      const session = watchedSession();
      const url = await pageAddress(await servers.create().open(session));
      const first = await openPage(url);
      first.socket.terminate();
      await first.closed;
      const second = await openPage(url);
      await second.host.picture(grayPicture(4, 2));
      assert.deepEqual(session.endings, []);
    });
  });

  describe('ends', () => {
    it('when the page is closed', async () => {
      const session = watchedSession();
      const { socket } = await openPage(await pageAddress(await servers.create({ lingerMs: 1 }).open(session)));
      socket.close();
      assert.deepEqual(await session.ended, { code: 'closed', kind: 'camera' });
    });

    it('when the page stops responding', async () => {
      const session = watchedSession({ kind: 'screen' });
      const url = await pageAddress(await servers.create({ heartbeatMs: 5 }).open(session));
      const { closed } = await openPage(url, { answers: false });
      assert.deepEqual(await session.ended, { code: 'lost', kind: 'screen' });
      await closed;
    });

    it('only if the page stops responding', async () => {
      const session = watchedSession();
      const { socket } = await openPage(await pageAddress(await servers.create({ heartbeatMs: 5 }).open(session)));
      for (let beats = 0; beats < 5; beats++) await once(socket, 'ping');
      assert.deepEqual(session.endings, []);
    });

    it('when the user stops it in the page', async () => {
      const session = watchedSession();
      const { host, closed } = await openPage(await pageAddress(await servers.create().open(session)));
      await assert.rejects(host.stop());
      assert.equal(await session.ended, undefined);
      assert.equal(session.endings.length, 1);
      assert.equal(await closed, closeCodes.stopped);
    });

    it('when the host stops it, without notifying the host', async () => {
      const session = watchedSession();
      const opened = await servers.create().open(session);
      const { closed } = await openPage(await pageAddress(opened));
      opened.stop();
      opened.stop();
      assert.equal(await closed, closeCodes.stopped);
      assert.deepEqual(session.endings, []);
      await assert.rejects(fetch(opened.url));
    });

    it('the server with the last session, not before', async () => {
      const server = servers.create();
      const [one, two] = [await server.open(watchedSession()), await server.open(watchedSession())];
      assert.equal(new URL(one.url).host, new URL(two.url).host);
      assert.notEqual(one.url, two.url);
      one.stop();
      assert.equal((await fetch(one.url)).status, 403);
      assert.equal((await fetch(two.url)).status, 200);
      two.stop();
      await assert.rejects(fetch(two.url));
    });

    it('although a page keeps its socket open, and can be reopened on the same port meanwhile', async () => {
      const server = servers.create();
      const opened = await server.open(watchedSession());
      const { socket } = await openPage(await pageAddress(opened));
      socket.pause();
      opened.stop();
      const again = await server.open(watchedSession());
      assert.equal(new URL(again.url).port, new URL(opened.url).port);
      assert.equal((await fetch(again.url)).status, 200);
      socket.terminate();
    });
  });
});
