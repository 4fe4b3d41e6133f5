/** When the list is drawn: in a flood pictures take as much time as they get, so they get a part of it, and the editor beside has the rest. */

/** The list rests after each picture for so many times as long as the picture took. */
const restFactor = 8;

export class DrawingPace {
  readonly #draw: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawnAt = 0;
  #drawMs = 0;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  /** Draws a picture, and remembers how long it took. */
  picture(paint: () => void): void {
    const start = performance.now();
    paint();
    this.#drawnAt = performance.now();
    this.#drawMs = this.#drawnAt - start;
  }

  /** Draws when the list has rested. */
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
