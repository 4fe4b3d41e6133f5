/** Entry point of the panel's page. */
import '@vscode-elements/elements/dist/vscode-button/index.js';
import * as l10n from '@vscode/l10n';
import '../bar/actionsElement.ts';
import { boot } from '../boot.ts';
import '../composer/composerElement.ts';
import '../entry/entryElement.ts';
import '../entry/sashElement.ts';
import '../form/formElement.ts';
import '../peerPicker/peerPickerElement.ts';
import { catchTyping } from './earlyTyping.ts';
import { reportFailures } from '../failures.ts';
import { rememberFocus } from '../widgets/focusReturn.ts';
import { begin, host } from '../hostCalls.ts';
import { limitNativeMenu } from '../widgets/nativeMenu.ts';
import '../throughput/throughputElement.ts';
import '../transcript/transcriptElement.ts';
import '../transfers/transfersElement.ts';
import '../video/videosElement.ts';

reportFailures(host);
limitNativeMenu();
rememberFocus();
catchTyping();
if (boot.l10n) l10n.config({ contents: boot.l10n });
// Imported only now, since the module renders texts and needs the language and the page's stored state.
begin().then(
  () => import('./panelElement.ts'),
  error => {
    document.body.textContent = (error as Error).message;
  },
);
