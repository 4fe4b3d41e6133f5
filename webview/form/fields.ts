/** The plain fields of the form: one line each, with its help. Framing and answers have controls of their own. */
import * as l10n from '@vscode/l10n';
import type { Encoding, EndpointKind, FileReception } from '../../src/core/endpointConfig.ts';
import { defaultMaxFrameBytes } from '../../src/core/framing/framing.ts';
import { kindsOf, kindsOfOption } from '../../src/core/kindFields.ts';
import { defaultBacklog, defaultConnectTimeoutMs, defaultMaxQueuedBytes } from '../../src/core/limits.ts';
import { defaultNamePattern, namePlaces } from '../../src/core/transfer/namePattern.ts';
import type { FieldPath } from './configDraft.ts';

export type FieldControl =
  | { readonly type: 'text'; readonly placeholder?: string }
  /** `notationName` is what the choice between text and hex is called. */
  | { readonly type: 'payload'; readonly notationName: string }
  | { readonly type: 'number'; readonly unit?: string; readonly placeholder?: string }
  | { readonly type: 'switch'; readonly isOnByDefault?: boolean }
  | { readonly type: 'choice'; readonly options: Readonly<Record<string, string>> };

export interface Field {
  readonly path: FieldPath;
  readonly label: string;
  readonly help: string;
  readonly control: FieldControl;
  /** All when absent. */
  readonly kinds?: readonly EndpointKind[] | undefined;
}

const bytes = (placeholder: string): FieldControl => ({ type: 'number', unit: l10n.t('bytes'), placeholder });
const milliseconds = (placeholder = ''): FieldControl => ({ type: 'number', unit: 'ms', placeholder });
const onOff = (isOnByDefault = false): FieldControl => ({ type: 'switch', isOnByDefault });

export function addressFields(kind: EndpointKind): Field[] {
  return [
    {
      path: ['kind'],
      label: l10n.t('Kind'),
      help: l10n.t('A server waits for clients, a client connects to a server, a UDP socket does either.'),
      control: {
        type: 'choice',
        options: {
          'tcp-server': l10n.t('TCP server'),
          'tcp-client': l10n.t('TCP client'),
          udp: l10n.t('UDP socket'),
        } satisfies Record<EndpointKind, string>,
      },
    },
    {
      path: ['address'],
      label: kind === 'tcp-client' ? l10n.t('Connect to') : l10n.t('Listen on'),
      help: l10n.t(
        'host:port, :9000 for this machine only, 0.0.0.0:9000 to be reached from others, port 0 for a free one, unix:/path.',
      ),
      control: { type: 'text', placeholder: ':9000' },
    },
    {
      path: ['name'],
      label: l10n.t('Name'),
      help: l10n.t('How the endpoint is called in the view, in commands and when it is saved.'),
      control: { type: 'text' },
    },
    {
      path: ['remote'],
      label: l10n.t('Send to'),
      help: l10n.t('Where messages go by default: host:port.'),
      control: { type: 'text' },
      kinds: kindsOf.remote,
    },
    {
      path: ['connected'],
      label: l10n.t('Connected'),
      help: l10n.t('Hear only whom it sends to, and learn when nobody listens there.'),
      control: onOff(),
      kinds: kindsOf.connected,
    },
  ];
}

export function textFields(): Field[] {
  return [
    {
      path: ['encoding'],
      label: l10n.t('Encoding'),
      help: l10n.t('How bytes become text, and typed text bytes.'),
      control: {
        type: 'choice',
        options: { utf8: 'UTF-8', latin1: 'Latin-1', utf16le: 'UTF-16 LE', utf16be: 'UTF-16 BE' } satisfies Record<
          Encoding,
          string
        >,
      },
    },
    {
      path: ['lineEnding'],
      label: l10n.t('Line ending'),
      help: l10n.t(
        'Added to typed text. Line framing adds its own ending instead; if it accepts any ending, it adds this one, or LF.',
      ),
      control: {
        type: 'choice',
        options: { none: l10n.t('None'), lf: 'LF \\n', crlf: 'CRLF \\r\\n', cr: 'CR \\r' },
      },
    },
  ];
}

export function greetingFields(): Field[] {
  return [
    {
      path: ['greeting'],
      label: l10n.t('Greeting'),
      help: l10n.t(
        'Sent to each peer before anything else. {0} are escapes, {1} are values.',
        '\\r \\n \\t \\0 \\xff \\u{2713} \\\\',
        '{{$now}} {{$counter}} {{$uuid}} {{$peer}}',
      ),
      control: { type: 'payload', notationName: l10n.t('Text or hex for the greeting') },
      kinds: kindsOf.greeting,
    },
    {
      path: ['closeAfterGreeting'],
      label: l10n.t('Close after the greeting'),
      help: l10n.t('End each connection when the greeting is sent.'),
      control: onOff(),
      kinds: kindsOf.closeAfterGreeting,
    },
  ];
}

export function fileFields(): Field[] {
  const kinds = kindsOf.files;
  return [
    {
      path: ['files', 'mode'],
      label: l10n.t('Received files'),
      help: l10n.t(
        'What peers send becomes files: one for each connection, or those that Portside’s framed format names.',
      ),
      control: {
        type: 'choice',
        options: {
          off: l10n.t('None'),
          raw: l10n.t('Bytes: a file for each connection'),
          framed: l10n.t('Framed: with names, verified, resumable'),
        } satisfies Record<FileReception['mode'], string>,
      },
      kinds,
    },
    {
      path: ['files', 'directory'],
      label: l10n.t('Folder'),
      help: l10n.t(
        'Where they go: absolute, or below the workspace. Without it the setting holds, or it is asked for.',
      ),
      control: { type: 'text', placeholder: 'received' },
      kinds,
    },
    {
      path: ['files', 'name'],
      label: l10n.t('File name'),
      help: l10n.t(
        'Of files that come without one. {0} is a number, {1} the address, {2} the time, {3} the type.',
        ...namePlaces,
      ),
      control: { type: 'text', placeholder: defaultNamePattern },
      kinds,
    },
    {
      path: ['files', 'maxFileBytes'],
      label: l10n.t('Largest file'),
      help: l10n.t(
        'A longer file is refused. Of raw bytes nobody knows how many come: the connection is reset when they are more, and what came stays as a .part.',
      ),
      control: bytes(l10n.t('default')),
      kinds,
    },
  ];
}

export function limitFields(): Field[] {
  return [
    {
      path: ['maxFrameBytes'],
      label: l10n.t('Largest frame'),
      help: l10n.t('Longer frames are shown in pieces.'),
      control: bytes(String(defaultMaxFrameBytes)),
    },
    {
      path: ['maxQueuedBytes'],
      label: l10n.t('Waiting for a peer'),
      help: l10n.t('A message that would make more bytes wait is refused whole.'),
      control: bytes(String(defaultMaxQueuedBytes)),
    },
    {
      path: ['maxPeers'],
      label: l10n.t('Most peers'),
      help: l10n.t('Connections beyond this many are refused.'),
      control: { type: 'number', placeholder: l10n.t('no limit') },
      kinds: kindsOf.maxPeers,
    },
    {
      path: ['backlog'],
      label: l10n.t('Backlog'),
      help: l10n.t('Connections that the system lets wait to be accepted.'),
      control: { type: 'number', placeholder: String(defaultBacklog) },
      kinds: kindsOf.backlog,
    },
    {
      path: ['connectTimeoutMs'],
      label: l10n.t('Connect timeout'),
      help: l10n.t('Give up connecting after this long.'),
      control: milliseconds(String(defaultConnectTimeoutMs)),
      kinds: kindsOf.connectTimeoutMs,
    },
    ...reconnectFields(),
  ];
}

function reconnectFields(): Field[] {
  const kinds = kindsOf.reconnect;
  return [
    {
      path: ['reconnect', 'minMs'],
      label: l10n.t('Reconnect after'),
      help: l10n.t('Connect again when the connection is lost or can’t be made; the wait doubles each time.'),
      control: milliseconds(l10n.t('never')),
      kinds,
    },
    {
      path: ['reconnect', 'maxMs'],
      label: l10n.t('Longest wait'),
      help: l10n.t('The wait doubles up to this.'),
      control: milliseconds(),
      kinds,
    },
    {
      path: ['reconnect', 'attempts'],
      label: l10n.t('Attempts'),
      help: l10n.t('Give up after so many.'),
      control: { type: 'number', placeholder: l10n.t('no limit') },
      kinds,
    },
  ];
}

export function optionFields(): Field[] {
  return [
    option('noDelay', l10n.t('No delay'), l10n.t('Send small writes at once (TCP_NODELAY).'), onOff(true)),
    option(
      'keepAliveMs',
      l10n.t('Keep-alive'),
      l10n.t('Probe a silent connection after this long; 0 is off.'),
      milliseconds('0'),
    ),
    option('localAddress', l10n.t('Connect from'), l10n.t('The address of this machine to connect from.'), {
      type: 'text',
    }),
    option('localPort', l10n.t('Connect from port'), l10n.t('The port to connect from; 0 is any.'), {
      type: 'number',
      placeholder: '0',
    }),
    option('broadcast', l10n.t('Broadcast'), l10n.t('Allow sends to broadcast addresses (SO_BROADCAST).'), onOff()),
    option(
      'reuseAddress',
      l10n.t('Reuse address'),
      l10n.t('Let several sockets bind one address (SO_REUSEADDR).'),
      onOff(),
    ),
    option('ttl', l10n.t('Time to live'), l10n.t('Hops that a datagram may make, 1 to 255.'), { type: 'number' }),
  ];
}

function option(key: keyof typeof kindsOfOption, label: string, help: string, control: FieldControl): Field {
  return { path: ['options', key], label, help, control, kinds: kindsOfOption[key] };
}
