/** A part of a conversation that observes, records, answers or consumes what passes. */
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import type { Frame } from '../../core/framing/framing.ts';
import type { SocketError } from '../../core/socketError.ts';
import type { Origin, TranscriptEvent } from '../../core/transcriptEntry.ts';

/** Every method is optional. The layers of a conversation are called in the order in which its endpoint names them. */
export interface Layer {
  /** Called when the conversation begins. */
  opened?(): void;
  /** Bytes have arrived, and a consumer or the framing has taken them. The next read may overwrite them: see `kept`. */
  arrived?(chunk: Uint8Array): void;
  /** Bytes are about to be framed: no consumer has taken them. The next read may overwrite them. */
  beforeFraming?(chunk: Uint8Array): void;
  /** True if `frame` doesn't keep bytes, or copies them with `kept`. Otherwise, it is called with bytes that it may keep. */
  readonly borrowsFrames?: true;
  /** True if `frame` copies bytes at present. A long message is then copied once, for all layers. */
  readonly copiesFrames?: boolean;
  /** A message was received. `config` is the one in use when it was read: it may have waited. */
  frame?(frame: Frame, config: EndpointConfig): void;
  /** Called before a message is written. `content` is the part of it that the other side's framing will deliver. */
  sending?(frame: Uint8Array, origin: Origin, content: Uint8Array): void;
  /** Called for each event of the conversation, including those that a layer reports. */
  event?(event: TranscriptEvent): void;
  /** Called if the next bytes in a direction don't continue the previous ones: others come in between, or none. */
  cut?(direction: 'in' | 'out'): void;
  /** Called when our direction will end after everything requested so far. */
  ending?(): void;
  /** Called when the other side's direction has ended and everything it sent is delivered. */
  ended?(): void;
  /** Called when the conversation is being closed by us (CANCELLED) or because something failed. */
  stopping?(reason: SocketError): void;
  /** Called when nothing can be sent any more. */
  muted?(): void;
  /** Called when the connection is gone; `isLost` unless it was closed on purpose. Earlier bytes may be undelivered. */
  gone?(isLost: boolean): void;
  /** Called when the conversation is over and everything is delivered. */
  closed?(): void;
  /** While true, messages wait. Call the conversation's `eased` when it becomes false. */
  readonly isBusy?: boolean;
  /** Pending while nothing may be read. Checked after each read. */
  readonly holdsReading?: Promise<void> | undefined;
  /** Calls `then` when it has handled all messages so far, immediately if it has. */
  whenIdle?(then: () => void): void;
}
