/** Counts the datagrams that are dropped because a slow disk can't record them: their sender can't be slowed down. */
import { type Owner, startOwned } from '../owned.ts';
import type { Transcript } from '../transcript/transcript.ts';

export class UnrecordedDatagrams {
  readonly #transcript: Pick<Transcript, 'saturated' | 'drained' | 'event'>;
  readonly #owner: Owner;
  #dropped = 0;

  constructor(transcript: Pick<Transcript, 'saturated' | 'drained' | 'event'>, owner: Owner) {
    this.#transcript = transcript;
    this.#owner = owner;
  }

  /** Returns true if the datagram that has arrived must be dropped, and counts it then. */
  drops(): boolean {
    const transcript = this.#transcript;
    if (!transcript.saturated) return false;
    // Reported when there is room again, whether more datagrams arrive or not.
    if (this.#dropped++ === 0)
      startOwned(this.#owner, 'unrecordedDatagrams.drained', () => transcript.drained().then(() => this.report()));
    return true;
  }

  /** Records how many have been dropped since the last report. */
  report(): void {
    if (this.#dropped === 0) return;
    this.#transcript.event({ code: 'datagramsDropped', datagrams: this.#dropped });
    this.#dropped = 0;
  }
}
