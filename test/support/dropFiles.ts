/** Files dragged from the system over a page, as its file manager does. */
import type { CDPSession, Locator, Page } from 'playwright-core';

/** A file manager lets what is dragged be copied (1), linked (2) or moved (16), as the place it is dropped on wants. */
const operations = 1 | 2 | 16;

export class FileDrag {
  readonly #session: CDPSession;
  readonly #files: readonly string[];
  readonly #at: { readonly x: number; readonly y: number };

  private constructor(session: CDPSession, files: readonly string[], at: { x: number; y: number }) {
    this.#session = session;
    this.#files = files;
    this.#at = at;
  }

  /** Files and folders, held over the middle of something. */
  static async over(page: Page, target: Locator, files: readonly string[]): Promise<FileDrag> {
    const box = await target.boundingBox();
    if (!box) throw new Error('there is nothing to drop files on');
    const session = await page.context().newCDPSession(page);
    const drag = new FileDrag(session, files, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    await drag.#tell('dragEnter');
    await drag.#tell('dragOver');
    return drag;
  }

  async drop(): Promise<void> {
    await this.#tell('dragOver');
    await this.#tell('drop');
    await this.#session.detach();
  }

  async #tell(type: 'dragEnter' | 'dragOver' | 'drop'): Promise<void> {
    const data = { items: [], files: [...this.#files], dragOperationsMask: operations };
    await this.#session.send('Input.dispatchDragEvent', { type, ...this.#at, data });
  }
}
