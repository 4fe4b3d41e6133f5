/** Cameras and shared screens: those that the browser knows, and their display names. */
import * as l10n from '@vscode/l10n';

export interface Camera {
  readonly id: string;
  /** Empty until access to a camera has been allowed once: before that, browsers don't reveal names. */
  readonly name: string;
}

export async function cameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, name: cameraName(label) }));
}

/** Removes the USB vendor and product ids that Chromium appends: `HD Webcam (046d:0825)`. */
export function cameraName(label: string): string {
  return label.replace(/ \([\da-f]{4}:[\da-f]{4}\)$/i, '');
}

/** Browsers provide only ids as labels, so this describes what is shared. */
export function screenName(track: MediaStreamTrack): string {
  switch (track.getSettings().displaySurface) {
    case 'window':
      return l10n.t('A window');
    case 'browser':
      return l10n.t('A browser tab');
    default:
      return l10n.t('The screen');
  }
}
