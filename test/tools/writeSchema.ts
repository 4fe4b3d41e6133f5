/** `npm run schema`: writes the schema of `portside.endpoints` into package.json and its texts into package.nls.json, from the code. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../support/paths.ts';
import { settingsSchema, withoutSchemaTexts } from '../support/settingsSchema.ts';

/** The part of package.json that is needed here. */
interface Manifest {
  contributes: { configuration: { properties: Record<string, { items?: unknown }> } };
}

const { schema, texts } = settingsSchema();
await change<Manifest>('package.json', manifest => {
  const { properties } = manifest.contributes.configuration;
  properties['portside.endpoints'] = { ...properties['portside.endpoints'], items: schema };
  return manifest;
});
await change<Record<string, string>>('package.nls.json', strings => ({ ...withoutSchemaTexts(strings), ...texts }));

async function change<T>(name: string, edit: (json: T) => unknown): Promise<void> {
  const file = join(root, name);
  await writeFile(file, `${JSON.stringify(edit(JSON.parse(await readFile(file, 'utf8'))), null, 2)}\n`);
}
