import assert from 'node:assert/strict';
import { type Memento, workspace } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { receiveFiles } from '../../../../src/host/commands/receiveFiles.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { settings } from '../../../support/fakeVscode/configuration.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';

describe('receiving files', () => {
  freshVscode();

  let opened: EndpointConfig[];
  let context: CommandContext;

  beforeEach(() => {
    opened = [];
    const open = async (config: EndpointConfig) => {
      opened.push(config);
      return endpointSnapshot('e', 0, { config });
    };
    const endpoints = fakeEndpoints([], { open, start: config => ({ id: 'e', opened: open(config) }) });
    const memory = { get: () => ':0', update: async () => undefined } as unknown as Memento;
    context = { endpoints, memory, panels: { open: () => undefined }, permissions } as unknown as CommandContext;
  });

  it('merges a caller’s config into the preset, which turns each connection into a file', async () => {
    await receiveFiles({ address: ':0', files: { directory: '/tmp/in' } }, context);
    const [{ kind, files } = assert.fail('nothing was opened')] = opened;
    assert.equal(kind, 'tcp-server');
    assert.equal(files?.mode, 'raw');
    assert.equal(files?.directory, '/tmp/in');
    await receiveFiles({ files: { mode: 'framed' } }, context);
    assert.equal(opened[1]?.files?.mode, 'framed');
  });

  it('rejects what isn’t a config', async () => {
    for (const wrong of [null, ':9000', [1]])
      await assert.rejects(receiveFiles(wrong, context), { name: 'TypeError', message: /must be the config/ });
    assert.deepEqual(opened, []);
  });

  it('asks for the folder before the port question closes', async () => {
    const transfers = { storageFolder: '/tmp/storage' };
    const receiving = receiveFiles(undefined, { ...context, transfers } as unknown as CommandContext);
    const port = await questions.question('Receive Files');
    const shown: number[] = [];
    const watching = questions.watch(() => void shown.push(questions.open.length));
    port.answer('9000');
    const folder = await questions.question('Where should received files go?');
    assert.match(folder.text, /^Receive Files\n/, 'the same title');
    assert.deepEqual(questions.open, [folder]);
    assert.deepEqual(shown, [2, 1]);
    watching.dispose();
    folder.answer('Portside’s Own Folder');
    await receiving;
    assert.equal(workspace.getConfiguration().get('portside.files.directory'), '/tmp/storage');
    assert.equal(opened[0]?.address, '9000');
    assert.deepEqual(questions.open, []);
  });

  it('says that the files are raw', async () => {
    const dismissed = assert.rejects(receiveFiles(undefined, context), Dismissed);
    const { text, dismiss } = await questions.question('Receive Files');
    assert.match(text, /Port to listen on\..*\. The raw bytes of each connection are saved as one file\.$/m);
    dismiss();
    await dismissed;
  });

  it('asks only for the port if the folder is known', async () => {
    settings.set('portside.files.directory', '/tmp/in');
    const receiving = receiveFiles(undefined, context);
    (await questions.question('Receive Files')).answer('9000');
    await receiving;
    assert.equal(opened[0]?.address, '9000');
    assert.equal(opened[0]?.files?.mode, 'raw');
  });
});
