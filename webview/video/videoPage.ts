/** The entry of the page that shows one video and nothing else. */
import * as l10n from '@vscode/l10n';
import { boot } from '../boot.ts';
import { reportFailures } from '../failures.ts';
import { host } from './videoPageHost.ts';

reportFailures(host);
if (boot.l10n) l10n.config({ contents: boot.l10n });
// Only now: what is rendered from here on speaks the user's language.
void import('./videoPageElement.ts');
