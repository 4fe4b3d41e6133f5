import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultEncodings, defaultFramings, defaultLineEndings } from '../../../../src/core/config/endpointDefaults.ts';
import { timeFormats, type ViewDefaults, viewModes } from '../../../../src/core/viewDefaults.ts';
import {
  endpointDefaults,
  onDidChangeViewDefaults,
  viewDefaults,
} from '../../../../src/host/endpoints/userDefaults.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { root } from '../../../support/paths.ts';

describe('the user’s defaults', () => {
  freshVscode();

  it('come from the settings', () => {
    assert.deepEqual(endpointDefaults(), { encoding: 'utf8', lineEnding: 'none', framing: 'none' });
    assert.deepEqual(viewDefaults(), { mode: 'chat', timeFormat: 'timeOfDay' });
    settings.set('portside.newEndpoints.encoding', 'latin1');
    settings.set('portside.newEndpoints.lineEnding', 'crlf');
    settings.set('portside.newEndpoints.framing', 'u32be');
    settings.set('portside.transcript.view', 'log');
    settings.set('portside.transcript.timeFormat', 'iso');
    assert.deepEqual(endpointDefaults(), { encoding: 'latin1', lineEnding: 'crlf', framing: 'u32be' });
    assert.deepEqual(viewDefaults(), { mode: 'log', timeFormat: 'iso' });
  });

  it('are the built-in ones if a value is invalid', () => {
    for (const value of ['', 'LOG', 'toString', 7, null, {}, ['log']]) {
      settings.set('portside.transcript.view', value);
      settings.set('portside.newEndpoints.framing', value);
      assert.equal(viewDefaults().mode, 'chat', JSON.stringify(value));
      assert.equal(endpointDefaults().framing, 'none', JSON.stringify(value));
    }
  });

  it('are reported when they change, until unsubscribed', () => {
    const reported: ViewDefaults[] = [];
    const subscription = onDidChangeViewDefaults(defaults => void reported.push(defaults));
    settings.set('portside.newEndpoints.encoding', 'latin1');
    settings.set('portside.transcript.view', 'log');
    subscription.dispose();
    settings.set('portside.transcript.view', 'chat');
    assert.deepEqual(
      reported.map(({ mode }) => mode),
      ['log'],
    );
  });

  it('are offered by package.json, value by value', () => {
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { properties } = contributes.configuration;
    const offered = (name: string) => properties[`portside.${name}`].enum;
    assert.deepEqual(offered('newEndpoints.encoding'), defaultEncodings);
    assert.deepEqual(offered('newEndpoints.lineEnding'), defaultLineEndings);
    assert.deepEqual(offered('newEndpoints.framing'), Object.keys(defaultFramings));
    assert.deepEqual(offered('transcript.view'), viewModes);
    assert.deepEqual(offered('transcript.timeFormat'), timeFormats);
  });
});
