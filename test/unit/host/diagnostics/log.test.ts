import assert from 'node:assert/strict';
import { errorRecord } from '../../../../src/core/diagnostics/errorRecord.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('the log', () => {
  it('shows everything known, and keeps what may be published', () => {
    const { log, lines } = watchedLog('/extension', () => 17);
    const error = SocketError.system('EADDRINUSE', { address: '10.1.2.3:99' });
    log.warn('endpoint', { kind: 'udp', was: 'opening', is: 'failed' }, { detail: 'secret\nname', error });
    assert.deepEqual(lines, [
      'warn endpoint kind=udp was=opening is=failed error="SocketError EADDRINUSE": secret name\n' +
        '    SocketError: EADDRINUSE {"address":"10.1.2.3:99"}',
    ]);
    assert.deepEqual(log.records, [
      {
        timeMs: 17,
        level: 'warn',
        line: 'endpoint kind=udp was=opening is=failed error="SocketError EADDRINUSE"',
        frames: [],
      },
    ]);
    assert.deepEqual(log.errors, []);
  });

  it('contains the stacks of an error and its cause', () => {
    const { log, lines } = watchedLog(import.meta.dirname);
    log.error('hostRejection', {}, { error: new TypeError('outer', { cause: new RangeError('inner') }) });
    assert.match(
      lines[0] ?? '',
      /^error hostRejection error="TypeError < RangeError"\n {4}TypeError: outer\n {8}at .*log\.test/,
    );
    assert.match(lines[0] ?? '', /\n {4}caused by RangeError: inner\n {8}at .*log\.test/);
    assert.match(log.errors[0]?.frames[0] ?? '', /^log\.test\.ts:\d+:\d+ in Context\.<anonymous>$/);
  });

  it('prevents external text from posing as a separate line', () => {
    const { log, lines } = watchedLog();
    const message = 'a\n2026-01-01 [info] forged\r\u2028[info] forged\u001b[2J';
    log.fromPage('panel', { kind: 'error', name: 'Error', message, stack: `Error: ${message}` });
    assert.deepEqual(lines, [
      'error pageFailed page=panel kind=error error=Error\n' +
        '    Error: a\n    2026-01-01 [info] forged  [info] forged [2J',
    ]);
  });

  it('shows characters that would reverse the rest of a line', () => {
    const { log, lines } = watchedLog();
    log.warn('endpoint', { kind: 'udp', was: 'opening', is: 'failed' }, { detail: 'photo\u202egpj.exe' });
    assert.deepEqual(lines, ['warn endpoint kind=udp was=opening is=failed: photo\\u{202e}gpj.exe']);
  });

  it('writes a few lines a minute of a repeated message, and counts all', () => {
    let nowMs = 0;
    const { log, lines } = watchedLog('/extension', () => nowMs);
    const failure = { kind: 'rejection', name: 'Error', message: 'flood' } as const;
    for (let at = 0; at < 10_000; at++) log.fromPage('panel', failure);
    assert.equal(lines.length, 30);
    log.info('engineStarted', { start: 1 });
    assert.equal(lines.length, 31, 'other lines are written');
    assert.equal(log.counts.get('pageFailed'), 10_000);
    nowMs += 60_000;
    log.fromPage('panel', failure);
    assert.match(lines.at(-1) ?? '', /leftOut=9970/);
  });

  it('counts what the engine omitted', () => {
    const { log, lines } = watchedLog();
    const error = errorRecord(new Error('x'));
    log.fromEngine({ level: 'error', code: 'engineRejection', facts: {}, error, leftOut: 70 });
    assert.match(lines[0] ?? '', /^error engineRejection error=Error leftOut=70\n/);
    assert.equal(log.counts.get('engineRejection'), 71);
  });

  it('keeps the latest lines, and errors for longer', () => {
    let nowMs = 0;
    const { log } = watchedLog('/extension', () => nowMs);
    log.error('engineStopped', { exitCode: 1, livedMs: 1 });
    for (; nowMs < 10 * 60_000; nowMs += 2000) log.info('engineStarted', { start: nowMs });
    assert.equal(log.records.length, 200);
    assert.equal(log.records.at(-1)?.line, 'engineStarted start=598000');
    assert.deepEqual(
      log.errors.map(({ line }) => line),
      ['engineStopped exitCode=1 livedMs=1'],
    );
  });

  it('limits the length of a line', () => {
    const { log, lines } = watchedLog();
    log.warn(
      'callFailed',
      { of: 'host', call: 'rows' },
      { error: new Error('x'.repeat(1e6)), detail: 'y'.repeat(1e6) },
    );
    assert.ok((lines[0]?.length ?? 0) < 20_000);
  });

  it('writes nothing after it was closed', () => {
    const { log, lines } = watchedLog();
    log.dispose();
    log.info('engineEnded', {});
    assert.deepEqual(lines, []);
  });
});
