/**
 * Moves of endpoints into and out of the list. Two of one endpoint never overlap: what is on its way back is in no list, so that another
 * move wouldn't find it, and would make or delete files of an endpoint that is listed afterwards.
 */
export class EndpointMoves {
  /** The last move of each endpoint, settled or not. It never rejects. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Starts a move when those of this endpoint that came before are over: at once if there are none. */
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
