/** Finds the tabs that are panels, and a group in which a document doesn't cover one. */
import { type Tab, type TabGroup, TabInputWebview, ViewColumn, window } from 'vscode';

export const panelType = 'portside.panel';
/** The view type of tabs that show a video alone. */
export const videoType = 'portside.video';

/** Whether a panel is visible in the group. */
export function showsPanel({ activeTab }: TabGroup): boolean {
  return activeTab !== undefined && isPanel(activeTab);
}

/** Whether a tab is a panel, or one from an earlier window, which isn't loaded until it becomes visible. */
export function isPanel(tab: Tab): boolean {
  return isOfType(tab, panelType);
}

export function isVideo(tab: Tab): boolean {
  return isOfType(tab, videoType);
}

/** Closes the tabs of panels with this title. */
export async function closePanelTabs(title: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs.filter(tab => isPanel(tab) && tab.label === title));
  if (tabs.length > 0) await window.tabGroups.close(tabs, true);
}

/**
 * Returns the group for another tab of a type: the active one if it has such tabs, otherwise one that shows one,
 * otherwise any that has one. Returns undefined if there is none.
 */
export function columnOf(isSuch: (tab: Tab) => boolean): ViewColumn | undefined {
  const { all, activeTabGroup } = window.tabGroups;
  const groups = all.filter(({ tabs }) => tabs.some(isSuch));
  const showing = groups.find(({ activeTab }) => activeTab && isSuch(activeTab));
  return (groups.find(group => group === activeTabGroup) ?? showing ?? groups[0])?.viewColumn;
}

/** Returns the titles of the visible panels, including those from an earlier window whose pages are still loading. */
export function visiblePanelTitles(): string[] {
  return window.tabGroups.all.flatMap(group => (showsPanel(group) && group.activeTab ? [group.activeTab.label] : []));
}

/** Returns the group for a document. Undefined stands for the active group, if it shows no panel. */
export function columnForDocuments(): ViewColumn | undefined {
  const { all, activeTabGroup } = window.tabGroups;
  if (!showsPage(activeTabGroup)) return undefined;
  const free = all.find(group => !showsPage(group));
  return free?.viewColumn ?? Math.min(all.length + 1, ViewColumn.Nine);
}

/** Returns how to show a document that the user asked for: in a tab of its own, beside the panel. */
export function besidePanel(): { readonly preview: false; readonly viewColumn?: ViewColumn } {
  const viewColumn = columnForDocuments();
  return { preview: false, ...(viewColumn !== undefined && { viewColumn }) };
}

function showsPage({ activeTab }: TabGroup): boolean {
  return activeTab !== undefined && (isPanel(activeTab) || isVideo(activeTab));
}

function isOfType({ input }: Tab, type: string): boolean {
  // VS Code puts a prefix before the type.
  return input instanceof TabInputWebview && input.viewType.endsWith(type);
}
