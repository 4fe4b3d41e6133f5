/** Limits how many datagrams of an endpoint wait for their reply while patterns are matched. */

const maxBytes = 4 * 1024 * 1024;
const maxDatagrams = 10_000;

export class AnswerBacklog {
  readonly #maxBytes: number;
  readonly #maxDatagrams: number;
  #bytes = 0;
  #datagrams = 0;
  #wasFull = false;

  constructor(limitBytes = maxBytes, limitDatagrams = maxDatagrams) {
    this.#maxBytes = limitBytes;
    this.#maxDatagrams = limitDatagrams;
  }

  /** Adds a datagram if there is room. The first refusal is `full`, later ones are `stillFull` until it is empty. */
  add(bytes: number): 'added' | 'full' | 'stillFull' {
    if (this.#bytes + bytes <= this.#maxBytes && this.#datagrams < this.#maxDatagrams) {
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
