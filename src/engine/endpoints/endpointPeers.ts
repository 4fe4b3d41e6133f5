/** The peers of an endpoint: who they are, and what is sent to them. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { PeerSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { Transcript } from '../transcript/transcript.ts';
import { eachInTurns } from './eachInTurns.ts';
import type { EndpointLife } from './endpointLife.ts';
import { messageOf } from './entryMessage.ts';
import type { KeptEndpoint } from './keptEndpoint.ts';
import type { PeerList } from './peerList.ts';
import type { SendOrder } from './sendOrder.ts';

export interface EndpointPeersParts {
  readonly peers: PeerList;
  readonly life: EndpointLife;
  readonly kept: KeptEndpoint;
  readonly transcript: Transcript;
  readonly sendOrder: SendOrder;
  readonly config: () => EndpointConfig;
  /** Called when the snapshot has changed. */
  readonly changed: () => void;
}

export class EndpointPeers {
  readonly #peers: PeerList;
  readonly #life: EndpointLife;
  readonly #kept: KeptEndpoint;
  readonly #transcript: Transcript;
  readonly #sendOrder: SendOrder;
  readonly #config: () => EndpointConfig;
  readonly #changed: () => void;

  constructor({ peers, life, kept, transcript, sendOrder, config, changed }: EndpointPeersParts) {
    this.#peers = peers;
    this.#life = life;
    this.#kept = kept;
    this.#transcript = transcript;
    this.#sendOrder = sendOrder;
    this.#config = config;
    this.#changed = changed;
  }

  /** Returns the snapshot of a peer; undefined if it isn't open. */
  openSnapshot(peer: string): PeerSnapshot | undefined {
    return this.#peers.openSnapshot(peer);
  }

  /** Returns a copy of the first bytes of the message that an open peer is sending; undefined if none is incomplete. */
  peekIncomplete(peer: string, count: number): Uint8Array | undefined {
    return this.#peers.find(peer).peekIncomplete(count);
  }

  /** Returns the first open peer after this number, and the last open one: two, one if they are the same, or none. */
  later(number: number): PeerSnapshot[] {
    return this.#peers.later(number);
  }

  snapshots(from: number, count: number): PeerSnapshot[] {
    return this.#peers.snapshots(from, count);
  }

  /** Returns closed peers that still have entries, most recent first. */
  recent(count: number): PeerSnapshot[] {
    return this.#peers.recent(count, number => this.#transcript.index.hasEntriesOf(number));
  }

  /** Marks the numbers of the transcript's peers as used, since they were copied to it. */
  identifyAfterCopied(): void {
    this.#peers.identifyAfter(this.#transcript.index.lastPeerNumber);
    this.#changed();
  }

  /** Names the peers of an address; an empty name removes it. */
  rename(address: string, name: string): void {
    this.#kept.renamePeer(address, name);
    this.#changed();
  }

  /** Returns the peers that a target currently means. Rejects with NOT_OPEN, or NO_PEER if there is none. */
  async targets(target: SendTarget | undefined): Promise<PeerSnapshot[]> {
    return (await this.#life.openSockets.targets(target)).map(({ snapshot }) => snapshot);
  }

  /** Sends bytes, which must not change afterwards: the transcript keeps them. */
  async send(data: Uint8Array, target: SendTarget | undefined, isText?: boolean): Promise<void> {
    await this.#sendOrder.send(await this.#life.openSockets.targets(target), compact(data), isText);
  }

  /**
   * Sends the bytes of an entry again, to the peer it belongs to: the server of a client, the address of a datagram, the client of a server
   * while it is connected. Rejects with NO_ENTRY, and with NO_PEER if that client has disconnected.
   */
  async resend(seq: number): Promise<void> {
    const { bytes, target } = await messageOf(this.#transcript, seq, this.#config());
    await this.send(bytes, target);
  }

  /** Ends the conversation with one peer or all: sends our end of stream after everything requested before. */
  async end(peer?: string): Promise<void> {
    if (this.#sendOrder.isQueueing) await this.#sendOrder.whenQueued;
    await eachInTurns(this.#peers.oneOrAll(peer), one => one.end());
  }

  async reset(peer?: string): Promise<void> {
    await eachInTurns(this.#peers.oneOrAll(peer), one => one.reset());
  }

  async disconnect(peer: string): Promise<void> {
    if (this.#sendOrder.isQueueing) await this.#sendOrder.whenQueued;
    await this.#peers.find(peer).disconnect();
  }
}

/** Copies bytes that would keep a much larger buffer in memory. */
function compact(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.length ? bytes.slice() : bytes;
}
