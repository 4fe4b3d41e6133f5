/** Checks a peer's first bytes for TLS, which Portside doesn't speak, and reports it in the transcript once. */
import { maxSignBytes, recognizeDtls, recognizeTls, type TlsRecognition } from '../../core/foreignTls.ts';
import { listens } from '../../core/kinds.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Layer } from '../conversation/layer.ts';
import type { EndpointContext } from './endpointContext.ts';

/** Shared by all: a buffer for each of ten thousand peers takes up memory, even if it is empty. */
const nothing = new Uint8Array();

export class TlsWatch implements Layer {
  readonly #conversation: Conversation;
  readonly #context: Pick<EndpointContext, 'config'>;
  #start: Uint8Array = nothing;

  constructor(conversation: Conversation, context: Pick<EndpointContext, 'config'>) {
    this.#conversation = conversation;
    this.#context = context;
  }

  arrived(chunk: Uint8Array): void {
    const found = this.#conversation.isStream ? this.#recognized(chunk) : recognizeDtls(chunk);
    // Only the first bytes of a stream, or the first datagram, are examined.
    if (this.#report(found)) this.#conversation.remove(this);
  }

  #recognized(chunk: Uint8Array): TlsRecognition {
    const piece = chunk.subarray(0, maxSignBytes - this.#start.length);
    this.#start = this.#start.length === 0 ? piece.slice() : Buffer.concat([this.#start, piece]);
    return recognizeTls(this.#start);
  }

  /** Returns true when nothing more needs to be examined. */
  #report(found: TlsRecognition): boolean {
    if (found === 'needMore') return false;
    const { config } = this.#context;
    // A client hello comes from clients, to an endpoint that listens; anything else comes from servers.
    const isPossible = !this.#conversation.isStream || listens(config) === (found === 'clientHello');
    if (found !== 'none' && isPossible) this.#conversation.event({ code: 'unexpectedTls', sign: found });
    return true;
  }
}
