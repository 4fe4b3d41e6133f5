/** Which worker holds which endpoint, and what the next worker needs to take over those of one that died. */
import type { EngineWorker } from '../../client/engineWorker.ts';
import type { MirroredCalls } from '../../client/mirroredCalls.ts';
import type { WindowEngine } from '../../client/windowEngine.ts';
import type { Adoption } from '../../core/endpointSnapshot.ts';
import { SocketError } from '../../core/socketError.ts';
import type { EndpointMirror } from './endpointMirror.ts';

/** State of an endpoint that outlives engines and windows. */
export type Kept = Pick<Adoption, 'keptSinceMs' | 'panel'>;

export class HeldEndpoints {
  readonly #engine: WindowEngine;
  readonly #mirror: EndpointMirror;
  readonly #holders = new Map<string, EngineWorker | undefined>();
  /**
   * Times since which endpoints are kept, in ms since the epoch. Kept ones are restored in the next window of the
   * workspace.
   */
  readonly #keptSince = new Map<string, number>();
  /** State that panels keep: draft, history, view. */
  readonly #panelStates = new Map<string, string>();
  #adopting: Promise<unknown> = Promise.resolve();

  constructor(engine: WindowEngine, mirror: EndpointMirror) {
    this.#engine = engine;
    this.#mirror = mirror;
  }

  /** Whether the running worker knows an endpoint: it doesn't if the worker that held it has died. */
  isHeld(id: string): boolean {
    const holder = this.#holders.get(id);
    return holder !== undefined && holder === this.#engine.worker;
  }

  /** Records that a worker holds an endpoint. */
  hold(id: string, worker: EngineWorker, { keptSinceMs, panel }: Kept = {}): void {
    this.#holders.set(id, worker);
    if (keptSinceMs !== undefined) this.#keptSince.set(id, keptSinceMs);
    if (panel !== undefined) this.#panelStates.set(id, panel);
  }

  forget(id: string): void {
    this.#holders.delete(id);
    this.#keptSince.delete(id);
    this.#panelStates.delete(id);
  }

  kept(id: string): Kept {
    const keptSinceMs = this.#keptSince.get(id);
    const panel = this.#panelStates.get(id);
    return { ...(keptSinceMs !== undefined && { keptSinceMs }), ...(panel !== undefined && { panel }) };
  }

  keepPanel(id: string, state: string): void {
    this.#panelStates.set(id, state);
  }

  /** Starts a worker if none runs, and gives it the endpoints that an earlier one left, with the transcripts on disk. */
  async adopt(calls: MirroredCalls): Promise<void> {
    const worker = this.#engine.start();
    const left = this.#mirror.all.filter(({ id }) => !this.isHeld(id));
    for (const { id } of left) this.#holders.set(id, worker);
    this.#adopting = Promise.all([
      this.#adopting,
      ...left.map(({ id, config, failure, entries, counters: { peers: _peers, ...traffic }, peerNames }) => {
        const reason = failure ?? new SocketError('ENGINE_STOPPED', { detail: '' }).failure;
        const known = { failure: reason, traffic, entries, ...(peerNames && { peerNames }) };
        return calls.adopt(id, config, { ...known, ...this.kept(id) });
      }),
    ]);
    await this.#adopting;
  }

  /**
   * Makes a call about something that a dead worker left on disk, once a worker holds the listed endpoints. Also
   * resolves if that worker dies.
   */
  async askAdopter(calls: MirroredCalls, ask: () => Promise<void>): Promise<void> {
    try {
      await this.adopt(calls);
      await ask();
    } catch (error) {
      throwUnlessStopped(error);
    }
  }

  /** Stops waiting for adoptions by a worker that has died. */
  engineStopped(): void {
    this.#adopting = Promise.resolve();
  }
}

export function throwUnlessStopped(error: unknown): void {
  if (!(error instanceof SocketError && error.code === 'ENGINE_STOPPED')) throw error;
}
