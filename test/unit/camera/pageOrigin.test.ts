import assert from 'node:assert/strict';
import { hostsOf, isLoopbackHostHeader, PageOrigin } from '../../../src/camera/pageOrigin.ts';

describe('from where a camera page may be used', () => {
  const own = '127.0.0.1:4000';
  let place: PageOrigin;

  beforeEach(() => {
    place = new PageOrigin();
  });

  for (const host of ['localhost', 'localhost:9000', 'a.localhost:1', '127.0.0.1', '127.1.2.3:80', '[::1]', '[::1]:80'])
    it(`knows ${host} as this machine`, () => assert.equal(isLoopbackHostHeader(host), true));

  for (const host of [
    'localhost.evil.example',
    'notlocalhost',
    '127.0.0.1.evil.example',
    '127.evil.example',
    '::1',
    '',
  ])
    it(`knows “${host}” not as this machine`, () => assert.equal(isLoopbackHostHeader(host), false));

  it('reads the names of a request: its own, and the first that a forwarding says, in small letters', () => {
    assert.deepEqual(hostsOf({ host: 'Box.Example:80' }), ['box.example:80']);
    const forwarded = { host: own, 'x-forwarded-host': 'Near.Example, far.example' };
    assert.deepEqual(hostsOf(forwarded), [own, 'near.example']);
    assert.deepEqual(hostsOf({ host: '', 'x-forwarded-host': '' }), []);
  });

  it('shows the page under loopback names, and under the first other one alone', () => {
    assert.equal(place.admitsPage({ host: own }), true);
    assert.equal(place.admitsPage({ host: 'box.example' }), true);
    assert.equal(place.admitsPage({ host: 'evil.example' }), false);
    assert.equal(place.admitsPage({ host: own, 'x-forwarded-host': 'evil.example' }), false);
    assert.equal(place.admitsPage({ host: 'box.example' }), true);
    assert.equal(place.admitsPage({}), false);
  });

  it('opens a socket for the page of the place that it leads to', () => {
    const admits = (origin: string | undefined, host = own) =>
      place.admitsSocket({ host, ...(origin !== undefined && { origin }) });
    assert.equal(admits(`http://${own}`), true);
    assert.equal(admits(`https://${own}`), true);
    for (const other of [undefined, '', 'null', 'http://127.0.0.1:4001', 'http://127.0.0.1', `ftp://${own}`, own])
      assert.equal(admits(other), false, other);
    assert.equal(admits('http://evil.example', 'evil.example'), false, 'it was never shown there');
    place.admitsPage({ host: 'box.example' });
    assert.equal(admits('https://box.example', 'box.example'), true);
    assert.equal(admits(`http://${own}`, 'box.example'), false);
  });

  it('takes a scheme’s own port for the same, named or not', () => {
    place.admitsPage({ host: 'box.example' });
    assert.equal(place.admitsSocket({ host: 'box.example', origin: 'https://box.example:443' }), true);
    assert.equal(place.admitsSocket({ host: 'box.example', origin: 'https://box.example:80' }), false);
  });

  it('opens none where one of the names is another’s', () => {
    const headers = { host: own, 'x-forwarded-host': 'evil.example', origin: `http://${own}` };
    assert.equal(place.admitsSocket(headers), false);
  });

  it('opens none for a request without a name', () =>
    assert.equal(place.admitsSocket({ origin: `http://${own}` }), false));
});
