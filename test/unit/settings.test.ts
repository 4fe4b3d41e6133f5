/** The settings of package.json, as the settings editor shows them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

interface Setting {
  readonly type: string;
  readonly order: number;
  readonly scope: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumItemLabels?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription: string;
}

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const settings: Record<string, Setting> = read('package.json').contributes.configuration.properties;
const all = Object.entries(settings);

describe('the settings', () => {
  it('appear in the order in which they are declared, each with its own position', () => {
    const orders = all.map(([, { order }]) => order);
    assert.deepEqual(
      orders,
      [...new Set(orders)].sort((one, other) => one - other),
    );
  });

  it('have a type, a scope, a default of that type and a description', () => {
    for (const [name, { type, scope, default: value, markdownDescription }] of all) {
      assert.ok(scope, name);
      assert.equal(type, Array.isArray(value) ? 'array' : typeof value === 'number' ? 'integer' : typeof value, name);
      assert.match(markdownDescription, /^%configuration\./, name);
    }
  });

  it('have labels for their choices, and a description for all or none', () => {
    for (const [name, { enum: values, enumItemLabels, enumDescriptions, default: value }] of all) {
      if (!values) continue;
      assert.ok(values.includes(value as string), name);
      assert.equal(enumItemLabels?.length, values.length, name);
      if (enumDescriptions) assert.equal(enumDescriptions.length, values.length, name);
    }
  });

  it('of an untrusted workspace are ignored, except those that only affect presentation', () => {
    const { restrictedConfigurations } = read('package.json').capabilities.untrustedWorkspaces;
    const presenting = /^portside\.(announceMessages|newEndpoints\.)/;
    const known = all.filter(([, { scope }]) => !scope.startsWith('machine') || scope === 'machine-overridable');
    const names = known.map(([name]) => name).filter(name => !presenting.test(name));
    assert.deepEqual([...restrictedConfigurations].sort(), names.sort());
  });

  for (const file of ['package.nls.json', 'package.nls.de.json']) {
    const strings: Record<string, string> = read(file);
    const textOf = (key: string) => strings[key.slice(1, -1)] ?? assert.fail(`${key} is missing`);

    it(`are spelled out in ${file}, and link to existing settings`, () => {
      for (const [, { markdownDescription, enumItemLabels = [], enumDescriptions = [] }] of all) {
        for (const key of [markdownDescription, ...enumItemLabels, ...enumDescriptions])
          for (const [, linked = ''] of textOf(key).matchAll(/`#([^#]+)#`/g)) assert.ok(linked in settings, linked);
      }
    });
  }
});
