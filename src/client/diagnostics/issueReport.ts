/** The contents of an issue report, and the address of the tracker. */

/** Portside's own settings, as package.json declares them. */
export type SettingProperties = Readonly<
  Record<string, { readonly default?: unknown; readonly enum?: readonly unknown[] }>
>;

/** Returns lines such as `portside.reopenEndpoints: always`. For free text, only that it is set. */
export function changedSettings(properties: SettingProperties, read: (key: string) => unknown): string[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const value = read(key);
    if (JSON.stringify(value) === JSON.stringify(property.default)) return [];
    const isPublic = ['boolean', 'number'].includes(typeof value) || property.enum?.includes(value);
    return [isPublic ? `${key}: ${value}` : `${key}: set`];
  });
}

/** The `bugs` field of a package, as npm defines it: an address, or an object with one. */
export type Bugs = string | { readonly url?: string };

/** Returns the address if it is a web address; others aren't opened. */
export function trackerUrl(bugs: Bugs | undefined): string | undefined {
  const url = typeof bugs === 'string' ? bugs : bugs?.url;
  return url !== undefined && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : undefined;
}
