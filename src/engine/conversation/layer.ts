/** A part of a conversation: it observes what passes, or answers, records, or consumes it. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';

/** Every method is optional. The layers of a conversation are called in the order in which its endpoint names them. */
export interface Layer {
  /** The conversation begins. */
  opened?(): void;
  /** Bytes have arrived, and a consumer or the framing has taken them. */
  arrived?(chunk: Uint8Array): void;
  /** Bytes are about to be framed: no consumer has taken them. */
  beforeFraming?(chunk: Uint8Array): void;
  /** A message was received. `config` is the one in use when it was read: it may have waited. */
  frame?(frame: Frame, config: EndpointConfig): void;
  /** A message goes out. `content` is what the other side's framing will deliver of it. */
  sending?(frame: Uint8Array, origin: Origin, content: Uint8Array): void;
  /** Something has happened in the conversation, or a layer has noticed something. */
  event?(event: TranscriptEvent): void;
  /** The next bytes in this direction don't continue the previous ones: other bytes are in between, or nothing follows. */
  cut?(direction: 'in' | 'out'): void;
  /** Our direction will end behind everything requested so far. */
  ending?(): void;
  /** The other side's direction has ended, and everything it sent was delivered. */
  ended?(): void;
  /** The conversation is being closed by us (CANCELLED), or because something failed. */
  stopping?(reason: SocketError): void;
  /** Nothing can be sent any more. */
  muted?(): void;
  /** The connection is gone; `isLost` unless it was closed on purpose. What came before may still have to be delivered. */
  gone?(isLost: boolean): void;
  /** It is over, and everything was delivered. */
  closed?(): void;
  /** Messages wait until it is false and the conversation's `eased` is called. */
  readonly isBusy?: boolean;
  /** While it is pending, nothing is read. Looked at after each read. */
  readonly holdsReading?: Promise<void> | undefined;
  /** Calls back when it has dealt with all messages so far: immediately if it has. */
  whenIdle?(then: () => void): void;
}
