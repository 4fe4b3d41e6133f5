import assert from 'node:assert/strict';
import { phraseText } from '../../../src/core/phrase.ts';
import { unsupportedScheme } from '../../../src/core/unsupportedScheme.ts';

const sentenceFor = (written: string) => phraseText(unsupportedScheme(written));

describe('an unsupported scheme', () => {
  it('needs TLS if its protocol begins with it, in any letter case', () => {
    for (const written of ['tls://', 'https://', 'OPENSSL:', 'rediss://', 'sips:']) {
      assert.equal(sentenceFor(written), `${written} needs TLS, which isn’t supported yet`);
    }
  });

  it('is reported with the supported ones', () => {
    for (const written of ['http://', 'ws://', 'vsock:', 'xtls://', 'tlsx:', 'redis://']) {
      assert.equal(
        sentenceFor(written),
        `${written} isn’t supported; Portside opens tcp://, udp:// and unix: addresses`,
      );
    }
  });
});
