/** The setting for how panels show the bytes of messages. */
import { workspace } from 'vscode';
import { type RowForm, rowForms } from '../../protocol/panelCalls.ts';

export const rowFormSetting = 'portside.transcript.showAs';

/** Text for any other value: settings are typed by hand. */
export function defaultRowForm(): RowForm {
  const value = workspace.getConfiguration().get<unknown>(rowFormSetting);
  return rowForms.find(form => form === value) ?? 'text';
}
