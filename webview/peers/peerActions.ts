/** Ways to end the conversation with a peer, and what each of them sends. */
import * as l10n from '@vscode/l10n';
import type { PeerRole } from '../../src/core/kinds.ts';
import type { PeerAction } from '../../src/protocol/panelCalls.ts';
import type { BarAction } from '../bar/barAction.ts';

export interface PeerConnection {
  readonly role: PeerRole;
  /** Whether it can be reset: it is a TCP connection. Those of Unix sockets send no segments that could be named. */
  readonly hasReset: boolean;
}

/** Actions on the peer that is shown alone. */
export function peerActions(
  connection: PeerConnection,
  peer: string,
  run: (action: PeerAction, peer: string) => void,
): BarAction[] {
  const { role, hasReset } = connection;
  const disconnect = {
    icon: 'debug-disconnect',
    label: l10n.t('Disconnect'),
    help: disconnectHelp(connection),
    act: () => run('disconnect', peer),
  };
  if (role === 'sender') return [disconnect];
  const end = {
    icon: 'arrow-circle-right',
    // A Unix socket or a named pipe has no FIN, but the other side reads the same end of file.
    label: hasReset ? l10n.t('End (send FIN)') : l10n.t('End (send EOF)'),
    help: hasReset
      ? l10n.t('Sends FIN once everything queued is sent. The other side can keep sending.')
      : l10n.t('Sends EOF once everything queued is sent. The other side can keep sending.'),
    act: () => run('endPeer', peer),
  };
  const reset = {
    icon: 'zap',
    label: l10n.t('Reset (send RST)'),
    help: l10n.t('Discards what is queued and sends RST at once: the other side gets an error.'),
    act: () => run('resetPeer', peer),
  };
  return hasReset ? [end, reset, disconnect] : [end, disconnect];
}

function disconnectHelp({ role, hasReset }: PeerConnection): string {
  if (role === 'sender') return l10n.t('Sends nothing. The sender is listed again with its next datagram.');
  return hasReset
    ? l10n.t('Discards what is queued, sends FIN and stops receiving: later data is answered with RST.')
    : l10n.t('Discards what is queued and closes both directions.');
}
