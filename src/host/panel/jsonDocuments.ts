/** The documents of *Edit as JSON*, and their URIs. */
import { type TextDocument, Uri, workspace } from 'vscode';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { panelTitle } from '../shown/panelTitles.ts';

export const jsonScheme = 'portside';

/**
 * Returns `portside:/TITLE.portside.json?ID`. Tabs and breadcrumbs show the path, whose title is that of the endpoint's
 * panel; the id tells the documents of endpoints apart even if their titles are equal without the characters that a
 * path can't have.
 */
export function jsonUri(id: string, endpoints: readonly EndpointSnapshot[]): Uri {
  const name = panelTitle({ id }, endpoints).replaceAll(/[/\\?#]/g, '_');
  return Uri.from({ scheme: jsonScheme, path: `/${name}.portside.json`, query: id });
}

/** Returns the id of the endpoint whose config a document contains. */
export function jsonEndpoint({ query }: Uri): string {
  return query;
}

/** Returns the open documents of an endpoint: while one has unsaved changes, it may have an earlier name. */
export function jsonDocuments(id: string): TextDocument[] {
  return workspace.textDocuments.filter(({ uri }) => uri.scheme === jsonScheme && jsonEndpoint(uri) === id);
}
