import assert from 'node:assert/strict';
import { defaultRowForm } from '../../../../src/host/panel/rowFormSetting.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';

describe('the setting for the message display', () => {
  freshVscode();

  it('is text, hex or both', () => {
    for (const form of ['text', 'hex', 'mixed']) {
      settings.set('portside.transcript.showAs', form);
      assert.equal(defaultRowForm(), form);
    }
  });

  it('defaults to text', () => {
    assert.equal(defaultRowForm(), 'text');
    for (const wrong of ['Hex', 7, null, {}]) {
      settings.set('portside.transcript.showAs', wrong);
      assert.equal(defaultRowForm(), 'text');
    }
  });
});
