/** Receives all bytes of a connection as one file, which is complete when the peer ends its stream, and only then. */
import { SocketError } from '../../../core/socketError.ts';
import type { FramedFlaw } from '../../../core/transfer/framedDecoder.ts';
import { defaultNamePattern } from '../../../core/transfer/namePattern.ts';
import type { ByteConsumer } from '../../conversation/byteConsumer.ts';
import type { Peer } from '../../conversation/peer.ts';
import { everyStep, startOwned } from '../../owned.ts';
import { namesOf } from '../disk/fileNames.ts';
import { unknownExtension } from '../disk/fileType.ts';
import { ReceivedFile } from '../disk/receivedFile.ts';
import { endEarly } from '../endEarly.ts';
import { fileReception } from '../fileReception.ts';
import { PieceQueue } from '../pieceQueue.ts';
import { maxFileBytes, maxWaitingBytes, permitted, pieceBytes, received } from '../reception.ts';
import type { Transfer } from '../transfer.ts';
import type { TransferContext } from '../transferContext.ts';

export class RawReception implements ByteConsumer {
  readonly #peer: Peer;
  readonly #context: TransferContext;
  readonly #queue: PieceQueue<Uint8Array>;
  readonly #connectedMs = Date.now();
  readonly #notFramed: { readonly flaw?: FramedFlaw | undefined } | undefined;
  #transfer: Transfer | undefined;
  /** True once all bytes have arrived: only the disk can make it fail then. */
  #isWhole = false;

  /** `notFramed` is set if framed files were expected: the transcript says so, and why unless the stream ended. */
  constructor(
    peer: Peer,
    context: TransferContext,
    { notFramed }: { readonly notFramed?: { readonly flaw?: FramedFlaw | undefined } } = {},
  ) {
    this.#peer = peer;
    this.#context = context;
    this.#notFramed = notFramed;
    this.#queue = new PieceQueue(
      ({ length }) => length + pieceBytes,
      () => maxWaitingBytes(this.#transfer),
      () => peer.eased(),
    );
  }

  get isBusy(): boolean {
    return this.#queue.isFull;
  }

  push(chunk: Uint8Array): void {
    this.#begin();
    this.#queue.push(chunk);
  }

  /** A stream without bytes is an empty file. */
  end(): void {
    this.#begin();
    this.#isWhole = true;
    this.#queue.end();
  }

  gone(): void {
    const failure = new SocketError('FILE_INCOMPLETE');
    // Bytes of a peer whose connection we closed are received by no transfer.
    if (!this.#transfer) this.#queue.fail(failure);
    else if (!this.#isWhole) this.#transfer.cancel(failure);
  }

  #begin(): void {
    if (this.#transfer || !this.#context.transfers.mayReceive(this.#peer)) return;
    const peer = this.#peer;
    const name = this.#names(0, unknownExtension);
    this.#transfer = this.#context.transfers.begin({ peer, direction: 'in', mode: 'raw', name });
    if (this.#notFramed) {
      const { flaw } = this.#notFramed;
      this.#context.transcript.event({ code: 'notFramed', name, ...(flaw && { flaw }) }, peer);
    }
    const transfer = this.#transfer;
    const failed = (failure: SocketError) => this.#failed(transfer, failure);
    startOwned({ failed }, 'rawReception.receive', () => this.#receive(transfer));
  }

  readonly #names = (attempt: number, extension: string): string => {
    const { name = defaultNamePattern } = fileReception(this.#peer) ?? {};
    return namesOf(name, { peer: this.#peer.address, timeMs: this.#connectedMs })(attempt, extension);
  };

  async #receive(transfer: Transfer): Promise<void> {
    const [peer, context] = [this.#peer, this.#context];
    let file: ReceivedFile | undefined;
    try {
      const directory = await permitted(transfer, peer, context);
      const onFailed = (failure: SocketError) => transfer.cancel(failure);
      file = await ReceivedFile.create({
        directory,
        names: this.#names,
        maxBytes: maxFileBytes(peer, context),
        ownsBytes: true,
        onFailed,
      });
      transfer.learn({ path: file.path });
      transfer.become('running');
      for (let chunk = await this.#next(transfer); chunk; chunk = await this.#next(transfer)) {
        // Its memory is freed when it is written.
        const { length } = chunk;
        if (!file.write(chunk)) await file.drained();
        transfer.advance(length);
      }
      received(transfer, peer, context, await file.finish());
    } catch (error) {
      await file?.abandon({ keep: true });
      if (file) transfer.learn({ path: file.path });
      this.#failed(transfer, error);
    }
  }

  async #next(transfer: Transfer): Promise<Uint8Array | undefined> {
    if (this.#isWhole) return this.#queue.take();
    await transfer.mayGo();
    return this.#queue.take(transfer.signal).catch(error => {
      if (this.#isWhole) return this.#queue.take();
      throw error;
    });
  }

  /** Fails the transfer, and discards anything else that arrives. A reset notifies the sender. */
  #failed(transfer: Transfer, error: unknown): void {
    const failure = SocketError.from(error, 'write', this.#peer.address);
    everyStep(
      () => this.#queue.fail(failure),
      () => endEarly(transfer, this.#peer, this.#context, failure),
      () => this.#peer.snapshot.state !== 'closed' && this.#peer.abort(),
    );
  }
}
