/** *Edit*: every key of an endpoint's config, checked while it is typed, tried before it is used. */
import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unescapeBytes } from '../../src/core/bytes/escapes.ts';
import type { ConfigProblem } from '../../src/core/configError.ts';
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import { withoutForeignKeys } from '../../src/core/kindFields.ts';
import { type PresetId, presets } from '../../src/core/presets.ts';
import type { PayloadNotation } from '../../src/core/template/escapedPayload.ts';
import { errorText } from '../errorText.ts';
import { host, keep, keptState } from '../hostCalls.ts';
import { isSame, valueAt, withValue } from './configDraft.ts';
import type { FieldState, PayloadWriting } from './controls.ts';
import { fieldRow } from './fieldRow.ts';
import {
  addressFields,
  type Field,
  fileFields,
  greetingFields,
  limitFields,
  optionFields,
  textFields,
} from './fields.ts';
import { framingField } from './framingField.ts';
import { presetRow, withPreset } from './presetRow.ts';
import { rulesField } from './rulesField.ts';
import { ruleTrial, type Trial } from './ruleTrial.ts';
import { showSections } from './showSections.ts';
import { hasUnreadable, type UnreadableFields, withoutRules, withUnreadable } from './unreadable.ts';

/** Between two keys of somebody who types. */
const typingMs = 150;

@customElement('portside-form')
export class FormElement extends LitElement {
  /** As the endpoint has it now. */
  @property({ attribute: false, hasChanged: (one, other) => !isSame(one, other) }) config!: EndpointConfig;
  @state() private draft!: EndpointConfig;
  @state() private problems: readonly ConfigProblem[] = [];
  @state() private unknownKeys: readonly string[] = [];
  /** How payloads are written where that was chosen by hand, by path. */
  @state() private notations: Readonly<Record<string, PayloadNotation>> = {};
  @state() private unreadable: UnreadableFields = {};
  @state() private trial: Trial = { sample: '', outcome: undefined, problem: undefined };
  @state() private failure: string | undefined;
  @state() private isRestarting = false;
  /** What the draft was made from. */
  private base!: EndpointConfig;
  private checking: ReturnType<typeof setTimeout> | undefined;

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

  protected override render(): TemplateResult {
    const { draft } = this;
    const isStream = draft.kind !== 'udp';
    return html`<form class="form" novalidate aria-label=${l10n.t('Edit Endpoint')} @submit=${this.onSubmit} @keydown=${this.onKey}>
      <div class="form-body">
        ${presetRow(id => this.onPreset(id))} ${this.otherProblems()}
        ${this.section(l10n.t('Endpoint'), addressFields(draft.kind))}
        ${this.section(l10n.t('Messages'), textFields(), isStream ? framingField(this.fieldState(['framing'])) : nothing, 'framing')}
        ${this.section(l10n.t('Answers'), greetingFields(), this.rules(isStream), 'reply')}
        ${this.section(l10n.t('Files'), fileFields())}
        ${this.section(l10n.t('Limits and timing'), limitFields())}
        ${this.section(l10n.t('Socket options'), optionFields())}
      </div>
      ${this.footer()}
    </form>`;
  }

  private get isChanged(): boolean {
    return !isSame(this.draft, this.base) || this.hasUnreadable;
  }

  private get isUsable(): boolean {
    return this.problems.length === 0 && !this.hasUnreadable;
  }

  private get hasUnreadable(): boolean {
    return hasUnreadable(this.unreadable, this.draft.kind);
  }

  /** What is wrong where there is no field for it, and keys that nobody knows. */
  private otherProblems(): TemplateResult {
    const others = this.problems.filter(({ path }) => path === '' || this.unknownKeys.includes(path));
    return html`${others.map(({ message }) => html`<div class="form-problem" role="alert">${message}</div>`)}
      ${this.unknownKeys.length === 0 ? nothing : html`<div class="form-note">${l10n.t('Kept, but not known to Portside: {0}', this.unknownKeys.join(', '))}</div>`}`;
  }

  /** `more` is the control of a key that is no plain field. */
  private section(
    title: string,
    fields: readonly Field[],
    more: unknown = nothing,
    key = '',
  ): TemplateResult | typeof nothing {
    const shown = fields.filter(({ kinds }) => kinds === undefined || kinds.includes(this.draft.kind));
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
      answering: this.trial.outcome?.rule,
      problem: path => this.problemAt(path),
      set: next => this.change(withValue(this.draft, ['reply'], next)),
      arrange: next => this.arrange(next),
      unreadable: (path, problem, typed) => this.setUnreadable(path, problem, typed),
      typed: path => this.unreadable[path]?.typed,
      writing: path => this.writing(path),
    })}
    ${isRules ? ruleTrial(this.trial, sample => this.try(sample)) : nothing}`;
  }

  private footer(): TemplateResult {
    const { isChanged, isUsable, failure, isRestarting } = this;
    const isOld = isChanged && !isSame(this.config, this.base);
    return html`<div class="form-footer">
      ${
        isChanged
          ? html`<vscode-button type="submit" icon="debug-restart" ?disabled=${!isUsable || isRestarting}
              @click=${this.onSubmit}>${l10n.t('Restart with Changes')}</vscode-button>`
          : html`<vscode-button type="submit" secondary @click=${this.onSubmit}>${l10n.t('Close')}</vscode-button>`
      }
      <button type="button" class="link" ?disabled=${!isChanged} @click=${() => this.load()}>${l10n.t('Discard Changes')}</button>
      <button type="button" class="link" @click=${() => void this.editAsJson()}>${l10n.t('Edit as JSON')}</button>
      <span class="form-status" role="status">${
        failure ??
        (isOld
          ? l10n.t('The endpoint was changed elsewhere meanwhile; restarting takes what is here.')
          : isUsable
            ? nothing
            : l10n.t('Something cannot be used yet.'))
      }</span>
    </div>`;
  }

  private fieldState(path: readonly string[]): FieldState {
    return {
      value: valueAt(this.draft, path),
      problem: this.problemAt(path.join('.')),
      set: value => this.change(withValue(this.draft, path, value)),
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
    if (this.trial.sample !== '') this.try(this.trial.sample);
  }

  private try(sample: string): void {
    this.trial = { ...this.trial, sample, problem: undefined };
    if (sample === '') this.trial = { sample, outcome: undefined, problem: undefined };
    else void this.tryRules(sample);
  }

  private async tryRules(sample: string): Promise<void> {
    const { draft } = this;
    try {
      const bytes = unescapeBytes(sample, draft.encoding ?? 'utf8');
      const outcome = Array.isArray(draft.reply) ? await host.tryRules(withoutForeignKeys(draft), bytes) : undefined;
      if (sample === this.trial.sample) this.trial = { sample, outcome, problem: undefined };
    } catch (error) {
      if (sample === this.trial.sample) this.trial = { sample, outcome: undefined, problem: errorText(error) };
    }
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

  private onSubmit(event: Event): void {
    event.preventDefault();
    if (!this.isChanged) void host.setEditing(false);
    else if (this.isUsable && !this.isRestarting) void this.restart();
  }

  private async restart(): Promise<void> {
    this.isRestarting = true;
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
      this.isRestarting = false;
    }
  }
}
