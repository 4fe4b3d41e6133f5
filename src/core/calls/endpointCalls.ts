/** Calls that open, change, close and remove endpoints. */
import type { EndpointConfig, EndpointFraming } from '../endpointConfig.ts';
import type { Adoption, EndpointSnapshot } from '../endpointSnapshot.ts';
import type { PreviousEndpoints } from './previousEndpoints.ts';

export interface EndpointCalls {
  /**
   * Opens an endpoint under a new id. Rejects with a SocketError if it can't bind or connect; the endpoint then stays,
   * `failed`. A client that keeps trying resolves in the state `reconnecting`. With `keptSinceMs` (since the epoch),
   * the endpoint is kept and restored in the next window of the workspace.
   */
  open(id: string, config: EndpointConfig, keptSinceMs: number | undefined): Promise<EndpointSnapshot>;
  /** Reopens a closed or failed endpoint, with a new config if given. */
  reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot>;
  /** Opens an endpoint unless it is open, opening or reconnecting; waits for an opening in progress. */
  ensureOpen(id: string): Promise<EndpointSnapshot>;
  /** Returns all endpoints as they are now: the last event may be 50 ms old. */
  snapshots(): Promise<EndpointSnapshot[]>;
  /** Takes over the sessions of this workspace that no window holds. Their endpoints can then be adopted. */
  takePrevious(): Promise<PreviousEndpoints>;
  /** Takes over an endpoint of an earlier engine or window, along with its transcript on disk. */
  adopt(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  close(id: string): Promise<EndpointSnapshot>;
  remove(id: string): Promise<void>;
  /**
   * Closes an endpoint and removes it from the list. It is kept until `bringBack` or `forgetAside`; later windows find
   * it among the removed ones. `removedMs` (since the epoch, now if absent) is equal for endpoints that are removed
   * together.
   */
  setAside(id: string, removedMs?: number): Promise<void>;
  /** Lists an endpoint that was set aside, closed. One from an earlier engine or window is restored as by `adopt`. */
  bringBack(id: string, config: EndpointConfig, how: Adoption): Promise<EndpointSnapshot>;
  /** Deletes an endpoint that was set aside. Does nothing to one that was brought back. */
  forgetAside(id: string): Promise<void>;
  rename(id: string, name: string): Promise<EndpointSnapshot>;
  /** Stores text with which the endpoint's panel restores its state in the next window. */
  keepPanel(id: string, state: string): Promise<void>;
  /** Changes the framing of a stream, from the next byte on. */
  changeFraming(id: string, framing: EndpointFraming): Promise<EndpointSnapshot>;
  /**
   * Applies another config without closing anything, and records the changes in the transcript. Rules, encoding,
   * framing, limits and names take effect with the next byte; anything about a connection, with the next connection. If
   * the endpoint isn't open, the config is kept for later. Rejects with a RangeError, without changing anything, if
   * core's `changeEffect` says `restart` and the endpoint is open, reconnecting or opening.
   */
  applyConfig(id: string, config: EndpointConfig): Promise<EndpointSnapshot>;
}
