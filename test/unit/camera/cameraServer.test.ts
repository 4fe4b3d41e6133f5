import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { cameraServers } from '../../support/cameraServers.ts';
import { openPage, pageAddress } from '../../support/fakeCameraPage.ts';
import { watchedSession } from '../../support/watchedSession.ts';

describe('the camera page’s server', () => {
  const servers = cameraServers();

  describe('lets in', () => {
    it('anyone with the token, to the page and to what it loads', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const page = await fetch(url);
      assert.equal(page.status, 200);
      assert.match(await page.text(), /<portside-camera>/);
      assert.equal(await (await fetch(new URL('cameraPage.js', url))).text(), 'the script');
      assert.equal(await (await fetch(new URL('cameraPage.css', url))).text(), 'the style');
      assert.equal((await fetch(new URL('icon.svg', url))).headers.get('content-type'), 'image/svg+xml');
      const withoutSlash = await fetch(url.slice(0, -1));
      assert.equal(withoutSlash.url, url);
    });

    it('a browser once by its one-time link, and only to the page', async () => {
      const { url } = await servers.create().open(watchedSession());
      const { origin } = new URL(url);
      await assert.rejects(openPage(url, { origin }), /HTTP 403/);
      assert.equal((await fetch(new URL('cameraPage.js', url))).status, 404);
      assert.equal((await fetch(url, { method: 'HEAD' })).status, 405);
      const page = await fetch(url);
      assert.match(await page.text(), /<portside-camera>/);
      assert.notEqual(page.url, url);
      const again = await fetch(url);
      assert.equal(again.status, 403);
      assert.match(await again.text(), /link was already used/);
      assert.equal((await fetch(page.url)).status, 200);
    });

    it('anyone with the token, however many idle connections strangers hold', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const port = Number(new URL(url).port);
      const { host } = await openPage(url);
      const strangers = Array.from({ length: 300 }, () => connect(port, '127.0.0.1'));
      await Promise.all(strangers.map(stranger => once(stranger, 'connect')));
      assert.equal((await fetch(url)).status, 200);
      assert.equal((await host.start()).width, 4);
      for (const stranger of strangers) stranger.destroy();
    });

    it('a browser behind a forwarded path', async () => {
      const { url } = await servers.create().open(watchedSession());
      const { location } = (await getAs(url, {})).headers;
      assert.match(location ?? '', /^\.\.\/[\w-]{43}\/$/);
      const other = await servers.create().open(watchedSession());
      const withoutSlash = await getAs(other.url.slice(0, -1), {});
      assert.match(withoutSlash.headers.location ?? '', /^[\w-]{43}\/$/);
      assert.equal(withoutSlash.headers['cache-control'], 'no-store');
    });

    it('no one without the token, and explains the refusal', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const { origin, pathname } = new URL(url);
      const almost = `${pathname.slice(1, -2)}${pathname.at(-2) === 'A' ? 'B' : 'A'}`;
      for (const path of [
        '/',
        `/${almost}/`,
        `/${almost}/cameraPage.js`,
        '/cameraPage.js',
        '/favicon.ico',
        '//',
        '/%00/',
      ]) {
        const answer = await fetch(`${origin}${path}`);
        assert.equal(answer.status, 403, path);
        assert.match(await answer.text(), /This link is no longer valid/);
      }
    });

    it('no one to other files', async () => {
      await writeFile(servers.folder.at('secret.txt'), 'secret');
      const url = await pageAddress(await servers.create().open(watchedSession()));
      for (const path of ['secret.txt', 'x/cameraPage.js', '..%2fsecret.txt', 'socket']) {
        assert.equal((await fetch(`${url}${path}`)).status, 404, path);
      }
      assert.equal((await fetch(url, { method: 'POST' })).status, 405);
    });

    it('anyone with the token even if a file of the page is missing', async () => {
      const url = await pageAddress(await servers.create({ assets: servers.folder.at('none') }).open(watchedSession()));
      await assert.rejects(fetch(`${url}cameraPage.js`));
      assert.equal((await fetch(url)).status, 200);
    });

    it('only the page’s own resources, and prevents framing, caching and referrers', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const { headers } = await fetch(url);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(
        policy,
        /default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'nonce-/,
      );
      assert.doesNotMatch(policy, /unsafe|\*|http/);
      assert.equal(headers.get('cache-control'), 'no-store');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(headers.get('access-control-allow-origin'), null);
    });
  });

  describe('accepts a socket', () => {
    it('only with the token', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const { origin } = new URL(url);
      for (const wrong of [`${origin}/`, `${origin}/${'A'.repeat(43)}/`]) {
        await assert.rejects(openPage(wrong, { origin }), /HTTP 403/);
      }
    });

    it('only from the page’s own origin', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const { port } = new URL(url);
      for (const origin of [
        null,
        'null',
        'https://evil.example',
        `http://evil.example:${port}`,
        `http://127.0.0.1.evil.example:${port}`,
        `http://127.0.0.1:${Number(port) - 1}`,
        'http://127.0.0.1',
        `ftp://127.0.0.1:${port}`,
        `http://127.0.0.1:${port} http://evil.example`,
      ]) {
        await assert.rejects(openPage(url, { origin }), /HTTP 403/, String(origin));
      }
      assert.equal((await (await openPage(url)).host.start()).width, 4);
    });

    it('from the page under a forwarded address, once it was served there, but from no second one', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const forwarded = (host: string) => openPage(url, { origin: `https://${host}`, headers: { host } });
      // Another page's name, made to resolve to this server.
      await assert.rejects(forwarded('evil.example'), /HTTP 403/);
      assert.equal((await getAs(url, { host: 'box.example' })).statusCode, 200);
      assert.equal((await (await forwarded('box.example')).host.start()).width, 4);
      assert.equal((await getAs(url, { host: 'evil.example' })).statusCode, 403);
      await assert.rejects(forwarded('evil.example'), /HTTP 403/);
      const other = openPage(url, { origin: 'https://evil.example', headers: { host: 'box.example' } });
      await assert.rejects(other, /HTTP 403/);
      // Still works from this machine.
      await openPage(url);
    });

    it('if a proxy forwards the page’s address next to its own', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      const { host } = new URL(url);
      const headers = { host, 'x-forwarded-host': 'name-4000.box.example' };
      assert.equal((await getAs(url, headers)).statusCode, 200);
      for (const origin of ['https://name-4000.box.example', `http://${host}`, 'https://name-4000.box.example:443']) {
        await openPage(url, { origin, headers });
      }
      await assert.rejects(openPage(url, { origin: 'https://evil.example', headers }), /HTTP 403/);
      // The near end of a tunnel has another port.
      await openPage(url, { origin: 'http://localhost:50123', headers: { host: 'localhost:50123' } });
    });
  });

  describe('listens', () => {
    const portOf = ({ url }: { url: string }) => Number(new URL(url).port);

    it('on loopback, by number: a name could be another user’s', async () => {
      const url = await pageAddress(await servers.create().open(watchedSession()));
      assert.equal(new URL(url).hostname, '127.0.0.1');
    });

    it('on the same port each time', async () => {
      const first = await servers.create().open(watchedSession());
      first.stop();
      const second = await servers.create().open(watchedSession());
      assert.equal(portOf(second), portOf(first));
      assert.deepEqual(servers.ports, [portOf(first)]);
    });

    it('on another port if that is taken, and remembers that one too', async () => {
      const first = await servers.create().open(watchedSession());
      const second = await servers.create().open(watchedSession());
      assert.notEqual(portOf(second), portOf(first));
      assert.deepEqual(servers.ports, [portOf(first), portOf(second)]);
      second.stop();
      const third = await servers.create().open(watchedSession());
      assert.equal(portOf(third), portOf(second));
      assert.deepEqual(servers.ports, [portOf(first), portOf(second)]);
    });

    it('whatever else was stored', async () => {
      const taken = createServer().unref().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const { port } = taken.address() as { port: number };
      servers.ports = ['x', -1, 70_000, null, 1.5, ...Array.from({ length: 20 }, () => port)] as number[];
      const opened = await servers.create().open(watchedSession());
      assert.equal(servers.ports.at(-1), portOf(opened));
      assert.ok(servers.ports.length <= 8);
      taken.close();
    });

    it('only for pictures that a camera can deliver', async () => {
      const server = servers.create();
      for (const wrong of [
        { width: 0 },
        { width: 1.5 },
        { height: 5000 },
        { fps: 0 },
        { fps: Number.NaN },
        { quality: 101 },
      ]) {
        await assert.rejects(server.open(watchedSession(wrong)), RangeError);
      }
      assert.deepEqual(servers.ports, []);
    });
  });
});

/** A request with headers that `fetch` doesn't allow. */
async function getAs(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
  const [answer] = (await once(get(url, { headers, agent: false }), 'response')) as [IncomingMessage];
  return answer.resume();
}
