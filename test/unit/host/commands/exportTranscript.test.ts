import assert from 'node:assert/strict';
import { Uri, ViewColumn } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import type { ViewState } from '../../../../src/core/transcriptEntry.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { exportTranscript } from '../../../../src/host/commands/exportTranscript.ts';
import type { Endpoints } from '../../../../src/host/endpoints/endpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { progressNotices } from '../../../support/fakeVscode/progress.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { showTab } from '../../../support/showTab.ts';

type Export = Endpoints['exportTranscript'];

describe('a transcript export', () => {
  freshVscode();

  const uri = Uri.file('/tmp/out.txt');
  let exported: Parameters<Export>[1][];
  let write: (watch: Parameters<Export>[2]) => Promise<{ entries: number; bytes: number }>;
  let context: CommandContext;
  /** Result of a view with the filter. */
  let found: Partial<ViewState>;
  let opened: unknown[];
  let closed: unknown[];

  beforeEach(() => {
    exported = [];
    found = {};
    opened = [];
    closed = [];
    write = async () => ({ entries: 2, bytes: 10 });
    const config = { kind: 'tcp-server', address: ':0', name: 'my / server' } as const;
    const endpoints = fakeEndpoints([endpointSnapshot('e', 0, { config })], {
      exportTranscript: async (_id, options, watch) => {
        exported.push(options);
        return write(watch);
      },
      openView: async (_id, filter) => {
        opened.push(filter);
        const state = { first: 4, end: 6, matches: 0, scanned: 9, total: 9, ...found };
        return { view: opened.length, state };
      },
      closeView: async view => void closed.push(view),
    });
    context = { endpoints, permissions, panels: { active: undefined } } as unknown as CommandContext;
  });

  const byCaller = async (more: object) => {
    await exportTranscript({ endpoint: 'e', uri, ...more }, context);
    return exported.at(-1)?.filter;
  };
  const ask = async (format: string, argument: unknown, save: (uri: Uri) => Uri | undefined = () => uri) => {
    const exporting = exportTranscript(argument, context);
    const question = await questions.question(/Export (the transcript|only)/);
    question.answer(format);
    const saving = await questions.question('Export Transcript', 'save');
    const chosen = save(Uri.file(saving.value));
    if (chosen) saving.answer(chosen);
    else saving.dismiss();
    return { exporting, asked: question.text, proposed: saving.value };
  };
  const panel = (filter: object) => ({ type: 'panel', endpoint: 'e', filter });

  it('is for the endpoint of the active panel by default', async () => {
    const both = ['e', 'f'].map(id => endpointSnapshot(id, 0, { config: { kind: 'udp', address: ':0', name: id } }));
    const endpoints = fakeEndpoints(both);
    const panels = { active: 'f' };
    const exporting = exportTranscript(undefined, { endpoints, permissions, panels } as unknown as CommandContext);
    const question = await questions.question('Export the transcript of f as…');
    question.dismiss();
    await assert.rejects(exporting, Dismissed);
  });

  it('by a caller contains what is requested, with received raw bytes by default', async () => {
    assert.deepEqual(await exportTranscript({ endpoint: 'e', format: 'text', uri }, context), { entries: 2 });
    assert.deepEqual(exported, [{ format: 'text', path: '/tmp/out.txt', filter: {} }]);
    assert.deepEqual(await byCaller({ format: 'raw' }), { kinds: ['in'] });
    assert.deepEqual(await byCaller({ format: 'raw', direction: 'out' }), { kinds: ['out', 'answer'] });
    assert.deepEqual(await byCaller({ format: 'text', direction: 'in', peer: 'p1' }), { kinds: ['in'], peers: ['p1'] });
    assert.deepEqual(questions.open, []);
  });

  it('uses the translations of VS Code’s language, which the engine doesn’t have', async () => {
    const texts = { connected: 'verbunden' };
    Object.assign(workbenchState.state, { language: 'de', bundle: texts });
    const german = { language: 'de', texts };
    await byCaller({ format: 'text' });
    await (await ask('Text', undefined)).exporting;
    assert.deepEqual(
      exported.map(({ translations }) => translations),
      [german, german],
    );
  });

  it('asks no caller that specifies a part, and rejects instead', async () => {
    for (const more of [{ format: 'text' }, { uri }, { format: 'odd', uri }, { format: 'text', uri: '/tmp/out' }])
      await assert.rejects(exportTranscript({ endpoint: 'e', ...more }, context), TypeError, JSON.stringify(more));
    assert.deepEqual(questions.open, []);
  });

  it('is written to a file on the machine that has the sockets', async () => {
    const remote = Uri.parse('vscode-remote://host/tmp/out.txt');
    const exporting = exportTranscript({ endpoint: 'e', format: 'text', uri: remote }, context);
    await assert.rejects(exporting, { name: 'RangeError', message: /not vscode-remote:\/\/host/ });
    assert.deepEqual(exported, []);
  });

  it('by a caller is written only to the checked file', async () => {
    workbenchState.state.folders = ['/projects'];
    let isAsked = false;
    const path = () => {
      isAsked = !isAsked;
      return isAsked ? '/secret.txt' : '/projects/own.txt';
    };
    const changing = new Proxy(uri, {
      get: (given, key) => (key === 'path' || key === 'fsPath' ? path() : Reflect.get(given, key)),
    });
    const withoutPermission = { ...context, permissions: { has: () => false } } as unknown as CommandContext;
    const exporting = exportTranscript({ endpoint: 'e', format: 'text', uri: changing }, withoutPermission);
    await assert.rejects(exporting, { code: 'NOT_ALLOWED' });
    assert.deepEqual(exported, []);
  });

  it('by the user proposes a name without an arrow for a UDP socket with a remote', async () => {
    workbenchState.state.folders = ['/projects'];
    const config = { kind: 'udp', address: ':0', remote: '127.0.0.1:9' } as const;
    context = {
      ...context,
      endpoints: fakeEndpoints([endpointSnapshot('e', 0, { config })]),
      permissions,
    } as unknown as CommandContext;
    const { exporting, proposed } = await ask('Text', undefined, () => undefined);
    await assert.rejects(exporting, Dismissed);
    assert.equal(proposed, '/projects/127.0.0.1-9.txt');
  });

  it('by the user proposes a name that no program treats as an option', async () => {
    workbenchState.state.folders = ['/projects'];
    const config = { kind: 'tcp-server', address: ':0', name: '“echo”' } as const;
    context = {
      ...context,
      endpoints: fakeEndpoints([endpointSnapshot('e', 0, { config })]),
      permissions,
    } as unknown as CommandContext;
    const { exporting, proposed } = await ask('Text', undefined, () => undefined);
    await assert.rejects(exporting, Dismissed);
    assert.equal(proposed, '/projects/echo-.txt');
  });

  it('by the user proposes a file named after the endpoint, and offers to open it', async () => {
    workbenchState.state.folders = ['/projects'];
    const { exporting, proposed } = await ask('JSON Lines', undefined);
    assert.equal(proposed, '/projects/my-server.jsonl');
    assert.deepEqual(await exporting, { entries: 2 });
    await questions.question('Exported 2 entries to /tmp/out.txt.', 'notification');
    write = async () => ({ entries: 1, bytes: 1 });
    await (await ask('Text', undefined)).exporting;
    showTab();
    (await questions.question('Exported 1 entry to /tmp/out.txt.', 'notification')).answer('Open');
    await new Promise(setImmediate);
    const { command, args } = workbenchState.done.shown.at(-1) ?? assert.fail('nothing was opened');
    assert.deepEqual([command, args[1]], ['showTextDocument', { preview: false, viewColumn: ViewColumn.Two }]);
  });

  it('from a panel uses its filter, with one direction as raw bytes', async () => {
    const { exporting, asked } = await ask('Text', panel({ kinds: ['in', 'out'], minBytes: 3 }));
    await exporting;
    assert.match(asked, /only the rows shown/);
    assert.deepEqual(exported.at(-1)?.filter, { kinds: ['in', 'out'], minBytes: 3 });
    await (await ask('Sent Bytes', panel({ kinds: ['in', 'out'] }))).exporting;
    assert.deepEqual(exported.at(-1)?.filter, { kinds: ['out'] });
    const unfiltered = await ask('Received Bytes', panel({}));
    await unfiltered.exporting;
    assert.match(unfiltered.asked, /the transcript of my \/ server/);
    assert.deepEqual(exported.at(-1)?.filter, { kinds: ['in'] });
  });

  it('offers no format that would contain none of the visible rows', async () => {
    const formats = async (filter: object) => {
      const exporting = exportTranscript(panel(filter), context);
      const question = await questions.question('Export only');
      question.dismiss();
      await assert.rejects(exporting, Dismissed);
      return question.items.map(item => (typeof item === 'string' ? item : item.label));
    };
    const texts = ['Text', 'Hexdump', 'JSON Lines'];
    assert.deepEqual(await formats({ kinds: ['event'] }), texts);
    assert.deepEqual(await formats({ kinds: ['event', 'answer'] }), [...texts, 'Sent Bytes']);
    assert.deepEqual(await formats({ minBytes: 1 }), [...texts, 'Received Bytes', 'Sent Bytes']);
  });

  it('from a panel that shows nothing says so, and offers everything', async () => {
    found = { end: 4 };
    const filter = { minBytes: 9 };
    const dismissed = exportTranscript(panel(filter), context);
    (await questions.question('Nothing to export: no entries are shown.', 'notification')).dismiss();
    await assert.rejects(dismissed, Dismissed);
    const exporting = exportTranscript(panel(filter), context);
    (await questions.question('Nothing to export', 'notification')).answer('Export All Entries');
    (await questions.question('Export the transcript of')).answer('Text');
    (await questions.question('Export', 'save')).answer(uri);
    await exporting;
    assert.deepEqual(exported.at(-1)?.filter, {});
    assert.deepEqual(
      [opened, closed],
      [
        [filter, filter],
        [1, 2],
      ],
    );
  });

  it('also offers rows that a search hasn’t found yet', async () => {
    found = { end: 4, scanned: 8 };
    await (await ask('Text', panel({ search: { text: 'a' }, onlyMatches: true }))).exporting;
    assert.equal(exported.length, 1);
  });

  it('writes nothing if no file is chosen', async () => {
    const { exporting } = await ask('Text', undefined, () => undefined);
    await assert.rejects(exporting, Dismissed);
    assert.deepEqual(exported, []);
  });

  it('shows its progress, and ends silently when canceled', async () => {
    write = async ({ signal, onProgress }) => {
      onProgress(0, 0);
      onProgress(1, 3);
      onProgress(2, 3);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new SocketError('CANCELLED')));
      });
    };
    const { exporting } = await ask('Text', undefined);
    const notice = await progressNotices.notice('66 %');
    assert.equal(notice.title, 'Exporting to out.txt');
    assert.equal(notice.percent, 66);
    notice.cancel();
    await assert.rejects(exporting, Dismissed);
  });

  it('reports why it can’t be written', async () => {
    write = async () => Promise.reject(SocketError.system('ENOSPC', {}));
    const { exporting } = await ask('Text', undefined);
    await assert.rejects(exporting, { code: 'ENOSPC' });
  });
});
