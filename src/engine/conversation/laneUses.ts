/** Uses for which an outgoing direction is reserved, by the lane's holder and by requests that wait for it. */
import { SocketError } from '../../core/socketError.ts';
import type { LaneUse } from './lane.ts';

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
