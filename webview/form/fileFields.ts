/** The fields for received files. */
import * as l10n from '@vscode/l10n';
import type { EndpointConfig, FileReception } from '../../src/core/endpointConfig.ts';
import { defaultNamePattern, namePlaces } from '../../src/core/transfer/namePattern.ts';
import { valueAt } from './configDraft.ts';
import { bytesInput, type Field } from './fields.ts';

/** Fields that apply in each mode: framed files bring their own names. */
const applyingIn: Record<FileReception['mode'], readonly string[]> = {
  off: ['mode'],
  raw: ['mode', 'directory', 'name', 'maxFileBytes'],
  framed: ['mode', 'directory', 'maxFileBytes'],
};

/** Returns the fields that apply in the current mode, and others that are already set. */
export function usefulFileFields(config: EndpointConfig): Field[] {
  const applying = applyingIn[config.files?.mode ?? 'off'];
  return fileFields().filter(({ path }) => applying.includes(path[1] ?? '') || valueAt(config, path) !== undefined);
}

export function fileFields(): Field[] {
  return [
    {
      path: ['files', 'mode'],
      label: l10n.t('Received files'),
      help: l10n.t('Save received data as files: one per connection, or the files sent in Portside’s framed format.'),
      control: {
        type: 'choice',
        options: {
          off: l10n.t('Off'),
          raw: l10n.t('Raw: one file per connection'),
          framed: l10n.t('Framed: named, verified, resumable'),
        } satisfies Record<FileReception['mode'], string>,
      },
    },
    {
      path: ['files', 'directory'],
      label: l10n.t('Folder'),
      help: l10n.t(
        'Absolute, or relative to the workspace. If empty, the folder from the settings is used, or you’re asked for one.',
      ),
      control: { type: 'text', placeholder: 'received' },
    },
    {
      path: ['files', 'name'],
      label: l10n.t('File name'),
      help: l10n.t(
        'Name pattern for received files, since raw transfers carry no file name. {0} is a number, {1} the address, {2} the time, {3} the type.',
        ...namePlaces,
      ),
      control: { type: 'text', placeholder: defaultNamePattern },
    },
    {
      path: ['files', 'maxFileBytes'],
      label: l10n.t('Max file size'),
      help: l10n.t(
        'Larger files are rejected. The size of a raw file is unknown in advance: past this limit the connection is reset and the part received is kept as .part.',
      ),
      control: bytesInput(l10n.t('default')),
    },
  ];
}
