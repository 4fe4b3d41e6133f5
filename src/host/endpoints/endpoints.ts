/** The endpoints as known to the host, and all its calls to the engine. */
import { type Event, EventEmitter } from 'vscode';
import { isRunning } from '../../client/isRunning.ts';
import { type MirroredCalls, mirroredCalls } from '../../client/mirroredCalls.ts';
import { type CallWatch, type EnginePlace, type EngineSettings, WindowEngine } from '../../client/windowEngine.ts';
import type { GuessedFraming } from '../../core/calls/framingCalls.ts';
import type { PreviousEndpoints } from '../../core/calls/previousEndpoints.ts';
import type { Exported, ExportOptions } from '../../core/calls/transcriptCalls.ts';
import type { EngineEvents } from '../../core/calls.ts';
import { changeEffect } from '../../core/config/configChange.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { framingOf } from '../../core/framing/framingOf.ts';
import { acceptsConnections } from '../../core/kinds.ts';
import type { TranscriptBounds, TranscriptStorage } from '../../core/transcriptEntry.ts';
import type { ReceiveSettings, TransferSnapshot } from '../../core/transfer/transferSnapshot.ts';
import type { RecognizedVideo, VideoSnapshot } from '../../core/video/video.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EngineCall } from '../diagnostics/logEvents.ts';
import { watchCall } from '../diagnostics/slowCalls.ts';
import { EndpointMirror, type TranscriptRead } from './endpointMirror.ts';
import { HeldEndpoints } from './heldEndpoints.ts';
import { type AsideEndpoint, ListedEndpoints } from './listedEndpoints.ts';
import { checkReceiveDirectory } from './receiveSettings.ts';

/** A worker that lived for less time isn't replaced automatically: whatever killed it may kill the next one. */
const reliableMs = 10_000;
/** More peers than an endpoint ever has open. */
export const allPeers = 20_000;

/** Calls that involve more than the engine: `Endpoints` has a method for each. */
type EndpointsOwn =
  | 'open'
  | 'reopen'
  | 'ensureOpen'
  | 'applyConfig'
  | 'snapshots'
  | 'takePrevious'
  | 'adopt'
  | 'keepPanel'
  | 'remove'
  | 'setAside'
  | 'bringBack';

/** The engine's calls that any part of the host may make. */
export type HostCalls = Omit<MirroredCalls, EndpointsOwn>;

/** How a changed config was applied. */
export type Applied = 'applied' | 'restarted' | 'kept';

export class Endpoints {
  readonly #engine: WindowEngine;
  readonly #log: Log;
  readonly #storage: string;
  readonly #mirror = new EndpointMirror();
  readonly #held: HeldEndpoints;
  readonly #calls: MirroredCalls;
  readonly #list: ListedEndpoints;
  readonly #viewsChanged = new EventEmitter<readonly number[]>();
  readonly #transfersChanged = new EventEmitter<readonly TransferSnapshot[]>();
  readonly #videosChanged = new EventEmitter<readonly VideoSnapshot[]>();
  readonly #storageChanged = new EventEmitter<TranscriptStorage>();
  readonly #videoRecognized = new EventEmitter<RecognizedVideo>();

  /** Fires when endpoints have changed: at most 20 times per second, and once after the last change. */
  readonly onDidChange: Event<readonly EndpointSnapshot[]> = this.#mirror.onDidChange;
  /** Fires when an endpoint was added or removed. */
  readonly onDidChangeList: Event<void> = this.#mirror.onDidChangeList;
  /** Fires while a stored transcript is being read: at most four times per second. */
  readonly onDidReadTranscript: Event<TranscriptRead> = this.#mirror.onDidReadTranscript;
  /** Fires with the views that have found more rows without being queried. */
  readonly onDidChangeViews: Event<readonly number[]> = this.#viewsChanged.event;
  /** Fires with changed transfers: at most 10 times per second, after calls that change one, and once at the end. */
  readonly onDidChangeTransfers: Event<readonly TransferSnapshot[]> = this.#transfersChanged.event;
  /** Fires with changed videos: 10 times per second at most, after calls that start one, and after the last change. */
  readonly onDidChangeVideos: Event<readonly VideoSnapshot[]> = this.#videosChanged.event;
  /** Fires when the state of memory and disk, which all transcripts share, has changed. */
  readonly onDidChangeStorage: Event<TranscriptStorage> = this.#storageChanged.event;
  /** Fires when the first bytes of a connection were recognized as video. */
  readonly onDidRecognizeVideo: Event<RecognizedVideo> = this.#videoRecognized.event;

  constructor(place: EnginePlace, settings: EngineSettings, log: Log) {
    this.#log = log;
    this.#storage = place.storage;
    this.#engine = new WindowEngine(place, settings, {
      events: this.#events(),
      onStart: start => log.info('engineStarted', { start }),
      onCall: call => watchCall(log, { of: 'engine', call: call as EngineCall }),
      onStop: (reason, livedMs, exitCode) => {
        log.error('engineStopped', { exitCode, livedMs: Math.round(livedMs) }, { error: reason });
        this.#stopped(reason, livedMs);
      },
    });
    this.#held = new HeldEndpoints(this.#engine, this.#mirror);
    this.#calls = mirroredCalls(
      { engine: this.#engine, isHeld: id => this.#held.isHeld(id) },
      {
        update: snapshot => this.#mirror.update(snapshot),
        announce: snapshots => this.#mirror.announce(snapshots),
        announceTransfers: transfers => this.#transfersChanged.fire(transfers),
        announceVideos: videos => this.#videosChanged.fire(videos),
      },
    );
    const parts = { engine: this.#engine, calls: this.#calls, mirror: this.#mirror, held: this.#held };
    this.#list = new ListedEndpoints(parts);
  }

  /** The engine's calls. They reject with ENGINE_STOPPED if there is no engine. */
  get engine(): HostCalls {
    return this.#calls;
  }

  get all(): EndpointSnapshot[] {
    return this.#mirror.all;
  }

  /**
   * Returns all endpoints in their current state in the engine. Decisions are based on these, or made by the engine
   * itself; `all` and `find` may be 50 ms old.
   */
  async now(): Promise<EndpointSnapshot[]> {
    await this.#calls.snapshots();
    return this.all;
  }

  /** Finds an endpoint by id or name. @throws SocketError NO_ENDPOINT. */
  find(idOrName: string): EndpointSnapshot {
    return this.#mirror.find(idOrName);
  }

  has(id: string): boolean {
    return this.#mirror.has(id);
  }

  /** Whether the running engine knows the endpoint: it doesn't if the engine that held it has died. */
  isHeld(id: string): boolean {
    return this.#held.isHeld(id);
  }

  /** Lists an endpoint, which is kept, and starts opening it. If that fails, it stays in the list as `failed`. */
  start(config: EndpointConfig): { id: string; opened: Promise<EndpointSnapshot> } {
    return this.#list.start(config, { keptSinceMs: Date.now() });
  }

  /** Lists an endpoint, which is kept for the next window, without opening it; returns its id. */
  add(config: EndpointConfig): Promise<string> {
    return this.#list.add(config);
  }

  /** Opens an endpoint. If that fails, rejects with a SocketError, and lists none. */
  async open(config: EndpointConfig, { isKept }: { isKept: boolean }): Promise<EndpointSnapshot> {
    const { id, opened } = this.#list.start(config, isKept ? { keptSinceMs: Date.now() } : {});
    try {
      return await opened;
    } catch (error) {
      // If the endpoint killed its engine, it may kill the next one.
      if (this.isHeld(id))
        await this.remove(id).catch(() => undefined /* the config didn't get through to the engine */);
      else this.#list.unlist(id);
      throw error;
    }
  }

  /**
   * Lists the endpoints that earlier windows of the workspace left, closed, with their transcripts. Before that, calls
   * `found` with these endpoints and with those that were removed.
   */
  restore(
    parse: (config: unknown) => Promise<EndpointConfig | undefined>,
    found: (endpoints: PreviousEndpoints['endpoints'], removed: PreviousEndpoints['removed']) => void = () => undefined,
  ): Promise<PreviousEndpoints> {
    return this.#list.restore(this.#storage, parse, found);
  }

  /** Reopens an endpoint, with a new config if given. */
  async reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot> {
    await this.#prepareToOpen(id, config);
    return this.#calls.reopen(id, config);
  }

  /** Opens an endpoint unless it is open, opening or reconnecting. */
  async ensureOpen(id: string): Promise<EndpointSnapshot> {
    await this.#prepareToOpen(id);
    return this.#calls.ensureOpen(id);
  }

  /** Returns the state last stored by the endpoint's panel. */
  panelState(id: string): string | undefined {
    return this.#held.kept(id).panel;
  }

  /** Resolves when the engine has the state, so that a page can't send it faster than it is stored. */
  async keepPanel(id: string, state: string): Promise<void> {
    if (!this.has(id)) return;
    // Also kept here: if the engine has stopped, its successor gets it.
    this.#held.keepPanel(id, state);
    await this.#calls.keepPanel(id, state).catch(() => undefined /* it stopped, or the endpoint was removed */);
  }

  /**
   * Applies another config, without closing anything if possible; otherwise, reopens the endpoint. One that isn't
   * running uses the config when it starts. Resolves with what happened. Rejects with a SocketError as `reopen` does.
   */
  async apply(id: string, config: EndpointConfig): Promise<Applied> {
    if (await this.#needsRestart(id, config)) {
      await this.reopen(id, config);
      return 'restarted';
    }
    await this.#prepareToOpen(id, config);
    return isRunning(await this.#calls.applyConfig(id, config)) ? 'applied' : 'kept';
  }

  /** Number of clients that `apply` would disconnect now. */
  async disconnectedBy(id: string, config: EndpointConfig): Promise<number> {
    if (!(await this.#needsRestart(id, config))) return 0;
    const { config: now, counters } = this.find(id);
    return acceptsConnections(now) ? counters.peers : 0;
  }

  /** Deletes an endpoint, including its files; if its engine has died, the next engine does that. */
  remove(id: string): Promise<void> {
    return this.#list.remove(id);
  }

  /**
   * Closes and unlists an endpoint until `bringBack` or the engine's `forgetAside`. Joint removals share `removedMs`.
   */
  setAside(id: string, removedMs?: number): Promise<AsideEndpoint> {
    return this.#list.setAside(id, removedMs);
  }

  /** Lists an endpoint again in its place, closed; `how.wasOpen` says whether it should be reopened. */
  bringBack(aside: AsideEndpoint): Promise<void> {
    return this.#list.bringBack(aside);
  }

  /** Returns all open peers by age. */
  async openPeers(id: string): Promise<PeerSnapshot[]> {
    return (await this.#calls.peers(id, 0, allPeers)).filter(({ state }) => state !== 'closed');
  }

  /**
   * Writes the entries that a filter accepts to a file. Rejects with CANCELLED when the signal is aborted, or with the system's error if
   * the file can't be written; no file is left then.
   */
  exportTranscript(id: string, options: ExportOptions, watch: CallWatch): Promise<Exported> {
    return this.#engine.longCall(watch, (calls, call) => calls.exportTranscript(call, id, options));
  }

  /** Guesses the framing of what a peer sent; without a peer, of the one that sent something last. */
  guessFraming(id: string, peer: string | undefined, watch: CallWatch): Promise<GuessedFraming> {
    return this.#engine.longCall(watch, (calls, call) => calls.guessFraming(call, id, peer));
  }

  /** Lists a new, closed endpoint with what was recorded of a peer, cut by the framing in its config; returns its id. */
  async recut(id: string, peer: string, config: EndpointConfig, watch: CallWatch): Promise<string> {
    const into = await this.add(config);
    const cut = await this.#engine.longCall(watch, (calls, call) =>
      calls.recut(call, id, peer, framingOf(config.framing, 'in'), into),
    );
    this.#mirror.announce([cut]);
    return into;
  }

  /** Sets the limits that all transcripts share. */
  setBounds(bounds: TranscriptBounds): Promise<void> {
    return this.#engine.setBounds(bounds);
  }

  /** Sets the defaults for received files. */
  setReceiving(receiving: ReceiveSettings): Promise<void> {
    return this.#engine.setReceiving(receiving);
  }

  /** Closes every socket. */
  async dispose(): Promise<void> {
    const isRunning = this.#engine.worker !== undefined;
    await this.#engine.dispose();
    if (isRunning) this.#log.info('engineEnded', {});
    this.#mirror.dispose();
    const emitters = [this.#viewsChanged, this.#transfersChanged, this.#videosChanged, this.#storageChanged];
    for (const emitter of [...emitters, this.#videoRecognized]) emitter.dispose();
  }

  #events(): Omit<EngineEvents, 'progress'> {
    return {
      changed: changes => this.#mirror.apply(changes),
      viewsChanged: views => this.#viewsChanged.fire(views),
      transfersChanged: transfers => this.#transfersChanged.fire(transfers),
      videosChanged: videos => this.#videosChanged.fire(videos),
      storageChanged: storage => this.#storageChanged.fire(storage),
      transcriptRead: (endpoint, percent) => this.#mirror.transcriptRead(endpoint, percent),
      videoRecognized: recognized => this.#videoRecognized.fire(recognized),
      logged: record => this.#log.fromEngine(record),
    };
  }

  async #needsRestart(id: string, config: EndpointConfig): Promise<boolean> {
    await this.now();
    const endpoint = this.find(id);
    return isRunning(endpoint) && changeEffect(endpoint.config, config) === 'restart';
  }

  async #prepareToOpen(id: string, config = this.find(id).config): Promise<void> {
    checkReceiveDirectory(config, this.#engine.receiving);
    if (!this.isHeld(id)) await this.#held.adopt(this.#calls);
  }

  #stopped(reason: Error, livedMs: number): void {
    this.#held.engineStopped();
    this.#storageChanged.fire({ reached: [] });
    this.#mirror.failAll(reason);
    // Restarts the engine so that the transcripts can be read.
    if (livedMs > reliableMs && this.all.length > 0)
      this.#held.adopt(this.#calls).catch(error => this.#log.error('engineNotRestarted', {}, { error }));
  }
}
