import assert from 'node:assert/strict';
import type { QuickPickItem } from 'vscode';
import {
  LibraryError,
  type MessageLibrary,
  type RemovedEntry,
} from '../../../../src/client/messages/messageLibrary.ts';
import type { SavedMessage } from '../../../../src/core/message/savedMessages.ts';
import { pickMessage } from '../../../../src/host/messages/messagePicker.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { pressItemButton, questions } from '../../../support/fakeVscode/questions.ts';

describe('the list of saved messages', () => {
  freshVscode();

  const endpoint = endpointSnapshot('e', 1, { config: { kind: 'udp', address: ':0', name: 'mine' } });
  const message = (name: string, more: Partial<SavedMessage> = {}): SavedMessage => ({
    name,
    notation: 'text',
    text: `text of ${name}`,
    ...more,
  });
  let all: SavedMessage[];
  let sent: string[];
  let removed: string[];
  let sending: (message: SavedMessage) => Promise<void>;

  beforeEach(() => {
    all = [];
    sent = [];
    removed = [];
    sending = async ({ name }) => void sent.push(name);
  });

  const library = {
    messages: async () => all,
    replace: async (old: SavedMessage, by: SavedMessage) => {
      all = all.map(one => (one === old ? by : one));
    },
    remove: async (old: SavedMessage) => {
      all = all.filter(one => one !== old);
      return { at: 7, entry: old };
    },
  } as unknown as MessageLibrary;
  const actions = {
    send: (one: SavedMessage) => sending(one),
    edit: async () => undefined,
    removed: ({ name }: SavedMessage, { at }: RemovedEntry) => void removed.push(`${name} ${at}`),
  };
  const pick = () => pickMessage(library, endpoint, actions);
  const list = () => questions.question('Saved Messages for mine');
  const lines = async () =>
    ((await list()).items as QuickPickItem[]).map(({ label, description, kind }) =>
      kind === undefined ? [label, description].filter(Boolean).join(' ') : `— ${label}`,
    );
  const settled = () => new Promise(setImmediate);

  it('has a heading for each folder and scope, and the keys of the first nine', async () => {
    all = [message('own', { endpoint: 'mine' }), message('other', { endpoint: 'another' })];
    all.push(message('filed', { folder: 'f' }), ...Array.from({ length: 8 }, (_, at) => message(`m${at}`)));
    const picked = pick();
    const shown = await lines();
    assert.deepEqual(shown.slice(0, 4), ['— this endpoint', 'own Alt+1', '— all endpoints', 'm0 Alt+2']);
    assert.deepEqual(shown.slice(-3), ['m7 Alt+9', '— f · all endpoints', 'filed']);
    (await list()).answer('filed');
    assert.equal((await picked)?.name, 'filed');
  });

  it('shows the text on one line, with its notation if it isn’t text', async () => {
    all = [
      message('a', { text: `x\n\n\ty${'z'.repeat(300)}` }),
      message('b', { notation: 'hex', text: '00 ff' }),
      message('c', { text: `${'z'.repeat(158)}👨‍👩‍👧` }),
    ];
    const picked = pick();
    const details = ((await list()).items as QuickPickItem[]).flatMap(({ detail }) => detail ?? []);
    assert.ok(details[0]?.startsWith('x yz'));
    assert.ok((details[0]?.length ?? 0) <= 160);
    assert.equal(details[1], 'hex: 00 ff');
    assert.equal(details[2], 'z'.repeat(158), 'an emoji is whole or absent');
    (await list()).dismiss();
    assert.equal(await picked, undefined);
  });

  it('explains why it is empty', async () => {
    const picked = pick();
    assert.match((await lines())[0] ?? '', /^No saved messages yet/);
    (await list()).answer('No saved messages yet');
    await settled();
    assert.equal(questions.open.length, 1, 'the note isn’t a message');
    (await list()).dismiss();
    assert.equal(await picked, undefined);
    all = [message('a')];
    void pick();
    await (await list()).validate('nothing like it');
    assert.match((await lines())[0] ?? '', /^No saved message matches/);
  });

  it('shows three hundred, and finds others by their text', async () => {
    all = Array.from({ length: 300 }, (_, at) => message(`m${at}`));
    void pick();
    assert.equal((await lines()).length, 301, 'a heading and all of them');
    (await list()).dismiss();
    all.push(message('last', { text: 'needle' }));
    void pick();
    assert.equal((await lines()).at(-1), 'Showing the first 300 of 301; type to find the others.');
    await (await list()).validate('NEEDLE');
    assert.deepEqual(await lines(), ['— all endpoints', 'last']);
  });

  it('sends, moves and deletes with its buttons, and stays open', async () => {
    all = [message('ping', { endpoint: 'mine' }), message('pong', { folder: 'f' })];
    const picked = pick();
    pressItemButton(await list(), 'ping', 'Send Now');
    await settled();
    assert.deepEqual(sent, ['ping']);
    pressItemButton(await list(), 'ping', 'For All Endpoints');
    await settled();
    assert.ok(!('endpoint' in (all[0] ?? {})));
    pressItemButton(await list(), 'pong', 'Only for This Endpoint');
    await settled();
    assert.equal(all[1]?.endpoint, 'mine');
    assert.deepEqual(await lines(), ['— f · this endpoint', 'pong Alt+1', '— all endpoints', 'ping Alt+2']);
    pressItemButton(await list(), 'ping', 'Remove');
    await settled();
    assert.deepEqual(removed, ['ping 7']);
    assert.deepEqual(await lines(), ['— f · this endpoint', 'pong Alt+1']);
    (await list()).answer('pong');
    assert.equal((await picked)?.name, 'pong');
  });

  it('returns after a message was renamed, or the question was dismissed', async () => {
    all = [message('b', { folder: 'f' })];
    const picked = pick();
    for (const [path, expected] of [
      [undefined, { name: 'b', folder: 'f' }],
      ['renamed', { name: 'renamed' }],
    ] as const) {
      const open = await list();
      pressItemButton(open, 'b', 'Rename or Move to a Folder');
      open.dismiss();
      const question = await questions.question('Rename or Move “f/b”');
      if (path === undefined) question.dismiss();
      else question.answer(path);
      await settled();
      await list();
      assert.deepEqual(all, [{ notation: 'text', text: 'text of b', ...expected }]);
    }
    (await list()).answer('renamed');
    assert.equal((await picked)?.name, 'renamed');
  });

  it('reports a failure with a message, and stays open', async () => {
    all = [message('ping')];
    sending = async () => Promise.reject(new RangeError('no peer'));
    void pick();
    pressItemButton(await list(), 'ping', 'Send Now');
    await questions.question('no peer', 'notification');
    await list();
  });

  it('is not shown if the library can’t be used', async () => {
    const broken = {
      messages: async () => Promise.reject(new LibraryError({ code: 'notAList' })),
    } as unknown as MessageLibrary;
    await assert.rejects(pickMessage(broken, endpoint, actions), /has no “messages” list/);
    assert.deepEqual(questions.open, []);
  });
});
