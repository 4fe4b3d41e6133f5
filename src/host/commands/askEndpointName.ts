/** Asks for the name of an endpoint. */
import { l10n } from 'vscode';
import { askText } from '../shown/questions.ts';

/** The schema's limit. */
const maxNameUnits = 200;

export interface NameQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value: string;
  /** Names that are rejected because other endpoints have them. */
  readonly taken?: ReadonlySet<string>;
}

/** Rejects with Dismissed if the user cancels. */
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
