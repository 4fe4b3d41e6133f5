/** Entry point of the camera page. */
import * as l10n from '@vscode/l10n';
import type { CameraPageBoot } from '../../src/protocol/cameraCalls.ts';

const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as CameraPageBoot;
if (boot.l10n) l10n.config({ contents: boot.l10n });
// Imported only after the language is set, since the module renders texts.
import('./cameraPageElement.ts').catch(error => {
  document.body.textContent = (error as Error).message;
});
