/** The schema of `portside.endpoints` as package.json has it: descriptions by key, so that they are told in the user's language. */
import { savedEndpointJsonSchema } from '../../src/core/endpointConfigSchema.ts';

const prefix = 'endpoints.';
/** Keys of a JSON schema that are no part of a config's own structure. */
const structural = new Set(['properties', 'items', 'anyOf']);

export interface SettingsSchema {
  readonly schema: unknown;
  /** The descriptions by the keys that stand for them in package.nls.json. */
  readonly texts: Readonly<Record<string, string>>;
}

export function settingsSchema(): SettingsSchema {
  const texts: Record<string, string> = {};
  return { schema: keyed(savedEndpointJsonSchema(), [], texts), texts };
}

/** Of `package.nls.json` what is not of this schema. */
export function withoutSchemaTexts(strings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(strings).filter(([key]) => !key.startsWith(prefix)));
}

function keyed(value: unknown, path: readonly string[], texts: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map(one => keyed(one, path, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (name !== 'description' || typeof inner !== 'string')
        return [name, keyed(inner, structural.has(name) ? path : [...path, name], texts)];
      const key = `${prefix}${path.join('.')}`;
      texts[key] = inner;
      return [name, `%${key}%`];
    }),
  );
}
