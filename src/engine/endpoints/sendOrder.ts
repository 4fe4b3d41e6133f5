/** Keeps an endpoint's messages in the requested order, although one to thousands of peers takes several turns. */
import { SocketError } from '../../core/socketError.ts';
import type { Peer } from '../conversation/peer.ts';
import { eachInTurns } from './eachInTurns.ts';

type Receiver = Pick<Peer, 'send' | 'snapshot'>;

export class SendOrder {
  /** Number of messages that aren't yet queued for all of their peers. */
  #unqueued = 0;
  #last: Promise<void> = Promise.resolve();

  /** True while a message isn't queued for all of its peers. Requests that must come after it await `whenQueued`. */
  get isQueueing(): boolean {
    return this.#unqueued > 0;
  }

  /** Resolves when each message requested so far is queued for all of its peers. */
  get whenQueued(): Promise<void> {
    return this.#last;
  }

  /** Sends to each peer after everything requested before. If a send fails, rejects after all have settled. */
  async send(peers: readonly Receiver[], data: Uint8Array, isText?: boolean): Promise<void> {
    const sending: Promise<void>[] = [];
    let isLater = this.isQueueing;
    const queued = this.#behindOthers(() =>
      eachInTurns(peers, peer => {
        const sent = isLater && hasLeft(peer) ? Promise.reject(interrupted(peer)) : peer.send(data, isText);
        sent.catch(() => undefined /* reported below, when all have settled */);
        sending.push(sent);
      }),
    );
    isLater = true;
    await queued;
    const results = await Promise.allSettled(sending);
    const failed = results.find(result => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #behindOthers(queue: () => Promise<void>): Promise<void> {
    const queued = this.isQueueing ? this.#last.then(queue) : queue();
    this.#unqueued++;
    const over = () => {
      this.#unqueued--;
    };
    this.#last = queued.then(over, over);
    return queued;
  }
}

/** Whether a peer that was open when the message was requested has closed. */
function hasLeft({ snapshot }: Receiver): boolean {
  return snapshot.state === 'closed';
}

function interrupted({ snapshot: { address } }: Receiver): SocketError {
  return new SocketError('SEND_INTERRUPTED', { address });
}
