/** The entry point of the page that shows only a video. */
import { boot } from '../boot.ts';
import { reportFailures } from '../failures.ts';
import { setLanguage } from '../language.ts';
import { host } from './videoPageHost.ts';

reportFailures(host);
setLanguage(document.documentElement.lang, boot.l10n);
// Only now: everything rendered from here on is in the user's language.
void import('./videoPageElement.ts');
