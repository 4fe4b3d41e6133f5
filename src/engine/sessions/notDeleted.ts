import { logFromEngine } from '../engineLog.ts';

/**
 * Logs that the files of a removed endpoint can't be deleted now. No window lists the endpoint any more, and the files
 * are deleted with their session's directory when this window closes, or by a later window that finds the session
 * without a holder.
 */
export function notDeleted(error: unknown): void {
  logFromEngine('warn', 'endpointNotDeleted', {}, error);
}
