/** Wording about the peers of an endpoint: clients of a server, senders of datagrams, connections of a client. */
import * as l10n from '@vscode/l10n';
import type { PeerRole } from '../../src/core/kinds.ts';
import { numberText } from '../language.ts';

interface PeerRoleTexts {
  /** Label of the choice of all peers, with the number of open ones if there are several. */
  all(count: number): string;
  /** Label of the choice of a single peer. */
  one(): string;
  /** Marks a closed peer. */
  closed(): string;
  /** Heading of the closed peers in a list. */
  closedOnes(): string;
  /** Label of the toggle; `followHelp` describes it. */
  follow(): string;
  followHelp(): string;
  /** Says that the peer shown alone has closed, and what is shown now. */
  showsAll(label: string): string;
  /** Says that the peer shown alone has closed, and what is awaited. */
  waits(label: string): string;
  /** Says that the peer shown alone has closed, and that none can follow while the endpoint isn't open. */
  stopped(label: string): string;
  /** Label of the button that shows all again. */
  showAll(): string;
  /** Says that another peer is shown now. */
  followed(label: string): string;
}

export const peerRoleTexts: Record<PeerRole, PeerRoleTexts> = {
  client: {
    all: count => {
      if (count < 2) return l10n.t('All clients');
      return count === 2 ? l10n.t('Both clients') : l10n.t('All clients ({0})', numberText(count));
    },
    one: () => l10n.t('Client'),
    closed: () => l10n.t('disconnected'),
    closedOnes: () => l10n.t('Disconnected'),
    follow: () => l10n.t('Follow Next Client'),
    followHelp: () => l10n.t('Follow Next Client: when this client disconnects, show the next one that connects'),
    showsAll: label => l10n.t('{0} disconnected. Showing all clients.', label),
    waits: label => l10n.t('{0} disconnected. Waiting for the next client…', label),
    stopped: label => l10n.t('{0} disconnected. The server is stopped.', label),
    showAll: () => l10n.t('Show All Clients'),
    followed: label => l10n.t('{0} connected. Showing only this client.', label),
  },
  server: {
    all: () => l10n.t('All connections'),
    one: () => l10n.t('Connection'),
    closed: () => l10n.t('closed'),
    closedOnes: () => l10n.t('Closed'),
    follow: () => l10n.t('Follow Next Connection'),
    followHelp: () => l10n.t('Follow Next Connection: when this connection closes, show the next one'),
    showsAll: label => l10n.t('The connection to {0} closed. Showing all messages.', label),
    waits: label => l10n.t('The connection to {0} closed. Waiting for the next connection…', label),
    stopped: label => l10n.t('The connection to {0} closed.', label),
    showAll: () => l10n.t('Show All Connections'),
    followed: label => l10n.t('Connected to {0}. Showing only this connection.', label),
  },
  sender: {
    all: count => {
      if (count < 2) return l10n.t('All senders');
      return count === 2 ? l10n.t('Both senders') : l10n.t('All senders ({0})', numberText(count));
    },
    one: () => l10n.t('Sender'),
    closed: () => l10n.t('inactive'),
    closedOnes: () => l10n.t('Inactive'),
    follow: () => l10n.t('Follow Next Sender'),
    followHelp: () => l10n.t('Follow Next Sender: when a datagram comes from a new address, show that sender'),
    showsAll: label => l10n.t('{0} is no longer active. Showing all senders.', label),
    waits: label => l10n.t('{0} is no longer active. Waiting for the next sender…', label),
    stopped: label => l10n.t('Nothing more from {0}: the UDP socket is closed.', label),
    showAll: () => l10n.t('Show All Senders'),
    followed: label => l10n.t('New sender {0}. Showing only this sender.', label),
  },
};
