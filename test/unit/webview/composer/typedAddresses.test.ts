import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { rememberTyped, typedAddresses } from '../../../../webview/composer/typedAddresses.ts';
import { beginPage, hostDoes } from '../../../support/panelHost.ts';

describe('typed addresses', () => {
  beforeEach(async () => {
    await beginPage();
    hostDoes.keep = async () => undefined;
  });

  it('are stored in the same form as peers’, the newest first, once each', () => {
    assert.deepEqual(typedAddresses(), []);
    for (const text of [' udp://[::1]:9 ', ':5', 'host.example:7', '127.0.0.1:5']) rememberTyped(text);
    assert.deepEqual(typedAddresses(), ['127.0.0.1:5', 'host.example:7', '[::1]:9']);
  });

  it('are the last eight', () => {
    for (let port = 1; port <= 9; port++) rememberTyped(`:${port}`);
    assert.deepEqual(typedAddresses().length, 8);
    assert.deepEqual([typedAddresses()[0], typedAddresses().at(-1)], ['127.0.0.1:9', '127.0.0.1:2']);
  });

  it('exclude invalid ones', () => {
    assert.throws(() => rememberTyped('nowhere'), /the port is missing/);
    assert.throws(() => rememberTyped('127.0.0.1:0'), /the port must be 1 to 65535/);
    assert.deepEqual(typedAddresses(), []);
  });
});
