import assert from 'node:assert/strict';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import { usefulFileFields } from '../../../../webview/form/fileFields.ts';

describe('the fields of received files', () => {
  const shown = (files?: EndpointConfig['files']) =>
    usefulFileFields({ kind: 'tcp-server', address: ':0', ...(files && { files }) }).map(({ path }) => path[1]);

  it('are all there once raw files are received', () => {
    assert.deepEqual(shown({ mode: 'raw' }), ['mode', 'directory', 'name', 'maxFileBytes']);
  });

  it('are all but the name for framed files, which bring their own', () => {
    assert.deepEqual(shown({ mode: 'framed' }), ['mode', 'directory', 'maxFileBytes']);
  });

  it('are only those that are set while none is received', () => {
    assert.deepEqual(shown(), ['mode']);
    assert.deepEqual(shown({ mode: 'off', name: 'a{n}' }), ['mode', 'name']);
  });
});
