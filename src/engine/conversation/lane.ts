/** Exclusive use of the outgoing direction of a conversation, for a file or video. */
import { SocketError } from '../../core/socketError.ts';

/** The use of a lane; errors mention it. */
export type LaneUse = 'file' | 'video';

/** The outgoing direction, in which nothing else is sent until it is released. */
export interface Lane {
  /** Hands parts to the kernel in order; resolves when it has the last byte, rejects if nothing more can be sent. */
  write(parts: readonly Uint8Array[]): Promise<void>;
  /** Ends the exclusive use: requests made in the meantime get their turn. */
  release(): void;
}

/** Uses for which an outgoing direction is reserved, by the lane's holder and by requests that wait for it. */
export class LaneUses {
  readonly #uses: LaneUse[] = [];

  get areAny(): boolean {
    return this.#uses.length > 0;
  }

  areFor(use: LaneUse): boolean {
    return this.#uses.includes(use);
  }

  begin(use: LaneUse): void {
    this.#uses.push(use);
  }

  end(use: LaneUse): void {
    this.#uses.splice(this.#uses.indexOf(use), 1);
  }

  /** Returns why no message can be sent to this address. */
  busy(address: string): SocketError {
    return new SocketError('BUSY', { address, ...(!this.areFor('file') && { carries: 'video' }) });
  }
}
