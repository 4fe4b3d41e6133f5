/** Asks the user before a panel’s page reaches further than its endpoint does, or changes settings. */
import { l10n } from 'vscode';
import { Dismissed, nothingIfDismissed } from '../../client/dismissed.ts';
import type { ConfigChecks } from '../../client/page/configChecks.ts';
import type { PageGuards } from '../../client/page/pageReach.ts';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { PanelSaved } from '../../protocol/panelCalls.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { withPageError } from '../page/withPageError.ts';
import { addedNeeds } from '../permissions/addedNeeds.ts';
import type { Granted } from '../permissions/checks.ts';
import { ClientPlaces } from '../permissions/clientPlaces.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import type { Confirmation } from '../shown/confirmAll.ts';
import { confirmOutside } from '../transfers/confirmOutside.ts';
import { draggedUri } from '../transfers/draggedUri.ts';
import type { FileOrigin } from '../transfers/fileOrigins.ts';
import { transferNeeds } from '../transfers/transferNeeds.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { SavedPlaces } from './configCalls.ts';
import { confirmApplying } from './confirmApplying.ts';

interface GuardParts {
  readonly endpoints: Pick<Endpoints, 'find' | 'now'>;
  readonly transfers: Pick<Transfers, 'endpoints' | 'known' | 'filesOf' | 'approved'>;
  readonly permissions: Granted;
  readonly configs: ConfigChecks;
  readonly saved: Pick<SavedPlaces, 'placeOf'>;
}

export function panelGuards(endpoint: string, parts: GuardParts): PageGuards {
  const { transfers, permissions } = parts;
  const confirmApplying = applyingQuestions(endpoint, parts);
  return {
    applyConfig: async (config, { save }) => {
      const isAgreed = await agreed(confirmApplying(config, save));
      // The cause tells the log that nothing failed.
      if (!isAgreed) throw new Error(l10n.t('The changes were not applied.'), { cause: new Dismissed() });
      return true;
    },
    sendDropped: async files => {
      const origins = files.map((file): FileOrigin => ('uri' in file ? { uri: draggedUri(file.uri) } : file));
      return agreed(confirmOutside(origins, transfers));
    },
    actOnTransfer: async (action, id) => {
      const transfer = transfers.known.find(one => one.id === id);
      // Received files are saved where the endpoint’s files are, and accepting one is the purpose of its card.
      if (transfer?.direction !== 'out') return true;
      return agreed(transferNeeds(permissions, transfers, action, transfer).then(confirmNeeds));
    },
  };
}

/** Returns what asks before a config is applied. It rejects with Dismissed unless the user agrees. */
function applyingQuestions(
  endpoint: string,
  { endpoints, permissions, configs, saved }: GuardParts,
): (config: EndpointConfig, save: boolean) => Promise<void> {
  const places = new ClientPlaces();
  let maySave = false;
  const found = () => endpoints.find(endpoint);
  /** Asks once for each panel. An endpoint that is listed only to be edited has no peer whose data could have taken over its page. */
  const savingQuestions = async () => {
    const place = await saved.placeOf(endpoint);
    return maySave || !place || place.isOnlyEdited ? [] : [savingQuestion(labelInSentence(found()), place)];
  };
  return async (config, save) => {
    const wanted = await parsed(configs, config);
    await endpoints.now();
    const needs = await addedNeeds(permissions, found().config, wanted);
    const connecting = places.confirmationsOf(found(), wanted);
    const saving = save ? await savingQuestions() : [];
    await confirmApplying({ endpoint: found(), wanted, needs, connecting, saving, knowsRestart: true });
    places.confirmed(wanted);
    if (saving.length > 0) maySave = true;
  };
}

function savingQuestion(label: string, { place }: PanelSaved): Confirmation {
  return {
    question: l10n.t('Save the changes to “{0}” in the {1}?', label, place),
    button: l10n.t('Save'),
    detail: l10n.t('You’ll be asked only once while this panel is open.'),
    statement: l10n.t(
      'The changes will also be saved in the {0}. You’ll be asked about saving only once while this panel is open.',
      place,
    ),
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

/** Resolves with false if the user dismissed the question. Other errors get a sentence as their message. */
function agreed(question: Promise<unknown>): Promise<boolean> {
  const answer = question.then(
    () => true,
    error => nothingIfDismissed(error) ?? false,
  );
  return withPageError(answer);
}
