/** Records a conversation in the transcript of its endpoint: messages in both directions, and events. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';
import type { Layer } from '../conversation/layer.ts';
import type { PeerIdentity } from '../conversation/peerIdentity.ts';
import { recordFlaw } from './frameFlaw.ts';
import type { Transcript } from './transcript.ts';

/** The transcript of the endpoint, and its config. */
export interface RecorderHome {
  readonly transcript: Transcript;
  readonly config: EndpointConfig;
}

export class RecorderLayer implements Layer {
  readonly borrowsFrames = true;
  readonly #peer: PeerIdentity & { readonly isStream: boolean };
  readonly #home: RecorderHome;

  constructor(peer: PeerIdentity & { readonly isStream: boolean }, home: RecorderHome) {
    this.#peer = peer;
    this.#home = home;
  }

  opened(): void {
    // `udpSocket.ts` records the first datagram of a peer.
    if (this.#peer.isStream) this.event({ code: 'peerConnected', address: this.#peer.address });
  }

  frame(frame: Frame, config: EndpointConfig): void {
    const continues = this.#continues(config, 'in');
    this.#home.transcript.frame({ direction: 'in', peer: this.#peer, bytes: frame.bytes, continues });
    if (frame.flaw) recordFlaw(frame, this.#peer, { config, transcript: this.#home.transcript });
  }

  sending(frame: Uint8Array, origin: Origin): void {
    const continues = this.#continues(this.#home.config, 'out');
    this.#home.transcript.frame({ direction: 'out', peer: this.#peer, bytes: frame, origin, continues });
  }

  event(event: TranscriptEvent): void {
    this.#home.transcript.event(event, this.#peer);
  }

  cut(direction: 'in' | 'out'): void {
    this.#home.transcript.endText(direction, this.#peer);
  }

  /** Pending while the disk can't keep up. */
  get holdsReading(): Promise<void> | undefined {
    return this.#home.transcript.saturated ? this.#home.transcript.drained() : undefined;
  }

  /** Returns true if characters may be split between frames, which are chunks of a stream without a framing. */
  #continues({ framing }: EndpointConfig, direction: 'in' | 'out'): boolean {
    return this.#peer.isStream && framingOf(framing, direction) === 'none';
  }
}
