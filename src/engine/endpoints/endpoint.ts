/** An endpoint that the user opened: its config, its state, its sockets while it is open, and its transcript, which outlives them. */
import { changedFields, changeEffect, isLiveField } from '../../core/configChange.ts';
import type { EndpointConfig, Framing } from '../../core/endpointConfig.ts';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type {
  Adoption,
  EndpointSnapshot,
  EndpointState,
  PeerNames,
  PeerSnapshot,
  SendTarget,
  Traffic,
} from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import type { SendFilesOptions } from '../../core/transfer/transfer.ts';
import { everyStep, noConversation, type Owner, settling } from '../owned.ts';
import { EndpointRecord, type RecordedState } from '../sessions/endpointRecord.ts';
import { Transcript } from '../transcript/transcript.ts';
import { OutgoingTransfers } from '../transfer/outgoingTransfers.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { TransferList } from '../transfer/transferList.ts';
import { EndpointVideos } from '../video/endpointVideos.ts';
import { ConfigInUse } from './configInUse.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { endpointKinds } from './endpointKinds.ts';
import type { EndpointOptions } from './endpointOptions.ts';
import { messageOf } from './entryMessage.ts';
import { explained } from './explained.ts';
import { withLastPort } from './lastPort.ts';
import { noTraffic } from './peer.ts';
import { keptClosed, PeerList } from './peerList.ts';
import { renamed } from './peerNames.ts';
import { sendToEach } from './sendTargets.ts';

/** An opening in progress. */
interface Opening {
  readonly cancel: AbortController;
  settled: Promise<void>;
  /** Config to open with; cleared once opening has begun. */
  config: EndpointConfig | undefined;
  /** Why it was cancelled, unless a caller did that. */
  failure?: SocketError;
}

export class Endpoint implements Owner {
  readonly id: string;
  readonly transcript: Transcript;
  readonly transfers: TransferList;
  readonly videos: EndpointVideos;
  readonly #outgoing: OutgoingTransfers;
  readonly #options: EndpointOptions;
  readonly #peers = new PeerList();
  readonly #traffic = noTraffic();
  readonly #record: EndpointRecord | undefined;
  readonly #inUse: ConfigInUse;
  #address: string;
  #state: EndpointState = 'closed';
  #failure: SocketError | undefined;
  #sockets: EndpointSockets | undefined;
  /** Context of the sockets that were last opened. */
  #lastContext: EndpointContext | undefined;
  #opening: Opening | undefined;
  #openedAt: number | undefined;
  /** Nothing is appended to a transcript that is still being read from disk. */
  #recovering: Promise<void> = Promise.resolve();
  /** Resolves when everything that a failure left open is closed. */
  #failing: Promise<void> = Promise.resolve();
  #removed = false;
  #panel: string | undefined;
  #peerNames: PeerNames = {};
  /** It was open when its window closed, and hasn't been opened or closed since. */
  #wasOpen = false;

  constructor(options: EndpointOptions) {
    const { id, config, directory, keptSinceMs, budget, onTransferChange } = options;
    this.#options = options;
    this.id = id;
    this.#inUse = new ConfigInUse(config);
    this.#address = config.address;
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
      target => this.#open.targets(target),
    );
  }

  get snapshot(): EndpointSnapshot {
    const { dropped, undoableClears } = this.transcript;
    return {
      id: this.id,
      config: this.#config,
      state: this.#state,
      address: this.#address,
      ...(this.#failure && { failure: this.#failure.failure }),
      counters: { ...this.#traffic, peers: this.#peers.size },
      entries: this.transcript.count,
      firstEntry: this.transcript.first,
      ...(dropped > 0 && { droppedEntries: dropped }),
      generation: this.transcript.generation,
      ...(undoableClears > 0 && { undoableClears }),
      ...(this.#openedAt !== undefined && { openedAt: this.#openedAt }),
      ...this.#namesOfPeers,
      ...(this.#config.kind === 'udp' && { senders: this.#peers.senders }),
      ...(this.#sockets?.resolved && { resolved: this.#sockets.resolved }),
    };
  }

  /** Undefined if it isn't open. */
  openPeer(peer: string): PeerSnapshot | undefined {
    return this.#peers.openSnapshot(peer);
  }

  /** Returns the first open peer after the one with this number, and the last one: two, the only one, or none. */
  laterPeers(number: number): PeerSnapshot[] {
    return this.#peers.later(number);
  }

  peers(from: number, count: number): PeerSnapshot[] {
    return this.#peers.snapshots(from, count);
  }

  /** Returns closed peers that still have entries, most recent first. */
  recentPeers(count: number): PeerSnapshot[] {
    return this.#peers.recent(count, number => this.transcript.hasEntriesOf(number));
  }

  /** Names the peers of an address; an empty name removes it. */
  renamePeer(address: string, name: string): void {
    this.#peerNames = renamed(this.#peerNames, address, name);
    this.#remember();
    this.#options.onChange();
  }

  /**
   * Opens the sockets after closing any open ones; with a new config if given. Rejects with a SocketError if it can't bind or connect, and
   * stays `failed`, and with NO_ENDPOINT if it was removed. A client that keeps trying resolves in the state `reconnecting`.
   */
  async open(config = this.#nextConfig): Promise<void> {
    if (this.#removed) throw new SocketError('NO_ENDPOINT', { endpoint: this.id });
    const closed = this.#close();
    // Set before anything is awaited, so that a concurrent close finds what to cancel.
    const opening: Opening = { cancel: new AbortController(), settled: Promise.resolve(), config };
    this.#opening = opening;
    const attempt = closed.then(() => this.#attempt(opening));
    opening.settled = attempt.catch(() => undefined /* reported to the caller that opened it */);
    try {
      await attempt;
    } finally {
      if (this.#opening === opening) this.#opening = undefined;
    }
  }

  /**
   * Takes over the transcript that a stopped engine or an earlier window left. The state is `failed` if there is a failure. A window that
   * died didn't close the endpoint; its transcript then says so.
   */
  async recover({
    failure,
    interrupted = false,
    wasOpen = false,
    address = this.#address,
    panel,
    traffic,
    entries,
    peerNames = {},
  }: Adoption): Promise<void> {
    this.#panel = panel;
    this.#peerNames = peerNames;
    this.#wasOpen = wasOpen;
    this.#address = address;
    this.#recovering = Promise.all([this.#recoverTranscript(traffic, entries), this.transfers.recover(failure)]).then(
      () => undefined,
    );
    await this.#recovering;
    if (interrupted && !this.#removed) this.transcript.event({ code: 'interrupted' });
    if (failure && !this.#removed) this.transcript.event({ code: 'failed', failure });
    // A request made in the meantime takes precedence.
    if (this.#state !== 'closed' || this.#removed || this.#opening) return;
    if (failure) this.#become('failed', new SocketError(failure.code, failure.params));
    else this.#become('closed');
  }

  /** Continues from the last known counters, or from the transcript's totals if those are higher. */
  async #recoverTranscript(counted: Traffic | undefined, entries: number | undefined): Promise<void> {
    const stored = await this.transcript.recover(entries);
    this.#peers.identifyAfter(this.transcript.lastPeerNumber);
    this.#peers.restore(stored.latest(keptClosed));
    for (const name of ['bytesIn', 'bytesOut', 'framesIn', 'framesOut'] as const)
      this.#traffic[name] += Math.max(stored.traffic[name], counted?.[name] ?? 0);
  }

  /** Stores state that its panel wants to restore. */
  keepPanel(state: string): void {
    this.#panel = state;
    this.#remember();
  }

  /** The session's files were deleted: writes this endpoint's files again. */
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
    if (this.#config.kind === 'udp') throw new SocketError('NOT_A_STREAM', { address: this.#address });
    this.#change({ ...this.#nextConfig, framing }, true, { code: 'framingChanged', framing });
  }

  /**
   * Applies another config without closing anything. Fields that take effect with a connection apply only to the next one. An endpoint that
   * is closed, or about to open, uses it when it opens.
   * @throws RangeError, without changing anything, for a config that can't be used or that needs different sockets than the open ones.
   */
  applyConfig(config: EndpointConfig): void {
    const before = this.#nextConfig;
    const isAtWork = !this.#opening?.config && (this.#isOpen || this.#state === 'opening');
    if (isAtWork && changeEffect(before, config) === 'restart')
      throw new RangeError('the endpoint must be reopened for this config');
    const fields = changedFields(before, config).filter(isLiveField);
    const isHeard = isAtWork && this.#isOpen && fields.length > 0;
    this.#change(config, fields.includes('framing'), isHeard ? { code: 'configChanged', fields } : undefined);
  }

  /** Returns the peers that a target currently means. Rejects with NOT_OPEN, or NO_PEER if there is none. */
  async meant(target: SendTarget | undefined): Promise<PeerSnapshot[]> {
    return (await this.#open.targets(target)).map(({ snapshot }) => snapshot);
  }

  /** The bytes must not change afterwards: the transcript keeps them. */
  async send(data: Uint8Array, target: SendTarget | undefined, isText?: boolean): Promise<void> {
    await sendToEach(await this.#open.targets(target), compact(data), isText);
  }

  /**
   * Sends the bytes of an entry again, to the peer it belongs to: the server of a client, the address of a datagram, the client of a server
   * while it is connected. Rejects with NO_ENTRY, and with NO_PEER if that client has disconnected.
   */
  async resend(seq: number): Promise<void> {
    const { bytes, target } = await messageOf(this.transcript, seq, this.#config.kind);
    await this.send(bytes, target);
  }

  /**
   * Starts one transfer to each target peer. Rejects with a SocketError if a file can't be read, with DISK_FULL if the transcript can't be
   * written, and with SEVERAL_PEERS if several are meant and `toOne` is set.
   */
  async sendFiles(options: SendFilesOptions, target: SendTarget | undefined, toOne = false): Promise<Transfer[]> {
    const peers = await this.#open.targets(target);
    this.#checkRoom();
    if (toOne && peers.length > 1)
      throw new SocketError('SEVERAL_PEERS', {
        kind: this.#config.kind,
        peers: peers.length,
        endpoint: endpointLabel(this.snapshot),
      });
    return this.#outgoing.send(peers, options, this.#context);
  }

  /** Opens it unless it is open, opening or reconnecting; waits for an opening in progress. */
  async ensureOpen(): Promise<void> {
    if (this.#opening) await this.#opening.settled;
    if (!this.#isOpen) await this.open();
  }

  /**
   * Retries a transfer that ended early; unless the endpoint is a server, its socket is reopened if necessary. Rejects with NO_TRANSFER for
   * anything else, with the reason why the socket can't be opened, and with PEER_GONE if only the peer can reconnect.
   */
  async retryTransfer(transfer: string): Promise<Transfer> {
    const { address } = this.#outgoing.retriable(transfer, this.#context).peer;
    const { kind } = this.#config;
    if (kind !== 'tcp-server') await this.ensureOpen();
    if (this.#state !== 'open') throw new SocketError('PEER_GONE', { address, state: this.#state });
    this.#checkRoom();
    // A UDP socket can send to any address, whether it is listed or not.
    const [peer] = kind === 'udp' ? await this.#open.targets({ address }) : [];
    return this.#outgoing.retry(transfer, this.#context, peer);
  }

  /** Ends the conversation with one peer or all: sends our end of stream after everything requested before. */
  end(peer?: string): void {
    for (const one of this.#peers.meant(peer)) one.end();
  }

  reset(peer?: string): void {
    for (const one of this.#peers.meant(peer)) one.reset();
  }

  async disconnect(peer: string): Promise<void> {
    await this.#peers.find(peer).disconnect();
  }

  /** Closes the sockets; the transcript stays. */
  async close(): Promise<void> {
    this.#wasOpen = false;
    await this.#close();
    this.#remember();
    // A removed transcript needn't be written.
    if (!this.#removed) await this.transcript.rest();
  }

  /** Closes the sockets and keeps the rest for `bringBack`, here or in the next window; no later window lists it. */
  async setAside(removedMs: number): Promise<void> {
    // As it is now, for the next window.
    this.#remember();
    this.#removed = true;
    this.transcript.setAside(true);
    await this.close();
    // The last entries must survive if the engine dies before an undo.
    await this.transcript.flush();
    await this.#record?.settled();
    await this.#record?.setAside(removedMs).catch(() => undefined /* the next window lists it again */);
  }

  /**
   * Undoes `setAside`: everything is as before, except that it is closed. If it was open, it gets its previous port when it is reopened.
   */
  bringBack(wasOpen = false): void {
    this.#removed = false;
    this.#wasOpen = wasOpen;
    this.transcript.setAside(false);
    this.#become('closed');
  }

  async remove(): Promise<void> {
    this.#removed = true;
    await this.close();
    this.#outgoing.dispose();
    // A pending write would recreate the directory.
    await Promise.all([this.#record?.end(), this.transfers.end()]);
    await this.transcript.remove();
  }

  /** Closes the sockets and leaves the transcript and the endpoint's state to the next window; an endpoint that isn't kept is removed. */
  async suspend(): Promise<void> {
    if (!this.#record) return this.remove();
    // Before it is closed, so that it isn't forgotten if the engine is stopped meanwhile.
    this.#wasOpen ||= this.#isOpen || this.#state === 'opening';
    await this.#close();
    // One that was removed may be restored: files that only wait for that don't get their last names.
    this.transcript.setAside(false);
    await this.transcript.close();
    await Promise.all([this.#record.settled(), this.transfers.settled()]);
    // The next window writes there.
    await Promise.all([this.#record.end(), this.transfers.end()]);
  }

  failed(failure: SocketError): void {
    if (this.#opening && this.#state === 'opening') {
      this.#opening.failure ??= failure;
      this.#opening.cancel.abort();
    } else if (this.#isOpen) {
      const sockets = this.#sockets;
      this.#sockets = undefined;
      const close = () => Promise.all([this.transfers.stop(failure), sockets?.close()]);
      everyStep(
        () => this.#fail(failure),
        () => this.videos.stop(failure),
        () => {
          this.#failing = settling(noConversation, 'endpoint.failing', close);
        },
      );
    }
  }

  async #close(): Promise<void> {
    // Before anything is awaited, so that the next opening isn't cancelled.
    const opening = this.#opening;
    opening?.cancel.abort();
    await this.#recovering;
    await this.#failing;
    await opening?.settled;
    const wasOpen = this.#isOpen;
    const sockets = this.#sockets;
    this.#sockets = undefined;
    this.videos.stop();
    // Whatever is already complete is finished; the rest can't be without its connection.
    const cancelled = new SocketError('CANCELLED');
    await Promise.all([sockets?.close(), this.transfers.stop(cancelled)]);
    // Sending may have begun in the meantime.
    this.videos.stop();
    await this.transfers.stop(cancelled);
    if (!wasOpen) return;
    this.transcript.event({ code: 'closed' });
    this.#become('closed');
  }

  get #config(): EndpointConfig {
    return this.#inUse.config;
  }

  /** The config it is open with, or opens with next. */
  get #nextConfig(): EndpointConfig {
    return this.#opening?.config ?? this.#config;
  }

  /** The event says so, if there is one. */
  #change(config: EndpointConfig, reframes: boolean, event?: TranscriptEvent): void {
    if (this.#opening?.config) {
      this.#opening.config = config;
      return;
    }
    const { transcript, videos } = this;
    const before = this.#config;
    this.#inUse.change(config, reframes, { peers: this.#peers, sockets: this.#sockets, transcript, videos });
    const isElsewhere = config.address !== before.address || config.kind !== before.kind;
    if (isElsewhere && !this.#isOpen && this.#state !== 'opening') this.#address = config.address;
    if (event) this.transcript.event(event);
    this.#remember();
    this.#options.onChange();
  }

  get #isOpen(): boolean {
    return this.#state === 'open' || this.#state === 'reconnecting';
  }

  get #open(): EndpointSockets {
    if (this.#state === 'open' && this.#sockets) return this.#sockets;
    throw new SocketError('NOT_OPEN', { state: this.#state });
  }

  /** @throws SocketError DISK_FULL if nothing more can be recorded. */
  #checkRoom(): void {
    const { refusal } = this.transcript;
    if (refusal) throw refusal;
  }

  get #context(): EndpointContext {
    if (this.#lastContext) return this.#lastContext;
    throw new SocketError('NOT_OPEN', { state: this.#state });
  }

  async #attempt(opening: Opening): Promise<void> {
    const { config = this.#config, cancel } = opening;
    opening.config = undefined;
    const lastAddress = this.#wasOpen ? withLastPort(config, this.#address) : undefined;
    try {
      this.#inUse.begin(config, this.transcript);
      this.#become('opening');
      if (lastAddress === undefined || !(await this.#openAgainAt(lastAddress, config, cancel.signal)))
        await this.#openSockets(this.#createSockets(config), cancel.signal);
      if (opening.failure) {
        await this.#sockets?.close();
        throw opening.failure;
      }
      this.#wasOpen = false;
      // Otherwise it keeps trying.
      if (this.#state === 'opening') this.#become('open');
    } catch (error) {
      const failure =
        opening.failure ??
        (await explained(SocketError.from(error, 'connect', config.address), () => this.#options.portHolder(config)));
      if (failure.code === 'CANCELLED') this.#become('closed');
      else this.#fail(failure);
      throw failure;
    }
  }

  async #openSockets(sockets: EndpointSockets, signal: AbortSignal): Promise<void> {
    this.#sockets = sockets;
    this.#address = sockets.address;
    await sockets.open(signal);
    this.#address = sockets.address;
  }

  /** Opens at the port from an earlier window, which other programs may still know. Returns false if that port is in use by now. */
  async #openAgainAt(address: string, config: EndpointConfig, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#openSockets(this.#createSockets(config, address), signal);
      return true;
    } catch (error) {
      if (SocketError.from(error, 'listen', address).code !== 'EADDRINUSE') throw error;
      this.transcript.event({ code: 'portTaken', address });
      return false;
    }
  }

  #createSockets(config: EndpointConfig, listenAt?: string): EndpointSockets {
    const inUse = this.#inUse;
    this.#peers.kind = config.kind;
    this.#lastContext = {
      get config() {
        return inUse.config;
      },
      get responder() {
        return inUse.responder;
      },
      listenAt,
      transcript: this.transcript,
      traffic: this.#traffic,
      peers: this.#peers,
      transfers: this.transfers,
      videos: this.videos,
      receiving: this.#options.receiving,
      changed: this.#options.onChange,
      failed: failure => this.failed(failure),
      become: (state, failure) => {
        if (state !== 'open' && state !== 'reconnecting') this.videos.stop();
        if (state === 'failed' && failure) this.#fail(failure);
        else this.#become(state, failure);
      },
    };
    return new endpointKinds[config.kind](this.#lastContext);
  }

  #fail(failure: SocketError): void {
    this.transcript.event({ code: 'failed', failure: failure.failure });
    this.#become('failed', failure);
  }

  #become(state: EndpointState, failure?: SocketError): void {
    if (state === 'open') this.#openedAt = Date.now();
    this.#state = state;
    this.#failure = failure;
    this.transcript.isResting = state === 'closed' || state === 'failed';
    this.#remember();
    this.#options.onChange();
  }

  get #namesOfPeers(): { peerNames?: PeerNames } {
    return Object.keys(this.#peerNames).length > 0 ? { peerNames: this.#peerNames } : {};
  }

  #remember(): void {
    const closed: RecordedState = this.#wasOpen ? 'suspended' : 'closed';
    if (!this.#removed)
      this.#record?.write({
        config: this.#config,
        address: this.#address,
        state: this.#isOpen || this.#state === 'opening' ? 'open' : closed,
        ...(this.#panel !== undefined && { panel: this.#panel }),
        traffic: { ...this.#traffic },
        entries: this.transcript.count,
        ...this.#namesOfPeers,
      });
  }
}

/** A few bytes shouldn't keep a large buffer in memory. */
function compact(bytes: Uint8Array): Uint8Array {
  return bytes.buffer.byteLength > 2 * bytes.length ? bytes.slice() : bytes;
}
