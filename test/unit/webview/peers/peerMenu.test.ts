import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { peerMenu } from '../../../../webview/peers/peerMenu.ts';

interface MenuItem {
  readonly command: string;
  readonly when: string;
  readonly group: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
const items: readonly MenuItem[] = contributes.menus['webview/context'];

/** Evaluates a condition: `&&` of comparisons, names and their negations, as in the menu. */
function holds(when: string, context: Readonly<Record<string, unknown>>): boolean {
  return when.split(' && ').every(term => {
    const [, name = '', operator, value] = /^([\w.]+) (==|!=) '([^']*)'$/.exec(term) ?? [];
    if (operator) return (context[name] === value) === (operator === '==');
    return term.startsWith('!') ? !context[term.slice(1)] : Boolean(context[term]);
  });
}

describe('a peer’s menu', () => {
  const open = { endpoint: 'e1', role: 'client', isOpen: true, isShown: false, canFollow: false } as const;

  /** The commands that VS Code shows, in order. */
  function commands(menu: Partial<Parameters<typeof peerMenu>[1]>): string[] {
    const context = {
      webviewId: 'portside.panel',
      ...JSON.parse(
        peerMenu({ id: 'p1', address: '127.0.0.1:5000' }, { ...open, hasReset: menu.role !== 'sender', ...menu }),
      ),
    };
    return items
      .filter(({ when }) => holds(when, context))
      .sort((one, other) => (one.group < other.group ? -1 : 1))
      .map(({ command }) => command.replace('portside.', ''));
  }

  it('for a client has the same commands as in the tree, in the same groups', () => {
    assert.deepEqual(commands({}), [
      'peer.write',
      'showOnlyPeer',
      'showVideo',
      'copyAddress',
      'renamePeer',
      'endPeer',
      'resetPeer',
      'disconnect',
    ]);
  });

  it('for a client of a Unix domain socket has no reset', () => {
    assert.deepEqual(commands({ hasReset: false }).slice(-3), ['renamePeer', 'endPeer', 'disconnect']);
  });

  it('for a peer shown alone can show all again, and follow the next one', () => {
    const shown = { isShown: true, canFollow: true };
    assert.deepEqual(commands(shown).slice(1, 3), ['peer.showAll', 'toggleFollowClient']);
    assert.ok(commands({ ...shown, role: 'sender' }).includes('toggleFollowSender'));
    assert.ok(commands({ ...shown, role: 'server' }).includes('toggleFollowConnection'));
  });

  it('for a closed peer has nothing that requires a connection', () => {
    assert.deepEqual(commands({ isOpen: false }), ['showOnlyPeer', 'copyAddress', 'renamePeer']);
    assert.deepEqual(commands({ isOpen: false, isShown: true }), ['peer.showAll', 'copyAddress', 'renamePeer']);
  });

  it('names senders and connections correctly', () => {
    assert.deepEqual(commands({ role: 'sender' }), [
      'peer.write',
      'showOnlySender',
      'copyAddress',
      'renameSender',
      'disconnectSender',
    ]);
    assert.deepEqual(commands({ role: 'server' }), [
      'peer.write',
      'showOnlyConnection',
      'showVideo',
      'copyAddress',
      'renameServer',
      'endPeer',
      'resetPeer',
      'peer.disconnect',
    ]);
  });
});
