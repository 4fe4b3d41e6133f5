/** The chains that the replies of one conversation continue, from when a reply is made until it is sent. */
import { type AnswerChain, GrowingAnswers, growsForever, type RuleOfEndpoint } from './growingAnswers.ts';

export class AnswerChains {
  readonly #growing = new GrowingAnswers();
  /** By the buffer of a reply; an outgoing frame is a slice of it. */
  #pending: WeakMap<ArrayBufferLike, AnswerChain> | undefined;
  #isReported = false;

  /**
   * Returns the chain that a rule's reply of this many bytes continues, if it quotes the message. The reply must not be
   * sent if the chain `isEndless`; `report` then says so, unless it has already, since several replies may be pending.
   */
  next(
    quoted: Uint8Array,
    bytes: number,
    rule: RuleOfEndpoint,
    report: (chain: AnswerChain) => void,
  ): { readonly chain: AnswerChain; readonly isEndless: boolean } {
    const chain = this.#growing.continued(quoted, bytes, rule);
    const isEndless = growsForever(chain);
    if (isEndless && !this.#isReported) {
      this.#isReported = true;
      report(chain);
    }
    return { chain, isEndless };
  }

  /** Records that a reply continues this chain: at once if its buffer holds other bytes too, otherwise when it is sent. */
  continue(answer: Uint8Array, chain: AnswerChain, sharesBuffer: boolean): void {
    if (sharesBuffer) {
      this.#growing.sent(answer, chain);
      return;
    }
    this.#pending ??= new WeakMap();
    this.#pending.set(answer.buffer, chain);
  }

  /** Call for each outgoing frame; `content` is the frame without its framing. */
  sending(frame: Uint8Array, content: Uint8Array): void {
    const chain = this.#pending?.get(frame.buffer);
    if (chain) this.#growing.sent(content, chain);
  }

  /** Call when a reply was sent: the next endless chain is another one, and is reported. */
  replied(): void {
    this.#isReported = false;
  }
}
