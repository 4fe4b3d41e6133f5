/** How the user has arranged the panel: how rows are drawn, and which areas are shown beside the transcript. Stored with the page. */
import type { ReactiveControllerHost } from 'lit';
import type { RowForm } from '../../src/protocol/panelCalls.ts';
import type { KeptState } from '../keptState.ts';
import type { ViewMode } from '../viewMode.ts';

type Kept = Pick<KeptState, 'mode' | 'rowForm' | 'transfers' | 'videos' | 'videoInset'>;

export class Arrangement {
  #kept: Kept;
  readonly #host: ReactiveControllerHost;
  readonly #keep: (changed: Kept) => void;

  constructor(host: ReactiveControllerHost, kept: Kept, keep: (changed: Kept) => void) {
    this.#host = host;
    this.#kept = kept;
    this.#keep = keep;
  }

  /** Undefined until the user chooses one here. */
  get mode(): ViewMode | undefined {
    return this.#kept.mode;
  }

  /** Undefined until the user chooses one here. */
  get rowForm(): RowForm | undefined {
    return this.#kept.rowForm;
  }

  get showsTransfers(): boolean {
    return this.#kept.transfers ?? false;
  }

  /** Undefined if the area is shown while there is video. */
  get showsVideos(): boolean | undefined {
    return this.#kept.videos;
  }

  /** Whether sent video is shown in a corner of received video. */
  get isInset(): boolean {
    return this.#kept.videoInset ?? true;
  }

  change(part: Kept): void {
    this.#kept = { ...this.#kept, ...part };
    this.#keep(part);
    this.#host.requestUpdate();
  }
}
