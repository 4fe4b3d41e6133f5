/** The fields for limits, timing and socket options. */
import * as l10n from '@vscode/l10n';
import type { SocketOptions } from '../../src/core/endpointConfig.ts';
import { defaultMaxFrameBytes } from '../../src/core/framing/framing.ts';
import { type KindConfig, peerRole } from '../../src/core/kinds.ts';
import { defaultBacklog, defaultConnectTimeoutMs, defaultMaxQueuedBytes } from '../../src/core/limits.ts';
import { bytesInput, type Field, type FieldControl, millisecondsInput, onOff } from './fields.ts';

export function limitFields(): Field[] {
  return [
    {
      path: ['maxFrameBytes'],
      label: l10n.t('Max message size'),
      help: l10n.t('Longer messages are shown in pieces.'),
      control: bytesInput(String(defaultMaxFrameBytes)),
    },
    {
      path: ['maxPeers'],
      label: l10n.t('Max clients'),
      help: l10n.t('Further connections are refused.'),
      control: { type: 'number', placeholder: l10n.t('no limit') },
    },
    ...reconnectFields(),
  ];
}

function reconnectFields(): Field[] {
  return [
    {
      path: ['reconnect', 'minMs'],
      label: l10n.t('Delay before reconnecting'),
      help: l10n.t('Reconnect when the connection is lost or can’t be established. The delay doubles each time.'),
      control: millisecondsInput(l10n.t('never')),
    },
    {
      path: ['reconnect', 'maxMs'],
      label: l10n.t('Max delay'),
      help: l10n.t('The delay stops growing at this value.'),
      control: millisecondsInput(),
    },
    {
      path: ['reconnect', 'attempts'],
      label: l10n.t('Max attempts'),
      help: l10n.t('Give up after this many failed attempts in a row.'),
      control: { type: 'number', placeholder: l10n.t('no limit') },
    },
  ];
}

/** Fields that most people never need. */
export function expertFields(config: KindConfig): Field[] {
  return [
    {
      path: ['maxQueuedBytes'],
      label: peerRole(config) === 'client' ? l10n.t('Send buffer per client') : l10n.t('Send buffer'),
      help: l10n.t('Messages that would exceed this are rejected.'),
      control: bytesInput(String(defaultMaxQueuedBytes)),
    },
    {
      path: ['backlog'],
      label: l10n.t('Backlog'),
      help: l10n.t('Maximum number of connections waiting to be accepted.'),
      control: { type: 'number', placeholder: String(defaultBacklog) },
    },
    {
      path: ['connectTimeoutMs'],
      label: l10n.t('Connect timeout'),
      help: l10n.t('How long a connection attempt may take.'),
      control: millisecondsInput(String(defaultConnectTimeoutMs)),
    },
    ...optionFields(),
  ];
}

function optionFields(): Field[] {
  return [
    option(
      'noDelay',
      l10n.t('No delay (TCP_NODELAY)'),
      l10n.t('Send small writes immediately (TCP_NODELAY).'),
      onOff(true),
    ),
    option(
      'keepAliveMs',
      l10n.t('Keep-alive'),
      l10n.t('Probe an idle connection after this long. 0 turns probing off.'),
      millisecondsInput('0'),
    ),
    option('localAddress', l10n.t('Local address'), l10n.t('Local address to connect from.'), { type: 'text' }),
    option('localPort', l10n.t('Local port'), l10n.t('Local port to connect from. 0 picks a free port.'), {
      type: 'number',
      placeholder: '0',
    }),
    option('broadcast', l10n.t('Broadcast'), l10n.t('Allow sending to broadcast addresses (SO_BROADCAST).'), onOff()),
    option(
      'reuseAddress',
      l10n.t('Reuse address'),
      l10n.t('Allow several sockets to bind to the same address (SO_REUSEADDR).'),
      onOff(),
    ),
    option('ttl', l10n.t('Time to live'), l10n.t('How many hops a datagram may take, from 1 to 255.'), {
      type: 'number',
    }),
  ];
}

function option(key: keyof SocketOptions, label: string, help: string, control: FieldControl): Field {
  return { path: ['options', key], label, help, control };
}
