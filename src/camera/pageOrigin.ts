/**
 * Keeps out other web pages that have obtained the camera page's token. A browser states in `Origin` whose page opens a
 * socket, and no page can forge it. The origin must be the address that the socket connects to, as named in this
 * request (`Host`, or `X-Forwarded-Host` if a port is forwarded). A page whose name was made to point here (DNS
 * rebinding) passes that check, so any name other than loopback must be the one under which the camera page itself was
 * first fetched.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Returns the hosts that a request was addressed to: `Host`, and `X-Forwarded-Host` if a port is forwarded. */
export function hostsOf(headers: IncomingHttpHeaders): string[] {
  const forwarded = [headers['x-forwarded-host'] ?? []].flat().join(',').split(',')[0]?.trim();
  return [headers.host, forwarded]
    .filter(host => host !== undefined && host !== '')
    .map(host => `${host}`.toLowerCase());
}

/** Whether a host is this machine or the near end of a forwarded port: `localhost:9000`, `127.0.0.1`, `[::1]:80`. */
export function isLoopbackHostHeader(host: string): boolean {
  const name = host.replace(/:\d*$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Remembers the one name other than loopback under which a page was fetched. */
export class PageOrigin {
  #foreign: string | undefined;

  /** Whether the page may be shown under the hosts in this request. Remembers the first one other than loopback. */
  admitsPage(headers: IncomingHttpHeaders): boolean {
    const hosts = hostsOf(headers);
    const foreign = hosts.find(host => !isLoopbackHostHeader(host));
    if (foreign !== undefined) this.#foreign ??= foreign;
    return hosts.length > 0 && hosts.every(host => this.#isKnown(host));
  }

  /** Whether the page that this request comes from may open a socket. */
  admitsSocket(headers: IncomingHttpHeaders): boolean {
    const origin = URL.parse(headers.origin ?? '');
    if (origin === null || !/^https?:$/.test(origin.protocol)) return false;
    const hosts = hostsOf(headers);
    return hosts.every(host => this.#isKnown(host)) && hosts.some(host => isAt(origin, host));
  }

  #isKnown(host: string): boolean {
    return isLoopbackHostHeader(host) || host === this.#foreign;
  }
}

/** Whether the origin is at this host. The scheme's default port may be omitted. */
function isAt(origin: URL, host: string): boolean {
  return URL.parse(`${origin.protocol}//${host}`)?.host === origin.host;
}
