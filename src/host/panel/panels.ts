/** The open panels, one an endpoint. */
import type { Disposable, Uri } from 'vscode';
import type { Endpoints } from '../endpoints.ts';
import { Panel } from './panel.ts';

export class Panels implements Disposable {
  readonly #endpoints: Endpoints;
  readonly #extensionUri: Uri;
  readonly #open = new Map<string, Panel>();
  readonly #subscription: Disposable;

  constructor(endpoints: Endpoints, extensionUri: Uri) {
    this.#endpoints = endpoints;
    this.#extensionUri = extensionUri;
    this.#subscription = endpoints.onDidChangeList(() => {
      for (const [id, panel] of this.#open) if (!endpoints.has(id)) panel.dispose();
    });
  }

  /** Shows the panel of an endpoint beside the code, which keeps the focus unless the panel is to take it. */
  open(id: string, takesFocus = false): void {
    const known = this.#open.get(id);
    if (known) {
      known.reveal(takesFocus);
      return;
    }
    const panel = new Panel(this.#endpoints.find(id), this.#endpoints, this.#extensionUri);
    this.#open.set(id, panel);
    panel.onDidDispose(() => this.#open.delete(id));
    if (takesFocus) panel.reveal(true);
  }

  /** The user sees the panel of this endpoint, and so what happens to it. */
  isVisible(id: string): boolean {
    return this.#open.get(id)?.visible ?? false;
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const panel of this.#open.values()) panel.dispose();
  }
}
