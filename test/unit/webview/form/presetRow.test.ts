import assert from 'node:assert/strict';
import { presetIds, presets } from '../../../../src/core/config/presets.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { presetName, presetRow, withPreset } from '../../../../webview/form/presetRow.ts';
import { type Drawn, elements, fire } from '../../../support/templates.ts';

describe('a preset in the form', () => {
  const draft: EndpointConfig = {
    kind: 'udp',
    address: ':7',
    name: 'mine',
    remote: ':8',
    reply: 'echo',
    options: { ttl: 3 },
  };

  it('replaces everything except address, name and socket options', () => {
    const { kind: _, address: __, remote: ___, reply: ____, ...kept } = draft;
    assert.deepEqual(withPreset(draft, 'greeter', []), { ...presets.greeter, ...kept, address: ':7' });
    assert.deepEqual(withPreset({ kind: 'udp', address: ':7' }, 'echo', []), { ...presets.echo, address: ':7' });
  });

  it('keeps unknown keys', () => {
    const known = { ...draft, theirs: { a: 1 } } as EndpointConfig;
    assert.deepEqual(withPreset(known, 'echo', ['theirs', 'gone']), {
      ...withPreset(draft, 'echo', []),
      theirs: { a: 1 },
    });
  });

  const options = ({ inside }: Drawn) =>
    inside.flatMap(({ tag, attributes }) => (tag === 'option' ? [attributes.value] : []));

  it('is in a group, and no group is empty', () => {
    for (const kind of ['tcp-server', 'tcp-client', 'udp'] as const) {
      const groups = elements(presetRow({ kind, address: ':7' }, () => undefined)).filter(
        ({ tag }) => tag === 'optgroup',
      );
      assert.ok(groups.every(group => options(group).length > 0 && group.attributes.label));
      assert.equal(groups.flatMap(options).length, presetIds.filter(id => presets[id].kind === kind).length);
    }
  });

  it('is described until something of it is changed', () => {
    const help = (config: EndpointConfig) => {
      const row = elements(presetRow(config, () => undefined));
      const select = row.find(({ tag }) => tag === 'select');
      const describedBy = select?.attributes['aria-describedby'];
      return row.find(({ attributes }) => describedBy !== undefined && attributes.id === describedBy)?.text;
    };
    const config = withPreset(draft, 'redis', []);
    assert.match(help(config) ?? '', /^Redis: PING, SET.*redis-cli/);
    assert.equal(help({ ...config, framing: 'none' }), undefined);
    assert.equal(help(draft), undefined);
  });

  it('is selected from those of the kind, by name, and can be selected twice', () => {
    const chosen: string[] = [];
    const list = (kind: EndpointConfig['kind']) => {
      const select = elements(presetRow({ kind, address: ':7' }, id => chosen.push(id))).find(
        ({ tag }) => tag === 'select',
      );
      assert.ok(select);
      return select;
    };
    const kinds = ['tcp-server', 'tcp-client', 'udp'] as const;
    const offered = kinds.map(kind => options(list(kind)));
    for (const [at, kind] of kinds.entries())
      assert.deepEqual(
        [...(offered[at] ?? [])].sort(),
        ['', ...presetIds.filter(id => presets[id].kind === kind)].sort(),
      );
    assert.ok(offered.every(({ length }) => length > 1));
    assert.equal(new Set(presetIds.map(presetName)).size, presetIds.length);
    const target = { value: 'modbus' };
    fire(list('tcp-server'), 'change', { target });
    assert.equal(target.value, '');
    fire(list('tcp-server'), 'change', { target: { value: '' } });
    assert.deepEqual(chosen, ['modbus']);
  });
});
