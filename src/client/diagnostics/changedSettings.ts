/** Settings that differ from their defaults, as listed in a report. */

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
