/** Where issues go, by package.json. */

/** The `bugs` of a package, as npm has it: an address, or an object with one. */
export type Bugs = string | { readonly url?: string };

/** The address if it is one of the web, which alone is opened. */
export function trackerUrl(bugs: Bugs | undefined): string | undefined {
  const url = typeof bugs === 'string' ? bugs : bugs?.url;
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined;
}
