/**
 * Passes the messages of one conversation on to every stream that takes them. It is a single layer of the conversation:
 * with one layer per stream, each message would check hundreds of layers, and each stream that opens or ends would
 * rebuild the layer lists of hundreds of peers.
 */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { FrameSource } from '../conversation/frameQueue.ts';
import type { Layer } from '../conversation/layer.ts';
import type { Peer } from '../conversation/peer.ts';

export type FannedConversation = Pick<Peer, 'id' | 'address' | 'isStream' | 'eased'>;

export class MessageFan implements FrameSource, Layer {
  readonly #conversation: FannedConversation;
  readonly #layers = new Set<Layer>();

  constructor(conversation: FannedConversation) {
    this.#conversation = conversation;
  }

  get id(): string {
    return this.#conversation.id;
  }

  get address(): string {
    return this.#conversation.address;
  }

  get isStream(): boolean {
    return this.#conversation.isStream;
  }

  get isBusy(): boolean {
    for (const layer of this.#layers) if (layer.isBusy) return true;
    return false;
  }

  add(layer: Layer): void {
    this.#layers.add(layer);
  }

  remove(layer: Layer): void {
    this.#layers.delete(layer);
  }

  frame(frame: Frame, config: EndpointConfig): void {
    for (const layer of this.#layers) layer.frame?.(frame, config);
  }

  /** Called when a stream has room again: resumes the conversation if all streams have. */
  eased(): void {
    if (!this.isBusy) this.#conversation.eased();
  }

  closed(): void {
    for (const layer of this.#layers) layer.closed?.();
  }
}
