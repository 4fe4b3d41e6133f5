/** Paths of files that the engine writes or reads: on its machine, which is that of the extension host. */
import { l10n, type Uri } from 'vscode';

/** @throws RangeError for a location that can't be written to incrementally. */
export function localPathOf(uri: Uri): string {
  if (uri.scheme === 'file') return uri.fsPath;
  throw new RangeError(l10n.t('Choose a file on the machine that opens the sockets, not {0}.', uri.toString()));
}
