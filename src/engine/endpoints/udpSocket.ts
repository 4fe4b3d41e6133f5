/** A UDP endpoint: bound, with an optional remote; every address it has received from or sent to is a peer. */
import type { RemoteInfo } from 'node:dgram';
import { type Address, formatAddress, formatHostPort, parseAddress, plainHost } from '../../core/address.ts';
import { parseDatagramTarget } from '../../core/datagramTarget.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { SendTarget } from '../../core/endpointSnapshot.ts';
import { maxUdpPeers } from '../../core/limits.ts';
import { SocketError } from '../../core/socketError.ts';
import { bindAll } from './bindTargets.ts';
import {
  type BoundDatagramSocket,
  bindDatagramSocket,
  connectDatagramSocket,
  type ResolvedHost,
  resolveHost,
  setDatagramOptions,
} from './boundDatagramSocket.ts';
import { datagramFailure } from './datagramFailure.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { LossCounter } from './lossCounter.ts';
import type { Peer } from './peer.ts';
import { identifiedPeer } from './sendTargets.ts';
import { UdpPeer } from './udpPeer.ts';

export class UdpSocket implements EndpointSockets {
  readonly #context: EndpointContext;
  readonly #configured: Address;
  readonly #byAddress = new Map<string, UdpPeer>();
  /** Those of them to which nothing was sent yet, and from which nothing was received. */
  readonly #unlisted = new Set<UdpPeer>();
  /** Host names that are being looked up, by the address they are part of. */
  readonly #lookups = new Map<string, Promise<ResolvedHost>>();
  #sockets: readonly BoundDatagramSocket[] = [];
  #remote: UdpPeer | undefined;
  #last:
    | { readonly address: string; readonly port: number; readonly bound: BoundDatagramSocket; readonly peer: UdpPeer }
    | undefined;
  #connected = false;
  #losses: LossCounter | undefined;
  #dropped = 0;
  #address: string;

  constructor(context: EndpointContext) {
    this.#context = context;
    this.#configured = parseAddress(context.listenAt ?? context.config.address);
    this.#address = formatAddress({ ...this.#configured, scheme: 'udp' });
  }

  get address(): string {
    return this.#address;
  }

  async open(signal: AbortSignal): Promise<void> {
    const { config, transcript } = this.#context;
    const { host, port } = this.#configured;
    this.#sockets = await bindAll(host, port, (bindHost, bindPort) =>
      bindDatagramSocket(bindHost, bindPort, config.options ?? {}),
    );
    this.#address = formatAddress({ scheme: 'udp', host, port: this.#sockets[0]?.port ?? port });
    transcript.event({ code: 'bound', address: this.#address });
    this.#losses = new LossCounter(this.#sockets[0]?.port ?? port, datagrams => {
      transcript.event({ code: 'datagramsLost', datagrams });
    });
    for (const bound of this.#sockets) {
      bound.socket.on('message', (datagram, from) => this.#received(bound, datagram, from));
      bound.socket.on('error', error => this.#failed(error));
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
    for (const peer of this.#unlisted) peer.configure(config);
    const { broadcast = false } = this.#context.config.options ?? {};
    // The other family may not know the option: it is set only where it changes.
    const changed = (options.broadcast ?? false) === broadcast ? {} : { broadcast: !broadcast };
    for (const { socket } of this.#sockets) setDatagramOptions(socket, { ...options, ...changed });
  }

  async close(): Promise<void> {
    this.#losses?.close();
    this.#reportDropped();
    this.#remote = undefined;
    for (const peer of [...this.#context.peers.open, ...this.#unlisted]) await peer.disconnect();
    for (const bound of this.#sockets) bound.close();
    this.#sockets = [];
  }

  async #setRemote(remote: Address, connected: boolean): Promise<void> {
    const resolved = await this.#resolve(remote);
    const bound = this.#socketFor(resolved);
    if (connected) {
      await connectDatagramSocket(bound.socket, resolved.host, remote.port).catch(error => {
        throw datagramFailure(error, 'connect', formatHostPort(resolved.host, remote.port), this.#context.config);
      });
      this.#connected = true;
      // The other family can't be connected to this remote: it would go on hearing everybody.
      for (const other of this.#sockets) if (other !== bound) other.close();
      this.#sockets = [bound];
    }
    this.#remote = this.#peer(bound, resolved.host, remote.port);
    this.#list(this.#remote);
  }

  async targets(target: SendTarget | undefined): Promise<Peer[]> {
    const { peers } = this.#context;
    if (target === 'all' && peers.size > 0) return peers.open;
    if (target === undefined && this.#remote) return [this.#revive(this.#remote)];
    if (typeof target !== 'object') throw peers.nobody;
    return [identifiedPeer(peers, target) ?? (await this.#peerAt(target.address ?? ''))];
  }

  async #peerAt(text: string): Promise<UdpPeer> {
    const address = parseDatagramTarget(text);
    const resolved = await this.#resolve(address);
    const remote = this.#connected ? this.#remote?.address : undefined;
    // The system would send it to the remote all the same.
    if (remote !== undefined && remote !== formatHostPort(resolved.host, address.port))
      throw new SocketError('EISCONN', { operation: 'send', address: text, kind: 'udp', remote });
    return this.#peer(this.#socketFor(resolved), resolved.host, address.port);
  }

  /** The remote stays who it is even when it was disconnected in between. */
  #revive(remote: UdpPeer): UdpPeer {
    const known = this.#byAddress.get(remote.address);
    if (known) return known;
    const { host, port } = parseAddress(remote.address);
    this.#remote = this.#peer(this.#socketFor({ host, family: host.includes(':') ? 6 : 4 }), host, port);
    this.#list(this.#remote);
    return this.#remote;
  }

  /** Sends to one name share a lookup that is under way: with one each they could overtake each other. */
  #resolve({ host, port }: Address): Promise<ResolvedHost> {
    const address = formatAddress({ scheme: 'udp', host, port });
    const known = this.#lookups.get(address);
    if (known !== undefined) return known;
    const families = this.#sockets.map(({ family }) => family);
    const lookup = resolveHost(host, families, address).finally(() => this.#lookups.delete(address));
    this.#lookups.set(address, lookup);
    return lookup;
  }

  #socketFor({ family }: Pick<ResolvedHost, 'host' | 'family'>): BoundDatagramSocket {
    const bound = this.#sockets.find(one => one.family === family);
    if (!bound) throw new SocketError('EAFNOSUPPORT', { operation: 'send', address: this.#address, family });
    return bound;
  }

  #received(bound: BoundDatagramSocket, datagram: Buffer, from: RemoteInfo): void {
    this.#losses?.heard();
    // A disk that is slow can't slow a sender of datagrams down: what it can't take is lost, and counted.
    const { transcript } = this.#context;
    if (transcript.saturated) {
      // Told when there is room again, whether more datagrams come or not.
      if (this.#dropped++ === 0) void transcript.drained().then(() => this.#reportDropped());
      return;
    }
    const peer = this.#heardFrom(bound, from);
    this.#context.peers.touch(peer);
    peer.received(datagram);
  }

  /** Most datagrams come from where the last one came from: that needs no look. */
  #heardFrom(bound: BoundDatagramSocket, from: RemoteInfo): UdpPeer {
    const last = this.#last;
    if (last && last.port === from.port && last.address === from.address && last.bound === bound) return last.peer;
    const peer = this.#peer(bound, plainHost(from.address), from.port);
    if (this.#list(peer)) this.#context.transcript.event({ code: 'peerHeard', address: peer.address }, peer);
    this.#last = { address: from.address, port: from.port, bound, peer };
    return peer;
  }

  #reportDropped(): void {
    if (this.#dropped === 0) return;
    this.#context.transcript.event({ code: 'datagramsDropped', datagrams: this.#dropped });
    this.#dropped = 0;
  }

  /** The peer of an address, new and not yet listed when it is not known. */
  #peer(bound: BoundDatagramSocket, host: string, port: number): UdpPeer {
    const address = formatHostPort(host, port);
    const known = this.#byAddress.get(address);
    if (known) return known;
    const peer = new UdpPeer(
      this.#context.peers.identify(address),
      this.#context,
      (datagram, taken) => {
        const sent = (error?: Error | null) => {
          if (!error) this.#list(peer);
          taken(error);
        };
        if (this.#connected) bound.socket.send(datagram, sent);
        else bound.socket.send(datagram, port, host, sent);
      },
      gone => this.#forget(gone),
    );
    this.#byAddress.set(address, peer);
    this.#unlisted.add(peer);
    if (this.#unlisted.size > maxUdpPeers) void this.#unlisted.values().next().value?.disconnect();
    return peer;
  }

  /** Lists a peer, as something was sent to it or received from it. Returns false if it is listed already. */
  #list(peer: UdpPeer): boolean {
    if (!this.#unlisted.delete(peer)) return false;
    const { peers } = this.#context;
    peers.add(peer);
    if (peers.size > maxUdpPeers) void peers.oldest?.disconnect();
    return true;
  }

  #forget(peer: UdpPeer): void {
    this.#byAddress.delete(peer.address);
    this.#unlisted.delete(peer);
    this.#last = undefined;
    this.#context.peers.close(peer);
    this.#context.changed();
  }

  /** A refusal heard by a connected socket (ICMP port unreachable), or a fault of the socket itself: it stays open. */
  #failed(error: Error): void {
    const { failure } = SocketError.from(error, 'read', this.#remote?.address ?? this.#address);
    this.#context.transcript.event({ code: 'peerFailed', failure }, this.#remote);
    this.#context.changed();
  }
}
