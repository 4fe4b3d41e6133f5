/** Announcements for screen readers: from time to time the number of new messages, and any other text on request. */
import * as l10n from '@vscode/l10n';
import type { ReactiveControllerHost } from 'lit';
import type { PanelState } from '../../src/protocol/panelCalls.ts';

const announceEveryMs = 1500;

export class Announcer {
  /** Text of the live region. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #panel: PanelState | undefined;
  #announcedFrames = 0;
  #willAnnounce = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Announces a text, unless announcements are turned off. */
  say(text: string): void {
    if (!this.#panel?.announces) return;
    // Screen readers don't repeat an unchanged text.
    this.text = text === this.text ? `${text}.` : text;
    this.#host.requestUpdate();
  }

  changed(panel: PanelState): void {
    const { framesIn } = panel.endpoint.counters;
    // Messages from before this page, or from an earlier window, don't count as new.
    if (!this.#panel || this.#panel.endpoint.isRestoring) this.#announcedFrames = framesIn;
    this.#panel = panel;
    // The endpoint was restarted, so it counts from 0 again.
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
