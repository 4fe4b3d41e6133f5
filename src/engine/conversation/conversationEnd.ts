/** Ends a conversation: gracefully, by a reset, or because it is lost or has failed. Calls its layers at each step. */
import { SocketError } from '../../core/socketError.ts';
import type { TranscriptEvent } from '../../core/transcriptEntry.ts';
import { everyStep, type Owner, owned } from '../owned.ts';
import type { Transport } from '../transport/transport.ts';
import { ConversationLife } from './conversationLife.ts';
import type { Incoming } from './incoming.ts';
import type { Layers } from './layers.ts';
import type { Outgoing } from './outgoing.ts';

/**
 * How long a disconnect waits for the kernel to take the bytes sent before and for received messages to be recorded,
 * and how long an end of stream waits for the kernel to take the rest of a file that the peer can no longer confirm.
 */
const flushMs = 2000;

/** The part of a conversation that this file uses. As an owner, it is the conversation, which ends. */
export interface EndingConversation extends Owner {
  readonly address: string;
  readonly isStream: boolean;
  /** The current transport, which may be swapped. */
  readonly transport: Transport;
  readonly layers: Layers;
  readonly incoming: Incoming;
  readonly outgoing: Outgoing;
  event(event: TranscriptEvent): void;
  /** Runs a function that calls layers. If one throws, the conversation ends and the caller isn't affected. */
  guarded(act: () => void): void;
  /** Called when something that a snapshot shows has changed. */
  changed(): void;
}

export class ConversationEnd {
  readonly life = new ConversationLife();
  readonly #conversation: EndingConversation;
  #closed: PromiseWithResolvers<void> | undefined;
  #flushing: NodeJS.Timeout | undefined;
  /** Our end has been handed to the transport, behind everything that was requested. */
  #isFinished = false;
  /** Whether a reset takes the place of our end. */
  #resets = false;

  constructor(conversation: EndingConversation) {
    this.#conversation = conversation;
  }

  /** Ends our direction after everything requested or received before; if it `resets`, the whole connection. */
  end(resets = false): void {
    if (this.life.isClosed) return;
    const conversation = this.#conversation;
    this.#resets ||= resets;
    this.life.end('us');
    conversation.guarded(() => conversation.layers.everyOne(layer => layer.ending?.()));
    conversation.guarded(() => conversation.incoming.behind(() => this.#endWhenIdle()));
    conversation.changed();
  }

  /** Called when the other side's direction has ended. */
  ended(): void {
    if (this.life.isOver) return;
    const { layers, incoming, outgoing } = this.#conversation;
    layers.cut('in');
    // With nothing left to send, both sides end at once: that is one event, which the end of the connection records.
    if (outgoing.isSending || layers.areBusy || incoming.isWaiting) this.#conversation.event({ code: 'peerEnded' });
    this.life.end('peer');
    layers.each(layer => layer.ended?.());
    this.#endWhenIdle();
    this.#limitRest();
    this.#conversation.changed();
  }

  reset(): void {
    const { transport } = this.#conversation;
    if (!transport.hasReset) transport.reset();
    if (this.life.isOver) return;
    this.life.reset();
    this.#stopReading({ code: 'peerReset', by: 'us' });
    if (!transport.isDestroyed) transport.reset();
  }

  abort(): void {
    const { transport } = this.#conversation;
    if (transport.hasReset) {
      this.reset();
      return;
    }
    this.life.abort();
    transport.destroy();
  }

  async disconnect(): Promise<void> {
    // Don't check the transport's state: it is closed a moment before `transportClosed` is called.
    if (this.life.isClosed) return;
    const { layers, outgoing, transport } = this.#conversation;
    this.life.end('us');
    this.#conversation.guarded(() => layers.everyOne(layer => layer.stopping?.(new SocketError('CANCELLED'))));
    this.#mute();
    outgoing.stop();
    transport.close();
    if (this.life.isClosed) return;
    this.#limitFlush(() => this.#cutShort());
    this.#closed ??= Promise.withResolvers();
    await this.#closed.promise;
  }

  /** Everything that was requested has been handed to the transport. */
  finish(): void {
    this.#conversation.transport.end();
    this.#isFinished = true;
    this.#limitRest();
  }

  /**
   * Closes a connection that only bytes of no use keep open: both sides have ended, and the peer doesn't read. A peer that hasn't ended may
   * still send something, and other bytes may wait for a slow reader.
   */
  #limitRest(): void {
    const { transport, incoming, outgoing } = this.#conversation;
    if (!this.#isFinished || !incoming.hasEnded || !outgoing.holdsAbandoned || this.#flushing) return;
    this.#limitFlush(() => outgoing.holdsAbandoned && transport.destroy());
  }

  #limitFlush(cut: () => void): void {
    clearTimeout(this.#flushing);
    this.#flushing = setTimeout(owned(this.#conversation, 'conversation.flush', cut), flushMs);
  }

  /**
   * Ends a disconnect that takes too long: a peer that doesn't read would keep the last bytes, and therefore the
   * socket, open forever, and hundreds of peers may have sent millions of messages that aren't recorded yet.
   */
  #cutShort(): void {
    const conversation = this.#conversation;
    conversation.transport.destroy();
    conversation.incoming.discard(bytes => conversation.event({ code: 'notRecorded', bytes }));
  }

  /** Closes the conversation immediately after a failure on our side, and records why unless an event says so. */
  failed(failure: SocketError): void {
    if (this.life.hasFailed || this.life.isClosed) return;
    const { layers, transport } = this.#conversation;
    const { isExplained } = this.life;
    this.life.over('failure', 'us');
    everyStep(
      () => !isExplained && this.#conversation.event({ code: 'peerFailed', failure: failure.failure }),
      () => layers.everyOne(layer => layer.stopping?.(failure)),
      () => transport.destroy(),
      // The transport's `closed` callback may be what failed.
      () => transport.isClosed && this.#gone(),
    );
  }

  /** Called when the transport has closed, with the error that caused it, if any. */
  transportClosed(error: NodeJS.ErrnoException | undefined): void {
    if (error && !this.life.isExplained) {
      const isReset = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      const failure = SocketError.failureFrom(error, 'read', this.#conversation.address);
      this.life.over('event', 'peer');
      this.#stopReading(isReset ? { code: 'peerReset', by: 'peer' } : { code: 'peerFailed', failure });
    }
    this.#gone();
  }

  #endWhenIdle(): void {
    const { layers, outgoing } = this.#conversation;
    layers.whenIdle(() => (this.#resets ? outgoing.endWith(() => this.abort()) : outgoing.end()));
  }

  /** Records what was read, over as many turns as needed, and then why nothing follows. It gets no replies. */
  #stopReading(why: TranscriptEvent): void {
    const conversation = this.#conversation;
    this.#mute();
    conversation.guarded(() => conversation.incoming.finish(() => conversation.event(why)));
  }

  #mute(): void {
    const { layers } = this.#conversation;
    this.#conversation.guarded(() => layers.everyOne(layer => layer.muted?.()));
  }

  #gone(): void {
    const by = this.life.gone();
    if (by === undefined) return;
    const { layers, incoming, outgoing } = this.#conversation;
    const isLost = this.life.isExplained && by !== 'us';
    everyStep(
      () => this.#mute(),
      () => outgoing.fail(),
      () => incoming.takeRest(),
      // Paused or queued transfers and videos wouldn't notice otherwise.
      () => layers.everyOne(layer => layer.gone?.(isLost)),
      () => incoming.consumer?.gone(),
      () => incoming.finish(() => this.#close(by)),
    );
  }

  #close(by: 'peer' | 'us'): void {
    const { isStream, layers } = this.#conversation;
    const { isExplained } = this.life;
    this.life.close();
    clearTimeout(this.#flushing);
    everyStep(
      () => layers.cut('in'),
      () => layers.cut('out'),
      () => !isExplained && isStream && this.#conversation.event({ code: 'peerClosed', by }),
      () => this.#closed?.resolve(),
      () => layers.everyOne(layer => layer.closed?.()),
      () => this.#conversation.changed(),
    );
  }
}
