import assert from 'node:assert/strict';
import { changedSettings, trackerUrl } from '../../../../src/client/diagnostics/issueReport.ts';

describe('changedSettings', () => {
  it('names settings that differ from their defaults, and only values that aren’t free text', () => {
    const properties = {
      'portside.endpoints': { default: [] },
      'portside.reopenEndpoints': { default: 'ask', enum: ['ask', 'always', 'never'] },
      'portside.announceMessages': { default: true },
      'portside.files.directory': { default: '' },
      'portside.transcript.maxEntries': { default: 20 },
    };
    const changed = (values: Record<string, unknown>) =>
      changedSettings(properties, key => values[key] ?? properties[key as keyof typeof properties].default);
    assert.deepEqual(changed({}), []);
    assert.deepEqual(
      changed({
        'portside.endpoints': [{ address: 'secret' }],
        'portside.reopenEndpoints': 'always',
        'portside.announceMessages': false,
        'portside.files.directory': '/home/secret',
        'portside.transcript.maxEntries': 1000,
      }),
      [
        'portside.endpoints: set',
        'portside.reopenEndpoints: always',
        'portside.announceMessages: false',
        'portside.files.directory: set',
        'portside.transcript.maxEntries: 1000',
      ],
    );
    const byHand = { 'portside.reopenEndpoints': 'secret', 'portside.transcript.maxEntries': 'secret' };
    assert.deepEqual(changed(byHand), ['portside.reopenEndpoints: set', 'portside.transcript.maxEntries: set']);
  });
});

describe('trackerUrl', () => {
  it('returns the address in package.json if it is an HTTP one', () => {
    const url = 'https://example.com/portside/issues';
    assert.equal(trackerUrl(url), url);
    assert.equal(trackerUrl({ url }), url);
    for (const none of [undefined, {}, '', 'no address', 'http://example.com', 'command:workbench.action.quit'])
      assert.equal(trackerUrl(none), undefined, `${none}`);
  });
});
