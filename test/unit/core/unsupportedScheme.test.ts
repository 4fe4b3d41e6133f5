import assert from 'node:assert/strict';
import { phraseText } from '../../../src/core/phrase.ts';
import { unsupportedScheme } from '../../../src/core/unsupportedScheme.ts';

const told = (written: string) => phraseText(unsupportedScheme(written));

describe('a scheme that can’t be opened', () => {
  it('needs TLS where its protocol begins with it, however it is written', () => {
    for (const written of ['tls://', 'https://', 'OPENSSL:', 'rediss://', 'sips:']) {
      assert.equal(told(written), `${written} needs TLS, which isn’t supported yet`);
    }
  });

  it('is named with those that can be opened otherwise', () => {
    for (const written of ['http://', 'ws://', 'vsock:', 'xtls://', 'tlsx:', 'redis://']) {
      assert.equal(told(written), `${written} isn’t supported; Portside opens tcp://, udp:// and unix: addresses`);
    }
  });
});
