/** Open views by number. Announces those that found more. */
import type { RowsOfView } from '../../core/calls/transcriptCalls.ts';
import { SocketError } from '../../core/socketError.ts';
import type { Located, ViewFilter, ViewPlace, ViewState } from '../../core/transcriptEntry.ts';
import { ChangeAnnouncer } from '../changeAnnouncer.ts';
import type { Transcript } from './transcript.ts';
import { TranscriptView } from './transcriptView.ts';

/** Changes of views are announced at most 20 times a second. */
const announceMs = 50;

export class OpenViews {
  readonly #views = new Map<number, TranscriptView>();
  readonly #announcer: ChangeAnnouncer<number>;
  #next: number;

  /** `first` is the number of the first view. `onProgress` is called with the views that found more by themselves. */
  constructor(first: number, onProgress: (views: number[]) => void) {
    this.#next = first;
    this.#announcer = new ChangeAnnouncer(onProgress, announceMs);
  }

  /** @throws TextError for an invalid search. */
  open(transcript: Transcript, filter: ViewFilter): { view: number; state: ViewState } {
    const view = this.#next++;
    const opened = new TranscriptView(transcript, filter, () => this.#announcer.changed(view));
    this.#views.set(view, opened);
    return { view, state: opened.state };
  }

  /** Returns up to 1,000 rows, each with up to `frameBytes` bytes of its frame. @throws SocketError NO_VIEW if there is no such view. */
  async rows(view: number, from: number, count: number, frameBytes?: number): Promise<RowsOfView> {
    const { state, ...answer } = await this.#find(view).rows(from, count, frameBytes);
    return { ...state, ...answer };
  }

  /** @throws SocketError NO_VIEW if there is no such view. */
  locate(view: number, place: ViewPlace): Located | undefined {
    return this.#find(view).locate(place);
  }

  close(view: number): void {
    this.#views.get(view)?.close();
    this.#views.delete(view);
    this.#announcer.forget(view);
  }

  #find(view: number): TranscriptView {
    const opened = this.#views.get(view);
    if (!opened) throw new SocketError('NO_VIEW', { view });
    return opened;
  }
}
