/** Texts of the camera page for each state. */
import * as l10n from '@vscode/l10n';
import { type CameraProblem, cameraProblemPhrase } from '../../src/core/camera/cameraProblem.ts';
import type { CameraKind } from '../../src/core/camera/cameraTask.ts';
import { phraseText } from '../../src/core/phrase.ts';
import type { SocketEnd } from './cameraSocket.ts';

/** Returns the state in one or two words, to be shown beside a dot. */
export function stateName(state: PageState): string {
  switch (state.at) {
    case 'connecting':
      return l10n.t('Connecting');
    case 'asking':
    case 'choosing':
      return l10n.t('Waiting');
    case 'sending':
      return l10n.t('Sending');
    case 'trouble':
      return l10n.t('No video');
    case 'over':
      return l10n.t('Ended');
  }
}

export type PageState =
  | { readonly at: 'connecting' }
  /** The browser is asking the user. */
  | { readonly at: 'asking'; readonly kind: CameraKind }
  /** Waiting for a click, since browsers share a screen only after one. */
  | { readonly at: 'choosing' }
  | { readonly at: 'sending' }
  | { readonly at: 'trouble'; readonly problem: CameraProblem }
  | { readonly at: 'over'; readonly end: SocketEnd };

/** Returns the text to show in place of the preview. */
export function placeText(state: Exclude<PageState, { at: 'sending' }>): string {
  switch (state.at) {
    case 'connecting':
      return l10n.t('Connecting to VS Code…');
    case 'asking':
      return state.kind === 'camera'
        ? l10n.t('Allow the camera when the browser asks for it.')
        : l10n.t('Choose what to share in the browser window.');
    case 'choosing':
      return l10n.t('Share the whole screen, a window or a tab.');
    case 'trouble':
      return phraseText(cameraProblemPhrase(state.problem), l10n.t);
    case 'over':
      return endText(state.end);
  }
}

function endText(end: SocketEnd): string {
  switch (end) {
    case 'stopped':
      return l10n.t('The video has ended. You can close this page.');
    case 'replaced':
      return l10n.t('Another page is now sending. You can close this one.');
    case 'cut':
      return l10n.t('The connection to VS Code was lost.');
    case 'refused':
      return l10n.t('VS Code isn’t responding: the video has ended, or the window was closed.');
  }
}
