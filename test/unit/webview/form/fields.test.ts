import assert from 'node:assert/strict';
import { endpointConfigJsonSchema } from '../../../../src/core/endpointConfigSchema.ts';
import { kindsOf, kindsOfOption } from '../../../../src/core/kindFields.ts';
import {
  addressFields,
  type Field,
  fileFields,
  greetingFields,
  limitFields,
  optionFields,
  textFields,
} from '../../../../webview/form/fields.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Each key of a config by its path, with what the schema says of it. */
function keysOf({ properties = {} }: Schema, path = ''): [string, Schema][] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    schema.properties ? keysOf(schema, `${path}${name}.`) : [[`${path}${name}`, schema] as [string, Schema]],
  );
}

describe('the fields of the form', () => {
  const fields: Field[] = [
    ...addressFields('tcp-server'),
    ...textFields(),
    ...greetingFields(),
    ...fileFields(),
    ...limitFields(),
    ...optionFields(),
  ];
  const schema = new Map(keysOf(endpointConfigJsonSchema() as Schema));

  it('are all keys of a config, each once, but those with controls of their own', () => {
    const own = ['version', 'framing', 'reply'];
    const paths = fields.map(({ path }) => path.join('.'));
    assert.deepEqual(new Set([...paths, ...own]), new Set(schema.keys()));
    assert.equal(paths.length, new Set(paths).size);
  });

  it('are there for the kinds of endpoints that have their key', () => {
    for (const { path, kinds } of fields) {
      const [first = '', second = ''] = path;
      const expected = first === 'options' ? kindsOfOption[second as 'ttl'] : kindsOf[first as 'framing'];
      assert.deepEqual(kinds, expected, path.join('.'));
    }
  });

  it('offer each value that a choice has', () => {
    for (const { path, control } of fields) {
      const values = schema.get(path.join('.'))?.enum;
      if (control.type !== 'choice') assert.equal(values, undefined, path.join('.'));
      else assert.deepEqual(new Set(Object.keys(control.options)), new Set(values), path.join('.'));
    }
  });

  it('take what their key takes', () => {
    const types: Record<string, string | undefined> = { text: 'string', number: 'integer', switch: 'boolean' };
    for (const { path, control } of fields) {
      const expected = types[control.type];
      if (expected) assert.equal(schema.get(path.join('.'))?.type, expected, path.join('.'));
    }
  });

  it('say what the address is for', () => {
    const label = (kind: 'tcp-server' | 'tcp-client' | 'udp') =>
      addressFields(kind).find(({ path }) => path[0] === 'address')?.label;
    assert.deepEqual(
      [label('tcp-server'), label('tcp-client'), label('udp')],
      ['Listen on', 'Connect to', 'Listen on'],
    );
  });
});
