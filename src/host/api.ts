/** The public API of Portside: what `extensions.getExtension('portside.portside').activate()` gives. Semver applies; unions may grow. */
import type { Event } from 'vscode';
import type { EndpointConfig } from '../core/endpointConfig.ts';
import type { Counters, EndpointState, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { EntryData } from '../core/transcriptEntry.ts';

export type { EndpointConfig } from '../core/endpointConfig.ts';
export type { Counters, EndpointState, PeerSnapshot, PeerState, SendTarget } from '../core/endpointSnapshot.ts';
export type { Direction, EntryData, TranscriptEvent } from '../core/transcriptEntry.ts';

export interface PortsideApi {
  readonly apiVersion: 1;
  /**
   * Opens an endpoint; shows no editor unless `reveal` is true. Rejects with an error whose `code` is the system's (`EADDRINUSE`) or
   * Portside's (`CONNECT_TIMEOUT`) and whose message is a sentence, or with a `TypeError` naming the bad fields of the config.
   */
  open(config: EndpointConfig, options?: { reveal?: boolean }): Promise<Endpoint>;
  readonly endpoints: readonly Endpoint[];
  readonly onDidChangeEndpoints: Event<void>;
}

export interface Endpoint {
  readonly id: string;
  readonly config: EndpointConfig;
  readonly state: EndpointState;
  /** As bound or connected, port resolved: `tcp://127.0.0.1:40213`. */
  readonly address: string;
  readonly counters: Counters;
  /** Open peers by age, then the recently closed. */
  peers(): Promise<PeerSnapshot[]>;
  /**
   * Sends bytes, or a string as UTF-8, taken literally. Without a target: to all open peers of a stream, to the remote of a UDP socket.
   * Resolves when the kernel has taken the last byte. Rejects with NO_PEER when nobody is meant.
   */
  send(data: string | Uint8Array, to?: SendTarget): Promise<void>;
  /** Sends our end of stream to one peer or to all. */
  end(peer?: string): Promise<void>;
  /** Aborts the connection (RST). */
  reset(peer?: string): Promise<void>;
  disconnect(peer: string): Promise<void>;
  /** At most 1,000 entries from `from`, which counts from the end when negative; data up to 64 KiB each. */
  transcript(range?: { from?: number; count?: number }): Promise<EntryData[]>;
  entryBytes(seq: number, offset?: number, length?: number): Promise<Uint8Array>;
  /** Closes the sockets; the endpoint and its transcript stay. */
  close(): Promise<void>;
  reopen(): Promise<void>;
  /** Closes the sockets and forgets the transcript. */
  remove(): Promise<void>;
  /** At most 20 a second, always after the last change. */
  readonly onDidChange: Event<void>;
}
