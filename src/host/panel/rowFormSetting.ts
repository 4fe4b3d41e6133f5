/** The setting for how panels show the bytes of messages. */
import { workspace } from 'vscode';
import { type RowForm, rowForms } from '../../protocol/panelCalls.ts';

export const rowFormSetting = 'portside.transcript.showAs';

/** Settings are typed by hand: any unknown value counts as `text`. */
export function defaultRowForm(): RowForm {
  const value = workspace.getConfiguration().get<unknown>(rowFormSetting);
  return rowForms.find(form => form === value) ?? 'text';
}
