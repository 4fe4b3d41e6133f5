import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import { Dismissed } from '../../../../src/client/dismissed.ts';
import type { SendTarget } from '../../../../src/core/endpointSnapshot.ts';
import type { CommandContext } from '../../../../src/host/commands/commandContext.ts';
import { saveMessageCommand, sendSavedMessage } from '../../../../src/host/commands/messageCommands.ts';
import { MessageParts } from '../../../../src/host/messages/messageParts.ts';
import { messageRemoval } from '../../../../src/host/messages/messageRemoval.ts';
import { undoNow } from '../../../../src/host/undo/offerUndo.ts';
import { UndoList } from '../../../../src/host/undo/undoList.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { fakeEndpoints } from '../../../support/fakeEndpoints.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { pressItemButton, questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';
import { grantedPermissions as permissions } from '../../../support/grantedPermissions.ts';
import { temporaryFolder } from '../../../support/temporaryFolder.ts';
import { undoOffers } from '../../../support/undoOffer.ts';
import { watchedLog } from '../../../support/watchedLog.ts';

describe('saved message commands', () => {
  freshVscode();
  const folder = temporaryFolder();

  let sent: [string, SendTarget | undefined][];
  let messageParts: MessageParts;
  let undo: UndoList;
  let context: CommandContext;

  beforeEach(() => {
    sent = [];
    undo = new UndoList(watchedLog().log);
    const send = async (_id: string, data: Uint8Array, target?: SendTarget) =>
      void sent.push([Buffer.from(data).toString(), target]);
    const endpoints = fakeEndpoints([endpointSnapshot('e', 1)], { send });
    messageParts = new MessageParts(endpoints, Uri.file(folder.at('messages.json')), undo);
    context = { endpoints, messageParts, permissions, panels: {} } as unknown as CommandContext;
  });
  afterEach(() => {
    messageParts.dispose();
    undo.dispose();
  });

  const messages = async () => (await messageParts.library).messages();

  it('save what a caller gives, which must be at least a name and a text', async () => {
    await saveMessageCommand({ message: { name: 'hi', text: 'hello', folder: 'f' } }, context);
    assert.deepEqual(await messages(), [{ name: 'hi', text: 'hello', folder: 'f', notation: 'text' }]);
    for (const argument of [{}, null, 'hi', { message: { name: '' } }, { message: { name: 'a' } }])
      await assert.rejects(saveMessageCommand(argument, context), { name: 'TypeError', message: /✖/ });
    assert.deepEqual(questions.open, []);
  });

  it('replace no message for a caller that may not, unless that changes nothing', async () => {
    const restricted = { ...context, permissions: { has: (name: string) => name !== 'change' } } as never;
    const message = { name: 'hi', folder: 'f', notation: 'text', text: 'hello' };
    await saveMessageCommand({ message }, restricted);
    await saveMessageCommand({ message }, restricted);
    const evil = { message: { ...message, text: 'evil' } };
    const params = { permission: 'change', name: 'f/hi', of: 'message' };
    await assert.rejects(saveMessageCommand(evil, restricted), { code: 'NOT_ALLOWED', params });
    assert.deepEqual(await messages(), [message]);
    await saveMessageCommand({ message: { ...message, endpoint: 'e' } }, restricted);
    await saveMessageCommand(evil, context);
    assert.deepEqual(await messages(), [evil.message, { ...message, endpoint: 'e' }]);
    assert.deepEqual(questions.open, []);
  });

  it('ask the user for text and name, and save nothing without a text', async () => {
    const saving = saveMessageCommand(undefined, context);
    const text = await questions.question('Text of the message');
    const shown: number[] = [];
    const watching = questions.watch(() => void shown.push(questions.open.length));
    text.answer('hello');
    (await questions.question('Name of the message')).answer('hi');
    await saving;
    watching.dispose();
    assert.deepEqual(shown, [2, 1, 0], 'the name question opens before the text question closes');
    assert.deepEqual(await messages(), [{ name: 'hi', notation: 'text', text: 'hello' }]);
    const empty = saveMessageCommand(undefined, context);
    (await questions.question('Text of the message')).answer('');
    await assert.rejects(empty, Dismissed);
  });

  it('send a message by name, on the only endpoint by default', async () => {
    await saveMessageCommand({ message: { name: 'hi', text: 'hello' } }, context);
    await sendSavedMessage({ message: 'hi' }, context);
    await sendSavedMessage({ endpoint: 'e', message: 'hi', peer: 'p1' }, context);
    assert.deepEqual(sent, [
      ['hello', undefined],
      ['hello', { peer: 'p1' }],
    ]);
    await assert.rejects(
      sendSavedMessage({ message: 'none' }, context),
      /No message named “none” is saved for this endpoint/,
    );
    await assert.rejects(sendSavedMessage({ endpoint: 'none', message: 'hi' }, context), { code: 'NO_ENDPOINT' });
  });

  it('ask which message is meant if none is named', async () => {
    await saveMessageCommand({ message: { name: 'hi', text: 'hello' } }, context);
    const sending = sendSavedMessage({ type: 'endpoint', endpoint: 'e' }, context);
    (await questions.question('Saved Messages for')).answer('hi');
    await sending;
    assert.deepEqual(sent, [['hello', undefined]]);
  });

  it('restore a message that was removed in the list', async () => {
    for (const name of ['ping', 'pong']) await saveMessageCommand({ message: { name, text: name } }, context);
    const names = async () => (await messages()).map(({ name }) => name);
    const sending = sendSavedMessage({ type: 'endpoint', endpoint: 'e' }, context);
    const list = await questions.question('Saved Messages for');
    const offered = new Promise<void>(resolve => void undo.onDidChange(resolve));
    pressItemButton(list, 'ping', 'Remove');
    await offered;
    assert.deepEqual([await names(), undoOffers()[0]?.text], [['pong'], 'Removed “ping”.']);
    const { kept } = undo.all[0] ?? {};
    await undoNow(undo, undo.all[0]);
    assert.equal(workbenchState.said.shown.at(-1), 'Restored “ping”.');
    assert.deepEqual(await names(), ['ping', 'pong']);
    assert.ok(kept?.type === 'message');
    // In the next window.
    const [undoable, text] = messageRemoval(JSON.parse(JSON.stringify(kept)), messageParts);
    await undoable.undo();
    assert.deepEqual([text, await names()], ['Removed “ping”.', ['ping', 'ping', 'pong']]);
    list.dismiss();
    await assert.rejects(sending, Dismissed);
  });
});
