/** Asks the user before a panel’s page reaches further than its endpoint does, or changes settings. */
import { l10n } from 'vscode';
import { ConfigError } from '../../core/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import { Dismissed, nothingIfDismissed } from '../dismissed.ts';
import type { Endpoints } from '../endpoints.ts';
import { confirmed } from '../notices.ts';
import type { PageGuards } from '../page/pageReach.ts';
import { reported } from '../page/reported.ts';
import { addedNeeds } from '../permissions/addedNeeds.ts';
import type { Granted } from '../permissions/checks.ts';
import { ClientPlaces } from '../permissions/clientPlaces.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import { confirmOutside } from '../transfers/confirmOutside.ts';
import { draggedUri } from '../transfers/draggedUri.ts';
import type { FileOrigin } from '../transfers/fileOrigins.ts';
import { transferNeeds } from '../transfers/transferNeeds.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { SavedPlaces } from './configCalls.ts';
import type { ConfigChecks } from './configChecks.ts';

interface GuardParts {
  readonly endpoints: Pick<Endpoints, 'find' | 'now'>;
  readonly transfers: Pick<Transfers, 'endpoints' | 'known' | 'filesOf' | 'meant'>;
  readonly permissions: Granted;
  readonly configs: ConfigChecks;
  readonly saved: Pick<SavedPlaces, 'placeOf'>;
}

export function panelGuards(endpoint: string, parts: GuardParts): PageGuards {
  const { endpoints, transfers, permissions, configs, saved } = parts;
  const places = new ClientPlaces();
  let maySave = false;
  /** Asks once for each panel. An endpoint that is listed only to be edited has no peer whose data could have taken over its page. */
  const confirmSaving = async () => {
    const place = await saved.placeOf(endpoint);
    if (maySave || !place || place.isOnlyEdited) return;
    const label = labelInSentence(endpoints.find(endpoint));
    const question = l10n.t('Save the changes to “{0}” in the {1}?', label, place.place);
    const detail = l10n.t('You’ll be asked only once while this panel is open.');
    if (!(await confirmed(question, l10n.t('Save'), detail))) throw new Dismissed();
    maySave = true;
  };
  return {
    applyConfig: async (config, { save }) => {
      const confirmReach = async () => {
        const wanted = await parsed(configs, config);
        await endpoints.now();
        await confirmNeeds(await addedNeeds(permissions, endpoints.find(endpoint).config, wanted));
        await places.confirm(endpoints.find(endpoint), wanted);
        if (save) await confirmSaving();
      };
      if (!(await agreed(confirmReach()))) throw new Error(l10n.t('The changes were not applied.'));
      return true;
    },
    sendDropped: async files => {
      const origins = files.map((file): FileOrigin => ('uri' in file ? { uri: draggedUri(file.uri) } : file));
      return agreed(confirmOutside(origins, transfers));
    },
    actOnTransfer: async (action, id) => {
      const transfer = transfers.known.find(one => one.id === id);
      // Received files go where the endpoint’s files go, and accepting one is the purpose of its card.
      if (transfer?.direction !== 'out') return true;
      return agreed(transferNeeds(permissions, transfers, action, transfer).then(confirmNeeds));
    },
  };
}

/** Undefined for a config that isn’t valid: the call refuses it. */
async function parsed(configs: ConfigChecks, wanted: EndpointConfig): Promise<EndpointConfig | undefined> {
  try {
    return (await configs.parse(wanted, 'apply')).config;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** Resolves with false if the user dismissed the question. Rejects with a sentence. */
function agreed(question: Promise<unknown>): Promise<boolean> {
  const answer = question.then(
    () => true,
    error => nothingIfDismissed(error) ?? false,
  );
  return reported(answer);
}
