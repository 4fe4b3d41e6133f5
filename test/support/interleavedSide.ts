/** One side of an interleaving: a conversation over a transport in memory, and everything that passed through it. */
import type { Framing } from '../../src/core/endpointConfig.ts';
import { SocketError } from '../../src/core/socketError.ts';
import type { ByteConsumer } from '../../src/engine/conversation/byteConsumer.ts';
import type { Lane } from '../../src/engine/conversation/lane.ts';
import type { MemoryTransport } from '../../src/engine/transport/memoryTransport.ts';
import { type MemoryConversation, memoryConversation } from './memoryConversation.ts';
import type { MessageReader } from './messageReader.ts';

/** Consumes this many bytes and gives back the rest, like a file that ends in the middle of a read. */
export class SomeBytes implements ByteConsumer {
  readonly #side: Side;
  #left: number;
  isBusy = false;

  constructor(side: Side, bytes: number) {
    this.#side = side;
    this.#left = bytes;
  }

  push(chunk: Uint8Array): void {
    const own = chunk.subarray(0, this.#left);
    this.#side.consumed.push(own);
    this.#left -= own.length;
    if (this.#left === 0) this.stop(chunk.subarray(own.length));
  }

  stop(unread?: Uint8Array): void {
    const { conversation } = this.#side.made;
    this.isBusy = false;
    if (conversation.consumer === this) conversation.consumeBy(undefined, unread);
  }

  end(): void {
    this.stop();
  }

  gone(): void {
    this.#side.consumersGone++;
  }
}

export class Side {
  readonly made: MemoryConversation;
  /** The transport in use, and those that it replaced. */
  transport: MemoryTransport;
  readonly transports: MemoryTransport[] = [];
  /** Bytes that arrived, were delivered as messages, were consumed, and were handed to the transport. */
  readonly arrived: Uint8Array[] = [];
  readonly delivered: Uint8Array[] = [];
  readonly consumed: Uint8Array[] = [];
  readonly handed: Uint8Array[] = [];
  framesIn = 0;
  consumersGone = 0;
  timesClosed = 0;
  lane: Lane | undefined;
  /** Stops the video that is being sent. */
  video: AbortController | undefined;
  readonly readers: MessageReader[] = [];
  hasSwappedLate = false;
  readonly layer = { isBusy: false };

  constructor(transport: MemoryTransport, framing: Framing) {
    this.transport = this.#watched(transport);
    const { layer } = this;
    const stopVideo = () => this.video?.abort(new SocketError('CANCELLED'));
    this.made = memoryConversation(
      transport,
      { framing, maxQueuedBytes: 1_000_000 },
      {
        arrived: chunk => void this.arrived.push(Buffer.from(chunk)),
        frame: ({ bytes }) => {
          this.framesIn++;
          this.delivered.push(bytes);
        },
        get isBusy() {
          return layer.isBusy;
        },
        closed: () => void this.timesClosed++,
        // Video doesn't end by itself.
        ending: stopVideo,
        ended: stopVideo,
        stopping: stopVideo,
        gone: stopVideo,
      },
    );
  }

  get handedBytes(): number {
    return bytesOf(this.handed);
  }

  /** Whether everything that it has handed over has arrived at the other side. */
  hasArrivedAt({ arrived }: Side): boolean {
    return bytesOf(arrived) === this.handedBytes;
  }

  /** Continues over another transport, and closes the previous one. */
  swap(transport: MemoryTransport): void {
    const before = this.transport;
    this.transport = this.#watched(transport);
    if (this.made.conversation.swap(transport)) before.destroy();
    else this.transport = before;
  }

  /** Tries to replace the transport after a direction has ended, which must not succeed. */
  swapLate(transport: MemoryTransport): void {
    const { conversation } = this.made;
    if (conversation.snapshot.state !== 'open' && conversation.swap(transport)) this.hasSwappedLate = true;
  }

  /** Stops holding anything back. */
  ease(): void {
    this.layer.isBusy = false;
    this.lane?.release();
    this.video?.abort(new SocketError('CANCELLED'));
    this.made.conversation.eased();
  }

  #watched(transport: MemoryTransport): MemoryTransport {
    this.transports.push(transport);
    const write = transport.write.bind(transport);
    transport.write = ({ parts }, taken) => {
      const bytes = Buffer.concat([...parts]);
      this.handed.push(bytes);
      write({ length: bytes.length, parts: [bytes] }, taken);
    };
    return transport;
  }
}

function bytesOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
