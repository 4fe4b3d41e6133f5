import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMessage, parseTemplate, type Template } from '../../../../src/core/template/template.ts';

/** Writes a template back as it was. */
function written(template: Template): string {
  return template.map(part => (part.kind === 'text' ? part.text : part.source)).join('');
}

const kinds = (text: string) => parseTemplate(text).map(({ kind }) => kind);
/** The text of each part. */
const braced = fc.string({
  unit: fc.constantFrom('{', '{', '}', '}', '$', "'", 'a', '0', ' ', '\n', '{{$now}}', '{{0}}'),
});

describe('a template', () => {
  it('consists of text, inserts, values and braces', () => {
    assert.deepEqual(parseTemplate("a{{ name }}{{0}}{{$counter hex 4}}{{'{{'}}"), [
      { kind: 'text', text: 'a', at: 0 },
      { kind: 'insert', name: 'name', source: '{{ name }}', at: 1 },
      { kind: 'insert', name: '0', source: '{{0}}', at: 11 },
      { kind: 'value', name: 'counter', parameters: ['hex', '4'], source: '{{$counter hex 4}}', at: 16 },
      { kind: 'braces', source: "{{'{{'}}", at: 34 },
    ]);
  });

  it('can have types, captures and spans', () => {
    assert.deepEqual(
      parseTemplate("{{ id : u16be }}{{?n:dec(10,' ')}}{{?}}{{#body}}{{/ body }}{{$len body+4:u32be}}"),
      [
        { kind: 'insert', name: 'id', type: 'u16be', source: '{{ id : u16be }}', at: 0 },
        { kind: 'capture', name: 'n', type: "dec(10,' ')", source: "{{?n:dec(10,' ')}}", at: 16 },
        { kind: 'capture', name: '', source: '{{?}}', at: 34 },
        { kind: 'open', name: 'body', source: '{{#body}}', at: 39 },
        { kind: 'close', name: 'body', source: '{{/ body }}', at: 48 },
        { kind: 'value', name: 'len', parameters: ['body+4'], type: 'u32be', source: '{{$len body+4:u32be}}', at: 59 },
      ],
    );
  });

  it('keeps JSON’s own braces around a placeholder', () => {
    assert.deepEqual(kinds('{"a":{"b":{{id}}}}'), ['text', 'insert', 'text']);
    assert.deepEqual(kinds('{{{id}}}'), ['text', 'insert', 'text']);
    assert.equal(written(parseTemplate('}} {"a":{}} {x}')), '}} {"a":{}} {x}');
  });

  const open = ['a {{message', '{{', '{{a}', '{{a\n}}', '{{{{0}}', '{{a{b}}', "{{'{{'"];
  for (const text of open) {
    it(`rejects unclosed braces: ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseTemplate(text), { name: 'RangeError', message: /has no closing }}/ });
    });
  }

  it('reports where a placeholder begins', () => {
    assert.throws(
      () => parseTemplate('{{0}} {{message'),
      /^RangeError: "\{\{message" at character 7 has no closing }}/,
    );
    const quoted = {
      'a {{message and more': '{{message',
      '{{ $now ms and': '{{ $now',
      '{{{"a"': '{{',
      '{{\nmessage': '{{',
    };
    for (const [text, piece] of Object.entries(quoted))
      assert.throws(
        () => parseTemplate(text),
        (error: Error) => error.message.startsWith(`"${piece}" at `),
        text,
      );
  });

  it('round-trips, part by part at its position', () => {
    fc.assert(
      fc.property(braced, text => {
        for (const parse of [parseTemplate, parseMessage]) {
          const template = whole(() => parse(text));
          if (!template) continue;
          assert.equal(written(template), text);
          for (const part of template)
            assert.ok(text.startsWith(part.kind === 'text' ? part.text : part.source, part.at));
        }
      }),
    );
  });

  it('of a message treats everything but values as text', () => {
    fc.assert(
      fc.property(braced, text => {
        for (const { kind } of parseMessage(text)) assert.ok(kind === 'text' || kind === 'value');
      }),
    );
  });

  it('has at most 20,000 placeholders', () => {
    for (const parse of [parseTemplate, parseMessage]) {
      assert.equal(parse('{{$now}}'.repeat(20_000)).length, 20_000);
      assert.throws(() => parse('{{$now}}'.repeat(20_001)), /has more than 20000 placeholders/);
    }
    assert.equal(parseMessage('{{now}}'.repeat(30_000)).length, 1);
  });

  // A parser that rereads the rest for each brace would not finish within the suite's timeout.
  const hostile = ['{{', '}}', '{{$', '{{ ', "{{'{{'", '{', '{{a}} {{', '{{$a'];
  for (const piece of hostile) {
    it(`parses a megabyte of ${JSON.stringify(piece)} in one pass`, () => {
      const text = piece.repeat(2 ** 20 / piece.length);
      assert.equal(written(parseMessage(text)), text);
      const template = whole(() => parseTemplate(text));
      if (template) assert.equal(written(template), text);
      const blanks = `{{${' '.repeat(2 ** 20)}`;
      assert.throws(() => parseTemplate(blanks), RangeError);
    });
  }

  function whole(parse: () => Template): Template | undefined {
    try {
      return parse();
    } catch (error) {
      assert.ok(error instanceof RangeError);
      return undefined;
    }
  }
});
