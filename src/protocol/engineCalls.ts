/** The calls between the extension host and the engine's worker. */
import type { EndpointConfig, Framing } from '../core/endpointConfig.ts';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../core/endpointSnapshot.ts';
import type { EntryData, Row, ViewFilter } from '../core/transcriptEntry.ts';

/** What the host asks of the engine. Calls that change an endpoint return it as it is afterwards. */
export interface EngineCalls {
  /** Opens an endpoint under a new id. Rejects with a SocketError when it can't bind or connect; the endpoint then stays, `failed`. */
  open(id: string, config: EndpointConfig): Promise<EndpointSnapshot>;
  /** Opens a closed or failed endpoint again, with a new config where one is given. */
  reopen(id: string, config?: EndpointConfig): Promise<EndpointSnapshot>;
  close(id: string): Promise<EndpointSnapshot>;
  remove(id: string): Promise<void>;
  rename(id: string, name: string): Promise<EndpointSnapshot>;
  /** Cuts a stream's bytes by another framing, from the next byte on. */
  changeFraming(id: string, framing: Framing): Promise<EndpointSnapshot>;

  /** Resolves when the kernel has taken the last byte. */
  send(id: string, data: Uint8Array, target?: SendTarget): Promise<EndpointSnapshot>;
  /** Sends our end of stream to one peer or to all; what was asked for before goes first. */
  end(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Aborts the connection (RST). */
  reset(id: string, peer?: string): Promise<EndpointSnapshot>;
  /** Ends the connection in both directions; forgets a UDP peer. */
  disconnect(id: string, peer: string): Promise<EndpointSnapshot>;

  /** Open peers by age, then the recently closed. */
  peers(id: string, from: number, count: number): Promise<PeerSnapshot[]>;

  /** At most 1,000 entries; `from` below 0 counts from the end. */
  entries(id: string, from: number, count: number): Promise<EntryData[]>;
  entryBytes(id: string, seq: number, offset: number, length: number): Promise<Uint8Array>;
  clearTranscript(id: string): Promise<EndpointSnapshot>;

  openView(id: string, filter: ViewFilter): Promise<{ view: number; count: number }>;
  /** At most 1,000 rows. */
  rows(view: number, from: number, count: number): Promise<{ count: number; rows: Row[] }>;
  closeView(view: number): Promise<void>;

  /** Closes every socket and forgets the transcripts. */
  dispose(): Promise<void>;
}

/** What the engine tells the host. */
export interface EngineEvents {
  /** These endpoints changed; at most 20 times a second, and always once after the last change. */
  changed(endpoints: EndpointSnapshot[]): void;
}
