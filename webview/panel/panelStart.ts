/** Starting the endpoint from its panel: the action, and whether the panel offers it above the conversation. */
import * as l10n from '@vscode/l10n';
import { type EndpointState, isRunningState } from '../../src/core/endpointSnapshot.ts';
import type { PanelAction, PanelState } from '../../src/protocol/panelCalls.ts';
import type { BarAction } from '../bar/barAction.ts';

export function startAction(state: EndpointState, run: (action: PanelAction) => void): BarAction {
  const label = state === 'failed' ? l10n.t('Try Again') : l10n.t('Start');
  return { icon: 'play', label, act: () => run('restart') };
}

/** Whether the banner, or the form in its place, offers to start the endpoint. */
export function offersStart({
  failure,
  wasOpen,
  endpoint,
}: Pick<PanelState, 'failure' | 'wasOpen' | 'endpoint'>): boolean {
  return !isRunningState(endpoint.state) && (wasOpen || failure !== undefined);
}
