/** From which endpoints a file can go. */
import { l10n } from 'vscode';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';

/** There is somebody to send to: peers, or where a UDP socket sends to. */
function hasSomebody({ config, counters }: EndpointSnapshot): boolean {
  return counters.peers > 0 || (config.kind === 'udp' && config.remote !== undefined);
}

/** Says beside the endpoint’s name why nothing can be sent from it now; undefined if something can. */
export function noPeerNote(endpoint: EndpointSnapshot): string | undefined {
  if (hasSomebody(endpoint)) return undefined;
  return endpoint.config.kind === 'udp' ? l10n.t('no recipient') : l10n.t('no client connected');
}

/** Those that are open: first those with somebody to send to, otherwise in the order given. */
export function endpointsToSendFrom(endpoints: readonly EndpointSnapshot[]): EndpointSnapshot[] {
  return endpoints
    .filter(({ state }) => state === 'open')
    .sort((one, other) => Number(hasSomebody(other)) - Number(hasSomebody(one)));
}
