/**
 * Limits what waits for its reply while patterns are matched: the datagrams of an endpoint, which are dropped, and the
 * messages of its streams, which aren't read from meanwhile.
 */
import { PendingAnswers } from '../conversation/pendingAnswers.ts';

const maxBytes = 4 * 1024 * 1024;
const maxDatagrams = 10_000;
/** Each stream has one message that waits, but there may be thousands of streams. Only one is matched at a time. */
const maxStreamBytes = 64 * 1024 * 1024;
/** Messages of the streams of all endpoints, since they share the memory: at most 256 MiB. */
const ofAllStreams = new PendingAnswers();

export class AnswerBacklog {
  /** Messages of streams. */
  readonly ofStreams: PendingAnswers;
  readonly #maxBytes: number;
  readonly #maxDatagrams: number;
  #bytes = 0;
  #datagrams = 0;
  #wasFull = false;

  constructor(limitBytes = maxBytes, limitDatagrams = maxDatagrams, limitStreamBytes = maxStreamBytes) {
    this.ofStreams = new PendingAnswers(limitStreamBytes, undefined, ofAllStreams);
    this.#maxBytes = limitBytes;
    this.#maxDatagrams = limitDatagrams;
  }

  /** Whether a datagram of this many bytes would be added. */
  hasRoom(bytes: number): boolean {
    return this.#bytes + bytes <= this.#maxBytes && this.#datagrams < this.#maxDatagrams;
  }

  /** Adds a datagram if there is room. The first refusal is `full`, later ones are `stillFull` until it is empty. */
  add(bytes: number): 'added' | 'full' | 'stillFull' {
    if (this.hasRoom(bytes)) {
      this.#bytes += bytes;
      this.#datagrams++;
      return 'added';
    }
    const isFirst = !this.#wasFull;
    this.#wasFull = true;
    return isFirst ? 'full' : 'stillFull';
  }

  remove(bytes: number): void {
    this.#bytes -= bytes;
    this.#datagrams--;
    if (this.#datagrams === 0) this.#wasFull = false;
  }
}
