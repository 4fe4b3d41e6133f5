/** What is typed into the form: a draft of the config, texts that can't be read yet, and how payloads are written. */
import type { EndpointConfig } from '../../src/core/endpointConfig.ts';
import type { PayloadNotation } from '../../src/core/template/escapedPayload.ts';
import { type FieldPath, isSame, valueAt, withField, withValue } from './configDraft.ts';
import type { FieldState, PayloadWriting } from './controls.ts';
import { hasUnreadable, shownUnreadable, type UnreadableFields, withoutRules, withUnreadable } from './unreadable.ts';

/** As the page keeps it while it is changed. */
export interface KeptDraft {
  /** What it was made from. */
  readonly base: EndpointConfig;
  readonly draft: EndpointConfig;
  readonly unreadable?: UnreadableFields;
  readonly notations?: Notations;
}

/** How payloads are written where that was chosen by hand, by path. */
type Notations = Readonly<Record<string, PayloadNotation>>;

/** Where somebody was in the form. */
export interface FormPlace {
  /** How far the form is scrolled, in pixels. */
  readonly top: number;
  /** Id of the control that had the focus. */
  readonly control?: string | undefined;
  /** The advanced fields are unfolded. */
  readonly showsExperts?: boolean | undefined;
  /** Message that the rules are tried on. */
  readonly sample?: string | undefined;
}

export class FormDraft {
  readonly #changed: () => void;
  #base: EndpointConfig;
  #config: EndpointConfig;
  #unreadable: UnreadableFields;
  #notations: Notations;

  /** Goes on with what was kept, if anything was. `changed` is called when something else is to be shown. */
  constructor(config: EndpointConfig, kept: KeptDraft | undefined, changed: () => void) {
    this.#changed = changed;
    this.#base = kept?.base ?? config;
    this.#config = kept?.draft ?? config;
    this.#unreadable = kept?.unreadable ?? {};
    this.#notations = kept?.notations ?? {};
  }

  get base(): EndpointConfig {
    return this.#base;
  }

  get config(): EndpointConfig {
    return this.#config;
  }

  get isChanged(): boolean {
    return !isSame(this.#config, this.#base) || hasUnreadable(this.#unreadable, this.#config);
  }

  /** Nothing to keep if nothing was changed. */
  get kept(): KeptDraft | undefined {
    if (!this.isChanged) return undefined;
    return { base: this.#base, draft: this.#config, unreadable: this.#unreadable, notations: this.#notations };
  }

  /** Texts that can't be read, in fields that are shown. */
  get unreadable(): UnreadableFields {
    return shownUnreadable(this.#unreadable, this.#config);
  }

  /** Begins anew with another config. */
  load(config: EndpointConfig): void {
    this.#base = config;
    this.replace(config);
  }

  /** Takes a whole config for the draft: what can't be read goes. */
  replace(config: EndpointConfig): void {
    this.#unreadable = {};
    this.#notations = {};
    this.change(config);
  }

  change(config: EndpointConfig): void {
    this.#config = config;
    this.#changed();
  }

  /** Rules that came, went or moved: what was typed in one and can't be read goes. */
  arrange(reply: EndpointConfig['reply']): void {
    this.#unreadable = withoutRules(this.#unreadable);
    this.#notations = {};
    this.change(withValue(this.#config, ['reply'], reply));
  }

  /** What was typed at a path and can't be read. */
  typedAt(path: string): string | undefined {
    return this.#unreadable[path]?.typed;
  }

  /** Why what was typed at a path can't be read. */
  problemAt(path: string): string | undefined {
    return this.#unreadable[path]?.problem;
  }

  setUnreadable(path: string, problem: string | undefined, typed?: string): void {
    if (problem === undefined && !(path in this.#unreadable)) return;
    this.#unreadable = withUnreadable(this.#unreadable, path, problem, typed);
    this.#changed();
  }

  writing(path: string): PayloadWriting {
    return {
      encoding: this.#config.encoding ?? 'utf8',
      notation: this.#notations[path],
      choose: notation => {
        this.#notations = { ...this.#notations, [path]: notation };
        this.#changed();
      },
    };
  }

  /** A field's state without what the check of the config says. */
  field(path: FieldPath): FieldState {
    const key = path.join('.');
    return {
      value: valueAt(this.#config, path),
      problem: this.problemAt(key),
      typed: this.typedAt(key),
      set: value => this.change(withField(this.#config, path, value)),
      unreadable: (problem, typed) => this.setUnreadable(key, problem, typed),
      writing: this.writing(key),
    };
  }
}
