/** Settings that differ from their defaults, as a report names them. */

/** Portside's own, as package.json declares them. */
export type SettingProperties = Readonly<
  Record<string, { readonly default?: unknown; readonly enum?: readonly unknown[] }>
>;

/** `portside.reopenEndpoints: always`, by name; free text is only said to be set. */
export function changedSettings(properties: SettingProperties, read: (key: string) => unknown): string[] {
  return Object.entries(properties).flatMap(([key, property]) => {
    const value = read(key);
    if (JSON.stringify(value) === JSON.stringify(property.default)) return [];
    const isPublic = ['boolean', 'number'].includes(typeof value) || property.enum?.includes(value);
    return [isPublic ? `${key}: ${value}` : `${key}: set`];
  });
}
