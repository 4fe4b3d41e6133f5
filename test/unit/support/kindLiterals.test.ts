import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { kindLiterals, placesIn } from '../../support/kindLiterals.ts';
import { parseSource } from '../../support/parseSource.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** The only places that distinguish kinds by name: their number, and the reason. */
const exceptions: Record<string, readonly [count: number, why: string]> = {
  'src/core/endpointConfig.ts': [2, 'lists the kinds'],
  'src/core/kinds.ts': [3, 'is the table that everything else asks'],
  'src/engine/endpoints/endpointKinds.ts': [3, 'creates the sockets of an endpoint'],
};

describe('an endpoint’s kind', () => {
  it('is looked up in the table of kinds, and compared with a name nowhere else', () => {
    const found = kindLiterals();
    const counts = Object.fromEntries(Object.entries(found).map(([file, places]) => [file, places.length]));
    const expected = Object.fromEntries(Object.entries(exceptions).map(([file, [count]]) => [file, count]));
    const others = Object.entries(found).filter(([file]) => counts[file] !== expected[file]);
    assert.deepEqual(counts, expected, JSON.stringify(others, undefined, 1));
  });
});

describe('a comparison of a kind with a name', () => {
  const folder = temporaryFolder();

  const placesOf = (...lines: string[]) => {
    const file = folder.at('compared.ts');
    writeFileSync(file, lines.join('\n'));
    return parseSource([file.replaceAll('\\', '/')], () => true, placesIn);
  };

  it('is found however it is written', () => {
    const lines = [
      "if (config.kind === 'udp') a();",
      "if ('tcp-client' != kind) a();",
      "const b = { 'tcp-server': 1, 'tcp-client': 2, udp: 3 }[kind];",
      "const c = ['udp'].includes(kind);",
      "const d = new Set(['tcp-server']).has(kind);",
      'const e: Record<EndpointKind, string> = f;',
      "switch (config.kind) { case 'udp': a(); }",
      "const g = kinds['tcp-server'].label;",
    ];
    const found = placesOf(...lines);
    assert.deepEqual(
      lines.filter(line => !found.some(code => line.includes(code))),
      [],
    );
  });

  it('isn’t confused with a new endpoint or a scheme', () => {
    const allowed = [
      "open({ kind: 'tcp-server', address });",
      "(await starting()).start('tcp-client', argument);",
      "if (scheme === 'udp' || protocol !== 'udp') a();",
      "switch (scheme) { case 'udp': a(); }",
      "const names = ['udp', 'udp6'].map(read);",
    ];
    assert.deepEqual(placesOf(...allowed), []);
  });
});
