import assert from 'node:assert/strict';
import {
  endpointKeys,
  findMessages,
  messagePath,
  messagesFor,
  namedMessage,
  parseMessagePath,
  type SavedMessage,
} from '../../../../src/core/message/savedMessages.ts';

const saved = (name: string, more: Partial<SavedMessage> = {}): SavedMessage => ({
  name,
  notation: 'text',
  text: name,
  ...more,
});

describe('saved messages', () => {
  const server = { kind: 'tcp-server', address: ':9000' } as const;
  const all = [
    saved('late', { folder: 'b' }),
    saved('early', { folder: 'a' }),
    saved('plain'),
    saved('mine', { endpoint: 'tcp-server :9000' }),
    saved('theirs', { endpoint: 'udp :9000' }),
    saved('named', { endpoint: 'greeter' }),
  ];
  const names = (messages: readonly SavedMessage[]) => messages.map(({ name }) => name);

  it('of an endpoint come before those for all, grouped by folder', () => {
    assert.deepEqual(names(messagesFor(all, server)), ['mine', 'plain', 'early', 'late']);
  });

  it('stay with an endpoint that gets a name', () => {
    const named = { ...server, name: 'greeter' };
    assert.deepEqual(names(messagesFor(all, named)), ['mine', 'named', 'plain', 'early', 'late']);
    assert.equal(endpointKeys(named)[0], 'greeter');
  });

  it('have a path that includes the folders', () => {
    assert.deepEqual(parseMessagePath(' a / b / hello '), { folder: 'a/b', name: 'hello' });
    assert.deepEqual(parseMessagePath('//hello'), { name: 'hello' });
    assert.equal(parseMessagePath('a/ '), undefined);
    assert.equal(parseMessagePath(''), undefined);
    assert.equal(messagePath({ folder: 'a/b', name: 'c' }), 'a/b/c');
  });

  it('are found by words in path and text, up to a limit', () => {
    assert.deepEqual(names(findMessages(all, '', 2)), ['late', 'early']);
    assert.deepEqual(names(findMessages(all, 'A EAR', 9)), ['early']);
    assert.deepEqual(names(findMessages(all, 'nowhere', 9)), []);
  });

  it('are addressed by path, otherwise by name', () => {
    assert.equal(namedMessage(all, 'a/early')?.name, 'early');
    assert.equal(namedMessage(all, 'early')?.name, 'early');
    assert.equal(namedMessage(all, 'none'), undefined);
  });
});
