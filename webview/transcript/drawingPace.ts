/**
 * Paces the drawing of the list: under heavy traffic, drawing would take all available time, so it gets a share of it,
 * and the editor beside the panel gets the rest.
 */

/** The list rests for this many times as long as the last frame took. */
const restFactor = 8;
/** Drawings in a row that each showed estimates to be wrong. A few are enough, unless two layouts lead to each other. */
const maxCorrections = 20;

export class DrawingPace {
  readonly #draw: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = 0;
  #drawMs = 0;
  #corrections = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Draws a frame, and remembers how long it took. */
  picture(paint: () => void): void {
    const start = performance.now();
    paint();
    this.#drawnAt = performance.now();
    this.#drawMs = this.#drawnAt - start;
  }

  /** Call after each frame: draws again if it `needsCorrection`, in the same task unless that doesn't come to an end. */
  drawn(needsCorrection: boolean): void {
    if (!needsCorrection) this.#corrections = 0;
    else if (this.#corrections++ < maxCorrections) this.#draw();
    else this.soon();
  }

  /** Draws once the list has rested. */
  soon(): void {
    const restMs = this.#drawnAt + restFactor * this.#drawMs - performance.now();
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        this.#draw();
      },
      Math.max(0, restMs),
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
