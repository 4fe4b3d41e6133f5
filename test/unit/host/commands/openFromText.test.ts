import assert from 'node:assert/strict';
import { env } from 'vscode';
import type { EndpointConfig } from '../../../../src/core/endpointConfig.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { openFromText } from '../../../../src/host/commands/openFromText.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';

describe('opening from text', () => {
  freshVscode();

  let opened: EndpointConfig[];
  let context: CommandContext;

  beforeEach(() => {
    opened = [];
    const open = async (config: EndpointConfig) => {
      opened.push(config);
      return endpointSnapshot('e', 0, { config });
    };
    const start = (config: EndpointConfig) => ({ id: 'e', opened: open(config) });
    context = {
      endpoints: fakeEndpoints([], { open, start }),
      panels: { open: () => undefined },
      permissions,
    } as unknown as CommandContext;
  });

  const question = () => questions.question('Open from URL or Command Line');
  const proposed = async (clipboard: string) => {
    workbenchState.state.clipboard = clipboard;
    const opening = openFromText(undefined, context).catch(() => undefined);
    const asked = await question();
    await new Promise(setImmediate);
    assert.ok(questions.open.includes(asked), 'the question is still open');
    const { value, text } = asked;
    asked.dismiss();
    await opening;
    return { value, text };
  };

  it('is silent for a caller that gives the text alone or in an object', async () => {
    const started = await openFromText('tcp://example.com:80', context);
    assert.deepEqual(started, { id: 'e', address: 'tcp://127.0.0.1:1', warnings: [] });
    await openFromText({ text: 'nc -u 127.0.0.1 9' }, context);
    assert.deepEqual(
      opened.map(({ kind }) => kind),
      ['tcp-client', 'udp'],
    );
    for (const argument of [7, null, {}, { text: 7 }]) await assert.rejects(openFromText(argument, context), TypeError);
    await assert.rejects(openFromText('make coffee', context), RangeError);
    assert.deepEqual(questions.open, []);
  });

  it('previews what will open, or why nothing can', async () => {
    const opening = openFromText(undefined, context);
    const asked = await question();
    assert.equal(await asked.validate('tcp://example.com:80'), 'Opens a TCP client that connects to example.com:80.');
    assert.equal(await asked.validate('nc -lk 9000'), 'Opens a TCP server on :9000.');
    assert.match(
      (await asked.validate('udp://127.0.0.1:9')) ?? '',
      /^Opens a UDP socket that sends to 127\.0\.0\.1:9\.$/,
    );
    assert.equal(await asked.validate(' '), undefined);
    assert.ok(await asked.validate('https://example.com'));
    assert.equal(await asked.validate('localhst:20002x'), '"localhst:20002x": the port must be a number, not "20002x"');
    assert.match((await asked.validate('telnet')) ?? '', /^The host to connect to is missing/);
    asked.answer('https://example.com');
    assert.equal(questions.open.length, 1, 'it stays open');
    asked.answer('tcp://example.com:80');
    await opening;
    assert.equal(opened.length, 1);
  });

  it('proposes the clipboard contents if they describe an endpoint', async () => {
    const { value, text } = await proposed('  tcp://example.com:80\n');
    assert.equal(value, 'tcp://example.com:80');
    assert.match(text, /From the clipboard\. Opens a TCP client/);
    for (const other of ['', 'make coffee', `nc${' '.repeat(1000)}-lk 9000`])
      assert.equal((await proposed(other)).value, '');
  });

  it('proposes nothing if the clipboard can’t be read', async () => {
    const { clipboard } = env;
    const { readText } = clipboard;
    Object.assign(clipboard, { readText: async () => Promise.reject(new Error('not allowed')) });
    try {
      assert.equal((await proposed('tcp://example.com:80')).value, '');
    } finally {
      Object.assign(clipboard, { readText });
    }
  });
});
