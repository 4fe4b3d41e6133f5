/**
 * Reports that a command was refused, and offers to allow it from now on. The command isn't run again: its caller has received the error.
 */
import { commands, l10n, workspace } from 'vscode';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { SocketError } from '../../core/socketError.ts';
import { statusMessage, warningNotice } from '../shown/notices.ts';
import { translatedSentence } from '../shown/translated.ts';
import type { NotAllowed } from './checks.ts';
import { type Permission, type Permissions, permissionNames, workspaceAddress } from './permissions.ts';

/** Maximum number of open notices, so that a command called in a loop doesn't cover the window with them. */
const maxOpen = 3;

export class PermissionOffers {
  readonly #permissions: Permissions;
  /** Sentences of the open notices, each with the number of times that it was shown. */
  readonly #open = new Map<string, number>();

  constructor(permissions: Permissions) {
    this.#permissions = permissions;
  }

  /** Shows the offer for a NOT_ALLOWED error; resolves when it has been answered or dismissed. Ignores other errors. */
  async offer(error: unknown): Promise<void> {
    const permission = neededFor(error);
    if (!permission) return;
    const sentence = translatedSentence(errorSentence(error));
    const shown = this.#open.get(sentence) ?? 0;
    if (shown === 0 && this.#open.size >= maxOpen) return;
    // VS Code closes a notice when another one with the same text is shown, which brings it to the front again.
    this.#open.set(sentence, shown + 1);
    try {
      await (workspace.isTrusted ? this.#ask(sentence, permission) : askForTrust(sentence));
    } finally {
      this.#closed(sentence);
    }
  }

  async #ask(sentence: string, permission: Permission): Promise<void> {
    const here = workspaceAddress();
    const allow = here === undefined ? l10n.t('Allow in This Window') : l10n.t('Allow for This Workspace');
    if ((await warningNotice(sentence, allow)) !== allow) return;
    // The offer was for the workspace that was open when it was made.
    if (!workspace.isTrusted || workspaceAddress() !== here) return;
    await this.#permissions.grant(permission);
    statusMessage(l10n.t('Allowed. Run the command again.'));
  }

  #closed(sentence: string): void {
    const shown = this.#open.get(sentence) ?? 0;
    if (shown > 1) this.#open.set(sentence, shown - 1);
    else this.#open.delete(sentence);
  }
}

async function askForTrust(sentence: string): Promise<void> {
  const manage = l10n.t('Manage Workspace Trust');
  if ((await warningNotice(sentence, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
}

/** Whether a command was refused because a permission is missing. */
export function isNotAllowed(error: unknown): error is NotAllowed {
  return error instanceof SocketError && error.code === 'NOT_ALLOWED';
}

function neededFor(error: unknown): Permission | undefined {
  return isNotAllowed(error) ? permissionNames.find(name => name === error.params.permission) : undefined;
}
