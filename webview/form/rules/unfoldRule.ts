import type { FormDraft } from '../formDraft.ts';
import { isUnderMore, ruleOfControl } from '../rulePlaces.ts';

/** Opens the rule with this control, and what the control is in. */
export function unfoldRule(draft: Pick<FormDraft, 'foldsRules' | 'isOpen' | 'setOpen'>, id: string): void {
  const at = ruleOfControl(id);
  if (at === undefined || isAlwaysShown(id)) return;
  const [rule, more] = [`reply.${at}.rule`, `reply.${at}.more`];
  if (!(draft.isOpen(rule) ?? !draft.foldsRules)) draft.setOpen(rule, true);
  if (isUnderMore(id) && draft.isOpen(more) !== true) draft.setOpen(more, true);
}

/** Whether a folded rule has this button, too. */
function isAlwaysShown(id: string): boolean {
  return /^rule-\d+-(?:up|down|remove|fold)$/.test(id);
}
