import assert from 'node:assert/strict';
import { releaseNotes } from '../../tools/releaseNotes.ts';

const changelog =
  '# Changelog\n\n## 0.10.0 (soon)\n\n- ten\n\n## 0.1.0\r\n\n- one\n- _two_\n\n### More\n\n## 0.0.9\n\n';

describe('release notes', () => {
  it('are only the section of the version', () => {
    assert.equal(releaseNotes('v0.1.0', '0.1.0', changelog), '- one\n- _two_\n\n### More\n');
    assert.equal(releaseNotes('v0.10.0', '0.10.0', changelog), '- ten\n');
  });

  it('are rejected if the tag doesn’t match the version', () => {
    for (const tag of ['v0.1.1', '0.1.0', 'v0.1.0-rc', '']) {
      assert.throws(() => releaseNotes(tag, '0.1.0', changelog), /^RangeError: The tag is/);
    }
  });

  it('are rejected if the section is missing or empty', () => {
    for (const version of ['0.2.0', '0.1.1', '0.0.9']) {
      assert.throws(() => releaseNotes(`v${version}`, version, changelog), /says nothing about/);
    }
  });

  it('are rejected for versions that marketplaces reject', () => {
    assert.throws(() => releaseNotes('v0.1.0-rc', '0.1.0-rc', '## 0.1.0-rc\n\n- one'), /Marketplaces accept/);
  });
});
