/** The endpoints as the host knows them: a mirror of the engine's snapshots, plus the engine's calls. */
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { type Event, EventEmitter } from 'vscode';
import type { EngineCalls, PreviousEndpoints } from '../core/calls.ts';
import { changeEffect } from '../core/configChange.ts';
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import type {
  Adoption,
  EndpointSnapshot,
  EndpointState,
  PeerNames,
  PeerSnapshot,
  SendTarget,
  Traffic,
} from '../core/endpointSnapshot.ts';
import type { ExportFormat } from '../core/exportFormat.ts';
import { acceptsConnections, listens } from '../core/kinds.ts';
import { SocketError } from '../core/socketError.ts';
import type { TranscriptBounds, TranscriptStorage, ViewFilter } from '../core/transcriptEntry.ts';
import type { ReceiveSettings, TransferSnapshot } from '../core/transfer/transfer.ts';
import type { RecognisedVideo, VideoSnapshot } from '../core/video/video.ts';
import type { EngineCall } from './diagnostics/happenings.ts';
import type { Log } from './diagnostics/log.ts';
import { watchCall } from './diagnostics/slowCalls.ts';
import type { EngineWorker } from './engineWorker.ts';
import { checkReceiveDirectory } from './transfers/receiveSettings.ts';
import { placeAgain } from './undo/placeAgain.ts';
import { type CallWatch, type EnginePlace, type EngineSettings, WindowEngine } from './windowEngine.ts';

/** A worker that lived for less time isn't replaced automatically: whatever killed it may kill the next one. */
const reliableMs = 10_000;
/** More than an endpoint ever has open. */
export const allPeers = 20_000;

/** An endpoint that was removed, and what is needed to bring it back. */
export interface AsideEndpoint {
  readonly endpoint: Pick<EndpointSnapshot, 'id' | 'config' | 'address'>;
  /** Ids of all endpoints that were listed when it was removed, in order. */
  readonly order: readonly string[];
  readonly how: Adoption;
}

/** How a changed config was applied. */
export type Applied = 'applied' | 'restarted' | 'kept';

export class Endpoints {
  readonly #engine: WindowEngine;
  readonly #log: Log;
  readonly #storage: string;
  readonly #snapshots = new Map<string, EndpointSnapshot>();
  /** Which worker holds an endpoint: a restarted one knows only those that it adopted. */
  readonly #holders = new Map<string, EngineWorker>();
  /** Since when endpoints are kept, in ms since the epoch: those are restored in the next window of the workspace. */
  readonly #keptSince = new Map<string, number>();
  /** State that panels keep: draft, history, view. */
  readonly #panelStates = new Map<string, string>();
  readonly #changed = new EventEmitter<readonly EndpointSnapshot[]>();
  readonly #listed = new EventEmitter<void>();
  readonly #viewsChanged = new EventEmitter<readonly number[]>();
  readonly #transfersChanged = new EventEmitter<readonly TransferSnapshot[]>();
  readonly #videosChanged = new EventEmitter<readonly VideoSnapshot[]>();
  readonly #storageChanged = new EventEmitter<TranscriptStorage>();
  readonly #videoRecognised = new EventEmitter<RecognisedVideo>();
  #adopting: Promise<unknown> = Promise.resolve();

  constructor(place: EnginePlace, settings: EngineSettings, log: Log) {
    this.#log = log;
    this.#storage = place.storage;
    this.#engine = new WindowEngine(place, settings, {
      events: {
        changed: snapshots => this.#fire(snapshots),
        viewsChanged: views => this.#viewsChanged.fire(views),
        transfersChanged: transfers => this.#transfersChanged.fire(transfers),
        videosChanged: videos => this.#videosChanged.fire(videos),
        storageChanged: storage => this.#storageChanged.fire(storage),
        videoRecognised: recognised => this.#videoRecognised.fire(recognised),
        logged: record => log.fromEngine(record),
      },
      onStart: start => log.info('engineStarted', { start }),
      onCall: call => watchCall(log, { of: 'engine', call: call as EngineCall }),
      onStop: (reason, livedMs, exitCode) => {
        log.error('engineStopped', { exitCode, livedMs: Math.round(livedMs) }, { error: reason });
        this.#stopped(reason, livedMs);
      },
    });
  }

  /** Endpoints changed; at most 20 times a second, and once after the last change. */
  get onDidChange(): Event<readonly EndpointSnapshot[]> {
    return this.#changed.event;
  }

  /** An endpoint was added or removed. */
  get onDidChangeList(): Event<void> {
    return this.#listed.event;
  }

  /** These views found more by themselves. */
  get onDidChangeViews(): Event<readonly number[]> {
    return this.#viewsChanged.event;
  }

  /** Transfers changed; fires at most 10 times a second, and once after the last change. */
  get onDidChangeTransfers(): Event<readonly TransferSnapshot[]> {
    return this.#transfersChanged.event;
  }

  /** Video changed; fires at most 10 times a second, and once after the last change. */
  get onDidChangeVideos(): Event<readonly VideoSnapshot[]> {
    return this.#videosChanged.event;
  }

  /** The state of memory and disk that all transcripts share. */
  get onDidChangeStorage(): Event<TranscriptStorage> {
    return this.#storageChanged.event;
  }

  /** The first bytes of a connection are video. */
  get onDidRecogniseVideo(): Event<RecognisedVideo> {
    return this.#videoRecognised.event;
  }

  get all(): EndpointSnapshot[] {
    return [...this.#snapshots.values()];
  }

  /** The engine's calls, for anything that needs no mirror. @throws SocketError ENGINE_STOPPED if there is no engine. */
  get calls(): EngineCalls {
    return this.#engine.calls;
  }

  /**
   * Returns all endpoints as the engine has them now. Decisions are based on these, or made by the engine itself; `all` and `find` may be
   * 50 ms old.
   */
  async now(): Promise<EndpointSnapshot[]> {
    for (const snapshot of (await this.#engine.worker?.calls.snapshots()) ?? []) this.#update(snapshot);
    return this.all;
  }

  /** By id or name. @throws SocketError NO_ENDPOINT. */
  find(idOrName: string): EndpointSnapshot {
    const found = this.#snapshots.get(idOrName) ?? this.all.find(({ config }) => config.name === idOrName);
    if (!found) throw new SocketError('NO_ENDPOINT', { endpoint: idOrName });
    return found;
  }

  has(id: string): boolean {
    return this.#snapshots.has(id);
  }

  /** Lists an endpoint, which is kept, and starts opening it. If that fails, it stays in the list as `failed`. */
  start(config: EndpointConfig): { id: string; opened: Promise<EndpointSnapshot> } {
    return this.#start(config, Date.now());
  }

  /** Lists an endpoint, which is kept, without opening it; returns its id. */
  async add(config: EndpointConfig): Promise<string> {
    const id = randomUUID();
    const engine = this.#engine.start();
    const keptSinceMs = Date.now();
    this.#keptSince.set(id, keptSinceMs);
    this.#list(id, config, 'closed', engine);
    this.#listed.fire();
    this.#fire([await engine.calls.adopt(id, config, { keptSinceMs })]);
    return id;
  }

  /** Opens an endpoint. Rejects with a SocketError if it can't, and lists none then. */
  async open(config: EndpointConfig, { isKept }: { isKept: boolean }): Promise<EndpointSnapshot> {
    const { id, opened } = this.#start(config, isKept ? Date.now() : undefined);
    try {
      return await opened;
    } catch (error) {
      // Whatever killed its engine may kill the next one.
      if (this.isHeld(id))
        await this.remove(id).catch(() => undefined /* the config didn't get through to the engine */);
      else this.#unlist(id);
      throw error;
    }
  }

  /**
   * Lists what earlier windows of the workspace left, closed, with the transcripts. Before that, calls `found` with these endpoints and with
   * those that were removed.
   */
  async restore(
    parse: (config: unknown) => Promise<EndpointConfig | undefined>,
    found: (endpoints: PreviousEndpoints['endpoints'], removed: PreviousEndpoints['removed']) => void = () => undefined,
  ): Promise<PreviousEndpoints> {
    // If no window has ever opened an endpoint, no engine is started for nothing.
    const sessions = await readdir(this.#storage).catch(() => [] /* nothing has been written yet */);
    if (sessions.length === 0) return { endpoints: [], removed: [], held: 0, refused: [] };
    const engine = this.#engine.start();
    const { endpoints, ...others } = await engine.calls.takePrevious();
    const parsed = await Promise.all(endpoints.map(async one => ({ ...one, config: await parse(one.config) })));
    const usable = parsed.filter(one => one.config !== undefined);
    found(usable, others.removed);
    // Without a pause between the list and the engine: whatever is listed can be used.
    const adopted = usable.map(
      ({ id, config, address, interrupted, wasOpen, createdMs, panel, traffic, entries, peerNames }) => {
        const known = { ...(traffic && { traffic }), ...(peerNames && { peerNames }) };
        this.#list(id, config as EndpointConfig, 'closed', engine, { ...known, isRestoring: true });
        this.#keptSince.set(id, createdMs);
        if (panel !== undefined) this.#panelStates.set(id, panel);
        const counted = entries === undefined ? {} : { entries };
        const how = { address, interrupted, wasOpen, ...counted, ...known, ...this.#kept(id) };
        // Each one as it arrives: a long transcript doesn't delay news of the others.
        return engine.calls.adopt(id, config as EndpointConfig, how).then(snapshot => this.#fire([snapshot]));
      },
    );
    if (usable.length > 0) this.#listed.fire();
    await Promise.allSettled(adopted);
    return { endpoints: usable, ...others };
  }

  /** Opens it again, with a new config if given. */
  async reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot> {
    await this.#prepareToOpen(id, config);
    return this.#update(await this.calls.reopen(id, config));
  }

  /** Opens it unless it is open, opening or reconnecting. */
  async ensureOpen(id: string): Promise<EndpointSnapshot> {
    await this.#prepareToOpen(id);
    return this.#update(await this.calls.ensureOpen(id));
  }

  /** Names it, without a restart. */
  async rename(id: string, name: string): Promise<void> {
    if (this.isHeld(id)) this.#fire([await this.calls.rename(id, name)]);
  }

  /** Returns the state that its panel last stored. */
  panelState(id: string): string | undefined {
    return this.#panelStates.get(id);
  }

  /** Resolves when the engine has it, so that a page can't give more than is taken. */
  async keepPanel(id: string, state: string): Promise<void> {
    if (!this.has(id)) return;
    this.#panelStates.set(id, state);
    // Kept here at least if the engine has stopped; the engine gets it again when it is back.
    if (this.isHeld(id))
      await this.calls.keepPanel(id, state).catch(() => undefined /* it stopped, or the endpoint was removed */);
  }

  /**
   * Applies another config without closing anything if possible; otherwise it is reopened. An endpoint that isn't running uses it when it
   * starts. Resolves with which of these happened. Rejects with a SocketError if it can't be opened, as `reopen` does.
   */
  async apply(id: string, config: EndpointConfig): Promise<Applied> {
    if (await this.#needsRestart(id, config)) {
      await this.reopen(id, config);
      return 'restarted';
    }
    await this.#prepareToOpen(id, config);
    const snapshot = await this.calls.applyConfig(id, config);
    this.#fire([snapshot]);
    return isRunning(snapshot) ? 'applied' : 'kept';
  }

  /** Number of clients that `apply` would disconnect now. */
  async disconnectedBy(id: string, config: EndpointConfig): Promise<number> {
    if (!(await this.#needsRestart(id, config))) return 0;
    const { config: now, counters } = this.find(id);
    return acceptsConnections(now) ? counters.peers : 0;
  }

  /** Takes effect with the next byte. */
  async changeFraming(id: string, framing: Framing): Promise<void> {
    this.#fire([await this.calls.changeFraming(id, framing)]);
  }

  async close(id: string): Promise<void> {
    if (this.isHeld(id)) this.#update(await this.calls.close(id));
  }

  /** Deletes it, including its files; if its engine has died, the next engine does that. */
  async remove(id: string): Promise<void> {
    if (!this.has(id)) return;
    if (this.#unlist(id)) await this.calls.remove(id);
    else await this.#takeOver(calls => calls.forgetAside(id));
  }

  /** Closes it and takes it off the list, until `bringBack` or `forgetAside`. `removedMs` is equal for those removed together. */
  async setAside(id: string, removedMs?: number): Promise<AsideEndpoint> {
    const endpoint = this.find(id);
    const { address, entries, peerNames } = endpoint;
    const { peers: _peers, ...traffic } = endpoint.counters;
    // A client's connection can't be restored: another one would be a new conversation.
    const wasOpen = listens(endpoint.config) && isRunning(endpoint);
    const how = { address, traffic, entries, wasOpen, ...(peerNames && { peerNames }), ...this.#kept(id) };
    const aside = { endpoint, order: this.all.map(one => one.id), how };
    // An engine that stops meanwhile leaves it on disk, from where the next one restores it.
    if (this.#unlist(id)) await this.calls.setAside(id, removedMs).catch(throwUnlessStopped);
    else await this.#takeOver(calls => calls.setAside(id, removedMs));
    return aside;
  }

  /** Lists it again in its place, closed; `how.wasOpen` says whether it should be reopened. */
  async bringBack({ endpoint: { id, config }, order, how }: AsideEndpoint): Promise<void> {
    if (this.has(id)) return;
    const engine = this.#engine.start();
    const { keptSinceMs, panel, traffic, peerNames } = how;
    if (keptSinceMs !== undefined) this.#keptSince.set(id, keptSinceMs);
    if (panel !== undefined) this.#panelStates.set(id, panel);
    const places = placeAgain([...this.#snapshots.keys()], id, order);
    this.#list(id, config, 'closed', engine, { ...(traffic && { traffic }), ...(peerNames && { peerNames }) });
    const listed = new Map(this.#snapshots);
    this.#snapshots.clear();
    for (const one of places) this.#snapshots.set(one, listed.get(one) as EndpointSnapshot);
    this.#listed.fire();
    this.#fire([await engine.calls.bringBack(id, config, how)]);
  }

  /** Deletes an endpoint that was set aside: it can no longer be brought back. */
  async forgetAside(id: string): Promise<void> {
    await this.#engine.worker?.calls.forgetAside(id);
  }

  /** Sends one frame; a text (`isText`) line by line if lines are frames. */
  async send(id: string, data: Uint8Array, target?: SendTarget, isText?: boolean): Promise<void> {
    this.#update(await this.calls.send(id, data, target, isText));
  }

  async resend(id: string, seq: number): Promise<void> {
    this.#update(await this.calls.resend(id, seq));
  }

  async end(id: string, peer?: string): Promise<void> {
    this.#update(await this.calls.end(id, peer));
  }

  async reset(id: string, peer?: string): Promise<void> {
    this.#update(await this.calls.reset(id, peer));
  }

  async disconnect(id: string, peer: string): Promise<void> {
    this.#update(await this.calls.disconnect(id, peer));
  }

  /** Earlier clears can't be undone any more, unless this one is undoable. */
  async clearTranscript(id: string, isUndoable = false): Promise<void> {
    this.#update(await this.calls.clearTranscript(id, isUndoable));
  }

  /** Restores what the last clear hid. */
  async undoClear(id: string): Promise<void> {
    this.#update(await this.calls.undoClear(id));
  }

  /** Forgets what the oldest clear keeps, including for an endpoint that was set aside. */
  async forgetClear(id: string): Promise<void> {
    const snapshot = await this.#engine.worker?.calls.forgetClear(id);
    if (snapshot) this.#update(snapshot);
  }

  /** Returns closed peers that still have entries, most recent first: 1,000 at most. */
  async recentPeers(id: string, count: number): Promise<PeerSnapshot[]> {
    return this.isHeld(id) ? await this.calls.recentPeers(id, count) : [];
  }

  /** Names the peers of an address; an empty name removes it. */
  async renamePeer(id: string, address: string, name: string): Promise<void> {
    this.#fire([await this.calls.renamePeer(id, address, name)]);
  }

  /** Undefined if it isn't open. */
  async openPeer(id: string, peer: string): Promise<PeerSnapshot | undefined> {
    return this.isHeld(id) ? await this.calls.openPeer(id, peer) : undefined;
  }

  /** Returns the first open peer after the one with this number, and the last one: two, the only one, or none. */
  async laterPeers(id: string, number: number): Promise<PeerSnapshot[]> {
    return this.isHeld(id) ? await this.calls.laterPeers(id, number) : [];
  }

  async peers(id: string, from: number, count: number): Promise<PeerSnapshot[]> {
    return this.isHeld(id) ? await this.calls.peers(id, from, count) : [];
  }

  /** Returns all open peers by age. */
  async openPeers(id: string): Promise<PeerSnapshot[]> {
    return (await this.peers(id, 0, allPeers)).filter(({ state }) => state !== 'closed');
  }

  /**
   * Writes the entries that a filter accepts to a file. Rejects with CANCELLED when the signal is aborted, or with the system's error if
   * the file can't be written; no file is left then.
   */
  exportTranscript(
    id: string,
    options: { format: ExportFormat; path: string; filter: ViewFilter },
    watch: CallWatch,
  ): Promise<{ entries: number; bytes: number }> {
    return this.#engine.longCall(watch, (calls, call) => calls.exportTranscript(call, id, options));
  }

  /** Sets the limits that all transcripts share. */
  setBounds(bounds: TranscriptBounds): Promise<void> {
    return this.#engine.setBounds(bounds);
  }

  /** Sets the defaults for received files. */
  setReceiving(receiving: ReceiveSettings): Promise<void> {
    return this.#engine.setReceiving(receiving);
  }

  /** Whether its engine knows it: it doesn't if the engine that held it has died. */
  isHeld(id: string): boolean {
    const holder = this.#holders.get(id);
    return holder !== undefined && holder === this.#engine.worker;
  }

  /** Forgets a view, unless its engine is gone. */
  async closeView(view: number): Promise<void> {
    await this.#engine.worker?.calls.closeView(view);
  }

  /** Closes every socket. */
  async dispose(): Promise<void> {
    const isRunning = this.#engine.worker !== undefined;
    await this.#engine.dispose();
    if (isRunning) this.#log.info('engineEnded', {});
    this.#changed.dispose();
    this.#listed.dispose();
    this.#viewsChanged.dispose();
    this.#transfersChanged.dispose();
    this.#videosChanged.dispose();
    this.#storageChanged.dispose();
    this.#videoRecognised.dispose();
  }

  #start(config: EndpointConfig, keptSinceMs: number | undefined): { id: string; opened: Promise<EndpointSnapshot> } {
    checkReceiveDirectory(config, this.#engine.receiving);
    const id = randomUUID();
    const engine = this.#engine.start();
    if (keptSinceMs !== undefined) this.#keptSince.set(id, keptSinceMs);
    this.#list(id, config, 'opening', engine);
    this.#listed.fire();
    return { id, opened: engine.calls.open(id, config, keptSinceMs).then(snapshot => this.#update(snapshot)) };
  }

  async #needsRestart(id: string, config: EndpointConfig): Promise<boolean> {
    await this.now();
    const endpoint = this.find(id);
    return isRunning(endpoint) && changeEffect(endpoint.config, config) === 'restart';
  }

  async #prepareToOpen(id: string, config = this.find(id).config): Promise<void> {
    checkReceiveDirectory(config, this.#engine.receiving);
    if (!this.isHeld(id)) await this.#adopt(this.#engine.start());
  }

  /** True if its engine knows it. */
  #unlist(id: string): boolean {
    const isHeld = this.isHeld(id);
    this.#snapshots.delete(id);
    this.#holders.delete(id);
    this.#keptSince.delete(id);
    this.#panelStates.delete(id);
    this.#listed.fire();
    return isHeld;
  }

  #list(
    id: string,
    config: EndpointConfig,
    state: EndpointState,
    engine: EngineWorker,
    { traffic, ...known }: { traffic?: Traffic; peerNames?: PeerNames; isRestoring?: true } = {},
  ): void {
    const counters = { bytesIn: 0, bytesOut: 0, framesIn: 0, framesOut: 0, ...traffic, peers: 0 };
    const nothingYet = { counters, entries: 0, firstEntry: 0, generation: 0 };
    this.#holders.set(id, engine);
    this.#snapshots.set(id, { id, config, state, address: config.address, ...nothingYet, ...known });
  }

  /** Gives a worker the endpoints that an earlier one left, with the transcripts on disk. */
  async #adopt(worker: EngineWorker): Promise<void> {
    const left = this.all.filter(({ id }) => this.#holders.get(id) !== worker);
    for (const { id } of left) this.#holders.set(id, worker);
    this.#adopting = Promise.all([
      this.#adopting,
      ...left.map(async ({ id, config, failure, entries, counters: { peers: _peers, ...traffic }, peerNames }) => {
        const reason = failure ?? { code: 'ENGINE_STOPPED', params: { detail: '' } };
        const known = { failure: reason, traffic, entries, ...(peerNames && { peerNames }) };
        this.#fire([await worker.calls.adopt(id, config, { ...known, ...this.#kept(id) })]);
      }),
    ]);
    await this.#adopting;
  }

  /** Calls a worker that holds the listed endpoints about something that a dead one left on disk. Also resolves if that worker dies. */
  async #takeOver(ask: (calls: EngineCalls) => Promise<void>): Promise<void> {
    try {
      const worker = this.#engine.start();
      await this.#adopt(worker);
      await ask(worker.calls);
    } catch (error) {
      throwUnlessStopped(error);
    }
  }

  #kept(id: string): Pick<Adoption, 'keptSinceMs' | 'panel'> {
    const keptSinceMs = this.#keptSince.get(id);
    const panel = this.#panelStates.get(id);
    return { ...(keptSinceMs !== undefined && { keptSinceMs }), ...(panel !== undefined && { panel }) };
  }

  #stopped(reason: Error, livedMs: number): void {
    this.#adopting = Promise.resolve();
    this.#storageChanged.fire({ reached: [] });
    const { failure } = new SocketError('ENGINE_STOPPED', { detail: reason.message });
    this.#fire(this.all.map(one => ({ ...one, state: 'failed', failure, counters: { ...one.counters, peers: 0 } })));
    // So that the transcripts can be read.
    if (livedMs > reliableMs && this.#snapshots.size > 0)
      this.#adopt(this.#engine.start()).catch(error => this.#log.error('engineNotRestarted', {}, { error }));
  }

  #fire(snapshots: EndpointSnapshot[]): void {
    // An endpoint removed meanwhile stays removed.
    const listed = snapshots.filter(({ id }) => this.#snapshots.has(id));
    for (const snapshot of listed) this.#snapshots.set(snapshot.id, snapshot);
    this.#changed.fire(listed);
  }

  /** The answer to a call is newer than the last announcement. */
  #update(snapshot: EndpointSnapshot): EndpointSnapshot {
    if (this.#snapshots.has(snapshot.id)) this.#snapshots.set(snapshot.id, snapshot);
    return snapshot;
  }
}

function throwUnlessStopped(error: unknown): void {
  if (!(error instanceof SocketError && error.code === 'ENGINE_STOPPED')) throw error;
}

function isRunning({ state }: EndpointSnapshot): boolean {
  return state !== 'closed' && state !== 'failed';
}
