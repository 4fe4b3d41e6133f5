import '../../../support/pageGlobals.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { ReactiveControllerHost } from 'lit';
import type { Addressee } from '../../../../webview/composer/targets.ts';
import { DropController } from '../../../../webview/transfers/dropController.ts';

describe('files dragged over the page', () => {
  let addressee: Addressee;
  let dropped: unknown[];
  let updates: number;
  let controller: DropController;

  /** A drag event's effect: whether we handled it, and the pointer's drop effect. */
  function drag(type: string, types: readonly string[] = ['Files'], more: object = {}) {
    const dataTransfer = { types, dropEffect: 'unset' };
    const event = Object.assign(new Event(type, { cancelable: true }), { dataTransfer, relatedTarget: null, ...more });
    document.dispatchEvent(event);
    return { isTaken: event.defaultPrevented, effect: dataTransfer.dropEffect };
  }

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    addressee = { target: 'all', label: 'both clients', hasGone: false };
    dropped = [];
    updates = 0;
    const host = {
      addController: () => undefined,
      requestUpdate: () => updates++,
    } as unknown as ReactiveControllerHost;
    controller = new DropController(host, {
      addressee: () => addressee,
      drop: (_data, to) => dropped.push(to),
    });
    controller.hostConnected();
  });

  afterEach(() => {
    controller.hostDisconnected();
    mock.timers.reset();
  });

  it('are taken over from VS Code, and dropped on their target', () => {
    assert.deepEqual(drag('dragenter'), { isTaken: true, effect: 'copy' });
    assert.deepEqual(drag('dragover'), { isTaken: true, effect: 'copy' });
    assert.deepEqual([controller.where, updates], ['over', 1]);
    assert.ok(drag('drop').isTaken);
    assert.deepEqual([controller.where, dropped], [undefined, [addressee]]);
  });

  it('are files of the system or of VS Code; text is ignored', () => {
    assert.ok(drag('dragover', ['text/plain', 'application/vnd.code.uri-list']).isTaken);
    drag('drop', []);
    dropped = [];
    assert.ok(!drag('dragover', ['text/plain']).isTaken);
    assert.ok(!drag('drop', ['text/plain']).isTaken);
    assert.deepEqual([controller.where, dropped], [undefined, []]);
  });

  it('can’t be dropped if nothing can be sent: VS Code doesn’t open them either', () => {
    addressee = { ...addressee, obstacle: 'No client connected.' };
    assert.deepEqual(drag('dragover'), { isTaken: true, effect: 'none' });
    assert.ok(drag('drop').isTaken);
    assert.deepEqual(dropped, []);
  });

  it('are sent to the target at the time of the drop', () => {
    drag('dragover');
    addressee = { ...addressee, label: 'another' };
    drag('drop');
    assert.deepEqual(dropped, [addressee]);
  });

  it('have left the page for a while, then for good', () => {
    drag('dragover');
    drag('dragleave', ['Files'], { relatedTarget: {} });
    assert.equal(controller.where, 'over', 'to another element');
    drag('dragleave');
    assert.equal(controller.where, 'left');
    mock.timers.tick(4999);
    assert.equal(controller.where, 'left');
    mock.timers.tick(1);
    assert.equal(controller.where, undefined);
  });

  it('may return meanwhile', () => {
    drag('dragover');
    drag('dragleave');
    drag('dragover');
    mock.timers.tick(5000);
    assert.equal(controller.where, 'over');
  });

  it('have not left if they were never there', () => {
    drag('dragleave');
    assert.equal(controller.where, undefined);
  });

  it('exclude drags that began in the page itself, until those end', () => {
    document.dispatchEvent(new Event('dragstart'));
    assert.ok(!drag('dragover').isTaken);
    document.dispatchEvent(new Event('dragend'));
    assert.ok(drag('dragover').isTaken);
    document.dispatchEvent(new Event('dragstart'));
    // The end of a drag isn't always reported.
    document.dispatchEvent(new Event('pointermove'));
    assert.ok(drag('dragover').isTaken);
  });

  it('are gone when the pointer moves without them', () => {
    drag('dragover');
    document.dispatchEvent(new Event('pointermove'));
    assert.equal(controller.where, undefined);
  });

  it('are returned to VS Code when the page is left', () => {
    drag('dragover');
    drag('dragleave');
    controller.hostDisconnected();
    assert.ok(!drag('dragover').isTaken);
    const before = updates;
    mock.timers.tick(5000);
    assert.equal(updates, before);
  });
});
