/** The part of an endpoint that its videos use. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Peer } from '../conversation/peer.ts';
import type { RecordRoom } from '../conversation/recordRoom.ts';
import type { Transcript } from '../transcript/transcript.ts';

export interface VideoContext {
  readonly config: EndpointConfig;
  readonly transcript: Pick<Transcript, 'event'> & { readonly room: Pick<RecordRoom, 'refusal'> };
  readonly peers: { find(id: string): Peer };
}
