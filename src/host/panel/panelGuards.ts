/** What the user is asked before a panel’s page reaches further than its endpoint does. */
import { l10n } from 'vscode';
import { ConfigError } from '../../core/configError.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { nothingIfDismissed } from '../dismissed.ts';
import type { Endpoints } from '../endpoints.ts';
import { endpointNeeds, type Granted } from '../permissions/checks.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import { reachOf } from '../permissions/reachOf.ts';
import { transferNeeds } from '../permissions/transferNeeds.ts';
import { confirmOutside } from '../transfers/confirmOutside.ts';
import { draggedUri } from '../transfers/draggedUri.ts';
import type { FileOrigin } from '../transfers/fileOrigins.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { PageConfigs } from './pageConfigs.ts';
import type { PageGuards } from './pageReach.ts';
import { told } from './told.ts';

interface GuardParts {
  readonly endpoints: Pick<Endpoints, 'find'>;
  readonly transfers: Pick<Transfers, 'endpoints' | 'known' | 'filesOf' | 'meant'>;
  readonly permissions: Granted;
  readonly configs: PageConfigs;
}

export function panelGuards(endpoint: string, { endpoints, transfers, permissions, configs }: GuardParts): PageGuards {
  return {
    applyConfig: async config => {
      const now = async () => endpoints.find(endpoint).config;
      const asked = now().then(async has => newNeeds(permissions, has, await parsed(configs, config)));
      const isLet = await agreed(asked.then(confirmNeeds));
      if (!isLet) throw new Error(l10n.t('The changes were not applied.'));
      return true;
    },
    sendDropped: async files => {
      const origins = files.map((file): FileOrigin => ('uri' in file ? { uri: draggedUri(file.uri) } : file));
      return agreed(confirmOutside(origins, transfers));
    },
    actOnTransfer: async (action, id) => {
      const transfer = transfers.known.find(one => one.id === id);
      // What is received goes where the endpoint’s files go, and to accept a file is what its card is there for.
      if (transfer?.direction !== 'out') return true;
      return agreed(transferNeeds(permissions, transfers, action, transfer).then(confirmNeeds));
    },
  };
}

async function parsed(configs: PageConfigs, wanted: EndpointConfig): Promise<EndpointConfig | undefined> {
  try {
    return (await configs.parse(wanted, 'apply')).config;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** Returns what a config needs that the endpoint doesn’t do yet. One that isn’t valid needs nothing, since the call refuses it. */
async function newNeeds(permissions: Granted, now: EndpointConfig, wanted: EndpointConfig | undefined) {
  if (!wanted) return [];
  const [had, needs] = await Promise.all([endpointNeeds(permissions, now), endpointNeeds(permissions, wanted)]);
  const known = new Set(had.map(reachOf));
  return needs.filter(need => !known.has(reachOf(need)));
}

/** Resolves with false if the user dismissed the question. Rejects with a sentence. */
function agreed(question: Promise<unknown>): Promise<boolean> {
  const answer = question.then(
    () => true,
    error => nothingIfDismissed(error) ?? false,
  );
  return told(answer);
}
