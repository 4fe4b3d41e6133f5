/** Says when a change to a field takes effect, unless that is immediately. */
import * as l10n from '@vscode/l10n';
import { type FieldEffect, fieldEffect, optionEffect } from '../../src/core/config/configChange.ts';
import type { EndpointConfig, SocketOptions } from '../../src/core/endpointConfig.ts';
import type { FieldPath } from './configDraft.ts';

export function effectText([key = '', option]: FieldPath): string | undefined {
  const effect =
    key === 'options' && option !== undefined
      ? optionEffect(option as keyof SocketOptions)
      : fieldEffect(key as keyof EndpointConfig);
  const texts: Record<FieldEffect, string | undefined> = {
    now: undefined,
    nextConnection: l10n.t('Applies to new connections.'),
    restart: l10n.t('Requires a restart.'),
  };
  return texts[effect];
}
