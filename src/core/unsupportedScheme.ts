/** Rejects address schemes that Portside can't open, so that none is opened unencrypted instead. */
import { type Phrase, phrase } from './phrase.ts';

/** Protocols that begin with a TLS handshake. */
const secureScheme =
  /^(?:tls|ssl|openssl|dtls|https|wss|rediss|mqtts|amqps|ftps|ldaps|imaps|pop3s|smtps|ircs|nntps|rtsps|sips|coaps)$/i;

/** Returns why an address that begins with `written` (`tls://`, `openssl:`) is rejected. */
export function unsupportedScheme(written: string): Phrase {
  return secureScheme.test(written.replace(/:.*$/, ''))
    ? phrase('{0} needs TLS, which isn’t supported yet', written)
    : phrase('{0} isn’t supported; Portside opens tcp://, udp:// and unix: addresses', written);
}
