/** Host names that a UDP socket sends to, and the addresses they resolve to. */
import { type Address, formatAddress, formatHostPort } from '../../core/address.ts';
import type { ResolvedAddresses } from '../../core/endpointSnapshot.ts';
import { type ResolvedHost, resolveHost } from './boundDatagramSocket.ts';

/** Maximum number of host names whose resolved addresses are remembered. */
const keptResolved = 32;

export class ResolvedHosts {
  /** Lookups in progress, by the address whose host is being resolved. */
  readonly #lookups = new Map<string, Promise<ResolvedHost>>();
  /** Addresses of peers by what was entered for them, if that differs. */
  readonly #resolved = new Map<string, string>();

  /** As part of a snapshot. */
  get addresses(): ResolvedAddresses | undefined {
    return this.#resolved.size > 0 ? Object.fromEntries(this.#resolved) : undefined;
  }

  /** Sends to one name share a lookup in progress: with one each, they could overtake each other. */
  resolve({ host, port }: Address, families: readonly (4 | 6)[]): Promise<ResolvedHost> {
    const address = formatAddress({ scheme: 'udp', host, port });
    const known = this.#lookups.get(address);
    if (known !== undefined) return known;
    const lookup = resolveHost(host, families, address).finally(() => this.#lookups.delete(address));
    this.#lookups.set(address, lookup);
    return lookup;
  }

  /** Remembers which peer's address an entered one resolved to. */
  keep({ host, port }: Address, peerAddress: string): void {
    const written = formatHostPort(host, port);
    if (written === peerAddress) return;
    this.#resolved.delete(written);
    this.#resolved.set(written, peerAddress);
    const [oldest] = this.#resolved.keys();
    if (this.#resolved.size > keptResolved && oldest !== undefined) this.#resolved.delete(oldest);
  }
}
