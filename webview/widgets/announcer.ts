/** Announcements for screen readers: occasionally that there are new messages, and anything else that is reported. */
import * as l10n from '@vscode/l10n';
import type { ReactiveControllerHost } from 'lit';
import type { PanelState } from '../../src/protocol/panelCalls.ts';

const announceEveryMs = 1500;

export class Announcer {
  /** Shown in a live region. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #panel: PanelState | undefined;
  #announcedFrames = 0;
  #willAnnounce = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Does nothing unless messages are announced. */
  say(text: string): void {
    if (!this.#panel?.announces) return;
    // The same words again wouldn't be spoken.
    this.text = text === this.text ? `${text}.` : text;
    this.#host.requestUpdate();
  }

  changed(panel: PanelState): void {
    const { framesIn } = panel.endpoint.counters;
    // Messages from before this page, or from an earlier window, aren't new.
    if (!this.#panel || this.#panel.endpoint.isRestoring) this.#announcedFrames = framesIn;
    this.#panel = panel;
    // The endpoint was restarted, and counts from 0.
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
