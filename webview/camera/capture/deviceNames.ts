/** Display names of cameras and of what is shared. */
import * as l10n from '@vscode/l10n';

/** Chromium appends the USB ids of vendor and product: `HD Webcam (046d:0825)`. */
export function cameraName(label: string): string {
  return label.replace(/ \([\da-f]{4}:[\da-f]{4}\)$/i, '');
}

/** Browsers only name ids. */
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
