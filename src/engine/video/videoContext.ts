/** The endpoint that videos belong to, as far as they need it. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Peer } from '../conversation/peer.ts';
import type { Transcript } from '../transcript/transcript.ts';

export interface VideoContext {
  readonly config: EndpointConfig;
  readonly transcript: Pick<Transcript, 'event' | 'refusal'>;
  readonly peers: { find(id: string): Peer };
}
