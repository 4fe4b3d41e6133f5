/** Asks the user before a panel's page reaches further than its endpoint does, or changes settings. */
import { l10n } from 'vscode';
import { Dismissed, isConfirmed } from '../../client/dismissed.ts';
import type { ConfigChecks } from '../../client/page/configChecks.ts';
import type { PageGuards } from '../../client/page/pageReach.ts';
import { ConfigError } from '../../core/config/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { labelInSentence } from '../../core/endpointLabel.ts';
import type { PeerSnapshot, SendTarget } from '../../core/endpointSnapshot.ts';
import type { PanelSaved } from '../../protocol/panelCalls.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import { withPageError } from '../page/withPageError.ts';
import type { Granted, NotAllowed } from '../permissions/checks.ts';
import { ClientPlaces } from '../permissions/clientPlaces.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import { type Confirmation, confirmAll } from '../shown/confirmAll.ts';
import { confirmOutside } from '../transfers/confirmOutside.ts';
import { draggedUri } from '../transfers/draggedUri.ts';
import type { FileOrigin } from '../transfers/fileOrigins.ts';
import { transferNeeds } from '../transfers/transferNeeds.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { SavedPlaces } from './configCalls.ts';
import { confirmApplying } from './confirmApplying.ts';
import { type PeerLists, peerSearch, reachQuestions } from './reachQuestions.ts';

interface GuardParts {
  readonly endpoints: Pick<Endpoints, 'find' | 'now'> & PeerLists;
  readonly transfers: Pick<Transfers, 'endpoints' | 'known' | 'filesOf' | 'approved'>;
  readonly permissions: Granted;
  readonly configs: ConfigChecks;
  readonly saved: Pick<SavedPlaces, 'placeOf'>;
}

export function panelGuards(endpoint: string, parts: GuardParts): PageGuards {
  const { transfers, permissions } = parts;
  const places = new ClientPlaces();
  const peers = peerSearch(endpoint, parts.endpoints);
  const confirmConfig = applyingQuestions(endpoint, parts, places, peers);
  const confirmTarget = targetQuestion(endpoint, parts, places, peers);
  const maySend = async (target: SendTarget | null) => {
    if (await agreed(confirmTarget(target))) return true;
    throw declined(l10n.t('Nothing was sent.'));
  };
  return {
    applyConfig: async (config, { save }) => {
      if (await agreed(confirmConfig(config, save))) return true;
      throw declined(l10n.t('The changes were not applied.'));
    },
    send: (_message, target) => maySend(target),
    startRepeat: (_message, target) => maySend(target),
    sendSaved: (_key, target) => maySend(target),
    chooseMessage: target => agreed(confirmTarget(target)),
    sendChosen: target => agreed(confirmTarget(target)),
    sendDropped: async (files, target) => {
      const origins = files.map((file): FileOrigin => ('uri' in file ? { uri: draggedUri(file.uri) } : file));
      return agreed(confirmTarget(target).then(() => confirmOutside(origins, transfers)));
    },
    actOnTransfer: async (action, id) => {
      const transfer = transfers.known.find(one => one.id === id);
      // Received files are saved where the endpoint's files are, and accepting one is the purpose of its card.
      if (transfer?.direction !== 'out') return true;
      return agreed(transferNeeds(permissions, transfers, action, transfer).then(confirmNeeds));
    },
  };
}

/** Returns the error of a call that the user declined. The cause tells the log that nothing failed. */
function declined(sentence: string): Error {
  return new Error(sentence, { cause: new Dismissed() });
}

/** Returns a question about sending something. It rejects with Dismissed unless the user agrees. */
function targetQuestion(
  endpoint: string,
  { endpoints }: GuardParts,
  places: ClientPlaces,
  peers: () => Promise<PeerSnapshot[]>,
): (target: SendTarget | null) => Promise<void> {
  return async target => {
    if (places.knowsTarget(endpoints.find(endpoint), target)) return;
    await endpoints.now();
    const [confirmation] = await places.sendingConfirmations(endpoints.find(endpoint), target, peers);
    if (confirmation) await confirmAll([confirmation], () => confirmation);
    places.sendingConfirmed(target);
  };
}

/**
 * Returns a question about applying a config. It rejects with Dismissed unless the user agrees, and if another config was to be applied
 * meanwhile: then it isn't known which one the user meant.
 */
function applyingQuestions(
  endpoint: string,
  { endpoints, permissions, configs, saved }: GuardParts,
  places: ClientPlaces,
  peers: () => Promise<PeerSnapshot[]>,
): (config: EndpointConfig, save: boolean) => Promise<void> {
  /** Questions about saving that the user agreed to: each is asked once for each panel. */
  const maySave = new Set<string>();
  let latest = '';
  const found = () => endpoints.find(endpoint);
  /** An endpoint that is listed only to be edited has no peer whose data could have taken over its page. */
  const savingQuestions = async () => {
    const place = await saved.placeOf(endpoint);
    if (!place || place.isOnlyEdited) return [];
    const question = savingQuestion(labelInSentence(found()), place);
    return maySave.has(question.question) ? [] : [question];
  };
  const questionsNow = async (wanted: EndpointConfig | undefined, save: boolean) => {
    await endpoints.now();
    const reaching = await reachQuestions(permissions, found(), wanted, { places, peers });
    // Last: the entry that the endpoint is saved in is determined right after this.
    return { ...reaching, saving: save ? await savingQuestions() : [] };
  };
  return async (config, save) => {
    const mine = JSON.stringify([config, save]);
    latest = mine;
    const wanted = await parsed(configs, config);
    let asked = await questionsNow(wanted, save);
    // The endpoint may be changed elsewhere while a question is open.
    for (let agreedTo = ''; agreedTo !== textOf(asked); asked = await questionsNow(wanted, save)) {
      agreedTo = textOf(asked);
      await confirmApplying({ ...asked, endpoint: found(), wanted, knowsRestart: true });
      if (latest !== mine) throw new Dismissed();
    }
    places.confirmed(wanted, { folder: asked.receiving.length > 0 });
    for (const { question } of asked.saving) maySave.add(question);
  };
}

/** Returns the same text for questions that are about the same. */
function textOf({ needs, ...others }: { readonly needs: readonly NotAllowed[] }): string {
  return JSON.stringify({ ...others, needs: needs.map(({ params }) => params) });
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

/** Undefined for a config that isn't valid: the call refuses it. */
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
  return withPageError(isConfirmed(question));
}
