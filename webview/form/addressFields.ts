/** The fields for an endpoint's kind and addresses, with examples for each kind. */
import * as l10n from '@vscode/l10n';
import type { EndpointKind } from '../../src/core/endpointConfig.ts';
import { kindsOf } from '../../src/core/kindFields.ts';
import { type Field, onOff } from './fields.ts';

export function addressFields(kind: EndpointKind): Field[] {
  return [
    kindField(),
    addressField(kind),
    {
      path: ['name'],
      label: l10n.t('Name'),
      help: l10n.t('Shown in the Connections view and used by commands and saved endpoints.'),
      control: { type: 'text' },
    },
    {
      path: ['remote'],
      label: l10n.t('Send to'),
      help: l10n.t('Default recipient of messages, for example localhost:9000. If empty, messages go to all senders.'),
      control: { type: 'text', placeholder: 'localhost:9000' },
      kinds: kindsOf.remote,
    },
    {
      path: ['connected'],
      label: l10n.t('Connected'),
      help: l10n.t('Receive only from the “Send to” address, and report when nothing is listening there.'),
      control: onOff(),
      kinds: kindsOf.connected,
    },
  ];
}

function kindField(): Field {
  return {
    path: ['kind'],
    label: l10n.t('Kind'),
    help: l10n.t('A server waits for clients, a client connects to a server, and a UDP socket exchanges datagrams.'),
    control: {
      type: 'choice',
      options: {
        'tcp-server': l10n.t('TCP server'),
        'tcp-client': l10n.t('TCP client'),
        udp: l10n.t('UDP socket'),
      } satisfies Record<EndpointKind, string>,
    },
  };
}

function addressField(kind: EndpointKind): Field {
  const helps: Record<EndpointKind, string> = {
    'tcp-server': l10n.t(
      'For example :9000 (this machine only), 0.0.0.0:9000 (other machines too), or unix:/tmp/my.sock. Port 0 picks a free port.',
    ),
    'tcp-client': l10n.t('Address of the server, for example localhost:9000, [::1]:9000, or unix:/tmp/my.sock.'),
    udp: l10n.t(
      'Where to receive, for example :9000 (from this machine only) or 0.0.0.0:9000 (from other machines too). Port 0 picks a free port.',
    ),
  };
  return {
    path: ['address'],
    label: kind === 'tcp-client' ? l10n.t('Connect to') : l10n.t('Listen on'),
    help: helps[kind],
    control: { type: 'text', placeholder: kind === 'tcp-client' ? 'localhost:9000' : ':9000' },
  };
}
