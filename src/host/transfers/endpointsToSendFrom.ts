/** Endpoints from which a file can be sent. */
import { l10n } from 'vscode';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { hasRemote, isStream } from '../../core/kinds.ts';

/** Whether there is a recipient: a peer, or the default recipient of a UDP socket. */
function hasRecipient({ config, counters }: EndpointSnapshot): boolean {
  return counters.peers > 0 || hasRemote(config);
}

/** Returns why nothing can be sent from the endpoint now, to be shown beside its name; undefined if something can. */
export function noPeerNote(endpoint: EndpointSnapshot): string | undefined {
  if (hasRecipient(endpoint)) return undefined;
  return isStream(endpoint.config) ? l10n.t('no client connected') : l10n.t('no recipient');
}

/** Returns the open endpoints: those with a recipient first, otherwise in the given order. */
export function endpointsToSendFrom(endpoints: readonly EndpointSnapshot[]): EndpointSnapshot[] {
  return endpoints
    .filter(({ state }) => state === 'open')
    .sort((one, other) => Number(hasRecipient(other)) - Number(hasRecipient(one)));
}
