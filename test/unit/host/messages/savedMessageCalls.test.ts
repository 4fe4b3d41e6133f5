import assert from 'node:assert/strict';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import type { SavedMessage } from '../../../../src/core/message/savedMessages.ts';
import type { MessageParts } from '../../../../src/host/messages/messageParts.ts';
import {
  chooseMessage,
  keyedMessage,
  messageCalled,
  saveMessage,
  sendChosen,
} from '../../../../src/host/messages/savedMessageCalls.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';

describe('saved message calls', () => {
  freshVscode();

  const endpoint = endpointSnapshot('e', 1, { config: { kind: 'udp', address: ':0', name: 'mine' } });
  const message = (name: string, more: Partial<SavedMessage> = {}): SavedMessage => ({
    name,
    notation: 'text',
    text: name,
    ...more,
  });
  let all: SavedMessage[];
  let saved: SavedMessage[];
  let sent: Message[];

  beforeEach(() => {
    all = [];
    saved = [];
    sent = [];
  });

  const messageParts = {
    library: Promise.resolve({
      messages: async () => all,
      save: async (one: SavedMessage) => void saved.push(one),
    }),
    sender: { send: async (_id: string, one: Message) => void sent.push(one) },
  } as unknown as MessageParts;
  const list = () => questions.question('Saved Messages for mine');

  it('pick a message without its name and place for the composer', async () => {
    all = [message('a', { folder: 'f', endpoint: 'mine', escapes: true, lineEnding: 'lf', checksum: 'crc32' })];
    const chosen = chooseMessage(messageParts, endpoint);
    (await list()).answer('a');
    assert.deepEqual(await chosen, {
      notation: 'text',
      text: 'a',
      escapes: true,
      lineEnding: 'lf',
      checksum: 'crc32',
    });
    const none = chooseMessage(messageParts, endpoint);
    (await list()).dismiss();
    assert.equal(await none, undefined);
  });

  it('reject editing one longer than a field allows', async () => {
    const longest = 1024 * 1024;
    all = [message('long', { text: 'x'.repeat(longest) }), message('longer', { text: 'x'.repeat(longest + 1) })];
    const chosen = chooseMessage(messageParts, endpoint);
    (await list()).answer('long');
    assert.equal((await chosen)?.text.length, longest);
    const refused = assert.rejects(chooseMessage(messageParts, endpoint), /too long to edit here/);
    (await list()).answer('longer');
    await refused;
  });

  it('save a message as the user chooses, for one endpoint or for all', async () => {
    const text = { notation: 'text', text: 'hi' } as const;
    const own = saveMessage(messageParts, text, endpoint);
    (await questions.question('Save Message')).answer('f/name');
    const scope = await questions.question('Where should this message be available');
    assert.match(scope.text, /^Save Message\n/, 'the same title');
    scope.answer('For mine');
    await own;
    const global = saveMessage(messageParts, text);
    (await questions.question('Save Message')).answer('name');
    await global;
    assert.deepEqual(saved, [
      { ...text, folder: 'f', name: 'name', endpoint: 'mine' },
      { ...text, name: 'name' },
    ]);
  });

  it('find the message for a key, from the endpoint’s own to the ninth', async () => {
    all = [message('all'), message('own', { endpoint: 'mine' })];
    const keyed = async (key: number) => (await keyedMessage(messageParts, endpoint.config, key)).name;
    assert.deepEqual([await keyed(1), await keyed(2)], ['own', 'all']);
    await assert.rejects(keyed(3), { name: 'RangeError', message: 'No message is saved for Alt+3 yet.' });
    all = Array.from({ length: 10 }, (_, at) => message(`m${at}`));
    assert.equal(await keyed(9), 'm8');
    await assert.rejects(keyed(10), RangeError);
    await assert.rejects(keyed(0), RangeError);
  });

  it('find a message by path or name among the endpoint’s', async () => {
    all = [message('a', { folder: 'f' }), message('b', { endpoint: 'another' })];
    assert.equal(await messageCalled(messageParts, endpoint.config, 'f/a'), all[0]);
    assert.equal(await messageCalled(messageParts, endpoint.config, 'a'), all[0]);
    await assert.rejects(
      messageCalled(messageParts, endpoint.config, 'b'),
      /No message named “b” is saved for this endpoint/,
    );
  });

  it('send the chosen one, and nothing if dismissed', async () => {
    all = [message('ping')];
    const sending = sendChosen(messageParts, endpoint);
    (await list()).answer('ping');
    await sending;
    assert.deepEqual(sent, all);
    const dismissed = assert.rejects(sendChosen(messageParts, endpoint), Dismissed);
    (await list()).dismiss();
    await dismissed;
    assert.equal(sent.length, 1);
  });
});
