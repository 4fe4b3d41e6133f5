/** The entry of the camera page. */
import type { CameraPageBoot } from '../../src/protocol/cameraCalls.ts';
import { setLanguage } from '../language.ts';

const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as CameraPageBoot;
setLanguage(document.documentElement.lang, boot.l10n);
// Only now: everything rendered from here on is in the user's language.
import('./cameraPageElement.ts').catch(error => {
  document.body.textContent = (error as Error).message;
});
