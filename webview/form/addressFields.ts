/** The fields for an endpoint's kind and addresses, with examples for each kind. */
import * as l10n from '@vscode/l10n';
import { allKinds, type KindConfig, kinds, listens } from '../../src/core/kinds.ts';
import { phraseText } from '../../src/core/phrase.ts';
import { type Field, onOff } from './fields.ts';

export function addressFields(config: KindConfig): Field[] {
  return [
    kindField(),
    addressField(config),
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
    },
    {
      path: ['connected'],
      label: l10n.t('Connected'),
      help: l10n.t('Receive only from the “Send to” address, and report when nothing is listening there.'),
      control: onOff(),
    },
  ];
}

function kindField(): Field {
  return {
    path: ['kind'],
    label: l10n.t('Kind'),
    help: allKinds.map(kind => phraseText(kinds[kind].purpose, l10n.t)).join(' '),
    control: {
      type: 'choice',
      options: Object.fromEntries(allKinds.map(kind => [kind, phraseText(kinds[kind].label, l10n.t)])),
    },
  };
}

function addressField(config: KindConfig): Field {
  return {
    path: ['address'],
    label: listens(config) ? l10n.t('Listen on') : l10n.t('Connect to'),
    help: phraseText(kinds[config.kind].addressHelp, l10n.t),
    control: { type: 'text', placeholder: listens(config) ? ':9000' : 'localhost:9000' },
  };
}
