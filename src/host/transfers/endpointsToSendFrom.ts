/** From which endpoints a file can go. */
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';

/** There is somebody to send to: peers, or where a UDP socket sends to. */
export function hasSomebody({ config, counters }: EndpointSnapshot): boolean {
  return counters.peers > 0 || (config.kind === 'udp' && config.remote !== undefined);
}

/** Those that are open: first those with somebody to send to, otherwise in the order given. */
export function endpointsToSendFrom(endpoints: readonly EndpointSnapshot[]): EndpointSnapshot[] {
  return endpoints
    .filter(({ state }) => state === 'open')
    .sort((one, other) => Number(hasSomebody(other)) - Number(hasSomebody(one)));
}
