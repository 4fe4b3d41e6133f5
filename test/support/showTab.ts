/** A panel's tab without a page, in the active group: what documents must not cover. */
import { ViewColumn, window } from 'vscode';
import { panelType } from '../../src/host/shown/panelTabs.ts';
import { webviews } from './fakeVscode/webviews.ts';

const nothing = () => undefined;

/** Shows the tab of a panel, or of another type. Pages aren't shown. */
export function showTab(column = ViewColumn.One, type = panelType, title = 'tab'): void {
  webviews.setHost({ origin: 'http://page', show: nothing, hide: nothing, cover: nothing, post: nothing });
  window.createWebviewPanel(type, title, column);
}
