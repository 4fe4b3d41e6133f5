/** *Edit*: every key of an endpoint's config, checked while it is typed, tried before it is used. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeEffect } from '../../src/core/configChange.ts';
import type { ConfigProblem } from '../../src/core/configError.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { EndpointState } from '../../src/core/endpointSnapshot.ts';
import { withoutForeignKeys } from '../../src/core/kindFields.ts';
import { type PresetId, presets } from '../../src/core/presets.ts';
import type { PayloadNotation } from '../../src/core/template/escapedPayload.ts';
import { errorText } from '../errorText.ts';
import { host, keep, keptState } from '../hostCalls.ts';
import { addressFields } from './addressFields.ts';
import { isSame, valueAt, withField, withValue } from './configDraft.ts';
import type { FieldState, PayloadWriting } from './controls.ts';
import { expertSection, needsSight } from './expertSection.ts';
import { fieldRow } from './fieldRow.ts';
import { type Field, fieldsOf, greetingFields, textFields } from './fields.ts';
import { usefulFileFields } from './fileFields.ts';
import { formFooter } from './formFooter.ts';
import { formNotes } from './formNotes.ts';
import { type FormProblem, formProblems } from './formProblems.ts';
import { framingField } from './framingField.ts';
import { expertFields, limitFields } from './limitFields.ts';
import { presetRow, withPreset } from './presetRow.ts';
import { problemList } from './problemList.ts';
import { rulesField } from './rulesField.ts';
import { ruleTrial } from './ruleTrial.ts';
import { RuleTrials } from './ruleTrials.ts';
import { showSections } from './showSections.ts';
import { SteadyRows } from './steadyRows.ts';
import { hasUnreadable, shownUnreadable, type UnreadableFields, withoutRules, withUnreadable } from './unreadable.ts';

/** Between two keys of somebody who types. */
const typingMs = 150;

@customElement('portside-form')
export class FormElement extends LitElement {
  /** As the endpoint has it now. */
  @property({ attribute: false, hasChanged: (one, other) => !isSame(one, other) }) config!: EndpointConfig;
  @property({ attribute: false }) endpointState: EndpointState = 'open';
  /** Open connections. */
  @property({ attribute: false }) peers = 0;
  @state() private draft!: EndpointConfig;
  @state() private problems: readonly ConfigProblem[] = [];
  @state() private unknownKeys: readonly string[] = [];
  /** How payloads are written where that was chosen by hand, by path. */
  @state() private notations: Readonly<Record<string, PayloadNotation>> = {};
  @state() private unreadable: UnreadableFields = {};
  @state() private failure: string | undefined;
  @state() private isApplying = false;
  /** What the draft was made from. */
  private base!: EndpointConfig;
  private showsExperts = false;
  private checking: ReturnType<typeof setTimeout> | undefined;
  private readonly trials = new RuleTrials(host.tryRules, () => this.requestUpdate());
  private readonly steadyRows = new SteadyRows(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.checking);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('config')) return;
    const { form } = keptState();
    if (!this.draft) {
      this.base = form?.base ?? this.config;
      this.draft = form?.draft ?? this.config;
      this.checkSoon(0);
    } else if (!this.isChanged && !isSame(this.config, this.base)) this.load();
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>('#field-address')?.focus();
  }

  protected override updated(): void {
    this.steadyRows.keep();
  }

  protected override render(): TemplateResult {
    const { draft } = this;
    const { kind } = draft;
    const isStream = kind !== 'udp';
    return html`<form class="form" novalidate aria-label=${l10n.t('Edit Endpoint')} @submit=${this.onSubmit} @keydown=${this.onKey}>
      ${problemList(this.allProblems, id => this.goTo(id))}
      <div class="form-body">
        ${formNotes(this.unknownKeys)} ${presetRow(kind, id => this.onPreset(id))}
        ${this.section(l10n.t('Endpoint'), addressFields(kind))}
        ${this.section(l10n.t('Messages'), textFields(), isStream ? framingField(this.fieldState(['framing'])) : nothing, 'framing')}
        ${this.section(l10n.t('Replies'), greetingFields(kind), this.rules(isStream), 'reply')}
        ${this.section(l10n.t('Files'), usefulFileFields(draft))}
        ${this.section(l10n.t('Limits and timing'), limitFields())}
        ${this.expertSection()}
      </div>
      ${this.footer()}
    </form>`;
  }

  private expertSection(): TemplateResult {
    const fields = fieldsOf(this.draft.kind, expertFields(this.draft.kind)).map(field => ({
      field,
      state: this.fieldState(field.path),
    }));
    // It isn't folded again by itself: somebody may be typing in it.
    this.showsExperts ||= needsSight(fields);
    return expertSection(fields, this.showsExperts);
  }

  private get isChanged(): boolean {
    return !isSame(this.draft, this.base) || hasUnreadable(this.unreadable, this.draft);
  }

  private get isUsable(): boolean {
    return this.allProblems.length === 0;
  }

  private get allProblems(): FormProblem[] {
    const { kind } = this.draft;
    return formProblems(this.problems, shownUnreadable(this.unreadable, this.draft), kind);
  }

  /** `more` is the control of a key that is no plain field. */
  private section(
    title: string,
    fields: readonly Field[],
    more: unknown = nothing,
    key = '',
  ): TemplateResult | typeof nothing {
    const shown = fieldsOf(this.draft.kind, fields);
    if (shown.length === 0 && more === nothing) return nothing;
    const keys = [...fields.map(({ path }) => path[0]), key];
    return html`<fieldset data-keys=${keys.join(' ')}><legend>${title}</legend>
      ${shown.map(field => fieldRow(field, this.fieldState(field.path)))} ${more}</fieldset>`;
  }

  private rules(isStream: boolean): TemplateResult {
    const { reply } = this.draft;
    const isRules = Array.isArray(reply);
    return html`${rulesField({
      reply,
      isStream,
      answering: this.trials.current.outcome?.rule,
      problem: path => this.problemAt(path),
      set: next => this.change(withValue(this.draft, ['reply'], next)),
      arrange: next => this.arrange(next),
      unreadable: (path, problem, typed) => this.setUnreadable(path, problem, typed),
      typed: path => this.unreadable[path]?.typed,
      writing: path => this.writing(path),
    })}
    ${isRules ? ruleTrial(this.trials.current, sample => this.trials.try(sample, this.draft)) : nothing}`;
  }

  private footer(): TemplateResult {
    const { isChanged, isUsable, isApplying, endpointState, peers, failure, config, draft } = this;
    const isOld = isChanged && !isSame(config, this.base);
    const old = l10n.t('The endpoint was changed elsewhere in the meantime. Applying your changes overwrites those.');
    return formFooter(
      {
        isChanged,
        isUsable,
        isApplying,
        effect: changeEffect(config, withoutForeignKeys(draft)),
        kind: config.kind,
        endpointState,
        peers,
        status: failure ?? (isOld ? old : undefined),
      },
      { submit: this.onSubmit, discard: () => this.load(), editAsJson: () => void this.editAsJson() },
    );
  }

  /** To the control with this id, which may be in what is folded. */
  private goTo(id: string): void {
    const control = this.querySelector<HTMLElement>(`#${id}`);
    control?.closest('details')?.setAttribute('open', '');
    control?.focus();
  }

  private fieldState(path: readonly string[]): FieldState {
    return {
      value: valueAt(this.draft, path),
      problem: this.problemAt(path.join('.')),
      set: value => this.change(withField(this.draft, path, value)),
      typed: this.unreadable[path.join('.')]?.typed,
      unreadable: (problem, typed) => this.setUnreadable(path.join('.'), problem, typed),
      writing: this.writing(path.join('.')),
    };
  }

  private writing(path: string): PayloadWriting {
    return {
      encoding: this.draft.encoding ?? 'utf8',
      notation: this.notations[path],
      choose: notation => {
        this.notations = { ...this.notations, [path]: notation };
      },
    };
  }

  /** At a path of the config or inside it. */
  private problemAt(path: string): string | undefined {
    const found = this.problems.find(problem => problem.path === path || problem.path.startsWith(`${path}.`));
    return this.unreadable[path]?.problem ?? found?.message;
  }

  /** Rules that came, went or moved: what was typed in one and can't be read goes. */
  private arrange(reply: EndpointConfig['reply']): void {
    this.unreadable = withoutRules(this.unreadable);
    this.notations = {};
    this.change(withValue(this.draft, ['reply'], reply));
  }

  private setUnreadable(path: string, problem: string | undefined, typed?: string): void {
    this.unreadable = withUnreadable(this.unreadable, path, problem, typed);
  }

  private change(draft: EndpointConfig): void {
    this.draft = draft;
    this.failure = undefined;
    keep({ form: this.isChanged ? { base: this.base, draft } : undefined });
    this.checkSoon(typingMs);
  }

  /** Forgets what was changed. */
  private load(): void {
    this.base = this.config;
    this.unreadable = {};
    this.notations = {};
    this.change(this.config);
  }

  private checkSoon(afterMs: number): void {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => void this.check(), afterMs);
  }

  private async check(): Promise<void> {
    const { draft } = this;
    const { problems, unknownKeys } = await host.checkConfig(withoutForeignKeys(draft));
    if (draft !== this.draft) return;
    this.problems = problems;
    this.unknownKeys = unknownKeys;
    const { sample } = this.trials.current;
    if (sample !== '') this.trials.try(sample, draft);
  }

  private onPreset(id: PresetId): void {
    this.unreadable = {};
    this.notations = {};
    this.change(withPreset(this.draft, id, this.unknownKeys));
    // Its kind stands beside the presets.
    const keys = Object.keys(presets[id]).filter(key => key !== 'kind');
    void this.updateComplete.then(() => showSections(this, keys));
  }

  private async editAsJson(): Promise<void> {
    await host.setEditing(false);
    await host.run('editAsJson');
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.isChanged) return;
    event.preventDefault();
    void host.setEditing(false);
  }

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!this.isChanged) void host.setEditing(false);
    else if (this.isUsable && !this.isApplying) void this.apply();
  };

  private async apply(): Promise<void> {
    this.isApplying = true;
    this.failure = undefined;
    try {
      const config = withoutForeignKeys(this.draft);
      await host.applyConfig(config);
      this.base = config;
      keep({ form: undefined });
      await host.setEditing(false);
    } catch (error) {
      this.failure = errorText(error);
    } finally {
      this.isApplying = false;
    }
  }
}
