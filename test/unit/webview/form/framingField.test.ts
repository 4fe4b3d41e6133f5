import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { Framing } from '../../../../src/core/endpointConfig.ts';
import { framingField } from '../../../../webview/form/framingField.ts';
import type { KindDraft } from '../../../../webview/form/kindDrafts.ts';
import { formField, valuesSet } from '../../../support/formField.ts';
import { elements, fire, textOf } from '../../../support/templates.ts';

describe('the framing in the form', () => {
  const controls = (value: Framing | undefined) => elements(framingField(formField(value)));
  const selected = (value: Framing | undefined, id: string) => {
    const select = controls(value).find(({ attributes }) => attributes.id === id);
    return select?.inside.find(({ attributes }) => attributes['.selected'])?.attributes.value;
  };

  /** The value that the framing gets when one of its controls is changed. */
  function changed(value: Framing | undefined, id: string, target: object): unknown {
    const field = formField(value);
    const control = elements(framingField(field)).find(({ attributes }) => attributes.id === id);
    assert.ok(control, id);
    fire(control, '@input' in control.attributes ? 'input' : 'change', { target });
    const values = valuesSet(field);
    assert.equal(values.length, 1);
    return values[0];
  }

  const examples: [string, Framing | undefined][] = [
    ['none', undefined],
    ['none', 'none'],
    ['slip', 'slip'],
    ['cobs', 'cobs'],
    ['lines', { line: 'crlf' }],
    ['delimiter', { delimiter: '||' }],
    ['delimiterHex', { delimiter: { hex: '00' } }],
    ['lengthPrefix', { lengthPrefix: { bytes: 4, endian: 'big' } }],
    ['fixed', { fixed: 16 }],
    ['idle', { idleMs: 20 }],
  ];
  /** Framings without fields in the form. */
  const inJson: Framing[] = ['json', 'mllp', { start: '<', end: '>' }, { pattern: ';' }, { header: 'content-length' }];

  it('shows its kind', () => {
    for (const [kind, framing] of examples) assert.equal(selected(framing, 'field-framing'), kind);
  });

  it('shows a framing without fields as it is in JSON, and offers it only while it is set or was', () => {
    const options = (value: Framing | undefined, left?: KindDraft) => {
      const field = { ...formField(value), left: { of: () => left, keep: () => undefined } };
      const select = elements(framingField(field)).find(({ attributes }) => attributes.id === 'field-framing');
      return select?.inside.map(({ attributes }) => attributes.value);
    };
    for (const framing of inJson) {
      assert.equal(selected(framing, 'field-framing'), 'inJson');
      assert.ok(options(framing)?.includes('inJson'));
    }
    assert.ok(!options('slip')?.includes('inJson'));
    assert.ok(options('slip', { value: 'mllp' })?.includes('inJson'));
    assert.deepEqual(chosen({ pattern: ';' }, 'slip', 'inJson'), ['slip', { pattern: ';' }]);
  });

  it('starts with usable values for the selected kind, and is undefined for none', () => {
    for (const [kind] of examples.slice(2)) {
      const framing = changed(undefined, 'field-framing', { value: kind }) as Framing;
      assert.equal(selected(framing, 'field-framing'), kind);
    }
    assert.equal(changed({ fixed: 3 }, 'field-framing', { value: 'none' }), undefined);
  });

  /** Selects kinds one after another, each with the value set before. Returns the final value. */
  function chosen(value: Framing, ...kinds: (string | { typed: string })[]): unknown[] {
    const kept = new Map<string, KindDraft>();
    const left = {
      of: (kind: string) => kept.get(kind),
      keep: (kind: string, one: KindDraft) => void kept.set(kind, one),
    };
    let [now, typed]: [unknown, string | undefined] = [value, undefined];
    const unreadable = (_problem: unknown, text?: string) => {
      typed = text;
    };
    return kinds.map(kind => {
      if (typeof kind === 'object') {
        typed = kind.typed;
        return typed;
      }
      const set = (next: unknown) => {
        now = next;
      };
      const field = { ...formField(now), typed, problem: typed && 'Wrong.', left, set, unreadable };
      const control = elements(framingField(field)).find(({ attributes }) => attributes.id === 'field-framing');
      assert.ok(control);
      fire(control, 'change', { target: { value: kind } });
      return typed ?? now;
    });
  }

  it('restores what was typed for a kind, even if unreadable', () => {
    const fixed = { fixed: 7 };
    assert.deepEqual(chosen(fixed, 'idle', 'fixed', 'none', 'fixed'), [{ idleMs: 20 }, fixed, undefined, fixed]);
    assert.deepEqual(chosen({ delimiter: 'a' }, { typed: '\\q' }, 'slip', 'delimiter'), ['\\q', 'slip', '\\q']);
  });

  it('keeps the same delimiter as text and as hex, if it is both', () => {
    const [text, hex] = [{ delimiter: 'é\n' }, { delimiter: { hex: 'c3 a9 0a' } }];
    assert.deepEqual(chosen(text, 'delimiterHex', 'delimiter'), [hex, text]);
    const loose = { delimiter: { hex: '0xC3,a9' } };
    assert.deepEqual(chosen(loose, 'delimiter', 'delimiterHex'), [{ delimiter: 'é' }, loose]);
    const bytes = { delimiter: { hex: 'ff' } };
    assert.deepEqual(chosen(bytes, 'delimiter', 'delimiterHex'), [{ delimiter: '||' }, bytes]);
  });

  it('discards unreadable input with its kind', () => {
    const field = formField({ delimiter: '||' });
    const control = elements(framingField(field)).find(({ attributes }) => attributes.id === 'field-framing');
    assert.ok(control);
    fire(control, 'change', { target: { value: 'slip' } });
    assert.deepEqual(field.events, [{ problem: undefined }, { set: 'slip' }]);
  });

  it('has the parts of its kind', () => {
    assert.deepEqual(changed({ line: 'any' }, 'framing-line', { value: 'lf' }), { line: 'lf' });
    assert.deepEqual(changed({ fixed: 16 }, 'framing-fixed', { validity: { badInput: false }, valueAsNumber: 3 }), {
      fixed: 3,
    });
    assert.deepEqual(changed({ idleMs: 20 }, 'framing-idle', { validity: { badInput: false }, valueAsNumber: 5 }), {
      idleMs: 5,
    });
    assert.deepEqual(changed({ delimiter: '||' }, 'framing-delimiter', { value: '\\r\\n' }), { delimiter: '\r\n' });
    assert.deepEqual(changed({ delimiter: { hex: '00' } }, 'framing-hex', { value: '0d 0a' }), {
      delimiter: { hex: '0d 0a' },
    });
  });

  it('keeps its kind when a field is emptied, so that the field stays', () => {
    const empty = { value: '', validity: { badInput: false }, valueAsNumber: Number.NaN };
    assert.deepEqual(changed({ fixed: 16 }, 'framing-fixed', empty), { fixed: 0 });
    assert.deepEqual(changed({ idleMs: 20 }, 'framing-idle', empty), { idleMs: 0 });
    assert.deepEqual(changed({ delimiter: '||' }, 'framing-delimiter', empty), { delimiter: '' });
    assert.deepEqual(changed({ delimiter: { hex: '00' } }, 'framing-hex', empty), { delimiter: { hex: '' } });
  });

  it('shows a length that isn’t binary as JSON, without a control', () => {
    const lengthPrefix = { digits: 10, trailer: '\n' };
    const field = framingField(formField({ lengthPrefix }));
    assert.equal(selected({ lengthPrefix }, 'field-framing'), 'lengthPrefix');
    assert.ok(textOf(field).includes('Set in JSON'));
    assert.ok(textOf(field).includes('{"digits":10,"trailer":"\\n"}'));
    assert.equal(elements(field).filter(({ tag }) => tag === 'input' || tag === 'select').length, 1);
  });

  it('keeps the parts of a length prefix that only JSON has', () => {
    const more = { adjust: -2, trailer: ',', jsonHeader: { field: 'n' } };
    const framing: Framing = { lengthPrefix: { bytes: 2, endian: 'big', ...more } };
    assert.deepEqual(changed(framing, 'framing-size', { value: '4' }), {
      lengthPrefix: { bytes: 4, endian: 'big', ...more },
    });
  });

  it('changes one part of a length prefix, and omits defaults', () => {
    const framing: Framing = { lengthPrefix: { bytes: 2, endian: 'big', offset: 4, includesHeader: true } };
    const prefix = (id: string, target: object) =>
      (changed(framing, id, target) as { lengthPrefix: object }).lengthPrefix;
    const before = { bytes: 2, endian: 'big', offset: 4, includesHeader: true };
    assert.deepEqual(prefix('framing-size', { value: '8' }), { ...before, bytes: 8 });
    assert.deepEqual(prefix('framing-endian', { value: 'little' }), { ...before, endian: 'little' });
    const { offset: _, ...withoutOffset } = before;
    assert.deepEqual(
      prefix('framing-offset', { validity: { badInput: false }, valueAsNumber: Number.NaN }),
      withoutOffset,
    );
    const { includesHeader: __, ...withoutHeader } = before;
    assert.deepEqual(prefix('framing-header', { checked: false }), withoutHeader);
  });
});
