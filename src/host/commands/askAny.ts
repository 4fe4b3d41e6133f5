/** Asks for an endpoint, for palette commands that apply to listed endpoints and to saved ones. */
import { l10n } from 'vscode';
import { endpointLabel } from '../../core/endpointLabel.ts';
import { listedAs } from '../saved/savedEndpoints.ts';
import { endpointIcon, kindLabel, stateLabel } from '../shown/endpointLabels.ts';
import { numberedKinds } from '../shown/panelTitles.ts';
import { pick } from '../shown/pick.ts';
import type { ConnectionNode } from '../tree/connectionsTree.ts';
import type { Uses } from './commandContext.ts';
import { savedChoice } from './savedCommands.ts';

export type AnyEndpoint = Extract<ConnectionNode, { type: 'endpoint' | 'saved' }>;

/**
 * Returns the tree node of the endpoint whose panel is active, of the only endpoint, or of the one that the user picks. A
 * saved endpoint that is listed is offered once.
 */
export async function askAny({
  endpoints,
  saved,
  panels,
}: Uses<'endpoints' | 'saved' | 'panels'>): Promise<AnyEndpoint> {
  const { active } = panels;
  if (active !== undefined && endpoints.has(active)) return { type: 'endpoint', endpoint: active };
  const all = await saved.all();
  const listed = listedAs(all, endpoints.all);
  const numbered = numberedKinds(endpoints.all);
  const choices: { label: string; description: string; value: AnyEndpoint }[] = [
    ...endpoints.all.map(endpoint => ({
      label: endpointLabel(endpoint),
      description: `${numbered.get(endpoint.id) ?? kindLabel(endpoint.config.kind)} · ${stateLabel(endpoint.state)}`,
      iconPath: endpointIcon(endpoint.config.kind, endpoint.state),
      value: { type: 'endpoint', endpoint: endpoint.id } as const,
    })),
    ...all
      .filter(one => !listed.has(one))
      .map(one => ({ ...savedChoice(one), value: { type: 'saved', saved: one } as const })),
  ];
  const [only] = choices;
  if (choices.length === 1 && only) return only.value;
  return pick(choices, l10n.t('Which endpoint?'), l10n.t('No endpoints yet. Start one first.'));
}
