/** The buttons of a transfer's card. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { phraseText } from '../../src/core/phrase.ts';
import { actionLabels, type TransferAction } from '../../src/core/transfer/transferActions.ts';
import type { PanelTransfer } from '../../src/protocol/panelCalls.ts';

export interface ButtonState {
  /** Whether the button is in the Tab order; others are reached with the arrow keys. */
  readonly tabbable: boolean;
  /** Whether the action has just succeeded, which the button shows. */
  readonly confirmed: boolean;
  act(): void;
}

const icons: Record<TransferAction, string> = {
  accept: 'check',
  decline: 'close',
  chooseDirectory: 'folder',
  pause: 'debug-pause',
  resume: 'debug-continue',
  cancel: 'close',
  retry: 'refresh',
  open: 'go-to-file',
  reveal: 'folder-opened',
  copyPath: 'copy',
  copyHash: 'verified',
};

/** Actions that answer a question. Their buttons are below the question, with labels. */
const answers: readonly TransferAction[] = ['accept', 'decline', 'chooseDirectory'];

export function isAnswer(action: TransferAction): boolean {
  return answers.includes(action);
}

export function actionIcon(action: TransferAction, { tabbable, confirmed, act }: ButtonState): TemplateResult {
  const label = actionLabel(action);
  return html`<button type="button" class="icon-button codicon codicon-${confirmed ? 'check' : icons[action]}" data-action=${action}
    title=${label} aria-label=${label} tabindex=${tabbable ? 0 : -1} @click=${act}></button>`;
}

export function answerButton(action: TransferAction, { tabbable, act }: ButtonState): TemplateResult {
  return html`<button type="button" class="transfer-answer ${action === 'decline' ? 'secondary' : ''}" data-action=${action}
    tabindex=${tabbable ? 0 : -1} @click=${act}>${actionLabel(action)}</button>`;
}

/** Returns a button with the text `SHA-256 3f2ab1c4…` that copies the whole hash. */
export function hashButton({ sha256 = '' }: PanelTransfer, { tabbable, confirmed, act }: ButtonState): TemplateResult {
  const short = `${sha256.slice(0, 8)}…`;
  return html`<button type="button" class="transfer-hash" data-action="copyHash" tabindex=${tabbable ? 0 : -1}
    title=${`${actionLabel('copyHash')}\n${sha256}`} aria-label=${l10n.t('Copy SHA-256 {0}', short)} @click=${act}
    >SHA-256 <code>${short}</code><span class="codicon codicon-${confirmed ? 'check' : 'copy'}" aria-hidden="true"></span></button>`;
}

function actionLabel(action: TransferAction): string {
  return phraseText(actionLabels[action], l10n.t);
}
