/** Files that VS Code drags as URIs. */
import { maxDroppedUriUnits } from '../../src/core/limits.ts';
import { parseUriList } from '../../src/core/transfer/uriList.ts';

/** Data types of such drags, the most complete first: `text/uri-list` contains only the first of several URIs. */
export const uriTypes = ['application/vnd.code.uri-list', 'resourceurls', 'text/uri-list'] as const;

/** Schemes that lead to a page or a program, never to a file. */
const noFiles = new Set(['http:', 'https:', 'javascript:', 'data:', 'blob:', 'about:', 'mailto:', 'tel:', 'command:']);

/** Returns the URIs of the first type that has any, each once, in order. Anything but the URI of a file is left out. */
export function droppedUris(read: (type: string) => string): string[] {
  for (const type of uriTypes) {
    const text = read(type);
    const uris = new Set((type === 'resourceurls' ? fromJson(text) : parseUriList(text)).filter(isFile));
    if (uris.size > 0) return [...uris];
  }
  return [];
}

function fromJson(text: string): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(uri => typeof uri === 'string') : [];
  } catch {
    // The type was used for something else.
    return [];
  }
}

function isFile(uri: string): boolean {
  if (uri.length > maxDroppedUriUnits) return false;
  const scheme = /^[a-z][a-z0-9+.-]+:/i.exec(uri)?.[0].toLowerCase();
  return scheme !== undefined && URL.canParse(uri) && !noFiles.has(scheme);
}
