/**
 * Files that the user chose in a dialog, dropped onto the view or agreed to send: sending one again needs no question.
 */
import type { Uri } from 'vscode';

/** Maximum number of files kept, more than a window ever sends; the oldest are forgotten, and asked about again. */
const maxFiles = 10_000;

export class ApprovedFiles {
  readonly #paths = new Set<string>();

  add(files: readonly Uri[]): void {
    for (const { fsPath } of files) {
      this.#paths.delete(fsPath);
      this.#paths.add(fsPath);
    }
    for (const path of this.#paths) {
      if (this.#paths.size <= maxFiles) return;
      this.#paths.delete(path);
    }
  }

  has({ fsPath }: Uri): boolean {
    return this.#paths.has(fsPath);
  }
}
