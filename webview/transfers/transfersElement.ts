/** The transfers of the endpoint: those in progress, and the history while it is open. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TransferAction } from '../../src/core/transfer/transferActions.ts';
import { hasEnded } from '../../src/core/transfer/transferSnapshot.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';
import type { Trouble } from '../errorText.ts';
import { host } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import { iconButton } from '../widgets/iconButton.ts';
import { troubleLine } from '../widgets/troubleLine.ts';
import { FocusKeeper } from './focusKeeper.ts';
import { Thumbnails } from './thumbnails.ts';
import { transferCard } from './transferCard.ts';
import { TransferRates } from './transferRates.ts';
import type { TransfersController } from './transfersController.ts';

/** Number of cards rendered at first, and added by each click on the button below them. */
const cardsAtOnce = 50;
const tickMs = 1000;
/** How long a button shows that its action has succeeded. */
const confirmMs = 1500;

@customElement('portside-transfers')
export class TransfersElement extends LitElement {
  @property({ attribute: false }) transfers: TransfersController | undefined;
  /** The controller's list: a different object whenever it has changed. */
  @property({ attribute: false }) list: TransfersController['list'] | undefined;
  @property({ attribute: false }) problem: Trouble | undefined;
  @property({ attribute: false }) labels: PeerLabels | undefined;
  /** Whether ended transfers are shown, too. */
  @property({ attribute: false }) history = false;
  @property({ attribute: false }) onClose: () => void = () => undefined;
  /** Called when the user wants to see the hidden transfers. */
  @property({ attribute: false }) onHistory: () => void = () => undefined;
  /** Called when the user wants to choose files. */
  @property({ attribute: false }) onSend: () => void = () => undefined;
  @state() private limit = cardsAtOnce;
  /** Id of the transfer whose buttons are in the Tab order. */
  @state() private current: string | undefined;
  @state() private confirmed: { readonly id: string; readonly action: TransferAction } | undefined;
  private readonly rates = new TransferRates();
  private readonly thumbnails = new Thumbnails(() => this.requestUpdate());
  private readonly focusKeeper = new FocusKeeper(this);
  private readonly busy = new Set<string>();
  private ticker: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.tick(false);
    this.thumbnails.dispose();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    this.focusKeeper.remember();
  }

  protected override updated(): void {
    this.focusKeeper.restore(this.closest('portside-panel')?.querySelector<HTMLElement>('.scroller'));
    // A stalled transfer causes no updates, so render periodically.
    this.tick(this.list?.isMoving ?? false);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { list, labels, history, problem } = this;
    if (!list || !labels) return nothing;
    const all = list.shown(history);
    const shown = all.slice(0, this.limit);
    this.thumbnails.keepOnly(shown);
    if (all.length === 0 && !history && problem === undefined) return nothing;
    return html`<section class="transfers" aria-label=${l10n.t('Transfers')} @keydown=${this.onKey} @focusin=${this.onFocus}>
      ${this.heading(shown.some(hasEnded))}
      ${troubleLine(problem, () => this.transfers?.showProblem(undefined))}
      <div class="transfer-list">
        ${repeat(
          shown,
          ({ id }) => id,
          transfer => this.card(transfer, labels, shown),
        )}
        ${all.length > shown.length ? this.more(all.length - shown.length) : this.wayToHistory(list.size - all.length)}
        ${all.length === 0 && history ? this.invitation() : nothing}
      </div>
    </section>`;
  }

  private heading(canClear: boolean): TemplateResult {
    return html`<div class="rail-heading">
      <span class="codicon codicon-files" aria-hidden="true"></span><h2>${l10n.t('Transfers')}</h2>
      ${canClear ? html`<button type="button" class="link" title=${l10n.t('Clear Finished, Canceled, and Failed Transfers')} @click=${() => void this.transfers?.clear()}>${l10n.t('Clear')}</button>` : nothing}
      ${iconButton('close', l10n.t('Close'), this.onClose)}
    </div>`;
  }

  private invitation(): TemplateResult {
    return html`<p class="transfers-none">${l10n.t('No files have been sent or received yet. Drop some anywhere in this panel, or choose them:')}
      <button type="button" class="link" @click=${() => this.onSend()}>${l10n.t('Send Files…')}</button></p>`;
  }

  private more(left: number): TemplateResult {
    const show = () => {
      this.limit += cardsAtOnce;
    };
    return moreButton(left, show);
  }

  /** Returns a button that opens the history, which contains the others. */
  private wayToHistory(left: number): TemplateResult | typeof nothing {
    return this.history || left === 0 ? nothing : moreButton(left, () => this.onHistory());
  }

  private card(transfer: PanelTransfer, labels: PeerLabels, shown: readonly PanelTransfer[]): TemplateResult {
    const { id } = transfer;
    const current = shown.some(one => one.id === this.current) ? this.current : shown[0]?.id;
    return transferCard(transfer, {
      labels,
      rate: this.rates.of(transfer, performance.now()),
      thumbnail: this.thumbnails.url(transfer),
      isCurrent: id === current,
      confirmed: this.confirmed?.id === id ? this.confirmed.action : undefined,
      act: action => void this.act(action, id),
    });
  }

  private async act(action: TransferAction, id: string): Promise<void> {
    const key = `${action} ${id}`;
    // A second click would act on the result of the first.
    if (this.busy.has(key)) return;
    this.busy.add(key);
    await this.transfers?.attempt(() => host.actOnTransfer(action, id));
    this.busy.delete(key);
    if ((action === 'copyPath' || action === 'copyHash') && this.problem === undefined) this.confirm(action, id);
  }

  private confirm(action: TransferAction, id: string): void {
    const confirmed = { id, action };
    this.confirmed = confirmed;
    setTimeout(() => {
      if (this.confirmed === confirmed) this.confirmed = undefined;
    }, confirmMs);
  }

  private tick(isMoving: boolean): void {
    if (isMoving === (this.ticker !== undefined)) return;
    clearInterval(this.ticker);
    this.ticker = isMoving ? setInterval(() => this.requestUpdate(), tickMs) : undefined;
  }

  private readonly onFocus = ({ target }: FocusEvent): void => {
    const card = (target as HTMLElement).closest<HTMLElement>('[data-transfer]');
    if (card) this.current = card.dataset.transfer;
  };

  /** Moves between cards with Up and Down: with a hundred of them, Tab would take too long. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const cards = [...this.querySelectorAll<HTMLElement>('[data-transfer]')];
    const at = cards.findIndex(card => card.contains(event.target as Node));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: cards.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    cards[Math.max(0, Math.min(to, cards.length - 1))]?.focus();
  };
}

function moreButton(left: number, show: () => void): TemplateResult {
  return html`<button type="button" class="link transfers-more" @click=${show}>${l10n.t('{0} more…', left)}</button>`;
}
