/** What the composer does beside sending what is typed. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { iconButton } from '../iconButton.ts';
import { toggleButton } from '../toggleButton.ts';

export interface ComposerTools {
  chooseMessage(): void;
  saveMessage(): void;
  sendFiles(): void;
  toggleRepeat(): void;
}

export function composerTools(repeats: boolean, tools: ComposerTools): TemplateResult {
  return html`<span class="bar-end" role="toolbar" aria-label=${l10n.t('Message')}>
    ${iconButton('library', l10n.t('Saved Messages… (Alt+1 to Alt+9 send the first nine)'), () => tools.chooseMessage())}
    ${iconButton('save', l10n.t('Save Message…'), () => tools.saveMessage())}
    ${iconButton('file-add', l10n.t('Send Files…'), () => tools.sendFiles())}
    ${toggleButton('sync', l10n.t('Repeat'), repeats, () => tools.toggleRepeat())}
  </span>`;
}
