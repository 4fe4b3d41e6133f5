/** What those are told who don't see the page: that there are new messages, now and then, and what else is said. */
import * as l10n from '@vscode/l10n';
import type { ReactiveControllerHost } from 'lit';
import type { PanelState } from '../src/protocol/panelCalls.ts';

const announceEveryMs = 1500;

export class Announcer {
  /** To be shown in a live region. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #panel: PanelState | undefined;
  #announcedFrames = 0;
  #willAnnounce = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Nothing where nobody listens. */
  say(text: string): void {
    if (!this.#panel?.announces) return;
    // The same words again would not be spoken.
    this.text = text === this.text ? `${text}.` : text;
    this.#host.requestUpdate();
  }

  changed(panel: PanelState): void {
    const { framesIn } = panel.endpoint.counters;
    // What came before this page, or in an earlier window, is not new.
    if (!this.#panel || this.#panel.endpoint.isRestoring) this.#announcedFrames = framesIn;
    this.#panel = panel;
    // The endpoint was started again, and counts from 0.
    if (framesIn < this.#announcedFrames) this.#announcedFrames = 0;
    if (!panel.announces) {
      this.#announcedFrames = framesIn;
      this.text = '';
    } else if (!this.#willAnnounce && framesIn > this.#announcedFrames) {
      this.#willAnnounce = true;
      setTimeout(() => this.#announce(), announceEveryMs);
    }
  }

  #announce(): void {
    this.#willAnnounce = false;
    const now = this.#panel?.endpoint.counters.framesIn ?? 0;
    const fresh = now - this.#announcedFrames;
    this.#announcedFrames = now;
    if (fresh > 0) this.say(fresh === 1 ? l10n.t('1 new message') : l10n.t('{0} new messages', fresh));
  }
}
