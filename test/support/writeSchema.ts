/** Writes the schema of `portside.endpoints` into package.json, from the code that is its source. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savedEndpointJsonSchema } from '../../src/core/endpointConfigSchema.ts';
import { root } from './paths.ts';

const file = join(root, 'package.json');
const manifest = JSON.parse(await readFile(file, 'utf8'));
manifest.contributes.configuration.properties['portside.endpoints'].items = savedEndpointJsonSchema();
await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
