/** The banner about messages that stay incomplete: how much has arrived, and what can be done about it. */
import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { IncompleteMessages } from '../../src/core/endpointSnapshot.ts';
import type { PanelAction, PanelState, PeerAction } from '../../src/protocol/panelCalls.ts';
import { formatShortTime } from '../formatTime.ts';
import { host } from '../hostCalls.ts';
import { numberText } from '../language.ts';
import type { PeerLabels } from '../peerLabels.ts';

interface IncompleteActions {
  run(action: PanelAction): void;
  /** Shows the error. */
  fail(error: unknown): void;
}

/**
 * The first sentence is announced when it appears; the second one changes with every byte. The elements stay the same,
 * since screen readers announce only what changes in one that exists.
 */
export function incompleteBanner(
  panel: Pick<PanelState, 'endpoint' | 'incomplete'>,
  labels: Pick<PeerLabels, 'longLabel'>,
  actions: IncompleteActions,
): TemplateResult {
  const { incomplete } = panel.endpoint;
  const isShown = incomplete !== undefined && panel.incomplete !== undefined;
  return html`<div class=${isShown ? 'banner info' : ''}>
    ${isShown ? html`<span class="codicon codicon-ellipsis" aria-hidden="true"></span>` : nothing}
    <span role="status">${isShown ? headline(incomplete, labels) : ''}</span>
    ${isShown ? details(incomplete, panel.incomplete, actions) : nothing}
  </div>`;
}

function headline({ peers, first }: IncompleteMessages, labels: Pick<PeerLabels, 'longLabel'>): string {
  const [label, since] = [labels.longLabel(first.address), formatShortTime(first.since)];
  return peers === 1
    ? l10n.t('Incomplete message from {0} since {1}.', label, since)
    : l10n.t('Incomplete messages from {0} and others since {1}.', label, since);
}

function details(
  { peers, first: { peer } }: IncompleteMessages,
  { progress, canGuess }: NonNullable<PanelState['incomplete']>,
  { run, fail }: IncompleteActions,
): TemplateResult {
  const runOnPeer = (action: PeerAction) => void host.runOnPeer(action, peer).catch(fail);
  const button = (name: string, act: () => void) =>
    html`<button type="button" class="link" @click=${act}>${name}</button>`;
  return html`<span>${progress}.${peers === 1 ? nothing : html` ${othersText(peers - 1)}`}</span>
    ${button(l10n.t('Show What Came'), () => runOnPeer('showIncomplete'))}
    ${button(l10n.t('Change Framing…'), () => run('changeFraming'))}
    ${canGuess ? button(l10n.t('Guess the Framing…'), () => runOnPeer('guessFraming')) : nothing}`;
}

function othersText(others: number): string {
  return others === 1
    ? l10n.t('1 more client has sent only a part of a message.')
    : l10n.t('{0} more clients have sent only a part of a message.', numberText(others));
}
