import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { endpointConfigJsonSchema } from '../../../../src/core/config/endpointConfigSchema.ts';
import type { EndpointKind, Framing } from '../../../../src/core/endpointConfig.ts';
import { allKinds, hasField, hasOption } from '../../../../src/core/kinds.ts';
import { addressFields } from '../../../../webview/form/addressFields.ts';
import { type Field, fieldsOf, greetingFields, textFields } from '../../../../webview/form/fields.ts';
import { fileFields } from '../../../../webview/form/fileFields.ts';
import { initialFramings } from '../../../../webview/form/framing/framingChange.ts';
import { initialLengths } from '../../../../webview/form/framing/lengthKinds.ts';
import { expertFields, limitFields } from '../../../../webview/form/limitFields.ts';
import { FramingForm } from '../../../support/framingForm.ts';
import { elements } from '../../../support/templates.ts';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Each key of a config by its path, with its schema. */
function keysOf({ properties = {} }: Schema, path = ''): [string, Schema][] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    schema.properties ? keysOf(schema, `${path}${name}.`) : [[`${path}${name}`, schema] as [string, Schema]],
  );
}

describe('the form’s fields', () => {
  const of = (kind: EndpointKind) => ({ kind, address: ':0' });
  const server = of('tcp-server');
  const fields: Field[] = [
    ...addressFields(server),
    ...textFields(),
    ...greetingFields(server),
    ...fileFields(),
    ...limitFields(),
    ...expertFields(server),
  ];
  const schema = new Map(keysOf(endpointConfigJsonSchema() as Schema));

  it('are all keys of a config, once each, except those with their own controls', () => {
    const own = ['version', 'framing', 'reply'];
    const paths = fields.map(({ path }) => path.join('.'));
    assert.deepEqual(new Set([...paths, ...own]), new Set(schema.keys()));
    assert.equal(paths.length, new Set(paths).size);
  });

  it('have unique labels, different from those of the framing’s parts', () => {
    const framings = [
      ...Object.values(initialFramings),
      ...Object.values(initialLengths).map((lengthPrefix): Framing => ({ lengthPrefix })),
    ];
    const partLabels = (framing: Framing) =>
      elements(new FramingForm(framing).template).flatMap(({ attributes, text }) =>
        attributes.class === 'form-label' ? [text] : [],
      );
    const ofFields = fields.map(({ label }) => label);
    assert.deepEqual(partLabels({ line: 'any' }), [
      'Framing',
      'Lines end with',
      'Example',
      'Different framing for sending',
    ]);
    for (const framing of framings) {
      const labels = [...ofFields, ...partLabels(framing)];
      assert.deepEqual(
        labels.filter((label, at) => labels.indexOf(label) !== at),
        [],
      );
    }
  });

  it('exist for the kinds of endpoints that have their key', () => {
    for (const kind of allKinds) {
      const expected = fields.filter(({ path: [first, second] }) =>
        first === 'options' ? hasOption({ kind }, second as 'ttl') : hasField({ kind }, first as 'framing'),
      );
      assert.deepEqual(fieldsOf(of(kind), fields), expected, kind);
    }
  });

  it('offer each value of a choice', () => {
    for (const { path, control } of fields) {
      const values = schema.get(path.join('.'))?.enum;
      if (control.type !== 'choice') assert.equal(values, undefined, path.join('.'));
      else assert.deepEqual(new Set(Object.keys(control.options)), new Set(values), path.join('.'));
    }
  });

  it('accept what their key accepts', () => {
    const types: Record<string, string | undefined> = { text: 'string', number: 'integer', switch: 'boolean' };
    for (const { path, control } of fields) {
      const expected = types[control.type];
      if (expected) assert.equal(schema.get(path.join('.'))?.type, expected, path.join('.'));
    }
  });

  it('are shown for the kinds that have them', () => {
    const paths = (kind: 'tcp-client' | 'udp') =>
      fieldsOf(of(kind), expertFields(of(kind))).map(({ path }) => path.join('.'));
    assert.ok(paths('tcp-client').includes('options.localPort') && !paths('tcp-client').includes('options.ttl'));
    assert.ok(paths('udp').includes('options.ttl') && !paths('udp').includes('backlog'));
  });

  it('mention clients for a server, and the server for a client', () => {
    const help = (kind: 'tcp-server' | 'tcp-client') => greetingFields(of(kind))[0]?.help ?? '';
    assert.match(help('tcp-server'), /^Sent to each client/);
    assert.match(help('tcp-client'), /^Sent to the server/);
    const buffer = (kind: 'tcp-server' | 'udp') => expertFields(of(kind))[0]?.label;
    assert.deepEqual([buffer('tcp-server'), buffer('udp')], ['Send buffer per client', 'Send buffer']);
  });
});
