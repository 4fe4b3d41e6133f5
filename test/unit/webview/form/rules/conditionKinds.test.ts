import assert from 'node:assert/strict';
import { compilePattern } from '../../../../../src/core/pattern.ts';
import {
  type ConditionKind,
  convertedCondition,
  writtenCondition,
} from '../../../../../webview/form/rules/conditionKinds.ts';

describe('a condition whose kind changes', () => {
  const carried = (written: string, from: ConditionKind, to: ConditionKind) =>
    convertedCondition(written, [from, to], 'utf8');

  it('is written as its field shows it', () => {
    assert.equal(writtenCondition({ text: 'a\n\\' }, 'utf8'), 'a\\n\\\\');
    assert.equal(writtenCondition({ regex: '\\n' }, 'utf8'), '\\n');
    assert.equal(writtenCondition({ hex: '0A' }, 'utf8'), '0A');
  });

  it('keeps its bytes between text and hex', () => {
    assert.equal(carried('a\\r\\xc3\\xa9', 'text', 'hex'), '61 0d c3 a9');
    assert.equal(carried('0x61,0d c3a9', 'hex', 'text'), 'a\\ré');
    assert.equal(convertedCondition('a', ['text', 'hex'], 'utf16le'), '61 00');
    assert.equal(convertedCondition('61 00', ['hex', 'text'], 'utf16le'), 'a');
  });

  it('keeps its placeholders between text and hex', () => {
    assert.equal(carried('a{{?id}}\\n', 'text', 'hex'), '61 {{?id}} 0a');
    assert.equal(carried('61 {{?id}} 0a', 'hex', 'text'), 'a{{?id}}\\n');
  });

  it('is escaped for a pattern, and converted back as far as that is text', () => {
    assert.equal(carried('^hello \\w+', 'text', 'regex'), '^hello \\w+');
    assert.equal(carried('a\\n', 'regex', 'text'), 'a\\n');
    assert.equal(carried('\\d+', 'regex', 'text'), '\\\\d+');
  });

  it('matches the same messages as hex and as a pattern', () => {
    const pattern = compilePattern(carried('00 ff .. 5b', 'hex', 'regex') ?? '');
    const matches = (...bytes: number[]) => pattern.match(Uint8Array.from(bytes)) !== undefined;
    assert.ok(matches(0, 255, 10, 0x5b));
    assert.ok(!matches(0, 255, 10, 0x5b, 1) && !matches(1, 0, 255, 10, 0x5b) && !matches(0, 255, 10));
    assert.equal(carried('61', 'hex', 'regex'), '^\\x61$');
    assert.equal(convertedCondition('61', ['hex', 'regex'], 'utf16le'), undefined);
  });

  it('is undefined if it can’t be converted', () => {
    for (const hex of ['01 ..', 'ff', '0g']) assert.equal(carried(hex, 'hex', 'text'), undefined, hex);
    assert.equal(carried('\\w+', 'text', 'hex'), undefined);
    assert.equal(carried('a+', 'regex', 'hex'), undefined);
    assert.equal(carried('0g', 'hex', 'regex'), undefined);
  });
});
