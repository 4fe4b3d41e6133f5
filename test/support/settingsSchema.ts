/** The schema of `portside.endpoints` for package.json, with keys in place of descriptions, so that they can be translated. */
import { savedEndpointJsonSchema } from '../../src/core/config/endpointConfigSchema.ts';

const prefix = 'endpoints.';
/** Keys of a JSON schema that aren't part of the config's own structure. */
const structural = new Set(['properties', 'items', 'anyOf']);

export interface SettingsSchema {
  readonly schema: unknown;
  /** The descriptions, by their key in package.nls.json. */
  readonly texts: Readonly<Record<string, string>>;
}

export function settingsSchema(): SettingsSchema {
  const texts: Record<string, string> = {};
  return { schema: keyed(savedEndpointJsonSchema(), [], texts), texts };
}

/** Returns the entries of `package.nls.json` that don't belong to this schema. */
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
      const own = path.join('.');
      const shared = sharedPath(own);
      const key = `${prefix}${shared}`;
      if (shared !== own && inner !== texts[key]) throw new Error(`${own} isn’t described as ${shared} is`);
      // The parts of a list are described as the list is.
      texts[key] ??= inner;
      return [name, `%${key}%`];
    }),
  );
}

/** A framing is described once, wherever it may be set. */
function sharedPath(path: string): string {
  return path.replace(/^reply\.(?=framing\.)/, '').replace(/^framing\.(?:in|out)\./, 'framing.');
}
