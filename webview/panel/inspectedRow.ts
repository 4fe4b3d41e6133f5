/** The row whose entry view is open. */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { EndpointSnapshot } from '../../src/core/endpointSnapshot.ts';
import type { PanelRow } from '../../src/protocol/panelCalls.ts';

export class InspectedRow {
  /** Undefined while the entry view is closed. */
  row: PanelRow | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #onClose: () => void;

  /** `onClose` is called once the view is gone. */
  constructor(host: ReactiveControllerHost, onClose: () => void) {
    this.#host = host;
    this.#onClose = onClose;
  }

  readonly open = (row: PanelRow): void => {
    this.row = row;
    this.#host.requestUpdate();
  };

  /** Closes the view of a row that no longer exists; the focus stays. */
  forget(): void {
    this.row = undefined;
    this.#host.requestUpdate();
  }

  readonly close = (): void => {
    this.forget();
    void this.#host.updateComplete.then(this.#onClose);
  };

  /** Handles Escape in the transcript beside the view. */
  readonly closeOnEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.row) return;
    event.preventDefault();
    this.close();
  };

  view({ config, firstEntry }: EndpointSnapshot): TemplateResult | typeof nothing {
    const { row } = this;
    if (!row) return nothing;
    return html`<portside-sash></portside-sash>
      <portside-entry .row=${row} .encoding=${config.encoding ?? 'utf8'} .isGone=${row.seq < firstEntry}
        .onClose=${this.close}></portside-entry>`;
  }
}
