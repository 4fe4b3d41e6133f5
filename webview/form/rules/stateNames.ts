/** The states of the rules, as suggestions for fields. */
import { html, type TemplateResult } from 'lit';
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';

export const stateListId = 'rule-states';

/** Returns the states that rules name, in order of appearance, without the initial one. */
export function stateNames(rules: readonly ReplyRule[]): string[] {
  const named = rules.flatMap(({ state = '', goTo = '' }) => [state, goTo]);
  return [...new Set(named.filter(name => name !== ''))];
}

export function stateList(rules: readonly ReplyRule[]): TemplateResult {
  return html`<datalist id=${stateListId}>${stateNames(rules).map(name => html`<option value=${name}></option>`)}</datalist>`;
}
