/** Reads and checks the argument of a command, from a caller or a tree item, or asks the user for it. */
import { l10n } from 'vscode';
import * as z from 'zod';
import { withoutScheme } from '../../core/address.ts';
import { boundAddress, endpointLabel, labelInSentence } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot, PeerSnapshot } from '../../core/endpointSnapshot.ts';
import { isStream, peerRole } from '../../core/kinds.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { Panels } from '../panel/panels.ts';
import { endpointIcon, kindLabel, stateLabel } from '../shown/endpointLabels.ts';
import { numberedKinds } from '../shown/panelTitles.ts';
import { pick } from '../shown/pick.ts';

/** The parts that choose the endpoint of a command. */
export interface ChoiceParts {
  readonly endpoints: Endpoints;
  readonly panels: Pick<Panels, 'active'>;
}

const endpointArgument = z.union([
  z.string(),
  z.looseObject({ endpoint: z.string() }).transform(({ endpoint }) => endpoint),
]);
const treePeer = z.looseObject({ id: z.string() }).transform(({ id }) => id);
const peerArgument = z.looseObject({ peer: z.union([z.string(), treePeer]) }).transform(({ peer }) => peer);

/**
 * Returns the endpoint that an argument names by id or name. Without one, returns the one whose panel is active, as
 * VS Code's own commands act on the active editor, or the one that the user picks among the possible ones.
 * @throws SocketError NO_ENDPOINT.
 */
export async function endpointOf(
  argument: unknown,
  { endpoints, panels }: ChoiceParts,
  isCandidate: (endpoint: EndpointSnapshot) => boolean = () => true,
): Promise<EndpointSnapshot> {
  const named = endpointArgument.safeParse(argument);
  if (named.success) return endpoints.find(named.data);
  if (argument !== undefined)
    throw new TypeError(l10n.t('The argument must name an endpoint: {endpoint: "id or name"}'));
  const { all } = endpoints;
  const candidates = all.filter(isCandidate);
  // If none qualifies, offer all of them: the command's own error says more than an empty list.
  return pickEndpoint(candidates.length > 0 ? candidates : all, { endpoints, panels });
}

/**
 * Returns the candidate whose panel is active, or the one that the user picks. `noteOf` is shown beside each, if given:
 * it says why not to take a candidate, which then isn't taken for being active.
 * The only candidate is taken without a question, unless the panel of another endpoint is active, which the user may
 * have meant.
 * @throws RangeError if there is none.
 */
export async function pickEndpoint(
  candidates: readonly EndpointSnapshot[],
  { endpoints, panels: { active } }: ChoiceParts,
  noteOf: (endpoint: EndpointSnapshot) => string | undefined = () => undefined,
): Promise<EndpointSnapshot> {
  const inFront = candidates.find(({ id }) => id === active);
  if (inFront && noteOf(inFront) === undefined) return inFront;
  const [only] = candidates;
  if (candidates.length === 1 && only && (active === undefined || only === inFront)) return only;
  const numbered = numberedKinds(endpoints.all);
  return pick(
    candidates.map(endpoint => ({
      label: endpointLabel(endpoint),
      description: descriptionOf(endpoint, numbered.get(endpoint.id), noteOf(endpoint)),
      iconPath: endpointIcon(endpoint.config.kind, endpoint.state),
      value: endpoint,
    })),
    l10n.t('Which endpoint?'),
    l10n.t('No endpoints yet. Start one first.'),
  );
}

function descriptionOf(endpoint: EndpointSnapshot, numbered: string | undefined, note: string | undefined): string {
  const { config, state } = endpoint;
  const bound = state === 'open' ? boundAddress(endpoint) : undefined;
  const facts = [
    numbered ?? kindLabel(config.kind),
    stateLabel(state),
    bound && l10n.t('bound to {0}', withoutScheme(bound)),
    note,
  ];
  return facts.filter(Boolean).join(' · ');
}

/** Returns the id of the peer that an argument names. */
export function namedPeer(argument: unknown): string | undefined {
  return peerArgument.safeParse(argument).data;
}

/** Returns the peer that an argument names, or the one that the user picks. */
export async function peerOf(argument: unknown, endpoint: EndpointSnapshot, endpoints: Endpoints): Promise<string> {
  const named = namedPeer(argument);
  if (named !== undefined) return named;
  const peers = await endpoints.openPeers(endpoint.id);
  if (peers.length === 1 && peers[0]) return peers[0].id;
  const chosen = await pick<PeerSnapshot>(
    peers.map(peer => {
      const name = endpoint.peerNames?.[peer.address];
      return { label: name ?? peer.address, description: name === undefined ? peer.id : peer.address, value: peer };
    }),
    isStream(endpoint.config) ? l10n.t('Which client?') : l10n.t('Which peer?'),
    noPeerText(endpoint),
  );
  return chosen.id;
}

function noPeerText(endpoint: EndpointSnapshot): string {
  const label = labelInSentence(endpoint);
  switch (peerRole(endpoint.config)) {
    case 'client':
      return l10n.t('No client is connected to {0}.', label);
    case 'server':
      return l10n.t('{0} isn’t connected.', label);
    case 'sender':
      return l10n.t('{0} hasn’t received from or sent to any address yet.', label);
  }
}
