import assert from 'node:assert/strict';
import { fileAnswer, type PageResponse, pageAnswer, redirection, refusal } from '../../../src/camera/cameraPageHtml.ts';

describe('the camera server’s responses', () => {
  const noncesOf = ({ body }: PageResponse) => [...String(body).matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
  const policyOf = ({ headers }: PageResponse) => headers['content-security-policy'] ?? '';

  it('let a page run and render only what carries its nonce, which is new each time', () => {
    const nonces = [pageAnswer({ language: 'en' }), pageAnswer({ language: 'en' }), refusal('No.', 'en')].map(
      answer => {
        const own = new Set(noncesOf(answer));
        assert.equal(own.size, 1);
        const [nonce = ''] = own;
        assert.ok(policyOf(answer).includes(`style-src 'nonce-${nonce}'`));
        return nonce;
      },
    );
    assert.equal(new Set(nonces).size, 3);
    assert.match(policyOf(pageAnswer({ language: 'en' })), /script-src 'nonce-/);
    assert.doesNotMatch(policyOf(refusal('No.', 'en')), /script-src/);
  });

  it('use the page’s language, with strings that can’t end the script they are in', () => {
    const l10n = { Stop: '</script><script>alert(1)</script>' };
    const { status, body } = pageAnswer({ language: 'de', l10n });
    assert.equal(status, 200);
    assert.match(String(body), /<html lang="de">/);
    const [, json = ''] = /<script id="boot"[^>]*>(.*?)<\/script>/.exec(String(body)) ?? [];
    assert.deepEqual(JSON.parse(json), { l10n });
    assert.doesNotMatch(json, /</);
  });

  it('explain a refusal in a sentence without markup', () => {
    const { status, body } = refusal('<b>Tom & "Jerry"</b>', '"><script>');
    assert.equal(status, 403);
    assert.match(String(body), /<p>&lt;b>Tom &amp; "Jerry"&lt;\/b><\/p>/);
    assert.match(String(body), /<html lang="&quot;>&lt;script>">/);
    assert.equal(refusal('No.', 'en', 405).status, 405);
  });

  it('can’t be cached, framed or leak a referrer', () => {
    for (const { headers } of [
      pageAnswer({ language: 'en' }),
      refusal('No.', 'en'),
      redirection('x/'),
      fileAnswer(new Uint8Array(1), 'text/css'),
    ]) {
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    }
  });

  it('redirect, or have the type of their file', () => {
    const { status, headers } = redirection('../token/');
    assert.deepEqual([status, headers.location], [303, '../token/']);
    const file = fileAnswer(Buffer.from('a'), 'text/css; charset=utf-8');
    assert.deepEqual(
      [file.status, file.headers['content-type'], String(file.body)],
      [200, 'text/css; charset=utf-8', 'a'],
    );
  });
});
