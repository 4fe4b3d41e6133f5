/** Files in the framed format, to a peer that answers: it is told what comes, says what it has, and confirms the whole by its hash. */
import { SocketError } from '../../core/socketError.ts';
import { framedVersion, type HaveMessage, type ReceiptMessage } from '../../core/transfer/framedMessage.ts';
import type { FileSource } from './fileSource.ts';
import type { FileToOpen } from './filesToOpen.ts';
import { FramedConversation } from './framedConversation.ts';
import { pump } from './pump.ts';
import { reasonFor } from './reasonFor.ts';
import type { BeginSending } from './sender.ts';
import type { Transfer } from './transfer.ts';

/** Of smaller files the round trip costs more than sending them again. */
const leastResumedBytes = 64 * 1024;

export const beginFramed: BeginSending = async ({ peer, transfer, context }) => {
  const conversation = FramedConversation.with(peer, context);
  const leave = await conversation.join(transfer.signal);
  try {
    const endTurn = await conversation.turns.take(transfer.signal);
    return {
      send: file => new OutgoingFile(file, transfer, conversation).send(),
      release: () => {
        endTurn();
        leave();
      },
    };
  } catch (error) {
    leave();
    throw error;
  }
};

class OutgoingFile {
  readonly #file: FileToOpen;
  readonly #transfer: Transfer;
  readonly #conversation: FramedConversation;
  readonly #over = new AbortController();
  #state: 'unsaid' | 'announced' | 'closed' = 'unsaid';
  #isAnswered = false;

  constructor(file: FileToOpen, transfer: Transfer, conversation: FramedConversation) {
    this.#file = file;
    this.#transfer = transfer;
    this.#conversation = conversation;
  }

  /** SHA-256 in hex when the peer has confirmed it. */
  async send(): Promise<string> {
    let source = await this.#file.open({ isHashed: true });
    try {
      const { name, size, modifiedMs } = source;
      const resume = size >= leastResumedBytes;
      await this.#conversation.write({ type: 'file', version: framedVersion, name, size, modifiedMs, resume });
      this.#state = 'announced';
      if (resume) source = await this.#resume(source);
      return await this.#sendRest(source);
    } catch (error) {
      await this.#giveUp(error);
      throw error;
    } finally {
      await source.close();
    }
  }

  /** The source at the place where the data begins: behind what the receiver has, if that is the same. */
  async #resume(source: FileSource): Promise<FileSource> {
    this.#transfer.become('checking');
    const { offset, sha256 } = await this.#answer('have');
    let from = source;
    let begin = 0;
    if (offset > 0 && offset <= source.size) {
      if ((await source.skip(offset, this.#transfer.signal)) === sha256) begin = offset;
      else {
        await source.close();
        from = await this.#file.open({ isHashed: true });
      }
    }
    await this.#conversation.write({ type: 'from', offset: begin });
    if (begin > 0) this.#transfer.learn({ resumedAt: begin });
    this.#transfer.become('running');
    return from;
  }

  async #sendRest(source: FileSource): Promise<string> {
    // It may be refused at any time.
    let refusal: unknown;
    const receipt = this.#answer('receipt');
    receipt.catch(error => {
      refusal = error;
    });
    await pump(source, this.#transfer, async bytes => {
      if (refusal) throw refusal;
      await this.#conversation.writeData(bytes);
    });
    const sha256 = await source.sha256();
    await this.#conversation.write({ type: 'end', sha256 });
    this.#state = 'closed';
    if ((await receipt).sha256 !== sha256) throw new SocketError('HASH_MISMATCH');
    return sha256;
  }

  #answer(type: 'have'): Promise<HaveMessage>;
  #answer(type: 'receipt'): Promise<ReceiptMessage>;
  /** Rejects with PEER_REFUSED. */
  async #answer(type: 'have' | 'receipt'): Promise<HaveMessage | ReceiptMessage> {
    for (;;) {
      const answer = await this.#conversation.answer(AbortSignal.any([this.#transfer.signal, this.#over.signal]));
      this.#isAnswered = answer.type !== 'have';
      if (answer.type === 'refuse') throw new SocketError('PEER_REFUSED', { reason: answer.reason });
      // What nobody waits for is ignored.
      if (answer.type === type) return answer;
    }
  }

  /** Says so to the receiver, as far as it can be said. */
  async #giveUp(error: unknown): Promise<void> {
    this.#over.abort(error);
    const failure = SocketError.from(error, 'send', this.#conversation.peer.address);
    if (this.#state === 'announced')
      await this.#conversation
        .write({ type: 'cancel', reason: reasonFor(failure) })
        .catch(() => undefined /* the connection is gone, as whoever hears that knows */);
    if (this.#state !== 'unsaid' && !this.#isAnswered) this.#conversation.owe();
  }
}
