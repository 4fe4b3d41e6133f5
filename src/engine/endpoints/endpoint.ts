/** An endpoint that the user opened: its config, its state, its sockets while it is open, and its transcript, which outlives them. */
import { changedFields, changeEffect, isLiveField } from '../../core/config/configChange.ts';
import type { EndpointConfig, Framing } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type {
  Adoption,
  EndpointSnapshot,
  PeerNames,
  PeerSnapshot,
  SendTarget,
  Traffic,
} from '../../core/endpointSnapshot.ts';
import { acceptsConnections, isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import { hasEnded, type SendFilesOptions } from '../../core/transfer/transferSnapshot.ts';
import { noTraffic } from '../conversation/traffic.ts';
import type { Owner } from '../owned.ts';
import { EndpointRecord, type RecordedState } from '../sessions/endpointRecord.ts';
import { notDeleted } from '../sessions/notDeleted.ts';
import { Transcript } from '../transcript/transcript.ts';
import { OutgoingTransfers } from '../transfer/outgoingTransfers.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { TransferList } from '../transfer/transferList.ts';
import { EndpointVideos } from '../video/endpointVideos.ts';
import { ConfigInUse } from './configInUse.ts';
import { eachInTurns } from './eachInTurns.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { endpointKinds } from './endpointKinds.ts';
import { EndpointLife } from './endpointLife.ts';
import { EndpointMessages } from './endpointMessages.ts';
import type { EndpointOptions } from './endpointOptions.ts';
import { messageOf } from './entryMessage.ts';
import { keptClosed, PeerList } from './peerList.ts';
import { renamed } from './peerNames.ts';
import { SendOrder } from './sendOrder.ts';

export class Endpoint implements Owner {
  readonly id: string;
  readonly transcript: Transcript;
  readonly transfers: TransferList;
  readonly videos: EndpointVideos;
  readonly messages: EndpointMessages;
  readonly #outgoing: OutgoingTransfers;
  readonly #options: EndpointOptions;
  readonly #peers = new PeerList();
  readonly #sendOrder = new SendOrder();
  readonly #traffic = noTraffic();
  readonly #record: EndpointRecord | undefined;
  readonly #inUse: ConfigInUse;
  readonly #life: EndpointLife;
  /** Context of the sockets that were last opened. */
  #lastContext: EndpointContext | undefined;
  #removed = false;
  #panel: string | undefined;
  #peerNames: PeerNames = {};

  constructor(options: EndpointOptions) {
    const { id, config, directory, keptSinceMs, budget, onTransferChange } = options;
    this.#options = options;
    this.id = id;
    this.#inUse = new ConfigInUse(config);
    this.#record = keptSinceMs === undefined ? undefined : new EndpointRecord(directory, keptSinceMs, budget);
    this.transcript = new Transcript({ ...options, encoding: config.encoding ?? 'utf8', owner: this });
    const kept = keptSinceMs === undefined ? undefined : directory;
    const onForgotten = (transfer: string) => this.#outgoing.forget(transfer);
    this.transfers = new TransferList({
      endpoint: id,
      directory: kept,
      storage: budget,
      onChange: onTransferChange,
      onForgotten,
    });
    this.#outgoing = new OutgoingTransfers(options.spools);
    this.videos = new EndpointVideos(
      options,
      () => this.#context,
      target => this.#life.openSockets.targets(target),
    );
    this.messages = new EndpointMessages(peer => this.#peers.noPeer({ peer, purpose: 'receive' }));
    this.#life = new EndpointLife({
      inUse: this.#inUse,
      transcript: this.transcript,
      transfers: this.transfers,
      videos: this.videos,
      newSockets: (toOpen, listenAt) => this.#newSockets(toOpen, listenAt),
      portHolder: options.portHolder,
      changed: () => this.#changed(),
    });
  }

  get snapshot(): EndpointSnapshot {
    const { index, undoableClears } = this.transcript;
    const life = this.#life;
    return {
      id: this.id,
      config: this.#config,
      state: life.state,
      address: life.address,
      ...(life.failure && { failure: life.failure.failure }),
      counters: { ...this.#traffic, peers: this.#peers.size },
      entries: index.count,
      firstEntry: index.first,
      ...(index.dropped > 0 && { droppedEntries: index.dropped }),
      generation: index.generation,
      ...(undoableClears.length > 0 && { undoableClears }),
      ...(life.openedAt !== undefined && { openedAt: life.openedAt }),
      ...this.#namesOfPeers,
      ...(!isStream(this.#config) && { senders: this.#peers.senders }),
      ...(life.sockets?.resolved && { resolved: life.sockets.resolved }),
    };
  }

  /** Returns the snapshot of a peer; undefined if it isn't open. */
  openPeer(peer: string): PeerSnapshot | undefined {
    return this.#peers.openSnapshot(peer);
  }

  /** Returns the first open peer after this number, and the last open one: two, one if they are the same, or none. */
  laterPeers(number: number): PeerSnapshot[] {
    return this.#peers.later(number);
  }

  peers(from: number, count: number): PeerSnapshot[] {
    return this.#peers.snapshots(from, count);
  }

  /** Returns closed peers that still have entries, most recent first. */
  recentPeers(count: number): PeerSnapshot[] {
    return this.#peers.recent(count, number => this.transcript.index.hasEntriesOf(number));
  }

  /** Names the peers of an address; an empty name removes it. */
  renamePeer(address: string, name: string): void {
    this.#peerNames = renamed(this.#peerNames, address, name);
    this.#changed();
  }

  /**
   * Opens the sockets after closing any open ones; with a new config if given. Rejects with a SocketError if it can't bind or connect, and
   * stays `failed`, and with NO_ENDPOINT if it was removed. A client that keeps trying resolves in the state `reconnecting`.
   */
  async open(config = this.#nextConfig): Promise<void> {
    if (this.#removed) throw new SocketError('NO_ENDPOINT', { endpoint: this.id });
    await this.#life.reopen(config);
  }

  /**
   * Takes over the transcript that a stopped engine or an earlier window left. The state is `failed` if there is a
   * failure. If the window died without closing the endpoint, the transcript says so.
   */
  async recover({
    failure,
    interrupted = false,
    wasOpen = false,
    address,
    panel,
    traffic,
    entries,
    peerNames = {},
  }: Adoption): Promise<void> {
    this.#panel = panel;
    this.#peerNames = peerNames;
    const recovering = Promise.all([this.#recoverTranscript(traffic, entries), this.transfers.recover(failure)]);
    const recovered = recovering.then(() => undefined);
    this.#life.recover(wasOpen, address, recovered);
    await recovered;
    if (this.#removed) return;
    if (interrupted) this.transcript.event({ code: 'interrupted' });
    if (failure) this.transcript.event({ code: 'failed', failure });
    this.#life.restore(failure && SocketError.of(failure));
  }

  /** Continues from the last known counters, or from the transcript's totals if those are higher. */
  async #recoverTranscript(counted: Traffic | undefined, entries: number | undefined): Promise<void> {
    const stored = await this.transcript.recover(entries);
    this.#peers.identifyAfter(this.transcript.index.lastPeerNumber);
    this.#peers.restore(stored.latest(keptClosed));
    for (const name of ['bytesIn', 'bytesOut', 'framesIn', 'framesOut'] as const)
      this.#traffic[name] += Math.max(stored.traffic[name], counted?.[name] ?? 0);
  }

  /** Stores the state of the endpoint's panel, to be restored later. */
  keepPanel(state: string): void {
    this.#panel = state;
    this.#remember();
  }

  /** Writes this endpoint's files again. Called when the session's files were deleted. */
  restoreFiles(): void {
    this.transcript.checkFiles();
    this.#remember();
    this.transfers.write();
  }

  rename(name: string): void {
    this.#change({ ...this.#nextConfig, name }, false);
  }

  /** Splits streams with another framing, from the next byte on. @throws SocketError NOT_A_STREAM for UDP. */
  changeFraming(framing: Framing): void {
    if (!isStream(this.#config)) throw new SocketError('NOT_A_STREAM', { address: this.#life.address });
    this.#change({ ...this.#nextConfig, framing }, true, { code: 'framingChanged', framing });
  }

  /**
   * Applies another config without closing anything. Fields that take effect with a connection apply only to the next one. An endpoint that
   * is closed, or about to open, uses it when it opens.
   * @throws RangeError, without changing anything, for a config that can't be used or that needs different sockets than the open ones.
   */
  applyConfig(config: EndpointConfig): void {
    const before = this.#nextConfig;
    const isAtWork = !this.#life.configToOpen && this.#life.isRunning;
    if (isAtWork && changeEffect(before, config) === 'restart')
      throw new RangeError('the endpoint must be reopened for this config');
    const fields = changedFields(before, config).filter(isLiveField);
    const isHeard = isAtWork && this.#life.isOpen && fields.length > 0;
    this.#change(config, fields.includes('framing'), isHeard ? { code: 'configChanged', fields } : undefined);
  }

  /** Returns the peers that a target currently means. Rejects with NOT_OPEN, or NO_PEER if there is none. */
  async meant(target: SendTarget | undefined): Promise<PeerSnapshot[]> {
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
    const { bytes, target } = await messageOf(this.transcript, seq, this.#config);
    await this.send(bytes, target);
  }

  /**
   * Starts one transfer to each target peer. Rejects with a SocketError if a file can't be read, with DISK_FULL if the transcript can't be
   * written, and with SEVERAL_PEERS if several are meant and `toOne` is set.
   */
  async sendFiles(options: SendFilesOptions, target: SendTarget | undefined, toOne = false): Promise<Transfer[]> {
    const peers = await this.#life.openSockets.targets(target);
    if (this.#sendOrder.isQueueing) await this.#sendOrder.whenQueued;
    this.#checkRoom();
    if (toOne && peers.length > 1)
      throw new SocketError('SEVERAL_PEERS', {
        kind: this.#config.kind,
        peers: peers.length,
        endpoint: labelInSentence(this.snapshot),
      });
    return this.#outgoing.send(peers, options, this.#context);
  }

  /** Opens it unless it is open, opening or reconnecting; waits for an opening in progress. */
  async ensureOpen(): Promise<void> {
    await this.#openUnless(() => this.#life.isOpen);
  }

  async #openUnless(isFine: () => boolean): Promise<void> {
    const { opening } = this.#life;
    if (opening !== undefined) await opening;
    if (!isFine()) await this.open();
  }

  /** True if its connection can carry nothing more, since a direction has ended. A client has one connection. */
  get #hasEnded(): boolean {
    const { open } = this.#peers;
    return isStream(this.#config) && open.length > 0 && open.every(({ snapshot }) => snapshot.state !== 'open');
  }

  /** Opens a client, or a socket, unless it can send. A connection that ends is replaced when the other transfers over it have ended. */
  async #ensureSending(): Promise<void> {
    const isInUse = () => this.transfers.snapshots.some(one => !hasEnded(one));
    await this.#openUnless(() => this.#life.isOpen && (!this.#hasEnded || isInUse()));
    if (this.#hasEnded) throw new SocketError('STREAM_ENDED');
  }

  /**
   * Retries a transfer that ended early; unless the endpoint is a server, its socket is reopened if it is closed or can carry nothing more.
   * Rejects with NO_TRANSFER for anything else, with the reason why the socket can't be opened, with PEER_GONE if only the peer can
   * reconnect, and with STREAM_ENDED while other transfers keep a connection that has ended.
   */
  async retryTransfer(transfer: string): Promise<Transfer> {
    const { address } = this.#outgoing.retriable(transfer, this.#context).peer;
    if (!acceptsConnections(this.#config)) await this.#ensureSending();
    const { state } = this.#life;
    if (state !== 'open') throw new SocketError('PEER_GONE', { address, state });
    this.#checkRoom();
    // A UDP socket can send to any address, whether it is listed or not.
    const [peer] = isStream(this.#config) ? [] : await this.#life.openSockets.targets({ address });
    return this.#outgoing.retry(transfer, this.#context, peer);
  }

  /** Ends the conversation with one peer or all: sends our end of stream after everything requested before. */
  async end(peer?: string): Promise<void> {
    if (this.#sendOrder.isQueueing) await this.#sendOrder.whenQueued;
    await eachInTurns(this.#peers.meant(peer), one => one.end());
  }

  async reset(peer?: string): Promise<void> {
    await eachInTurns(this.#peers.meant(peer), one => one.reset());
  }

  async disconnect(peer: string): Promise<void> {
    if (this.#sendOrder.isQueueing) await this.#sendOrder.whenQueued;
    await this.#peers.find(peer).disconnect();
  }

  /** Closes the sockets; the transcript stays. */
  async close(): Promise<void> {
    await this.#life.close();
    this.#remember();
    // A removed transcript needn't be written.
    if (!this.#removed) await this.transcript.rest();
  }

  /** Closes the sockets and keeps the rest for `bringBack`, here or in the next window; no later window lists it. */
  async setAside(removedMs: number): Promise<void> {
    // Records the current state for the next window.
    this.#remember();
    this.#removed = true;
    this.messages.end();
    this.transcript.setAside(true);
    await this.close();
    // The last entries must survive if the engine dies before an undo.
    await this.transcript.flush();
    await this.#record?.settled();
    await this.#record?.setAside(removedMs).catch(() => undefined /* the next window lists it again */);
  }

  /** Undoes `setAside`; the endpoint is then closed. If it was open, it gets its previous port when it is reopened. */
  bringBack(wasOpen = false): void {
    this.#removed = false;
    this.transcript.setAside(false);
    this.#life.bringBack(wasOpen);
  }

  /** Closes it and deletes its files. If they can't be deleted, that is logged, and no later window lists it. */
  async remove(): Promise<void> {
    this.#removed = true;
    this.messages.end();
    this.#peers.discard();
    await this.close();
    this.#outgoing.dispose();
    // A pending write would recreate the directory.
    await Promise.all([this.#record?.end(), this.transfers.end()]);
    // Time 0 leaves no time to restore it: otherwise a later window would list it if its files can't be deleted.
    await this.#record
      ?.setAside(0)
      .catch(() => undefined /* nothing in the directory can be changed, which is logged below */);
    await this.transcript.remove().catch(notDeleted);
  }

  /** Closes the sockets and leaves the transcript and the endpoint's state to the next window; an endpoint that isn't kept is removed. */
  async suspend(): Promise<void> {
    if (!this.#record) return this.remove();
    this.messages.end();
    await this.#life.suspend();
    // A removed endpoint may still be restored: spare files wouldn't get their final names.
    this.transcript.setAside(false);
    await this.transcript.close();
    await Promise.all([this.#record.settled(), this.transfers.settled()]);
    // From now on, the next window writes to the directory.
    await Promise.all([this.#record.end(), this.transfers.end()]);
  }

  failed(failure: SocketError): void {
    this.#life.failed(failure);
  }

  get #config(): EndpointConfig {
    return this.#inUse.config;
  }

  /** The config it is open with, or opens with next. */
  get #nextConfig(): EndpointConfig {
    return this.#life.configToOpen ?? this.#config;
  }

  /** Changes the config, and records the event that says so, if any. */
  #change(config: EndpointConfig, reframes: boolean, event?: TranscriptEvent): void {
    if (this.#life.configToOpen) {
      this.#life.configToOpen = config;
      return;
    }
    const { transcript, videos } = this;
    const before = this.#config;
    this.#inUse.change(config, reframes, { peers: this.#peers, sockets: this.#life.sockets, transcript, videos });
    const isElsewhere = config.address !== before.address || config.kind !== before.kind;
    if (isElsewhere) this.#life.moveTo(config.address);
    if (event) this.transcript.event(event);
    this.#remember();
    this.#options.onChange();
  }

  /** @throws SocketError DISK_FULL if nothing more can be recorded. */
  #checkRoom(): void {
    const { refusal } = this.transcript;
    if (refusal) throw refusal;
  }

  get #context(): EndpointContext {
    if (this.#lastContext) return this.#lastContext;
    throw new SocketError('NOT_OPEN', { state: this.#life.state });
  }

  #newSockets(config: EndpointConfig, listenAt: string | undefined): EndpointSockets {
    const inUse = this.#inUse;
    this.#peers.endpoint = config;
    this.#lastContext = {
      get config() {
        return inUse.config;
      },
      get responder() {
        return inUse.responder;
      },
      responderOf: used => inUse.responderOf(used),
      listenAt,
      transcript: this.transcript,
      traffic: this.#traffic,
      peers: this.#peers,
      transfers: this.transfers,
      videos: this.videos,
      messages: this.messages,
      receiving: this.#options.receiving,
      changed: this.#options.onChange,
      failed: failure => this.failed(failure),
      become: (state, failure) => this.#life.changed(state, failure),
    };
    return new endpointKinds[config.kind](this.#lastContext);
  }

  #changed(): void {
    this.messages.endpointIs(this.#life.state);
    this.#remember();
    this.#options.onChange();
  }

  get #namesOfPeers(): { peerNames?: PeerNames } {
    return Object.keys(this.#peerNames).length > 0 ? { peerNames: this.#peerNames } : {};
  }

  #remember(): void {
    const { wasOpen, isRunning, address } = this.#life;
    const closed: RecordedState = wasOpen ? 'suspended' : 'closed';
    if (!this.#removed)
      this.#record?.write({
        config: this.#config,
        address,
        state: isRunning ? 'open' : closed,
        ...(this.#panel !== undefined && { panel: this.#panel }),
        traffic: { ...this.#traffic },
        entries: this.transcript.index.count,
        ...this.#namesOfPeers,
      });
  }
}

/** Copies bytes that would keep a much larger buffer in memory. */
function compact(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.length ? bytes.slice() : bytes;
}
