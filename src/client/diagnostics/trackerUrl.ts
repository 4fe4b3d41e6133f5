/** Address of the issue tracker, from package.json. */

/** The `bugs` field of a package, as npm defines it: an address, or an object with one. */
export type Bugs = string | { readonly url?: string };

/** Returns the address if it is a web address; others aren't opened. */
export function trackerUrl(bugs: Bugs | undefined): string | undefined {
  const url = typeof bugs === 'string' ? bugs : bugs?.url;
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined;
}
