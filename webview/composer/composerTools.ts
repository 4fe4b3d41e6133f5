/** Actions of the composer besides sending the message. */
import * as l10n from '@vscode/l10n';
import type { BarAction } from '../bar/barAction.ts';

export interface ComposerTools {
  chooseMessage(): void;
  saveMessage(): void;
  sendFiles(): void;
  toggleRepeat(): void;
}

interface ToolStates {
  /** Whether the controls for repeating are shown. */
  readonly repeats: boolean;
  /** Whether the message that would be saved is the one sent last. */
  readonly savesSent: boolean;
}

/** Returns the actions in order of priority: the first ones stay visible if space is short. */
export function composerTools({ repeats, savesSent }: ToolStates, tools: ComposerTools): BarAction[] {
  return [
    {
      icon: 'library',
      label: l10n.t('Saved Messages… (Alt+1 to Alt+9 send the first nine)'),
      item: l10n.t('Saved Messages…'),
      act: () => tools.chooseMessage(),
    },
    {
      icon: 'save',
      label: l10n.t('Save Message…'),
      ...(savesSent && { help: l10n.t('Saves the message that was sent last.') }),
      act: () => tools.saveMessage(),
    },
    { icon: 'file-add', label: l10n.t('Send Files…'), act: () => tools.sendFiles() },
    { icon: 'sync', label: l10n.t('Repeat'), pressed: repeats, act: () => tools.toggleRepeat() },
  ];
}
