/** Drags files from the system over a page, as a file manager does. */
import type { CDPSession, Locator, Page } from 'playwright-core';

/** A file manager allows the drop target to copy (1), link (2) or move (16). */
const operations = 1 | 2 | 16;
const shiftModifier = 8;

export class FileDrag {
  readonly #session: CDPSession;
  readonly #files: readonly string[];
  #at: { readonly x: number; readonly y: number };
  /** Modifier keys, as in the DevTools protocol. */
  #modifiers = 0;

  private constructor(session: CDPSession, files: readonly string[], at: { x: number; y: number }) {
    this.#session = session;
    this.#files = files;
    this.#at = at;
  }

  /** Starts dragging files and folders, held over the middle of the target. */
  static async over(page: Page, target: Locator, files: readonly string[]): Promise<FileDrag> {
    const session = await page.context().newCDPSession(page);
    const drag = new FileDrag(session, files, await middleOf(target));
    await drag.#dispatch('dragEnter');
    await drag.#dispatch('dragOver');
    return drag;
  }

  /**
   * Moves to the middle of another target and stays until `shown` is visible. Like a file manager, it reports its position in every frame.
   */
  async to(target: Locator, shown: Locator, { shift = false } = {}): Promise<void> {
    this.#at = await middleOf(target);
    this.#modifiers = shift ? shiftModifier : 0;
    let isOver = false;
    const showing = shown.waitFor().finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await this.#dispatch('dragOver');
      await target.page().evaluate(() => new Promise(requestAnimationFrame));
    }
    await showing;
  }

  async drop(): Promise<void> {
    await this.#dispatch('dragOver');
    await this.#dispatch('drop');
    await this.#session.detach();
  }

  async #dispatch(type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> {
    const data = { items: [], files: [...this.#files], dragOperationsMask: operations };
    await this.#session.send('Input.dispatchDragEvent', { type, ...this.#at, data, modifiers: this.#modifiers });
  }
}

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('the drop target isn’t visible');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
