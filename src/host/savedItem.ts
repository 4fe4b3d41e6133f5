/** How a saved endpoint that isn't open is drawn: as one that can be started, or marked when it can't be used. */
import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import { kindIcon, kindLabel } from './endpointLabels.ts';
import { pressed } from './pressed.ts';
import type { SavedEndpoint } from './savedEndpoints.ts';
import { scopeLabel } from './savedScopes.ts';

export function savedItem(saved: SavedEndpoint): TreeItem {
  const item = new TreeItem(saved.label);
  if ('problem' in saved) {
    item.iconPath = new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
    item.description = saved.problem;
    item.contextValue = saved.index < 0 ? 'saved.noList' : 'saved.broken';
  } else {
    item.iconPath = kindIcon(saved.config.kind);
    item.description = description(saved);
    item.contextValue = saved.autoStart ? 'saved.auto' : 'saved.manual';
  }
  item.command = pressed;
  item.tooltip = tooltip(saved);
  item.accessibilityInformation = { label: `${saved.label}, ${item.description}` };
  return item;
}

function description({
  config,
  autoStart,
  isNamesake,
  scope,
}: SavedEndpoint & { config: { name?: string; address: string } }): string {
  return [
    ...(config.name === undefined ? [] : [config.address]),
    // One name for two needs to be told apart.
    isNamesake ? l10n.t('saved in {0}', scopeLabel(scope)) : l10n.t('saved'),
    ...(autoStart ? [l10n.t('starts automatically')] : []),
  ].join(' · ');
}

function tooltip(saved: SavedEndpoint): MarkdownString {
  const lines =
    'problem' in saved
      ? [
          saved.problem,
          l10n.t('This saved endpoint is ignored until the problem is fixed. Select to edit it in the settings.'),
        ]
      : [l10n.t('{0}, saved. Select to start.', kindLabel(saved.config.kind)), saved.config.address];
  lines.push(l10n.t('From the {0}.', scopeLabel(saved.scope)));
  if (saved.autoStart) lines.push(l10n.t('Starts when the window opens.'));
  if (saved.isNamesake) lines.push(l10n.t('Another saved endpoint has the same name.'));
  const text = new MarkdownString();
  for (const line of lines) text.appendText(`${line}\n`);
  return text;
}
