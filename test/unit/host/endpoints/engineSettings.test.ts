import assert from 'node:assert/strict';
import { engineSettings, followEngineSettings } from '../../../../src/host/endpoints/engineSettings.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('engine settings', () => {
  freshVscode();

  it('are passed on when they change, each part with its own call', () => {
    const given: unknown[] = [];
    const endpoints = fakeEndpoints([], {
      setBounds: async ({ rows }) => void given.push({ rows }),
      setReceiving: async ({ maxFileBytes }) => void given.push({ maxFileBytes }),
    });
    const following = followEngineSettings(endpoints, watchedLog().log);
    settings.set('portside.transcript.maxEntries', 5000);
    settings.set('portside.files.maxSize', 3);
    assert.deepEqual(given, [{ rows: 5000 }, { maxFileBytes: 3 * 1024 * 1024 }]);
    assert.equal(engineSettings().bounds.rows, 5000);
    assert.equal(engineSettings().receiving.maxFileBytes, 3 * 1024 * 1024);
    following.dispose();
    settings.set('portside.transcript.maxEntries', 6000);
    assert.equal(given.length, 2);
  });

  it('are logged if they are rejected', async () => {
    const watched = watchedLog();
    const refuse = async () => Promise.reject(new Error('no'));
    const following = followEngineSettings(fakeEndpoints([], { setBounds: refuse, setReceiving: refuse }), watched.log);
    settings.set('portside.transcript.maxEntries', 5000);
    assert.match(await watched.next(), /^warn settingsNotApplied/);
    settings.set('portside.files.maxSize', 3);
    assert.match(await watched.next(), /^warn settingsNotApplied/);
    following.dispose();
  });
});
