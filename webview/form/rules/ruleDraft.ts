/** What the form's rules consist of while they are edited: values, problems, and what is expanded. */
import type { Encoding, EndpointConfig, ReplyRule } from '../../../src/core/endpointConfig.ts';
import type { CheckedConfig } from '../../../src/protocol/panelCalls.ts';
import type { FieldState, PayloadWriting } from '../controls.ts';
import type { KindDrafts } from '../kindDrafts.ts';

export interface RulesState {
  readonly reply: EndpointConfig['reply'];
  readonly isStream: boolean;
  /** Index of the rule that replies to the last message of the trial. */
  readonly answering: number | undefined;
  /** Whether rules are folded unless the user opened them: there are many. */
  readonly foldsRules: boolean;
  /** Samples on the wire, by the path of a framing. */
  readonly examples: CheckedConfig['examples'];
  /** Returns the problem at a path of the config, such as `reply.0.when.regex`, or inside it. */
  problem(path: string): string | undefined;
  /** Returns the problem that the control with this id shows. */
  problemOf(id: string): string | undefined;
  set(reply: EndpointConfig['reply']): void;
  /** Takes rules that were added, removed or moved. */
  arrange(rules: readonly ReplyRule[]): void;
  /** Takes a rule whose answers were added, removed or moved: `from` has the former index of each. */
  arrangeAnswers(at: number, rule: ReplyRule, from: readonly (number | undefined)[]): void;
  /** Focuses the control with this id once it is rendered. */
  focus(id: string): void;
  unreadable(path: string, problem: string | undefined, typed?: string): void;
  /** Returns the unparsable text at a path. */
  typed(path: string): string | undefined;
  /** Returns the notation of the payload at a path. */
  writing(path: string): PayloadWriting;
  /** Returns the values typed for the other kinds of the field at a path. */
  left(path: string): KindDrafts;
  /** Whether the user opened or folded the part at a path; undefined if neither. */
  isOpen(path: string): boolean | undefined;
  setOpen(path: string, isOpen: boolean): void;
}

type RulePart = { readonly [Key in keyof ReplyRule]?: ReplyRule[Key] | undefined };

export interface RuleDraft {
  readonly rule: ReplyRule;
  /** Number of the rule, from 0. */
  readonly at: number;
  readonly encoding: Encoding;
  readonly state: RulesState;
  /** Names that any of the rules captures. */
  readonly shared: readonly string[];
  change(part: RulePart): void;
  /** Returns the state of the field at a path inside the rule, such as `when.text`. */
  field(key: string, value: unknown, set: (value: unknown) => void): FieldState;
}

export function ruleDraft(
  rules: readonly ReplyRule[],
  at: number,
  state: RulesState,
  shared: readonly string[],
): RuleDraft {
  const rule = rules[at] as ReplyRule;
  return {
    rule,
    at,
    encoding: state.writing('').encoding,
    state,
    shared,
    change: part => state.set(rules.with(at, withoutNothing({ ...rule, ...part }))),
    field: (key, value, set) => fieldAt(state, `reply.${at}.${key}`, value, set),
  };
}

export function fieldAt(state: RulesState, path: string, value: unknown, set: (value: unknown) => void): FieldState {
  return {
    value,
    set,
    problem: state.problem(path),
    typed: state.typed(path),
    unreadable: (problem, typed) => state.unreadable(path, problem, typed),
    writing: state.writing(path),
    left: state.left(path),
  };
}

export function withoutNothing(rule: object): ReplyRule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as unknown as ReplyRule;
}
