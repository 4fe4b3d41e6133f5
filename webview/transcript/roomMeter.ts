/** Measures the space for the rows whenever the size of the list, its scrollbar or its font changes. */
import { html, type TemplateResult } from 'lit';
import type { RowRoom } from './rowRoom.ts';

/** Several characters, since the width of a single one isn't a whole number of pixels. */
const probe = '0'.repeat(20);

/** Renders the characters to be measured. Must be inside the list. */
export function characterProbe(): TemplateResult {
  return html`<span class="character-probe" aria-hidden="true">${probe}</span>`;
}

export class RoomMeter {
  readonly #room: RowRoom;
  readonly #measured: (isOther: boolean) => void;
  #observer: ResizeObserver | undefined;

  /** `measured` is called with true if the space for rows has changed, and with false if only the list's height has. */
  constructor(room: RowRoom, measured: (isOther: boolean) => void) {
    this.#room = room;
    this.#measured = measured;
  }

  /** Measures until `stop` is called. */
  observe(scroller: HTMLElement): void {
    const character = scroller.querySelector('.character-probe');
    this.#observer = new ResizeObserver(() => {
      const { clientWidth, offsetWidth } = scroller;
      const pixels = (character?.getBoundingClientRect().width ?? 0) / probe.length;
      this.#measured(this.#room.measured(clientWidth, offsetWidth - clientWidth, pixels));
    });
    this.#observer.observe(scroller);
    if (character) this.#observer.observe(character);
  }

  stop(): void {
    this.#observer?.disconnect();
  }
}
