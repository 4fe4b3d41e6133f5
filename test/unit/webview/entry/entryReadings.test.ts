import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import type { EntryBytes } from '../../../../webview/entry/entryBytes.ts';
import { EntryReadings } from '../../../../webview/entry/entryReadings.ts';

describe('what an entry can be read as', () => {
  const source = (text: string, more: Partial<EntryBytes> = {}) =>
    ({
      bytes: Buffer.from(text),
      length: text.length,
      left: 0,
      isLoading: false,
      problem: undefined,
      ...more,
    }) as EntryBytes;
  const read = (from: EntryBytes) => {
    const readings = new EntryReadings();
    readings.read(from, 'utf8');
    return readings;
  };

  it('is determined by all of it', () => {
    assert.deepEqual(read(source('{"a":1}')).kinds, { json: true, pickle: false, picture: false, longText: false });
    assert.equal(read(source('{"a":1}')).json, '{\n  "a": 1\n}');
    assert.equal(read(source('N.')).kinds?.pickle, false);
    assert.equal(read(source('GIF89a\u0002\0\u0003\0;')).picture?.name, 'GIF');
  });

  it('isn’t told while nothing is here, or the rest of what may be JSON', () => {
    assert.equal(read(source('', { length: 5, left: 5, isLoading: true })).kinds, undefined);
    assert.equal(read(source('{"a"', { length: 7, left: 3 })).kinds, undefined);
    assert.equal(read(source('{"a"', { length: 7, left: 3, isLoading: true })).kinds, undefined);
  });

  it('is determined by the beginning if the rest would add nothing', () => {
    assert.equal(read(source('hello', { length: 70_000, left: 69_995 })).kinds?.longText, true);
    assert.equal(read(source('{"a"', { length: 16 * 1024 * 1024, left: 9 })).kinds?.json, false);
  });

  it('is determined by what is here once the rest can’t be had', () => {
    const kinds = read(source('{"a"', { length: 7, left: 3, problem: 'It has gone.' })).kinds;
    assert.deepEqual(kinds, { json: false, pickle: false, picture: false, longText: true });
    assert.ok(read(source('', { length: 7, left: 7, problem: 'It has gone.' })).kinds);
  });

  it('stays told while more is fetched, but not for another entry', () => {
    const readings = new EntryReadings();
    const long = source('hello', { length: 70_000, left: 69_995 });
    readings.read(long, 'utf8');
    Object.assign(long, { isLoading: true });
    readings.read(long, 'utf8');
    assert.ok(readings.kinds);
    readings.read(source('', { length: 3, left: 3, isLoading: true }), 'utf8');
    assert.equal(readings.kinds, undefined);
    readings.read(long, 'utf8');
    Object.assign(long, { isLoading: false });
    readings.read(long, 'utf8');
    readings.read(source('{"a"', { length: 7, left: 3, isLoading: true }), 'utf8');
    assert.equal(readings.kinds, undefined);
  });

  it('needs all of what may be JSON, once', () => {
    const needs = (from: EntryBytes) => new EntryReadings().needsAll(from, 'utf8');
    const begun = { length: 7, left: 3 };
    assert.ok(needs(source('{"a"', begun)));
    assert.ok(!needs(source('hello', begun)));
    assert.ok(!needs(source('{"a"', { ...begun, isLoading: true })));
    assert.ok(!needs(source('{"a"', { ...begun, problem: 'no' })));
    assert.ok(!needs(source('{"a":1}')));
  });
});
