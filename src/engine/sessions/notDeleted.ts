import { logFromEngine } from '../engineLog.ts';

/**
 * Reports that the files of a removed endpoint can't be deleted now. It is removed all the same: no window lists it any more, and the files
 * go with their session's directory when this window closes, or when a later one finds that nobody holds it.
 */
export function notDeleted(error: unknown): void {
  logFromEngine('warn', 'endpointNotDeleted', {}, error);
}
