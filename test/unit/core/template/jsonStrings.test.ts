import assert from 'node:assert/strict';
import fc from 'fast-check';
import { textCodec } from '../../../../src/core/bytes/textCodec.ts';
import { holesInJsonStrings, unescapedJson } from '../../../../src/core/template/jsonStrings.ts';
import { compilePayload } from '../../../../src/core/template/payload.ts';
import { parseTemplate } from '../../../../src/core/template/template.ts';
import { sampleSources } from '../../../../src/core/template/values.ts';

const inside = (text: string) => [...holesInJsonStrings(parseTemplate(text))].map(({ source }) => source);

describe('placeholders in strings of JSON', () => {
  it('are found in a document, and in what follows a header', () => {
    assert.deepEqual(inside('{"a":"x{{a}}","b":{{b}},"c":["\\"{{c}}"]}'), ['{{a}}', '{{c}}']);
    assert.deepEqual(inside(' [{"{{key}}": 1}]\n'), ['{{key}}']);
    assert.deepEqual(inside('HTTP/1.1 200 OK\r\nX: "{{h}}"\r\n\r\n{"a":"{{a}}"}'), ['{{a}}']);
    assert.deepEqual(inside('{{#s}}{"a":"{{a}}"}{{/s}}{{$crc32}}'), []);
    assert.deepEqual(inside('{{#s}}{"a":"{{a}}"}{{/s}}'), ['{{a}}']);
  });

  it('don’t exist in other texts', () => {
    for (const text of [
      '"{{a}}"',
      '{{a}}',
      'say "{{a}}"',
      '{"a":"{{a}}"',
      '{"a":"{{a}}"} x',
      '{"a":{{a}}}',
      "{'a':'{{a}}'}",
    ])
      assert.deepEqual(inside(text), [], text);
  });

  it('insert escaped text, so that the string is what was inserted', () => {
    const compiled = compilePayload('{"a":"<{{x}}>"}', 'utf8', ['x']);
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(text.isWellFormed());
        const rendered = Buffer.from(compiled.render(sampleSources, () => Buffer.from(text))).toString();
        assert.deepEqual(JSON.parse(rendered), { a: `<${text}>` });
      }),
    );
  });

  it('insert bytes that aren’t text as escapes, and everything in the endpoint’s encoding', () => {
    const render = (template: string, encoding: 'utf8' | 'utf16le', value: Uint8Array) =>
      textCodec(encoding).decode(compilePayload(template, encoding, ['x']).render(sampleSources, () => value));
    assert.equal(render('["{{x}}"]', 'utf8', Uint8Array.of(0xff)), '["\\udcff"]');
    assert.equal(render('["{{x}}"]', 'utf16le', textCodec('utf16le').encode('"')), '["\\""]');
  });

  it('stand for the text that was escaped', () => {
    assert.equal(unescapedJson('a\\"\\u0041'), 'a"A');
    for (const text of ['"', '\\', '\\q', '\n']) assert.equal(unescapedJson(text), undefined);
  });
});
