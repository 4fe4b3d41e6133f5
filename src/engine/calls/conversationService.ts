/** Sends messages to peers and passes on those received, for the host. */
import type { ConversationCalls } from '../../core/calls/conversationCalls.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { MessageBatch } from '../../core/messageBatch.ts';
import type { EngineParts } from '../engineParts.ts';

export class ConversationService implements ConversationCalls {
  readonly #endpoints: EngineParts['endpoints'];
  readonly #messages: EngineParts['messages'];

  constructor({ endpoints, messages }: Pick<EngineParts, 'endpoints' | 'messages'>) {
    this.#endpoints = endpoints;
    this.#messages = messages;
  }

  async targetPeers(id: string, target?: SendTarget): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).peers.targets(target);
  }

  async send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.peers.send(data, target, isText));
  }

  async resend(id: string, seq: number): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.peers.resend(seq));
  }

  async end(id: string, peer?: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.peers.end(peer));
  }

  async reset(id: string, peer?: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.peers.reset(peer));
  }

  async disconnect(id: string, peer: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.peers.disconnect(peer));
  }

  async openMessages(id: string, peer?: string): Promise<number> {
    return this.#messages.open(this.#endpoints.find(id).messages, peer);
  }

  async takeMessages(stream: number, untilClosed = false): Promise<MessageBatch> {
    return this.#messages.take(stream, untilClosed);
  }

  async closeMessages(stream: number): Promise<void> {
    this.#messages.close(stream);
  }

  async openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined> {
    return this.#endpoints.find(id).peers.openSnapshot(peer);
  }

  async laterPeers(id: string, number: number): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).peers.later(number);
  }

  async incompleteBytes(id: string, peer: string, count: number): Promise<Uint8Array | undefined> {
    return this.#endpoints.find(id).peers.peekIncomplete(peer, count);
  }

  async peers(id: string, from: number, count: number): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).peers.snapshots(from, count);
  }

  async recentPeers(id: string, count: number): Promise<PeerSnapshot[]> {
    return this.#endpoints.find(id).peers.recent(count);
  }

  async renamePeer(id: string, address: string, name: string): Promise<EndpointSnapshot> {
    return this.#endpoints.after(id, endpoint => endpoint.peers.rename(address, name));
  }
}
