/** Registers all commands with VS Code. The outcome of each is logged, and shown or passed to the caller. */
import { commands, Disposable } from 'vscode';
import { isUserInvocation } from '../../client/callers/isUserInvocation.ts';
import { trackAnswers } from '../../client/callers/userAnswers.ts';
import { Dismissed } from '../../client/dismissed.ts';
import { Refused } from '../../client/refused.ts';
import { unawaited } from '../../client/unawaited.ts';
import { errorSentence } from '../../core/sentences/errors/errorSentence.ts';
import { wasQuestionRefused } from '../../core/sentences/errors/wasQuestionRefused.ts';
import { isNotAllowed, PermissionOffers } from '../permissions/permissionOffers.ts';
import { showError } from '../shown/showError.ts';
import { withoutLinks } from '../shown/shownText.ts';
import { translatedSentence } from '../shown/translated.ts';
import type { CommandContext } from './commandContext.ts';
import { type CommandId, commandTable, type Handler } from './commandTable.ts';
import { reportUnknownRow } from './isRow.ts';

export function registerCommands(context: CommandContext): Disposable {
  const offers = new PermissionOffers(context.permissions);
  const registered = (Object.entries(commandTable) as [CommandId, Handler][]).map(([id, handler]) =>
    commands.registerCommand(id, (...args: unknown[]) => {
      const [argument, selection] = args;
      // The menu of a row passes the row and the selection; the palette passes no arguments at all.
      if (args.length > 1 && argument === undefined) return reportUnknownRow();
      const byHand = isUserInvocation(argument, selection);
      return run(id, () => handler(argument, context, selection), byHand, { log: context.log, offers });
    }),
  );
  return Disposable.from(...registered);
}

interface Running extends Pick<CommandContext, 'log'> {
  readonly offers: PermissionOffers;
}

/**
 * Shows the error if the user ran the command. A caller with an argument receives it instead, as does a page that may
 * not show another notice. If a permission is missing, the command always rejects, and the permission is offered.
 */
async function run(id: CommandId, handle: () => unknown, byHand: boolean, { log, offers }: Running): Promise<unknown> {
  log.debug('command', { command: id, byHand });
  try {
    return await trackAnswers(handle);
  } catch (error) {
    if (error instanceof Dismissed) return undefined;
    if (error instanceof Refused) log.info('commandRefused', { command: id }, { error });
    else log.error('commandFailed', { command: id }, { error });
    if (isNotAllowed(error)) unawaited(offers.offer(error));
    if (byHand && !isNotAllowed(error) && !wasQuestionRefused(error) && showError(error)) return undefined;
    throw error instanceof Error
      ? Object.assign(error, { message: withoutLinks(translatedSentence(errorSentence(error))) })
      : error;
  }
}
