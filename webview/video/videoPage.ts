/** Entry point of the page with a single video. */
import * as l10n from '@vscode/l10n';
import { boot } from '../boot.ts';
import { reportFailures } from '../failures.ts';
import { host } from './videoPageHost.ts';

reportFailures(host);
if (boot.l10n) l10n.config({ contents: boot.l10n });
// Imported only after the language is set, since the module renders texts.
void import('./videoPageElement.ts');
