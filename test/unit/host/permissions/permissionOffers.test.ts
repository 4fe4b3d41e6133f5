import assert from 'node:assert/strict';
import { SocketError } from '../../../../src/core/socketError.ts';
import { PermissionOffers } from '../../../../src/host/permissions/permissionOffers.ts';
import { Permissions } from '../../../../src/host/permissions/permissions.ts';
import { fakeMemento } from '../../../support/fakeMemento.ts';
import { freshVscode } from '../../../support/fakeVscode/freshVscode.ts';
import { questions } from '../../../support/fakeVscode/questions.ts';
import { workbenchState } from '../../../support/fakeVscode/workbenchState.ts';

describe('a permission offer', () => {
  freshVscode();

  const { state } = workbenchState;
  const allow = 'Allow for This Workspace';
  let permissions: Permissions;
  let offers: PermissionOffers;

  beforeEach(() => {
    state.folders = ['/a'];
    permissions = new Permissions(fakeMemento(), fakeMemento());
    offers = new PermissionOffers(permissions);
  });

  const listen = (address = '0.0.0.0:9') => new SocketError('NOT_ALLOWED', { permission: 'listen', address });
  const send = new SocketError('NOT_ALLOWED', { permission: 'send', path: '/etc/passwd' });

  it('says what was refused, and grants the permission when accepted', async () => {
    const offered = offers.offer(listen());
    const question = await questions.question(
      'Cannot listen on 0.0.0.0:9: commands need your permission',
      'notification',
    );
    assert.deepEqual(question.items, [allow]);
    assert.deepEqual(permissions.granted, []);
    question.answer(allow);
    await offered;
    assert.deepEqual(permissions.granted, ['listen']);
    assert.deepEqual(workbenchState.said.shown, ['Allowed. Run the command again.']);
  });

  it('grants nothing when it is dismissed, and is made again the next time', async () => {
    for (const _ of [1, 2]) {
      const offered = offers.offer(listen());
      (await questions.question('0.0.0.0:9')).dismiss();
      await offered;
    }
    assert.deepEqual(permissions.granted, []);
  });

  it('can be open next to another, each with its own answer', async () => {
    const offered = [offers.offer(listen()), offers.offer(send)];
    (await questions.question('Cannot send /etc/passwd')).dismiss();
    (await questions.question('0.0.0.0:9')).answer(allow);
    await Promise.all(offered);
    assert.deepEqual(permissions.granted, ['listen']);
  });

  it('isn’t made more than three times at once, except to bring one to the front', async () => {
    const offered = Array.from({ length: 20 }, (_, port) => offers.offer(listen(`0.0.0.0:${port + 1}`)));
    assert.equal(questions.open.length, 3);
    offered.push(offers.offer(listen('0.0.0.0:2')));
    assert.equal(questions.open.length, 4, 'VS Code closes the older of two that are the same');
    for (const question of questions.open) question.dismiss();
    await Promise.all(offered);
    const again = offers.offer(listen('0.0.0.0:20'));
    (await questions.question('0.0.0.0:20')).dismiss();
    await again;
  });

  it('is for the window if no folder is open', async () => {
    state.folders = [];
    const offered = offers.offer(listen());
    (await questions.question('0.0.0.0:9')).answer('Allow in This Window');
    await offered;
    assert.deepEqual(permissions.granted, ['listen']);
  });

  it('leads to workspace trust first, and grants nothing then', async () => {
    state.isTrusted = false;
    const offered = offers.offer(listen());
    const question = await questions.question('0.0.0.0:9');
    assert.deepEqual(question.items, ['Manage Workspace Trust']);
    workbenchState.grantTrust();
    question.answer('Manage Workspace Trust');
    await offered;
    assert.deepEqual(
      workbenchState.done.shown.map(({ command }) => command),
      ['workbench.trust.manage'],
    );
    assert.deepEqual(permissions.granted, []);
  });

  it('grants nothing if accepted after the workspace lost its trust, or changed', async () => {
    for (const change of [
      () => Object.assign(state, { isTrusted: false }),
      () => Object.assign(state, { folders: ['/b'] }),
    ]) {
      Object.assign(state, { isTrusted: true, folders: ['/a'] });
      const offered = offers.offer(listen());
      const question = await questions.question('0.0.0.0:9');
      change();
      question.answer(allow);
      await offered;
      state.isTrusted = true;
      assert.deepEqual(permissions.granted, []);
    }
  });

  it('isn’t made for other errors', async () => {
    for (const error of [
      new Error('no'),
      new SocketError('NO_PEER'),
      SocketError.of({ code: 'NOT_ALLOWED', params: { permission: 'x' } } as never),
    ])
      await offers.offer(error);
    assert.deepEqual(questions.open, []);
  });
});
