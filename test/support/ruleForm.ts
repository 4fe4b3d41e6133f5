/** The rules of a draft as the form shows them, read and changed like a user would. */
import './pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EndpointConfig, ReplyRule } from '../../src/core/endpointConfig.ts';
import { withValue } from '../../webview/form/configDraft.ts';
import { FormDraft } from '../../webview/form/formDraft.ts';
import { formProblems } from '../../webview/form/formProblems.ts';
import { rulesField } from '../../webview/form/rules/rulesField.ts';
import { type Drawn, elements, fire, press, textOf } from './templates.ts';

export class RuleForm {
  readonly draft: FormDraft;
  readonly focused: string[] = [];
  problems: Readonly<Record<string, string>> = {};

  constructor(rules: ReplyRule[], more: Partial<EndpointConfig> = {}) {
    this.draft = new FormDraft(
      { kind: 'tcp-server', address: ':0', reply: rules, ...more },
      undefined,
      () => undefined,
    );
  }

  get rules(): readonly ReplyRule[] {
    const { reply } = this.draft.config;
    return Array.isArray(reply) ? reply : [];
  }

  get rule(): ReplyRule {
    return this.rules[0] ?? assert.fail('no rule');
  }

  get template(): unknown {
    const { draft } = this;
    const given = Object.entries(this.problems).map(([path, message]) => ({ path, message }));
    const problems = formProblems(given, draft.unreadable, draft.config);
    const inside = (path: string) =>
      Object.entries(this.problems).find(([at]) => at === path || at.startsWith(`${path}.`))?.[1];
    return rulesField({
      reply: draft.config.reply,
      isStream: draft.config.kind !== 'udp',
      answering: undefined,
      foldsRules: draft.foldsRules,
      examples: {},
      problem: path => draft.problemAt(path) ?? inside(path),
      problemOf: id => problems.find(({ place }) => place?.id === id)?.message,
      set: reply => draft.change(withValue(draft.config, ['reply'], reply)),
      arrange: rules => draft.arrange(rules),
      arrangeAnswers: (at, rule, from) => draft.arrangeAnswers(at, rule, from),
      focus: id => this.focused.push(id),
      unreadable: (path, problem, typed) => draft.setUnreadable(path, problem, typed),
      typed: path => draft.typedAt(path),
      writing: path => draft.writing(path),
      left: path => draft.left(path),
      isOpen: path => draft.isOpen(path),
      setOpen: (path, isOpen) => draft.setOpen(path, isOpen),
    });
  }

  get text(): string {
    return textOf(this.template);
  }

  find(id: string): Drawn | undefined {
    return elements(this.template).find(({ attributes }) => attributes.id === id);
  }

  control(id: string): Drawn {
    return this.find(id) ?? assert.fail(id);
  }

  choose(id: string, value: string): this {
    fire(this.control(id), 'change', { target: { value } });
    return this;
  }

  check(id: string, checked: boolean): this {
    fire(this.control(id), 'change', { target: { checked } });
    return this;
  }

  type(id: string, value: string): this {
    fire(this.control(id), 'input', { target: { value } });
    return this;
  }

  /** An empty field is not a number. */
  enter(id: string, valueAsNumber = Number.NaN): this {
    fire(this.control(id), 'input', { target: { validity: { badInput: false }, valueAsNumber } });
    return this;
  }

  press(name: string): this {
    press(this.template, name);
    return this;
  }

  /** Presses the button with this id. */
  pressId(id: string): this {
    fire(this.control(id), 'click');
    return this;
  }

  /** Opens what few need in the first rule. */
  more(): this {
    const details = elements(this.template).find(({ attributes }) => String(attributes.class).includes('rule-more'));
    fire(details ?? assert.fail('no details'), 'toggle', { target: { open: true } });
    return this;
  }
}
