/** An endpoint that the user opened: its config, its state, its sockets while it is open, and its transcript, which outlives them. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Adoption, EndpointSnapshot, SendTarget, Traffic } from '../../core/endpointSnapshot.ts';
import { isStream } from '../../core/kinds.ts';
import { SocketError } from '../../core/socketError.ts';
import type { SendFilesOptions } from '../../core/transfer/transferSnapshot.ts';
import { IncompleteFrames } from '../conversation/incompleteFrames.ts';
import { noTraffic } from '../conversation/traffic.ts';
import type { Owner } from '../owned.ts';
import type { RecordedState } from '../sessions/endpointRecord.ts';
import { Transcript } from '../transcript/transcript.ts';
import type { Transfer } from '../transfer/transfer.ts';
import { TransferList } from '../transfer/transferList.ts';
import { EndpointVideos } from '../video/endpointVideos.ts';
import { ConfigChanges } from './configChanges.ts';
import { ConfigInUse } from './configInUse.ts';
import type { EndpointContext, EndpointSockets } from './endpointContext.ts';
import { EndpointFiles } from './endpointFiles.ts';
import { endpointKinds } from './endpointKinds.ts';
import { EndpointLife } from './endpointLife.ts';
import { EndpointMessages } from './endpointMessages.ts';
import type { EndpointOptions } from './endpointOptions.ts';
import { EndpointPeers } from './endpointPeers.ts';
import { EndpointRemoval } from './endpointRemoval.ts';
import { KeptEndpoint } from './keptEndpoint.ts';
import { keptClosed, PeerList } from './peerList.ts';
import { SendOrder } from './sendOrder.ts';

export class Endpoint implements Owner {
  readonly id: string;
  /** Closes it, and takes it off the list. */
  readonly removal: EndpointRemoval;
  /** Changes its config. */
  readonly configure: ConfigChanges;
  readonly transcript: Transcript;
  readonly transfers: TransferList;
  readonly videos: EndpointVideos;
  readonly messages: EndpointMessages;
  /** Its peers, and what is sent to them. */
  readonly peers: EndpointPeers;
  readonly #files: EndpointFiles;
  readonly #options: EndpointOptions;
  readonly #peers = new PeerList();
  readonly #sendOrder = new SendOrder();
  readonly #traffic = noTraffic();
  readonly #incomplete = new IncompleteFrames(this, () => this.#options.onChange());
  readonly #kept: KeptEndpoint;
  readonly #inUse: ConfigInUse;
  readonly #life: EndpointLife;
  /** Pending while the transcript of an earlier engine or window is being read. */
  #recovering: Promise<void> | undefined;
  /** Context of the sockets that were last opened. */
  #lastContext: EndpointContext | undefined;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.id = options.id;
    this.#inUse = new ConfigInUse(options.config);
    this.#kept = new KeptEndpoint(options);
    this.transcript = new Transcript({ ...options, encoding: this.#config.encoding ?? 'utf8', owner: this });
    this.transfers = this.#newTransfers();
    this.videos = new EndpointVideos(
      options,
      () => this.#context,
      target => this.#life.openSockets.targets(target),
    );
    this.messages = new EndpointMessages(peer => this.#peers.noPeer({ peer, purpose: 'receive' }));
    const { transcript, transfers, videos, messages } = this;
    const shared = {
      inUse: this.#inUse,
      peers: this.#peers,
      sendOrder: this.#sendOrder,
      transcript,
      transfers,
      videos,
    };
    const config = () => this.#config;
    const changed = () => this.#changed();
    this.#life = new EndpointLife({
      ...shared,
      newSockets: (toOpen, listenAt) => this.#newSockets(toOpen, listenAt),
      portHolder: options.portHolder,
      changed,
    });
    const connected = { ...shared, life: this.#life, kept: this.#kept, messages, config, changed };
    this.configure = new ConfigChanges({ ...connected, onChanged: () => this.#configChanged() });
    this.peers = new EndpointPeers(connected);
    this.#files = new EndpointFiles({
      ...connected,
      spools: options.spools,
      context: () => this.#context,
      snapshot: () => this.snapshot,
      open: () => this.open(),
    });
    this.removal = new EndpointRemoval({ ...connected, files: this.#files, remember: () => this.#remember() });
  }

  get snapshot(): EndpointSnapshot {
    const { index, undoableClears } = this.transcript;
    const incomplete = this.#incomplete.snapshot;
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
      ...this.#kept.peerNames,
      ...(!isStream(this.#config) && { senders: this.#peers.senders }),
      ...(life.sockets?.resolved && { resolved: life.sockets.resolved }),
      ...(incomplete && { incomplete }),
      ...(this.#recovering !== undefined && { isRestoring: true }),
    };
  }

  /**
   * Opens the sockets after closing any open ones; with a new config if given. Rejects with a SocketError if it can't bind or connect, and
   * stays `failed`, and with NO_ENDPOINT if it was removed. A client that keeps trying resolves in the state `reconnecting`.
   */
  async open(config?: EndpointConfig): Promise<void> {
    if (this.#kept.isRemoved) throw new SocketError('NO_ENDPOINT', { endpoint: this.id });
    await this.#life.reopen(this.configure.toOpen(config));
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
    this.#kept.restore(panel, peerNames);
    const recovering = Promise.all([this.#recoverTranscript(traffic, entries), this.transfers.recover(failure)]);
    const recovered = recovering
      .then(() => undefined)
      .finally(() => {
        this.#recovering = undefined;
      });
    this.#recovering = recovered;
    this.#life.recover(wasOpen, address, recovered);
    await recovered;
    if (this.#kept.isRemoved) return;
    if (interrupted) this.transcript.event({ code: 'interrupted' });
    if (failure) this.transcript.event({ code: 'failed', failure });
    this.#life.restore(failure && SocketError.of(failure));
  }

  /** Resolves with the transcript once it can be read: immediately, unless it is just being taken over. */
  async readableTranscript(): Promise<Transcript> {
    await this.#recovering;
    return this.transcript;
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
    this.#kept.panel = state;
    this.#remember();
  }

  /** Writes this endpoint's files again. Called when the session's files were deleted. */
  restoreFiles(): void {
    this.transcript.checkFiles();
    this.#remember();
    this.transfers.write();
  }

  /**
   * Starts one transfer to each target peer. Rejects with a SocketError if a file can't be read, with DISK_FULL if the transcript can't be
   * written, and with SEVERAL_PEERS if several are meant and `toOne` is set.
   */
  async sendFiles(options: SendFilesOptions, target: SendTarget | undefined, toOne = false): Promise<Transfer[]> {
    return this.#files.send(options, target, toOne);
  }

  /** Opens it unless it is open, opening or reconnecting; waits for an opening in progress. */
  async ensureOpen(): Promise<void> {
    const { opening } = this.#life;
    if (opening !== undefined) await opening;
    if (!this.#life.isOpen) await this.open();
  }

  /**
   * Retries a transfer that ended early; unless the endpoint is a server, its socket is reopened if it is closed or can carry nothing more.
   * Rejects with NO_TRANSFER for anything else, with the reason why the socket can't be opened, with PEER_GONE if only the peer can
   * reconnect, and with STREAM_ENDED while other transfers keep a connection that has ended.
   */
  async retryTransfer(transfer: string): Promise<Transfer> {
    return this.#files.retry(transfer);
  }

  /** Closes the sockets; the transcript stays. */
  close(): Promise<void> {
    return this.removal.close();
  }

  failed(failure: SocketError): void {
    this.#life.failed(failure);
  }

  get #config(): EndpointConfig {
    return this.#inUse.config;
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
      incomplete: this.#incomplete,
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

  #newTransfers(): TransferList {
    const { id, directory, keptSinceMs, budget, onTransferChange } = this.#options;
    return new TransferList({
      endpoint: id,
      directory: keptSinceMs === undefined ? undefined : directory,
      storage: budget,
      onChange: onTransferChange,
      onForgotten: transfer => this.#files.forget(transfer),
    });
  }

  #configChanged(): void {
    this.#remember();
    this.#options.onChange();
  }

  #changed(): void {
    this.messages.endpointIs(this.#life.state);
    this.#remember();
    this.#options.onChange();
  }

  #remember(): void {
    const { wasOpen, isRunning, address } = this.#life;
    const closed: RecordedState = wasOpen ? 'suspended' : 'closed';
    this.#kept.write({
      config: this.configure.requested,
      address,
      state: isRunning ? 'open' : closed,
      traffic: { ...this.#traffic },
      entries: this.transcript.index.count,
    });
  }
}
