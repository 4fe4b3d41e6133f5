/** The name of an endpoint, as commands ask for it. */
import { l10n } from 'vscode';
import { askText } from '../questions.ts';

/** As the schema has it. */
const maxNameUnits = 200;

export interface NameQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** Names that are refused, since others have them. */
  readonly taken?: ReadonlySet<string>;
}

/** Rejects with Dismissed. */
export function askEndpointName({ taken, ...options }: NameQuestion): Promise<string> {
  return askText({
    ...options,
    validateInput: text => {
      if (text.trim() === '') return l10n.t('Enter a name.');
      if (text.length > maxNameUnits) return l10n.t('Use at most {0} characters.', maxNameUnits);
      return taken?.has(text) ? l10n.t('“{0}” already exists.', text) : undefined;
    },
  });
}
