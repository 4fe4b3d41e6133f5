/**
 * The form for *Edit*: every key of an endpoint's config, validated while the user types, with rules that can be tried
 * before they are applied.
 */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeEffect } from '../../src/core/config/configChange.ts';
import { type PresetId, presets } from '../../src/core/config/presets.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { type EndpointState, isRunningState } from '../../src/core/endpointSnapshot.ts';
import { isStream, peerRole, withoutForeignKeys } from '../../src/core/kinds.ts';
import type { FormField, PanelSaved } from '../../src/protocol/panelCalls.ts';
import { errorText, type Trouble, troubleOf } from '../errorText.ts';
import { host, keep, keptState } from '../hostCalls.ts';
import { commandKey } from '../widgets/commandKey.ts';
import { addressFields } from './addressFields.ts';
import { type FieldPath, isSame } from './configDraft.ts';
import type { FieldState } from './controls.ts';
import { DraftCheck } from './draftCheck.ts';
import { editAsJson } from './editAsJson.ts';
import { expertSection, needsSight } from './expertSection.ts';
import { fieldRow } from './fieldRow.ts';
import { type Field, fieldsOf, greetingFields, textFields } from './fields.ts';
import { usefulFileFields } from './fileFields.ts';
import { FormDraft } from './formDraft.ts';
import { type FooterState, type FormApplying, formFooter, onSaveKey } from './formFooter.ts';
import { effectText, formNotes } from './formNotes.ts';
import { type FormProblem, formProblems } from './formProblems.ts';
import { framingSection } from './framing/framingSection.ts';
import { focusControl, keepPlace, keepPosition, restorePosition } from './keptPlace.ts';
import { expertFields, limitFields } from './limitFields.ts';
import { presetRow, withPreset } from './presetRow.ts';
import { problemList } from './problemList.ts';
import { type RepliesParts, repliesSection } from './rules/repliesSection.ts';
import { showOutcome } from './rules/ruleTrial.ts';
import { RuleTrials } from './rules/ruleTrials.ts';
import { unfoldRule } from './rules/unfoldRule.ts';
import { showSections } from './showSections.ts';
import { SteadyRows } from './steadyRows.ts';

/** Pause in typing after which the config is checked. */
const typingMs = 150;

@customElement('portside-form')
export class FormElement extends LitElement {
  /** Current config of the endpoint. */
  @property({ attribute: false, hasChanged: (one, other) => !isSame(one, other) }) config!: EndpointConfig;
  @property({ attribute: false }) endpointState: EndpointState = 'open';
  /** Number of open connections. */
  @property({ attribute: false }) peers = 0;
  /** The place where the endpoint is saved, if it is. */
  @property({ attribute: false, hasChanged: (one, other) => !isSame(one, other) }) saved: PanelSaved | undefined;
  /** Field that is focused initially, and whenever this property changes. */
  @property() firstField: FormField = 'address';
  @property({ attribute: false }) onTrouble: (trouble: Trouble) => void = () => undefined;
  @state() private failure: string | undefined;
  /** Confirms in the footer that changes were applied or saved. */
  @state() private note: string | undefined;
  @state() private isApplying = false;
  @state() private savesToo = keptState().savesToo ?? false;
  private draft!: FormDraft;
  private showsExperts = keptState().formPlace?.showsExperts ?? false;
  private readonly trials = new RuleTrials(host.tryRules, () => this.requestUpdate());
  private readonly check = new DraftCheck(
    this,
    () => this.draft.config,
    config => this.trials.try({}, config),
  );
  private shownTrial = this.trials.current;
  private readonly steadyRows = new SteadyRows(this);

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onShortcut, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onShortcut, { capture: true });
    this.check.stop();
    keep({ formPlace: undefined });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('config')) return;
    if (!this.draft) {
      this.draft = new FormDraft(this.config, keptState().form, () => this.onDraft());
      this.check.soon(0);
      const { dialogue: messages = [], sample: text = '', sampleNotation: notation } = keptState().formPlace ?? {};
      this.trials.try({ messages, sample: { text, notation } }, this.draft.config);
    } else if (!this.draft.isChanged && !isSame(this.config, this.draft.base)) this.load();
  }

  protected override firstUpdated(): void {
    const isRestored = keptState().formPlace !== undefined;
    restorePosition(this, `#field-${this.firstField}`);
    if (!isRestored && this.firstField !== 'address') showSections(this, [this.firstField]);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.get('firstField') !== undefined) {
      this.goTo(`field-${this.firstField}`);
      showSections(this, [this.firstField]);
    }
    this.steadyRows.keep();
    if (this.shownTrial !== this.trials.current) showOutcome(this);
    this.shownTrial = this.trials.current;
  }

  protected override render(): TemplateResult {
    const { config: draft } = this.draft;
    const sight = () => keepPosition(this);
    return html`<form class="form" novalidate aria-label=${l10n.t('Edit Endpoint')} @submit=${(event: Event) => event.preventDefault()}
      @keydown=${this.onKey} @focusin=${sight}>
      ${problemList(this.allProblems, this.saved?.isOnlyEdited ? 'save' : 'apply', id => this.goTo(id))}
      <div class="form-body" @scrollend=${sight}>
        ${formNotes(this.check.unknownKeys, isRunningState(this.endpointState))} ${presetRow(draft, id => this.onPreset(id))}
        ${this.section(l10n.t('Endpoint'), addressFields(draft))}
        ${this.section(l10n.t('Messages'), textFields(), isStream(draft) ? this.framing : nothing, 'framing')}
        ${this.section(l10n.t('Replies'), greetingFields(draft), repliesSection(this.replies), 'reply')}
        ${this.section(l10n.t('Files'), usefulFileFields(draft))}
        ${this.section(l10n.t('Limits and timing'), limitFields())}
        ${this.expertSection()}
      </div>
      ${this.footer()}
    </form>`;
  }

  private expertSection(): TemplateResult {
    const { config } = this.draft;
    const fields = fieldsOf(config, expertFields(config)).map(field => ({ field, state: this.fieldState(field.path) }));
    // Never collapsed again automatically: the user may be typing in it.
    this.showsExperts ||= needsSight(fields);
    return expertSection(fields, this.showsExperts, isOpen => {
      this.showsExperts = isOpen;
      keepPlace({ showsExperts: isOpen });
    });
  }

  private get allProblems(): FormProblem[] {
    const { config, unreadable } = this.draft;
    return formProblems(this.check.problems, unreadable, config);
  }

  private get framing(): TemplateResult {
    const stateOf = (path: FieldPath) => this.fieldState(path);
    return framingSection({ stateOf, problems: this.allProblems, examples: this.check.examples });
  }

  /** `more` is the control for `key`, which isn't a plain field. */
  private section(
    title: string,
    fields: readonly Field[],
    more: unknown = nothing,
    key = '',
  ): TemplateResult | typeof nothing {
    const shown = fieldsOf(this.draft.config, fields);
    if (shown.length === 0 && more === nothing) return nothing;
    const keys = [...fields.map(({ path }) => path[0]), key];
    return html`<fieldset data-keys=${keys.join(' ')}><legend>${title}</legend>
      ${shown.map(field => fieldRow(field, this.fieldState(field.path)))} ${more}</fieldset>`;
  }

  private get replies(): RepliesParts {
    const { draft, trials, allProblems: problems, check } = this;
    const focus = (id: string) => void this.updateComplete.then(() => this.goTo(id));
    const { examples } = check;
    return { draft, trials, problems, examples, problemAt: path => this.problemAt(path), focus };
  }

  private get footerState(): FooterState {
    const { isApplying, savesToo, endpointState, peers, failure, note, config, draft, saved } = this;
    const isOld = draft.isChanged && !isSame(config, draft.base);
    const old = l10n.t('Another change was made to this endpoint in the meantime. Applying yours overwrites it.');
    return {
      isChanged: draft.isChanged,
      isUsable: this.allProblems.length === 0,
      isApplying,
      effect: changeEffect(config, withoutForeignKeys(draft.config)),
      role: peerRole(config),
      endpointState,
      peers,
      saved,
      savesToo,
      status: failure ?? note ?? (isOld ? old : undefined),
    };
  }

  private footer(): TemplateResult {
    return formFooter(this.footerState, {
      apply: how => void this.apply(how),
      close: () => this.close(),
      saveToo: isOn => {
        this.savesToo = isOn;
        keep({ savesToo: isOn });
      },
      discard: () => this.load(),
      editAsJson: () => void this.leaveForJson(),
    });
  }

  private goTo(id: string): void {
    unfoldRule(this.draft, id);
    void this.updateComplete.then(() => focusControl(this, id));
  }

  private fieldState(path: readonly string[]): FieldState {
    const effect = isRunningState(this.endpointState) ? effectText(path) : undefined;
    return { ...this.draft.field(path), problem: this.problemAt(path.join('.')), effect };
  }

  /** Returns the problem at a path of the config, or inside it. */
  private problemAt(path: string): string | undefined {
    const found = this.check.problems.find(problem => problem.path === path || problem.path.startsWith(`${path}.`));
    return this.draft.problemAt(path) ?? found?.message;
  }

  private onDraft(): void {
    this.failure = undefined;
    this.note = undefined;
    keep({ form: this.draft.kept });
    this.requestUpdate();
    this.check.soon(typingMs);
  }

  /** Discards the changes. */
  private load(): void {
    this.draft.load(this.config);
  }

  private onPreset(id: PresetId): void {
    this.draft.replace(withPreset(this.draft.config, id, this.check.unknownKeys));
    // Its kind is beside the presets.
    const keys = Object.keys(presets[id]).filter(key => key !== 'kind');
    void this.updateComplete.then(() => showSections(this, keys));
  }

  private async leaveForJson(): Promise<void> {
    const { draft, allProblems: problems } = this;
    const leaving = { draft, problems, goTo: (id: string) => this.goTo(id), discard: () => this.load() };
    await editAsJson(leaving).catch(error => this.onTrouble(troubleOf(error)));
  }

  /** Closes the form. An endpoint listed only for editing leaves the list with it. */
  private close(): void {
    void (this.saved?.isOnlyEdited ? host.closePanel() : host.setEditing(false));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.draft.isChanged) return;
    event.preventDefault();
    this.close();
  }

  /** Handles Ctrl+S anywhere in the panel: there is nothing else to save. */
  private readonly onShortcut = (event: KeyboardEvent): void => {
    if (commandKey(event) !== 's') return;
    event.preventDefault();
    event.stopPropagation();
    const [problem] = this.allProblems;
    const how = onSaveKey(this.footerState);
    if (problem?.place) this.goTo(problem.place.id);
    else if (how) void this.apply(how);
    else if (this.draft.isChanged) this.focusButton();
  };

  private focusButton(): void {
    this.querySelector<HTMLElement>('.form-buttons vscode-button')?.focus();
  }

  private async apply({ start, save, stays }: FormApplying): Promise<void> {
    if (this.isApplying) return;
    this.isApplying = true;
    this.failure = undefined;
    this.note = undefined;
    const place = save ? this.saved?.place : undefined;
    const isPressed = document.activeElement?.closest('.form-buttons') !== null;
    try {
      const config = withoutForeignKeys(this.draft.config);
      await host.applyConfig(config, { start, save });
      this.draft.load(config);
      if (stays) this.note = place === undefined ? l10n.t('Changes applied.') : l10n.t('Saved in the {0}.', place);
      else await host.setEditing(false);
    } catch (error) {
      this.failure = errorText(error);
    } finally {
      this.isApplying = false;
      // The button that was pressed may have disappeared.
      if (isPressed) void this.updateComplete.then(() => this.focusButton());
    }
  }
}
