/** The unsaved state of the form: a draft of the config, text that can't be parsed yet, and the notation of each payload. */
import type { EndpointConfig, ReplyRule } from '../../src/core/endpointConfig.ts';
import type { KeptDraft, Notations, UnreadableFields } from '../keptState.ts';
import { type FieldPath, isSame, valueAt, withField, withValue } from './configDraft.ts';
import type { FieldState, PayloadWriting } from './controls.ts';
import type { KindDraft, KindDrafts } from './kindDrafts.ts';
import { type Arranged, movedWithAnswers, movedWithRules } from './ruleMoves.ts';
import { hasUnreadable, shownUnreadable, withUnreadable } from './unreadable.ts';

export class FormDraft {
  readonly #changed: () => void;
  #base: EndpointConfig;
  #config: EndpointConfig;
  #unreadable: UnreadableFields;
  #notations: Notations;
  #left: Readonly<Record<string, KindDraft>>;
  #open: Readonly<Record<string, boolean>>;
  #foldsRules: boolean;

  /** Continues with the kept draft, if there is one. `changed` is called when the form must be rendered again. */
  constructor(config: EndpointConfig, kept: KeptDraft | undefined, changed: () => void) {
    this.#changed = changed;
    this.#base = kept?.base ?? config;
    this.#config = kept?.draft ?? config;
    this.#unreadable = kept?.unreadable ?? {};
    this.#notations = kept?.notations ?? {};
    this.#left = kept?.left ?? {};
    this.#open = kept?.open ?? {};
    this.#foldsRules = hasManyRules(this.#config);
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

  /** The draft to keep; undefined if nothing was changed. */
  get kept(): KeptDraft | undefined {
    if (!this.isChanged) return undefined;
    return {
      base: this.#base,
      draft: this.#config,
      unreadable: this.#unreadable,
      notations: this.#notations,
      left: this.#left,
      open: this.#open,
    };
  }

  /** Whether rules are folded unless the user opened them. */
  get foldsRules(): boolean {
    return this.#foldsRules;
  }

  /** Text that can't be parsed, in fields that are shown. */
  get unreadable(): UnreadableFields {
    return shownUnreadable(this.#unreadable, this.#config);
  }

  /** Starts over with another config. */
  load(config: EndpointConfig): void {
    this.#base = config;
    this.replace(config);
  }

  /** Replaces the whole draft, and discards text that can't be parsed. */
  replace(config: EndpointConfig): void {
    this.#unreadable = {};
    this.#notations = {};
    this.#left = {};
    this.#open = {};
    this.#foldsRules = hasManyRules(config);
    this.change(config);
  }

  change(config: EndpointConfig): void {
    this.#config = config;
    this.#changed();
  }

  /** Takes rules that were added, removed or moved. Text typed in a rule moves along. */
  arrange(rules: readonly ReplyRule[]): void {
    const { reply } = this.#config;
    const before = Array.isArray(reply) ? reply : [];
    this.#move(entries => movedWithRules(entries, before, rules));
    this.change(withValue(this.#config, ['reply'], rules));
  }

  /** Takes a rule whose answers were arranged, as `arrange` does for rules. */
  arrangeAnswers(at: number, rule: ReplyRule, from: Arranged): void {
    const { reply } = this.#config;
    if (!Array.isArray(reply)) return;
    this.#move(entries => movedWithAnswers(entries, at, from));
    this.change(withValue(this.#config, ['reply'], reply.with(at, rule)));
  }

  #move(moved: <T>(entries: Readonly<Record<string, T>>) => Readonly<Record<string, T>>): void {
    this.#unreadable = moved(this.#unreadable);
    this.#notations = moved(this.#notations);
    this.#left = moved(this.#left);
    this.#open = moved(this.#open);
  }

  /** Whether the user opened or folded the part at a path; undefined if neither. */
  isOpen(path: string): boolean | undefined {
    return this.#open[path];
  }

  setOpen(path: string, isOpen: boolean): void {
    this.#open = { ...this.#open, [path]: isOpen };
    this.#changed();
  }

  /** Returns the unparsable text at a path. */
  typedAt(path: string): string | undefined {
    return this.#unreadable[path]?.typed;
  }

  /** Returns why the text at a path, or inside it, can't be parsed. */
  problemAt(path: string): string | undefined {
    const inside = () => Object.entries(this.unreadable).find(([at]) => at.startsWith(`${path}.`))?.[1];
    return (this.#unreadable[path] ?? inside())?.problem;
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

  /** Values typed for the kinds of a field that aren't chosen. */
  left(path: string): KindDrafts {
    return {
      of: kind => this.#left[`${path}#${kind}`],
      keep: (kind, left) => {
        this.#left = { ...this.#left, [`${path}#${kind}`]: left };
      },
    };
  }

  /** Returns a field's state, without the problems found by checking the config. */
  field(path: FieldPath): FieldState {
    const key = path.join('.');
    return {
      value: valueAt(this.#config, path),
      problem: this.problemAt(key),
      typed: this.typedAt(key),
      set: value => this.change(withField(this.#config, path, value)),
      unreadable: (problem, typed) => this.setUnreadable(key, problem, typed),
      writing: this.writing(key),
      left: this.left(key),
    };
  }
}

/** More rules than fit on a screen are folded at first. */
const maxOpenRules = 5;

function hasManyRules({ reply }: EndpointConfig): boolean {
  return Array.isArray(reply) && reply.length > maxOpenRules;
}
