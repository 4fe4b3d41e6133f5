/**
 * Asks before a page turns its endpoint into a client of another host or socket, once for each. A page shows what strangers sent. One that
 * they have taken over would speak, through such a client, to what only the user reaches: the sockets of a container runtime or an SSH
 * agent, debuggers on loopback, hosts behind the firewall.
 *
 * Changing the address in the form and applying it is what the form is for, so the user isn’t asked about what needs no protection: another
 * port of the same host; any address as long as nothing was received, since nobody can have taken over the page yet; and UDP, where a page
 * sends to any address that is typed beside a message.
 */
import { l10n } from 'vscode';
import { isLocalhost, isLoopbackAddress } from '../../client/permissions/isReachable.ts';
import { parseAddress, withoutScheme } from '../../core/address.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { listens } from '../../core/kinds.ts';
import type { Confirmation } from '../shown/confirmAll.ts';

/** The places that the endpoint of one page has been a client of, and those that the user agreed to. */
export class ClientPlaces {
  readonly #known = new Set<string>();

  /** Returns what to confirm before the endpoint gets this config: nothing without one. */
  confirmationsOf(endpoint: EndpointSnapshot, wanted: EndpointConfig | undefined): Confirmation[] {
    this.#known.add(placeOf(endpoint.config));
    if (!wanted || this.#known.has(placeOf(wanted)) || listens(wanted) || !hasReceived(endpoint)) return [];
    return [connecting(endpoint, withoutScheme(wanted.address))];
  }

  /** The endpoint gets this config. */
  confirmed(wanted: EndpointConfig | undefined): void {
    if (wanted && !listens(wanted)) this.#known.add(placeOf(wanted));
  }
}

function connecting(endpoint: EndpointSnapshot, address: string): Confirmation {
  return {
    question: connectingQuestion(endpoint, address),
    button: l10n.t('Connect'),
    detail: l10n.t(
      'Received data could have tampered with this panel, so Portside makes sure that the new address comes from you. You’ll be asked once for each address while the panel is open.',
    ),
    statement: l10n.t('The endpoint will connect to {0}.', address),
  };
}

/** An endpoint without a name is known by the address that it gives up, which isn’t connected to the new one. */
function connectingQuestion({ config, address: given }: EndpointSnapshot, address: string): string {
  if (config.name !== undefined) return l10n.t('Connect “{0}” to {1}?', config.name, address);
  return listens(config)
    ? l10n.t('Connect to {0} instead of listening on {1}?', address, withoutScheme(given))
    : l10n.t('Connect to {0} instead of {1}?', address, withoutScheme(given));
}

/** Clearing the transcript doesn’t reset the counters. */
function hasReceived({ counters, isRestoring }: EndpointSnapshot): boolean {
  return counters.bytesIn > 0 || isRestoring === true;
}

/** Returns a text that is the same for all ports of a host; one for all endpoints that aren’t clients. */
function placeOf(config: EndpointConfig): string {
  if (listens(config)) return '';
  const { host, path } = parseAddress(config.address);
  if (path !== undefined) return `unix:${path}`;
  return isLocalhost(host) || isLoopbackAddress(host) ? 'localhost' : host.toLowerCase();
}
