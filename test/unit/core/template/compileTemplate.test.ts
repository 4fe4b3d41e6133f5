import assert from 'node:assert/strict';
import { textCodec } from '../../../../src/core/bytes/textCodec.ts';
import { compileTemplate, type TemplateNotation } from '../../../../src/core/template/compileTemplate.ts';
import { parseTemplate } from '../../../../src/core/template/template.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';

/** Records what it encodes, and where that begins in the template. */
function latin1(encoded: [string, number][] = []): TemplateNotation {
  return {
    isHex: false,
    braces: '{{',
    codec: textCodec('latin1'),
    encode: (text, at) => {
      encoded.push([text, at]);
      return Buffer.from(text, 'latin1');
    },
  };
}

const compile = (text: string, notation = latin1()) =>
  compileTemplate(parseTemplate(text), notation, { names: ['a', 'b', 'c', 'x'], hasPeer: true });
const bytes = (length: number) => () => new Uint8Array(length);

describe('a compiled template', () => {
  it('is fixed bytes if no placeholder changes them', () => {
    for (const [text, fixed] of [
      ['', ''],
      ['ab', 'ab'],
      ["a{{'{{'}}b", 'a{{b'],
    ] as const) {
      assert.equal(Buffer.from(compile(text).fixed ?? [0]).toString(), fixed);
    }
    for (const text of ['{{a}}', 'x{{$now}}']) assert.equal(compile(text).fixed, undefined);
  });

  it('encodes constant parts once, and parts with a value each time, both at their positions', () => {
    const encoded: [string, number][] = [];
    const { render } = compile('ab{{x}}c{{$counter}}d', latin1(encoded));
    assert.deepEqual(encoded, [['ab', 0]]);
    for (const counter of [1, 2]) {
      const rendered = render({ ...sampleSources, counter }, () => Buffer.from('-'));
      assert.equal(Buffer.from(rendered).toString(), `ab-c${counter}d`);
    }
    assert.deepEqual(encoded.slice(1), [
      ['c1d', 7],
      ['c2d', 7],
    ]);
  });

  it('inserts nothing for a capture that didn’t participate, or isn’t given', () => {
    const { render } = compile('[{{a}}]');
    assert.equal(Buffer.from(render(sampleSources)).toString(), '[]');
    assert.equal(Buffer.from(render(sampleSources, () => undefined)).toString(), '[]');
  });

  it('returns parts without copying what is inserted', () => {
    const insert = Uint8Array.of(1, 2);
    const parts = compile('a{{x}}{{x}}').parts(sampleSources, () => insert);
    assert.deepEqual(
      parts.map(part => part === insert),
      [false, true, true],
    );
    assert.equal(
      compile('{{x}}').render(sampleSources, () => insert),
      insert,
    );
  });

  it('accepts one part of any size, and 32 MiB of others', () => {
    const halfBytes = 16 * 1024 * 1024;
    const { parts } = compile('{{a}}{{b}}{{c}}');
    const sizes = (...lengths: number[]) => {
      let at = 0;
      return () => parts(sampleSources, () => bytes(lengths[at++] ?? 0)());
    };
    assert.equal(sizes(halfBytes, 3 * halfBytes, halfBytes)().length, 3);
    assert.throws(sizes(halfBytes, 3 * halfBytes, halfBytes + 1), {
      name: 'RangeError',
      message: 'the placeholders expand to more than 33554432 bytes',
    });
  });

  it('accepts more characters of values at once than anyone types, up to a limit', () => {
    const values = (count: number) => compile(`${'x'.repeat(300_000)}${'{{$random 64}}'.repeat(count)}`);
    const units = compile('{{$random 64}}').render(sampleSources).length;
    const most = Math.floor((256 * 1024) / units);
    values(most).render(sampleSources);
    assert.throws(() => values(most + 1).render(sampleSources), { name: 'RangeError', message: /more than 262144/ });
  });
});

describe('template placeholders', () => {
  const check = (text: string, hasPeer = true) =>
    compileTemplate(parseTemplate(text), latin1(), { names: ['0', 'name'], hasPeer });

  it('are known inserts and values', () => {
    check("a{{0}}{{name}}{{$now}}{{$peer}}{{'{{'}}");
    check('{{$counter}}', false);
  });

  it('are rejected otherwise, with the position and the valid names', () => {
    assert.throws(() => check('ab{{nme}}'), {
      name: 'RangeError',
      message: /^unknown placeholder "\{\{nme\}\}" at character 3. Did you mean \{\{name\}\}\?$/,
    });
    assert.throws(() => check(`{{${'x'.repeat(100)}}}`), {
      message: /^unknown placeholder "\{\{x{37}…" at character 1; /,
    });
    for (const text of ['{{$name}}', '{{now}}', '{{toString}}', '{{$toString}}'])
      assert.throws(() => check(text), RangeError);
  });

  it('exclude the peer if there is none', () => {
    assert.throws(() => check('{{$peer}}', false), /unknown placeholder "\{\{\$peer\}\}" (?!.*peer).*/);
  });
});
