/** The JSON documents of endpoints, and their URIs: `portside:/ID/NAME.portside.json`. */
import { type TextDocument, Uri, workspace } from 'vscode';
import { endpointLabel } from '../../core/endpointLabel.ts';
import type { EndpointSnapshot } from '../../core/endpointSnapshot.ts';
import { plainText } from '../shown/shownText.ts';

export const jsonScheme = 'portside';

/** Returns the URI of an endpoint's document. Its tab shows the name. */
export function jsonUri(endpoint: EndpointSnapshot): Uri {
  const name = plainText(endpointLabel(endpoint)).replaceAll(/[/\\?#]/g, '_');
  return Uri.from({ scheme: jsonScheme, path: `/${endpoint.id}/${name}.portside.json` });
}

/** Returns the id of the endpoint whose document this is. It may no longer exist. */
export function jsonEndpoint({ path }: Uri): string {
  return path.split('/')[1] ?? '';
}

/** Returns the open documents of an endpoint: after it was renamed, there may be several. */
export function jsonDocuments(id: string): TextDocument[] {
  return workspace.textDocuments.filter(({ uri }) => uri.scheme === jsonScheme && jsonEndpoint(uri) === id);
}

export function isOpenDocument(uri: Uri): boolean {
  return workspace.textDocuments.some(document => String(document.uri) === String(uri));
}
