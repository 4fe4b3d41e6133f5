import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messageBytes } from '../../../../src/core/message/messageBytes.ts';
import { hasValues } from '../../../../src/core/template/template.ts';
import type { VariableSources } from '../../../../src/core/template/values.ts';

const nowMs = Date.UTC(2024, 1, 29, 12, 30, 45, 678);

/** Random bytes that count up: each call continues where the last one ended. */
function sources(counter = 7): VariableSources {
  let next = 0;
  return { counter, nowMs, random: bytes => Uint8Array.from({ length: bytes }, () => next++) };
}

/** A message with its values expanded, as text. */
function expanded(text: string, from: VariableSources): string {
  return new TextDecoder().decode(messageBytes({ notation: 'text', text }, {}, from));
}

describe('values in a message', () => {
  const examples: [string, string][] = [
    ['', ''],
    ['n={{$counter}};', 'n=7;'],
    ['{{$counter 4}}', '0007'],
    ['{{$counter hex}}', '7'],
    ['{{$counter hex 4}}', '0007'],
    ['{{$now}}', '2024-02-29T12:30:45.678Z'],
    ['{{$now unix}}', '1709209845'],
    ['{{$now ms}}', '1709209845678'],
    ['{{$random 4}}', '00010203'],
    ['{{$uuid}}', '00010203-0405-4607-8809-0a0b0c0d0e0f'],
    ['{{$random 1}}{{$random 1}} {{$counter}}{{$counter}}', '0001 77'],
    ['{{$counter   4 }}', '0007'],
    ['{"a":{"b":{{$counter}}}}', '{"a":{"b":7}}'],
  ];
  for (const [text, expected] of examples) {
    it(`expand ${JSON.stringify(text)} to ${JSON.stringify(expected)}`, () =>
      assert.equal(expanded(text, sources()), expected));
  }

  const kept = [
    '{{message}}',
    "{{'{{'}}",
    '{{nme}}',
    '{{$counter',
    '{{0}}',
    '{$now}',
    '{{ $now }}',
    '{{$now',
    '{{$now}',
    '{{$now\n}}',
    '$now',
    '{{}}',
  ];
  for (const text of kept) {
    it(`leave ${JSON.stringify(text)} unchanged`, () => {
      assert.equal(expanded(text, sources()), text);
      assert.equal(hasValues(text), false);
    });
  }

  it('continue after one that is not closed', () => {
    assert.equal(expanded('{{$now {{$counter}} {{message}}', sources()), '{{$now 7 {{message}}');
  });

  it('let decimal digits grow and hex digits wrap', () => {
    assert.equal(expanded('{{$counter 2}} {{$counter hex 2}}', sources(0xff)), '255 ff');
    assert.equal(expanded('{{$counter 2}} {{$counter hex 2}}', sources(0x100)), '256 00');
    assert.equal(expanded('{{$counter hex 4}}', sources(0x1_00_01)), '0001');
    assert.equal(expanded('{{$counter hex}}', sources(0x1_00_01)), '10001');
  });

  it('create only version 4 UUIDs, without modifying the given bytes', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
        const before = [...bytes];
        assert.match(expanded('{{$uuid}}', { ...sources(), random: () => bytes }), uuid);
        assert.deepEqual([...bytes], before);
      }),
    );
  });

  it('support the smallest and largest numbers', () => {
    assert.equal(expanded('{{$random 1024}}', sources()).length, 2048);
    assert.equal(expanded('{{$counter 20}}', sources()).length, 20);
    assert.equal(expanded('{{$counter hex 20}}', sources()).length, 20);
  });

  const refused: [string, RegExp][] = [
    ['a {{$nwo}}', /^unknown placeholder "\{\{\$nwo\}\}" at character 3. Did you mean \{\{\$now\}\}\?$/],
    ['{{$rnadom}}', /Did you mean \{\{\$random 16\}\}\?/],
    ['{{$}}', /unknown placeholder/],
    ['{{$Now}}', /unknown placeholder/],
    ['{{$toString}}', /unknown placeholder/],
    // A message may be sent to several peers.
    ['{{$peer}}', /unknown placeholder/],
    ['{{$now minutes}}', /^"\{\{\$now minutes\}\}" at character 1 isn’t valid: \$now takes no argument, unix or ms$/],
    ['{{$now unix ms}}', /\$now takes/],
    ['{{$uuid 4}}', /\$uuid takes no argument/],
    ['{{$random}}', /\$random takes a number of bytes \(1 to 1024\)/],
    ['{{$random 0}}', /\$random takes/],
    ['{{$random 1025}}', /\$random takes/],
    ['{{$random 1e2}}', /\$random takes/],
    ['{{$random -1}}', /\$random takes/],
    ['{{$random 1 2}}', /\$random takes/],
    ['{{$counter 0}}', /\$counter takes/],
    ['{{$counter 21}}', /\$counter takes/],
    ['{{$counter 4 hex}}', /\$counter takes/],
    ['{{$counter hex x}}', /\$counter takes/],
    ['{{$counter hex 4 4}}', /\$counter takes/],
  ];
  for (const [text, reason] of refused) {
    it(`reject ${text}, quoting it`, () => {
      assert.equal(hasValues(text), true);
      assert.throws(() => expanded(text, sources()), { name: 'RangeError', message: reason });
    });
  }

  it('reject a message with more than 256 Ki characters of values before it is built', () => {
    assert.throws(() => expanded('{{$random 1024}}'.repeat(10_000), sources()), /262144/);
  });

  it('change nothing if there are no variables', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        fc.pre(!hasValues(text) && text.isWellFormed());
        assert.equal(expanded(text, sources()), text);
      }),
    );
  });
});

describe('hasValues', () => {
  it('returns the same each time', () => {
    for (let times = 0; times < 3; times++) assert.equal(hasValues('x{{$now}}'), true);
  });
});
