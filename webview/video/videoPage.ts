/** The entry point of the page that shows only a video. */
import * as l10n from '@vscode/l10n';
import { boot } from '../boot.ts';
import { reportFailures } from '../failures.ts';
import { host } from './videoPageHost.ts';

reportFailures(host);
if (boot.l10n) l10n.config({ contents: boot.l10n });
// Only now: everything rendered from here on is in the user's language.
void import('./videoPageElement.ts');
