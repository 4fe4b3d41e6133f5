import assert from 'node:assert/strict';
import type { TranscriptBounds } from '../../../../src/core/transcriptEntry.ts';
import { defaultLogBounds } from '../../../../src/engine/transcript/logBounds.ts';
import { onDidChangeTranscriptBounds, transcriptBounds } from '../../../../src/host/endpoints/transcriptBounds.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('transcript limits', () => {
  freshVscode();

  const mebibyte = 1024 * 1024;

  it('are the engine’s by default', () => {
    const { memoryBytes, diskBytes, rows } = defaultLogBounds;
    assert.deepEqual(transcriptBounds(), { memoryBytes, diskBytes, rows });
  });

  it('are at least the functional minimum', () => {
    settings.set('portside.transcript.maxMemory', 15);
    settings.set('portside.transcript.maxDisk', -1);
    settings.set('portside.transcript.maxEntries', 1001);
    assert.deepEqual(transcriptBounds(), { memoryBytes: 16 * mebibyte, diskBytes: 32 * mebibyte, rows: 1001 });
  });

  it('are the defaults if a value isn’t a number', () => {
    for (const value of ['100', null, Number.NaN, Number.POSITIVE_INFINITY, [100]]) {
      settings.set('portside.transcript.maxMemory', value);
      assert.equal(transcriptBounds().memoryBytes, defaultLogBounds.memoryBytes, String(value));
    }
  });

  it('are reported when they change, and not for other settings, until unsubscribed', () => {
    const reported: TranscriptBounds[] = [];
    const subscription = onDidChangeTranscriptBounds(bounds => void reported.push(bounds));
    settings.set('portside.announceMessages', false);
    settings.set('portside.transcript.maxEntries', 5000);
    subscription.dispose();
    settings.set('portside.transcript.maxEntries', 6000);
    assert.deepEqual(
      reported.map(({ rows }) => rows),
      [5000],
    );
  });
});
