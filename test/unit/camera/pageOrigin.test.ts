import assert from 'node:assert/strict';
import { hostsOf, isLoopbackHostHeader, PageOrigin } from '../../../src/camera/pageOrigin.ts';

describe('the origin of a camera page', () => {
  const own = '127.0.0.1:4000';
  let place: PageOrigin;

  beforeEach(() => {
    place = new PageOrigin();
  });

  for (const host of ['localhost', 'localhost:9000', 'a.localhost:1', '127.0.0.1', '127.1.2.3:80', '[::1]', '[::1]:80'])
    it(`recognizes ${host} as this machine`, () => assert.equal(isLoopbackHostHeader(host), true));

  for (const host of [
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '127.evil.example',
    '::1',
    '',
  ])
    it(`doesn’t recognize “${host}” as this machine`, () => assert.equal(isLoopbackHostHeader(host), false));

  it('reads a request’s host names, its own and the first forwarded one, in lower case', () => {
    assert.deepEqual(hostsOf({ host: 'Box.Example:80' }), ['box.example:80']);
    const forwarded = { host: own, 'x-forwarded-host': 'Near.Example, far.example' };
    assert.deepEqual(hostsOf(forwarded), [own, 'near.example']);
    assert.deepEqual(hostsOf({ host: '', 'x-forwarded-host': '' }), []);
  });

  it('serves the page under loopback names and the first other name only', () => {
    assert.equal(place.admitsPage({ host: own }), true);
    assert.equal(place.admitsPage({ host: 'box.example' }), true);
    assert.equal(place.admitsPage({ host: 'evil.example' }), false);
    assert.equal(place.admitsPage({ host: own, 'x-forwarded-host': 'evil.example' }), false);
    assert.equal(place.admitsPage({ host: 'box.example' }), true);
    assert.equal(place.admitsPage({}), false);
  });

  it('accepts a socket from the page of the same origin', () => {
    const admits = (origin: string | undefined, host = own) =>
      place.admitsSocket({ host, ...(origin !== undefined && { origin }) });
    assert.equal(admits(`http://${own}`), true);
    assert.equal(admits(`https://${own}`), true);
    for (const other of [undefined, '', 'null', 'http://127.0.0.1:4001', 'http://127.0.0.1', `ftp://${own}`, own])
      assert.equal(admits(other), false, other);
    assert.equal(admits('http://evil.example', 'evil.example'), false, 'it was never served there');
    place.admitsPage({ host: 'box.example' });
    assert.equal(admits('https://box.example', 'box.example'), true);
    assert.equal(admits(`http://${own}`, 'box.example'), false);
  });

  it('treats a scheme’s default port the same whether written or not', () => {
    place.admitsPage({ host: 'box.example' });
    assert.equal(place.admitsSocket({ host: 'box.example', origin: 'https://box.example:443' }), true);
    assert.equal(place.admitsSocket({ host: 'box.example', origin: 'https://box.example:80' }), false);
  });

  it('refuses a socket if any name is foreign', () => {
    const headers = { host: own, 'x-forwarded-host': 'evil.example', origin: `http://${own}` };
    assert.equal(place.admitsSocket(headers), false);
  });

  it('refuses a request without a host name', () =>
    assert.equal(place.admitsSocket({ origin: `http://${own}` }), false));
});
