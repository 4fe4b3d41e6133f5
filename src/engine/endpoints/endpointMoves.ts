/**
 * Serializes moves of endpoints into and out of the list. An endpoint that is being brought back is in no list: a
 * concurrent move wouldn't find it, and would create or delete files of an endpoint that is listed afterwards.
 */
export class EndpointMoves {
  /** The last move of each endpoint, settled or not. It never rejects. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Starts a move when this endpoint's earlier moves are over, immediately if there are none. */
  async inTurn<T>(id: string, move: () => Promise<T>): Promise<T> {
    const before = this.#last.get(id);
    const moved = before === undefined ? move() : before.then(move);
    const last = moved.catch(() => undefined /* reported to the caller */);
    this.#last.set(id, last);
    try {
      return await moved;
    } finally {
      if (this.#last.get(id) === last) this.#last.delete(id);
    }
  }

  /** Resolves when no move is under way. */
  async settled(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
