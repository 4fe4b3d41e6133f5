import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { presetIds, presets } from '../../../../src/core/config/presets.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { defaultNamePattern } from '../../../../src/core/transfer/namePattern.ts';
import { fileFields, usefulFileFields } from '../../../../webview/form/fileFields.ts';
import { waitingHint } from '../../../../webview/panel/emptyTranscript.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { textOf } from '../../../support/templates.ts';

describe('the fields for received files', () => {
  const shown = (files?: EndpointConfig['files']) =>
    usefulFileFields({ kind: 'tcp-server', address: ':0', ...(files && { files }) }).map(({ path }) => path[1]);

  it('are all shown once raw files are received', () => {
    assert.deepEqual(shown({ mode: 'raw' }), ['mode', 'directory', 'name', 'maxFileBytes']);
  });

  it('are all shown except the name for framed files, which bring their own', () => {
    assert.deepEqual(shown({ mode: 'framed' }), ['mode', 'directory', 'maxFileBytes']);
  });

  it('are shown only if set while no files are received', () => {
    assert.deepEqual(shown(), ['mode']);
    assert.deepEqual(shown({ mode: 'off', name: 'a{n}' }), ['mode', 'name']);
  });

  it('explain the default file names in the same way as the hint of a waiting receiver, however it was created', () => {
    const name = fileFields().find(({ path }) => path[1] === 'name');
    assert.deepEqual(name?.control, { type: 'text', placeholder: defaultNamePattern });
    const receivers = [{ files: { mode: 'raw' } } as const, ...presetIds.map(id => presets[id])].filter(
      ({ files }) => files?.mode === 'raw',
    );
    assert.equal(receivers.length, 2);
    for (const receiver of receivers) {
      const config: EndpointConfig = { ...receiver, kind: 'tcp-server', address: ':0' };
      const hint = waitingHint(endpointSnapshot('e1', 0, { config, address: ':9000' }), {
        hadPeers: false,
        hasMessages: false,
        filesGoTo: '',
        showFolder: () => undefined,
      });
      assert.ok(textOf(hint).endsWith(`files are named ${defaultNamePattern}.`), textOf(hint));
    }
  });
});
