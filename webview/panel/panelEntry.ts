/** Entry point of the panel's page. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../bar/actionsElement.ts';
import { boot } from '../boot.ts';
import '../composer/composerElement.ts';
import '../entry/entryElement.ts';
import '../entry/sashElement.ts';
import '../form/formElement.ts';
import '../peerPicker/peerPickerElement.ts';
import { reportFailures } from '../failures.ts';
import { begin, host } from '../hostCalls.ts';
import { setLanguage } from '../language.ts';
import { rememberFocus } from '../widgets/focusReturn.ts';
import { limitNativeMenu } from '../widgets/nativeMenu.ts';
import { catchTyping } from './earlyTyping.ts';
import '../throughput/throughputElement.ts';
import '../transcript/transcriptElement.ts';
import '../transfers/transfersElement.ts';
import '../video/videosElement.ts';

reportFailures(host);
limitNativeMenu();
rememberFocus();
catchTyping();
setLanguage(document.documentElement.lang, boot.l10n);
// Only now: everything rendered from here on is in the user's language, and finds the page's stored state.
begin().then(
  () => import('./panelElement.ts'),
  error => {
    document.body.textContent = (error as Error).message;
  },
);
