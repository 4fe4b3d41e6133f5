/** Opens the log of this window: the output channel *Portside*. */
import { Disposable, type Extension, window } from 'vscode';
import { onUnawaitedFailure } from '../../client/unawaited.ts';
import { environment } from './environment.ts';
import { Log } from './log.ts';

/** Call `closeLog` once nothing logs any more. */
export function openLog(extension: Extension<unknown>): { readonly log: Log; readonly closeLog: Disposable } {
  const channel = window.createOutputChannel('Portside', { log: true });
  const log = new Log(channel, extension.extensionPath);
  log.info('activated', environment(extension));
  const watching = onUnawaitedFailure(error => log.error('hostRejection', {}, { error }));
  return { log, closeLog: Disposable.from(watching, log, channel) };
}
