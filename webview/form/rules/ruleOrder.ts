/** The buttons that move and remove a rule, or an answer of a rule. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import type { ReplyRule } from '../../../src/core/endpointConfig.ts';
import { iconButton } from '../../widgets/iconButton.ts';
import type { RulesState } from './ruleDraft.ts';

export const addRuleId = 'rules-add';

export interface OrderTexts {
  readonly up: string;
  readonly down: string;
  readonly remove: string;
}

/** An item of a list that can be arranged. `order` has the former index of each item. */
export interface Ordered {
  readonly at: number;
  readonly count: number;
  /** Returns the id of an item's button. */
  id(at: number, button: 'up' | 'down' | 'remove'): string;
  /** Id of the control that is focused when no item is left. */
  readonly emptyId: string;
  arrange(order: readonly number[]): void;
  focus(id: string): void;
}

/** The first item can't move up, nor the last one down. With one item, `isAlone` shows only the button to remove it. */
export function orderButtons(ordered: Ordered, texts: OrderTexts, isAlone = false): TemplateResult {
  const { at, count, id } = ordered;
  const last = count - 1;
  const arrows = isAlone
    ? []
    : [
        iconButton('arrow-up', texts.up, () => move(ordered, at - 1), { id: id(at, 'up'), disabled: at === 0 }),
        iconButton('arrow-down', texts.down, () => move(ordered, at + 1), {
          id: id(at, 'down'),
          disabled: at === last,
        }),
      ];
  return html`<span class="rule-order">${arrows}
    ${iconButton('trash', texts.remove, () => remove(ordered), { id: id(at, 'remove') })}</span>`;
}

export function ruleOrder(
  at: number,
  rules: readonly ReplyRule[],
  { arrange, focus }: Pick<RulesState, 'arrange' | 'focus'>,
): TemplateResult {
  const texts = {
    up: l10n.t('Move Rule {0} Up', at + 1),
    down: l10n.t('Move Rule {0} Down', at + 1),
    remove: l10n.t('Remove Rule {0}', at + 1),
  };
  const ordered: Ordered = {
    at,
    count: rules.length,
    id: (rule, button) => `rule-${rule}-${button}`,
    emptyId: addRuleId,
    arrange: order => arrange(order.map(from => rules[from] as ReplyRule)),
    focus,
  };
  return orderButtons(ordered, texts);
}

/** The focus stays on the arrow of the moved item, or on its other one if that is now disabled. */
function move({ at, count, id, arrange, focus }: Ordered, to: number): void {
  const last = count - 1;
  if (to < 0 || to > last) return;
  const all = [...Array(count).keys()];
  arrange(all.toSpliced(at, 1).toSpliced(to, 0, at));
  focus(id(to, to === 0 || (to > at && to !== last) ? 'down' : 'up'));
}

/** The focus moves to the item that takes the place of the removed one. */
function remove({ at, count, id, emptyId, arrange, focus }: Ordered): void {
  arrange([...Array(count).keys()].toSpliced(at, 1));
  focus(count === 1 ? emptyId : id(Math.min(at, count - 2), 'remove'));
}
