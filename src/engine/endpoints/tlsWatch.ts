/** Checks a peer's first bytes for TLS, which this side doesn't speak, and reports it in the transcript once. */
import { maxSignBytes, recogniseDtls, recogniseTls, type TlsRecognition } from '../../core/foreignTls.ts';
import { isStream, listens } from '../../core/kinds.ts';
import type { TranscriptPeer } from '../transcript/transcriptPeers.ts';
import type { EndpointContext } from './endpointContext.ts';

export class TlsWatch {
  readonly #peer: TranscriptPeer;
  readonly #context: EndpointContext;
  #start: Uint8Array = new Uint8Array();

  constructor(peer: TranscriptPeer, context: EndpointContext) {
    this.#peer = peer;
    this.#context = context;
  }

  /** Returns true when nothing more needs to be examined. */
  sawChunk(chunk: Uint8Array): boolean {
    const piece = chunk.subarray(0, maxSignBytes - this.#start.length);
    this.#start = this.#start.length === 0 ? piece.slice() : Buffer.concat([this.#start, piece]);
    return this.#tell(recogniseTls(this.#start));
  }

  /** Does the same for the first datagram from a sender. */
  sawDatagram(datagram: Uint8Array): void {
    this.#tell(recogniseDtls(datagram));
  }

  #tell(found: TlsRecognition): boolean {
    if (found === 'needMore') return false;
    const { config } = this.#context;
    // Only clients begin, and only servers respond.
    const isPossible = !isStream(config) || listens(config) === (found === 'clientHello');
    if (found !== 'none' && isPossible)
      this.#context.transcript.event({ code: 'unexpectedTls', sign: found }, this.#peer);
    return true;
  }
}
