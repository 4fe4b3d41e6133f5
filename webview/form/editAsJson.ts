/** *Edit as JSON*: leaves the form for the JSON document. */
import { withoutForeignKeys } from '../../src/core/kinds.ts';
import { host } from '../hostCalls.ts';
import type { FormDraft } from './formDraft.ts';
import type { FormProblem } from './formProblems.ts';

interface LeavingForm {
  readonly draft: Pick<FormDraft, 'isChanged' | 'config' | 'unreadable'>;
  readonly problems: readonly FormProblem[];
  /** Focuses the control with this id. */
  goTo(id: string): void;
  discard(): void;
}

/**
 * Unsaved changes move to the document. Without any, the form is gone by the time anything fails. If the document can't
 * take them, the host has shown why, and the form stays.
 */
export async function editAsJson({ draft, problems: [first], goTo, discard }: LeavingForm): Promise<void> {
  if (!draft.isChanged) {
    await host.setEditing(false);
    return host.run('editAsJson');
  }
  // Text that can't be parsed has no place in the document, so it is shown instead.
  if (Object.keys(draft.unreadable).length > 0 && first?.place) return goTo(first.place.id);
  if (!(await host.editDraftAsJson(withoutForeignKeys(draft.config)))) return;
  discard();
  await host.setEditing(false);
}
