/** The row of a saved endpoint that isn't listed: it can be started, or is marked as invalid. */
import { l10n, type MarkdownString, ThemeColor, ThemeIcon, TreeItem } from 'vscode';
import type { SavedEndpoint } from '../saved/savedEndpoints.ts';
import { scopeLabel } from '../saved/savedScopes.ts';
import { kindIcon, kindLabel } from '../shown/endpointLabels.ts';
import { tooltipOf } from '../shown/shownText.ts';
import { pressed } from './pressed.ts';

export function savedItem(saved: SavedEndpoint): TreeItem {
  const item = new TreeItem(saved.label);
  if ('problem' in saved) {
    item.iconPath = new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground'));
    item.description = saved.problem;
    item.contextValue = saved.index < 0 ? 'saved.noList' : 'saved.broken';
  } else {
    item.iconPath = kindIcon(saved.config.kind);
    item.description = description(saved);
    item.contextValue = savedContext(saved);
  }
  item.command = pressed;
  item.tooltip = tooltip(saved);
  item.accessibilityInformation = { label: `${saved.label}, ${item.description}` };
  return item;
}

/** Returns the part of the context value for menus on saved endpoints, listed or not. */
export function savedContext({ autoStart }: SavedEndpoint): string {
  return autoStart ? 'saved.auto' : 'saved.manual';
}

/** Adds to the facts that it is saved and has autostart. At the view's default width, the last facts are cut off. */
export function withSavedNotes(facts: readonly string[], { autoStart, isNamesake, scope }: SavedEndpoint): string[] {
  return [
    // Names the scope if two have the same name.
    isNamesake ? l10n.t('saved in {0}', scopeLabel(scope)) : l10n.t('saved'),
    ...facts,
    ...(autoStart ? [l10n.t('starts automatically')] : []),
  ];
}

function description(saved: SavedEndpoint & { config: { name?: string; address: string } }): string {
  const { config } = saved;
  return withSavedNotes(config.name === undefined ? [] : [config.address], saved).join(' · ');
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
  return tooltipOf(lines);
}
