/** Measures the room of the rows whenever the list, its scrollbar or its font has another size. */
import { html, type TemplateResult } from 'lit';
import type { RowRoom } from './rowRoom.ts';

/** Characters that are measured at once, since one is no whole number of pixels wide. */
const probe = '0'.repeat(20);

/** To be drawn inside the list. */
export function characterProbe(): TemplateResult {
  return html`<span class="character-probe" aria-hidden="true">${probe}</span>`;
}

export class RoomMeter {
  readonly #room: RowRoom;
  readonly #measured: () => void;
  #observer: ResizeObserver | undefined;

  constructor(room: RowRoom, measured: () => void) {
    this.#room = room;
    this.#measured = measured;
  }

  /** Measures from now on, until it is stopped. */
  observe(scroller: HTMLElement): void {
    const character = scroller.querySelector('.character-probe');
    this.#observer = new ResizeObserver(() => {
      const { clientWidth, offsetWidth } = scroller;
      const pixels = (character?.getBoundingClientRect().width ?? 0) / probe.length;
      this.#room.measured(clientWidth, offsetWidth - clientWidth, pixels);
      this.#measured();
    });
    this.#observer.observe(scroller);
    if (character) this.#observer.observe(character);
  }

  stop(): void {
    this.#observer?.disconnect();
  }
}
