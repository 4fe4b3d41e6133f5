/** The row of a saved endpoint that isn't listed: it can be started, or is marked as invalid. */
import { l10n, type MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { configuredLabel, remoteOf, spokenAddress } from '../../core/endpointLabel.ts';
import type { SavedEndpoint } from '../saved/savedEndpoints.ts';
import { scopeLabel } from '../saved/savedScopes.ts';
import { kindIcon, kindLabel } from '../shown/endpointLabels.ts';
import { tooltipOf } from '../shown/shownText.ts';
import { translate } from '../shown/translated.ts';
import { openRowCommand } from './openRowCommand.ts';

export function savedItem(saved: SavedEndpoint): TreeItem {
  const item = new TreeItem(labelOf(saved, configuredLabel));
  if ('problem' in saved) {
    item.iconPath = new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
    item.description = saved.problem;
    item.contextValue = saved.index < 0 ? 'saved.noList' : 'saved.broken';
  } else {
    item.iconPath = kindIcon(saved.config.kind);
    item.description = description(saved);
    item.contextValue = savedContext(saved);
  }
  item.command = openRowCommand;
  item.tooltip = tooltip(saved);
  const spoken = labelOf(saved, config => spokenAddress({ config, address: config.address }, translate));
  item.accessibilityInformation = { label: `${spoken}, ${item.description}` };
  return item;
}

/** Returns its name. One without a name is known by its address, as if it were open. */
function labelOf(saved: SavedEndpoint, addressOf: (config: EndpointConfig) => string): string {
  return 'config' in saved ? (saved.config.name ?? addressOf(saved.config)) : saved.label;
}

/** Returns what the menu of a saved endpoint depends on, whether it is open or not. */
export function savedContext({ autoStart }: SavedEndpoint): string {
  return autoStart ? 'saved.auto' : 'saved.manual';
}

/**
 * Returns the address, if the label doesn't show it, that the endpoint is saved, and the other facts. At the view's
 * default width, the last facts are cut off.
 */
export function savedFacts(
  address: readonly string[],
  { autoStart, isNamesake, scope }: SavedEndpoint,
  others: readonly string[] = [],
): string[] {
  return [
    ...address,
    // Names the scope if two have the same name.
    isNamesake ? l10n.t('saved in {0}', scopeLabel(scope)) : l10n.t('saved'),
    ...others,
    ...(autoStart ? [l10n.t('starts automatically')] : []),
  ];
}

function description(saved: SavedEndpoint & { config: EndpointConfig }): string {
  const { config } = saved;
  return savedFacts(config.name === undefined ? [] : [configuredLabel(config)], saved).join(' · ');
}

function tooltip(saved: SavedEndpoint): MarkdownString {
  const lines =
    'problem' in saved
      ? [
          saved.problem,
          l10n.t('This saved endpoint is ignored until the problem is fixed. Select to edit it in the settings.'),
        ]
      : [l10n.t('{0}, saved. Select to start.', kindLabel(saved.config.kind)), ...addressLines(saved.config)];
  lines.push(l10n.t('From the {0}.', scopeLabel(saved.scope)));
  if (saved.autoStart) lines.push(l10n.t('Starts when the window opens.'));
  if (saved.isNamesake) lines.push(l10n.t('Another saved endpoint has the same name.'));
  return tooltipOf(lines);
}

/** A UDP socket with a remote has two: where it receives, and where it sends. */
function addressLines(config: EndpointConfig): string[] {
  const remote = remoteOf(config);
  return [config.address, ...(remote === undefined ? [] : [l10n.t('sends to {0}', remote)])];
}
