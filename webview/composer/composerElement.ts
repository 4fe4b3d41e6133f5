/**
 * The composer, in which messages are written: notation, target, line ending, checksum, history, repetition, and
 * actions requested by rows.
 */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { EndpointSnapshot, PeerSnapshot, SendTarget } from '../../src/core/endpointSnapshot.ts';
import { isStream } from '../../src/core/kinds.ts';
import type { Message } from '../../src/core/message/message.ts';
import type { RepeatPlan } from '../../src/core/message/repetition.ts';
import type { PanelState } from '../../src/protocol/panelCalls.ts';
import type { BarAction } from '../bar/barAction.ts';
import { host, keep, keptState, onFocusMessage } from '../hostCalls.ts';
import type { PeerLabels } from '../peerLabels.ts';
import type { Target } from '../peers/chosenPeer.ts';
import { onRowRequest, type RowRequest } from '../transcript/rowRequests.ts';
import { returnFocus } from '../widgets/focusReturn.ts';
import { segments } from '../widgets/segments.ts';
import { composerHint } from './composerHint.ts';
import { savedMessageKey } from './composerKeys.ts';
import { ComposerOutcome } from './composerOutcome.ts';
import { composerTools } from './composerTools.ts';
import { CounterKeeper } from './counterKeeper.ts';
import { DraftRecipient } from './draftRecipient.ts';
import { FieldFitter } from './fieldFitter.ts';
import './formatElement.ts';
import { heldLine, heldNote, isDraftHeld } from './heldLine.ts';
import { MessageDraft, nothingWritten } from './messageDraft.ts';
import type { ChangedFormat } from './messageOptions.ts';
import { MessagePreview } from './messagePreview.ts';
import { notationLabels, placeholder } from './notations.ts';
import { RepeatController } from './repeatController.ts';
import { rowAnswer } from './rowAnswer.ts';
import './targetElement.ts';
import { type Addressee, addressee, hasGone, hasOneTarget, obstacle, type Sending, targetOf } from './targets.ts';
import { onUserAct } from './userActs.ts';

@customElement('portside-composer')
export class ComposerElement extends LitElement {
  @property({ attribute: false }) endpoint: EndpointSnapshot | undefined;
  @property({ attribute: false }) panel: PanelState | undefined;
  /** The open peers, once they are known. */
  @property({ attribute: false }) peers: readonly PeerSnapshot[] | undefined;
  @property({ attribute: false }) labels: PeerLabels | undefined;
  /** Target that the user has chosen. */
  @property({ attribute: false }) target: Target | undefined;
  /** Whether the next peer replaces a target that has disconnected. */
  @property({ attribute: false }) waits = false;
  @property({ attribute: false }) onTarget: (target: Target) => void = () => undefined;
  /** Called when sending a message has started. */
  @property({ attribute: false }) onSend: () => void = () => undefined;
  @state() private isSending = false;
  /** Whether an address to send to is being typed. */
  @state() private isTyping = false;
  /** Why that address can't be used. */
  @state() private addressProblem: string | undefined;
  @query('textarea') private field!: HTMLTextAreaElement;
  private readonly repeat = new RepeatController(this, {
    start: plan => this.try(() => this.startRepeat(plan)),
    stop: () => this.try(() => host.stopRepeat()),
  });
  private readonly outcome = new ComposerOutcome(this);
  private readonly draft = new MessageDraft(this, () => this.outcome.clear());
  private readonly fitter = new FieldFitter();
  private readonly preview = new MessagePreview();
  private readonly counterKeeper = new CounterKeeper();
  private readonly recipient = new DraftRecipient(keptState().draftFor, draftFor => keep({ draftFor }));
  private stopListening: readonly (() => void)[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onShortcut, { capture: true });
    this.stopListening = [
      returnFocus(this.takeFocus),
      onFocusMessage(this.focusField),
      onUserAct(() => this.outcome.fail(undefined)),
      onRowRequest(request => this.try(() => this.actOnRow(request))),
    ];
  }

  override disconnectedCallback(): void {
    document.removeEventListener('keydown', this.onShortcut, { capture: true });
    for (const stop of this.stopListening) stop();
    super.disconnectedCallback();
  }

  /** Focuses the field if the user enters the page without clicking anything in it. */
  readonly takeFocus = (): void => {
    if (document.activeElement === document.body) this.field.focus();
  };

  /** Appends text to the message. */
  type(text: string): void {
    this.draft.setText(this.draft.message.text + text);
  }

  /** Alt+1 to Alt+9 send saved messages from anywhere in the panel. */
  private readonly onShortcut = (event: KeyboardEvent): void => {
    const key = savedMessageKey(event);
    if (key === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.try(async () => host.sendSaved(key, this.sendTarget));
  };

  /** Takes the focus if the panel had it before the page was ready. */
  protected override firstUpdated(): void {
    if (document.hasFocus()) this.takeFocus();
  }

  protected override willUpdate(): void {
    const { target, sending } = this;
    this.outcome.update({ target, openedAt: this.endpoint?.openedAt, obstacle: sending && obstacle(sending) });
    this.counterKeeper.update(this.panel?.counter);
  }

  protected override updated(): void {
    this.fitter.fit(this.field, this.draft.message.text);
  }

  protected override render(): TemplateResult {
    const { labels, sending } = this;
    if (!sending || !labels) return html``;
    const { endpoint } = sending;
    const { message } = this.draft;
    const { failure, note } = this.outcome;
    const blocked = obstacle(sending);
    const isOff = (blocked ?? this.previewed.problem) !== undefined || this.isSending;
    const problem = failure ?? sending.typedProblem ?? this.previewed.problem;
    const role = problem === undefined ? (note !== undefined || hasGone(sending) ? 'status' : 'note') : 'alert';
    return html`<form class="composer" @submit=${this.onSubmit}>
      <div class="composer-bar">
        <portside-target .sending=${sending} .labels=${labels} .problem=${this.addressProblem} .onTarget=${this.chooseTarget}
          .onTyping=${this.setTyping} .onProblem=${this.setAddressProblem} .onEntered=${this.focusField}></portside-target>
        ${segments(notationLabels(), message.notation, notation => this.changeFormat({ notation }), l10n.t('Notation'))}
        <portside-format .message=${message} .context=${endpoint.config} .onChange=${this.setFormat}></portside-format>
        <portside-actions .label=${l10n.t('Message')} .actions=${this.tools}></portside-actions>
      </div>
      ${this.repeat.bar(this.panel?.repeat, blocked ?? this.previewed.problem)}
      <div class="held" role="status">${isDraftHeld(sending) ? heldLine(sending, labels, this.chooseAll) : nothing}</div>
      <div class="composer-line">
        <textarea rows="1" spellcheck="false" aria-label=${l10n.t('Message')} placeholder=${placeholder(message.notation)}
          aria-invalid=${problem !== undefined && !sending.isTyping} aria-describedby="composer-hint"
          .value=${message.text} @input=${() => this.draft.setText(this.field.value)} @keydown=${this.onKey}></textarea>
        <vscode-button type="submit" icon="send" ?disabled=${isOff} aria-disabled=${isOff} title=${blocked ?? ''}
          @click=${this.onSubmit}><span class="send-word">${l10n.t('Send')}</span></vscode-button>
      </div>
      <div id="composer-hint" class="hint ${problem === undefined ? '' : 'problem'}" role=${role} title=${problem ?? nothing}>
        ${problem ?? note ?? blocked ?? this.hint}</div>
    </form>`;
  }

  /** Recipient of files dropped on the page. */
  get addressee(): Addressee | undefined {
    return this.sending && addressee(this.sending);
  }

  private get sending(): Sending | undefined {
    const { endpoint, peers, waits } = this;
    if (!endpoint) return undefined;
    const isTyping = this.isTyping && !isStream(endpoint.config) && !hasOneTarget(endpoint.config);
    const target = targetOf(endpoint.config, this.target);
    const typedProblem = isTyping ? this.addressProblem : undefined;
    const sending = { endpoint, peers, target, waits, isTyping, typedProblem };
    return this.recipient.of(sending, this.draft.message.text !== '');
  }

  /**
   * @throws RangeError with a sentence if the target has disconnected: a message for one peer is never sent to another
   * or to all.
   */
  private get sendTarget(): SendTarget | null {
    const { addressee } = this;
    if (!addressee || addressee.hasGone) throw new RangeError(addressee?.obstacle);
    return addressee.target;
  }

  private get tools(): BarAction[] {
    return composerTools(
      { repeats: this.repeat.isShown, savesSent: this.draft.savesSent },
      {
        chooseMessage: () => this.try(() => this.chooseMessage()),
        saveMessage: () => this.try(async () => host.saveMessage(this.draft.toSave)),
        sendFiles: () => this.try(async () => host.sendChosen(this.sendTarget)),
        toggleRepeat: () => this.repeat.toggle(),
      },
    );
  }

  private get previewed(): ReturnType<MessagePreview['of']> {
    return this.preview.of(this.draft.message, this.endpoint?.config ?? {}, this.panel?.counter ?? 1);
  }

  private get hint(): TemplateResult {
    const { panel, endpoint, previewed } = this;
    const { message } = this.draft;
    const hinted = { message, context: endpoint?.config ?? {}, bytes: previewed.bytes, counter: panel?.counter ?? 1 };
    return composerHint(hinted, {
      resetCounter: () => this.try(() => host.resetCounter()),
      useEscapes: () => this.changeFormat({ escapes: true }),
    });
  }

  /** Empty data on a stream is nothing, but a datagram may be empty. */
  private get maySendEmpty(): boolean {
    return this.endpoint !== undefined && !isStream(this.endpoint.config);
  }

  private async startRepeat(plan: RepeatPlan): Promise<void> {
    const { message } = this.draft;
    if (message.text === '' && !this.maySendEmpty) throw nothingWritten();
    await host.startRepeat(message, this.sendTarget, plan);
  }

  private changeFormat(format: ChangedFormat): void {
    this.setFormat(format);
    this.field.focus();
  }

  private readonly setFormat = (format: ChangedFormat): void => this.draft.setFormat(format);

  private readonly chooseTarget = (target: Target): void => {
    this.recipient.forget();
    this.onTarget(target);
  };

  private readonly chooseAll = (): void => {
    this.chooseTarget('all');
    this.field.focus();
  };

  private readonly setTyping = (isTyping: boolean): void => {
    this.isTyping = isTyping;
    this.addressProblem = undefined;
    this.outcome.fail(undefined);
  };

  private readonly setAddressProblem = (problem: string | undefined): void => {
    this.addressProblem = problem;
  };

  private readonly focusField = (): void => this.field.focus();

  private replaceMessage(message: Message): void {
    this.draft.replace(message);
    this.field.focus();
  }

  private onKey(event: KeyboardEvent): void {
    if (this.draft.pressed(event, this.field)) void this.send();
  }

  private onSubmit(event: Event): void {
    event.preventDefault();
    if (this.draft.message.text !== '' || this.maySendEmpty) void this.send();
  }

  private async send(): Promise<void> {
    const { sending, labels, outcome } = this;
    const { message } = this.draft;
    if (!sending || !labels || this.isSending || this.previewed.problem !== undefined) return;
    const blocked = obstacle(sending);
    outcome.fail(blocked);
    if (blocked !== undefined) return;
    this.isSending = true;
    await outcome.attempt(async () => {
      const note = isDraftHeld(sending) ? heldNote(sending, labels) : undefined;
      const sent = host.send(message, this.sendTarget);
      this.onSend();
      await sent;
      if (this.draft.sent(message)) outcome.say(note);
    });
    this.isSending = false;
    this.field.focus();
  }

  private async chooseMessage(): Promise<void> {
    if (this.isTyping) throw new RangeError(this.addressee?.obstacle);
    // Messages can be sent from the list, too: the engine sends nothing to a target that has disconnected.
    const chosen = await host.chooseMessage(this.addressee?.target ?? null);
    if (chosen) this.replaceMessage(chosen);
    else this.field.focus();
  }

  private async actOnRow(request: RowRequest): Promise<void> {
    const { message, note } = await rowAnswer(request, this.draft.message, this.endpoint?.config ?? {});
    if (message) this.replaceMessage(message);
    this.outcome.say(note);
  }

  /** Performs an action; an error appears in the hint. */
  private try(act: () => Promise<void>): void {
    void this.outcome.attempt(act);
  }
}
