/** Icons of events. */
import type { PanelRow } from '../../src/protocol/panelCalls.ts';

export function eventIcon({ event }: PanelRow): string {
  switch (event?.code) {
    case 'listening':
    case 'bound':
      return 'play';
    case 'closed':
      return 'debug-stop';
    case 'peerConnected':
    case 'peerHeard':
    case 'connecting':
      return 'plug';
    case 'reconnecting':
      return 'sync';
    case 'fileSent':
    case 'fileReceived':
      return 'file';
    case 'transferCancelled':
      return 'circle-slash';
    case 'peerEnded':
    case 'peerClosed':
    case 'peerReset':
    case 'peerRefused':
    case 'peerFailed':
    case 'interrupted':
      return 'debug-disconnect';
    default:
      return 'info';
  }
}
