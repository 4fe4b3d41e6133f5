/** A UDP endpoint: bound, with an optional remote; every address it has received from or sent to is a peer. */
import type { RemoteInfo } from 'node:dgram';
import {
  type Address,
  formatAddress,
  formatHostPort,
  isWildcard,
  parseAddress,
  plainHost,
} from '../../core/address.ts';
import { noDirection } from '../../core/config/configChange.ts';
import { parseDatagramTarget } from '../../core/datagramTarget.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { remoteOf } from '../../core/endpointLabel.ts';
import type { ResolvedAddresses, SendTarget } from '../../core/endpointSnapshot.ts';
import { maxUdpPeers } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Conversation } from '../conversation/conversation.ts';
import type { Peer } from '../conversation/peer.ts';
import { owned, startOwned } from '../owned.ts';
import { DatagramTransport } from '../transport/datagramTransport.ts';
import { bindAll } from './bindTargets.ts';
import {
  type BoundDatagramSocket,
  bindDatagramSocket,
  connectDatagramSocket,
  hostFor,
  isOwnAddress,
  type ResolvedHost,
  setDatagramOptions,
} from './boundDatagramSocket.ts';
import { datagramFailure } from './datagramFailure.ts';
import { disconnectAll } from './eachInTurns.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { LossCounter } from './lossCounter.ts';
import { newConversation } from './newConversation.ts';
import { type DatagramSockets, datagramOtherSide, ownDatagramSockets } from './ownConversations.ts';
import { ResolvedHosts } from './resolvedHosts.ts';
import { identifiedPeer } from './sendTargets.ts';
import { UnrecordedDatagrams } from './unrecordedDatagrams.ts';

/** The default destination of a socket, resolved when it was opened. */
interface Remote {
  readonly bound: BoundDatagramSocket;
  readonly host: string;
  readonly port: number;
}

interface DatagramPeer {
  readonly conversation: Conversation;
  readonly transport: DatagramTransport;
}

export class UdpSocket implements EndpointSockets, DatagramSockets {
  readonly #context: EndpointContext;
  readonly #configured: Address;
  readonly #byAddress = new Map<string, DatagramPeer>();
  /** Conversations in which nothing has been sent or received yet. */
  readonly #unlisted = new Set<Conversation>();
  readonly #hosts = new ResolvedHosts();
  #sockets: readonly BoundDatagramSocket[] = [];
  #remote: Remote | undefined;
  #last:
    | {
        readonly address: string;
        readonly port: number;
        readonly bound: BoundDatagramSocket;
        readonly from: DatagramPeer;
      }
    | undefined;
  #connected = false;
  /** True once received datagrams are ignored: their senders would become peers that are never disconnected. */
  #isClosing = false;
  #losses: LossCounter | undefined;
  readonly #unrecorded: UnrecordedDatagrams;
  #address: string;

  constructor(context: EndpointContext) {
    this.#context = context;
    this.#unrecorded = new UnrecordedDatagrams(context.transcript, context);
    this.#configured = parseAddress(context.listenAt ?? context.config.address);
    this.#address = formatAddress({ ...this.#configured, scheme: 'udp' });
  }

  get address(): string {
    return this.#address;
  }

  get bound(): readonly BoundDatagramSocket[] {
    return this.#sockets;
  }

  conversationAt(address: string): Conversation | undefined {
    return this.#byAddress.get(address)?.conversation;
  }

  get resolved(): ResolvedAddresses | undefined {
    return this.#hosts.addresses;
  }

  async open(signal: AbortSignal): Promise<void> {
    const { config, transcript } = this.#context;
    const { host, port } = this.#configured;
    this.#sockets = await bindAll(host, port, (bindHost, bindPort) =>
      bindDatagramSocket(bindHost, bindPort, config.options ?? {}),
    );
    if (!config.options?.reuseAddress) ownDatagramSockets.add(this);
    this.#address = formatAddress({ scheme: 'udp', host, port: this.#sockets[0]?.port ?? port });
    const remote = remoteOf(config);
    const purpose = remote === undefined ? {} : { remote, ...(config.connected && { connected: true as const }) };
    transcript.event({ code: 'bound', address: this.#address, ...purpose });
    const onLoss = (datagrams: number) => transcript.event({ code: 'datagramsLost', datagrams });
    this.#losses = new LossCounter(this.#sockets[0]?.port ?? port, onLoss, this.#context);
    for (const bound of this.#sockets) {
      const onMessage = (datagram: Buffer, from: RemoteInfo) => this.#received(bound, datagram, from);
      bound.socket.on('message', owned(this.#context, 'udpSocket.message', onMessage));
      bound.socket.on(
        'error',
        owned(this.#context, 'udpSocket.error', (error: Error) => this.#failed(error)),
      );
    }
    try {
      if (config.remote !== undefined) await this.#setRemote(parseAddress(config.remote), config.connected ?? false);
      if (signal.aborted) throw new SocketError('CANCELLED', { address: this.#address });
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  configure(config: EndpointConfig): void {
    const { options = {} } = config;
    for (const peer of this.#unlisted) peer.configure(config, noDirection);
    const { broadcast = false } = this.#context.config.options ?? {};
    // Set only if it changes, since the other address family may not support the option.
    const changed = (options.broadcast ?? false) === broadcast ? {} : { broadcast: !broadcast };
    for (const { socket } of this.#sockets) setDatagramOptions(socket, { ...options, ...changed });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    ownDatagramSockets.delete(this);
    this.#losses?.close();
    this.#unrecorded.report();
    this.#remote = undefined;
    try {
      await disconnectAll([...this.#context.peers.open, ...this.#unlisted]);
    } finally {
      for (const bound of this.#sockets) bound.close();
      this.#sockets = [];
    }
  }

  async #setRemote(remote: Address, connected: boolean): Promise<void> {
    const resolved = await this.#resolve(remote);
    const bound = this.#socketFor(resolved);
    if (connected) {
      await connectDatagramSocket(bound.socket, hostFor(bound, resolved.host), remote.port).catch(error => {
        throw datagramFailure(error, 'connect', formatHostPort(resolved.host, remote.port), this.#context.config);
      });
      this.#connected = true;
      // The other family can't be connected to this remote: it would continue to receive from anyone.
      for (const other of this.#sockets) if (other !== bound) other.close();
      this.#sockets = [bound];
    }
    this.#remote = { bound, host: resolved.host, port: remote.port };
    this.#hosts.keep(remote, this.#peer(bound, resolved.host, remote.port).address);
  }

  /** Returns the remote as a peer, a new one if it was disconnected. Listed once something is sent or received. */
  get #remotePeer(): Conversation | undefined {
    return this.#remote && this.#peer(this.#remote.bound, this.#remote.host, this.#remote.port);
  }

  async targets(target: SendTarget | undefined): Promise<Peer[]> {
    const { peers } = this.#context;
    if (typeof target !== 'object') {
      const remote = this.#remotePeer;
      const others = target === 'all' ? peers.open : [];
      const chosen = new Set<Peer>(remote ? [remote, ...others] : others);
      if (chosen.size === 0) throw peers.noPeer();
      return [...chosen];
    }
    return [identifiedPeer(peers, target) ?? (await this.#peerAt(target.address ?? ''))];
  }

  async #peerAt(text: string): Promise<Conversation> {
    const address = parseDatagramTarget(text);
    const resolved = await this.#resolve(address);
    const remote = this.#connected ? this.#remotePeer?.address : undefined;
    // The system would send it to the remote anyway.
    if (remote !== undefined && remote !== formatHostPort(resolved.host, address.port))
      throw SocketError.system('EISCONN', { operation: 'send', address: text, kind: 'udp', remote });
    const peer = this.#peer(this.#socketFor(resolved), resolved.host, address.port);
    this.#hosts.keep(address, peer.address);
    return peer;
  }

  #resolve(address: Address): Promise<ResolvedHost> {
    const families = ([4, 6] as const).filter(family => this.#boundFor(family));
    return this.#hosts.resolve(address, families);
  }

  #socketFor({ family }: Pick<ResolvedHost, 'host' | 'family'>): BoundDatagramSocket {
    const bound = this.#boundFor(family);
    if (!bound) throw SocketError.system('EAFNOSUPPORT', { operation: 'send', address: this.#address, family });
    return bound;
  }

  /** A socket on `[::]` also sends over IPv4, just as it receives over it. */
  #boundFor(family: 4 | 6): BoundDatagramSocket | undefined {
    const both = family === 4 && isWildcard(this.#configured.host);
    return this.#sockets.find(one => one.family === family) ?? (both ? this.#sockets[0] : undefined);
  }

  #received(bound: BoundDatagramSocket, datagram: Buffer, from: RemoteInfo): void {
    if (this.#isClosing) return;
    this.#losses?.received();
    if (this.#unrecorded.drops()) return;
    const { conversation, transport } = this.#senderOf(bound, from);
    this.#context.peers.touch(conversation);
    transport.received(datagram);
  }

  /** Returns the conversation with a sender. Most datagrams have the same sender as the last, which needs no lookup. */
  #senderOf(bound: BoundDatagramSocket, from: RemoteInfo): DatagramPeer {
    const last = this.#last;
    if (last && last.port === from.port && last.address === from.address && last.bound === bound) return last.from;
    const known = this.#datagramPeerAt(bound, plainHost(from.address), from.port);
    const { conversation } = known;
    if (this.#list(conversation)) conversation.event({ code: 'peerHeard', address: conversation.address });
    this.#last = { address: from.address, port: from.port, bound, from: known };
    return known;
  }

  #peer(bound: BoundDatagramSocket, host: string, port: number): Conversation {
    return this.#datagramPeerAt(bound, host, port).conversation;
  }

  /** Returns the conversation with an address; if it is unknown, a new one that isn't listed yet. */
  #datagramPeerAt(bound: BoundDatagramSocket, host: string, port: number): DatagramPeer {
    const address = formatHostPort(plainHost(host), port);
    const known = this.#byAddress.get(address);
    if (known) return known;
    const transport = new DatagramTransport({
      address,
      send: (datagram, taken) => {
        const sent = owned(conversation, 'udpSocket.sent', (error?: Error | null) => {
          if (!error) this.#list(conversation);
          taken(error);
        });
        if (this.#connected) bound.socket.send(datagram, sent);
        else bound.socket.send(datagram, port, hostFor(bound, host), sent);
      },
      failureOf: error => datagramFailure(error, 'send', address, this.#context.config),
    });
    const kind = isOwnAddress(bound, host, port) ? 'datagramsToItself' : 'datagrams';
    const identity = this.#context.peers.identify(address);
    const forget = { closed: () => this.#forget(conversation) };
    const findOtherSide = () => datagramOtherSide(this, bound, host, port);
    const conversation = newConversation(kind, { transport, identity, findOtherSide }, this.#context, forget);
    const created = { conversation, transport };
    this.#byAddress.set(address, created);
    this.#unlisted.add(conversation);
    conversation.open();
    if (this.#unlisted.size > maxUdpPeers) this.#giveUp(this.#unlisted.values().next().value);
    return created;
  }

  /** Lists a peer when something has been sent to it or received from it. Returns false if it is already listed. */
  #list(peer: Conversation): boolean {
    if (!this.#unlisted.delete(peer)) return false;
    const { peers } = this.#context;
    peers.add(peer);
    if (peers.size > maxUdpPeers) this.#giveUp(peers.oldest);
    return true;
  }

  /** Disconnects a peer to make room for a new one. */
  #giveUp(peer: Peer | undefined): void {
    if (peer) startOwned(peer, 'udpSocket.giveUp', () => peer.disconnect());
  }

  #forget(peer: Conversation): void {
    this.#byAddress.delete(peer.address);
    this.#unlisted.delete(peer);
    this.#last = undefined;
    this.#context.peers.close(peer);
    this.#context.changed();
  }

  /** Records a refusal of a connected socket (ICMP port unreachable), or an error of the socket, which stays open. */
  #failed(error: Error): void {
    const { failure } = SocketError.from(error, 'read', this.#remotePeer?.address ?? this.#address);
    this.#context.transcript.event({ code: 'peerFailed', failure }, this.#remotePeer);
    this.#context.changed();
  }
}
