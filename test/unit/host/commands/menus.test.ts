/** The titles and menus of package.json, as seen by users. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allKinds } from '../../../../src/core/kinds.ts';
import { root } from '../../../support/paths.ts';

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

const read = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when: string;
  readonly args?: unknown;
}

const { contributes } = read('package.json') as {
  contributes: {
    commands: { command: string; title: string }[];
    keybindings: Keybinding[];
    menus: Record<string, MenuItem[]>;
  };
};
const titleKeys = new Map(contributes.commands.map(({ command, title }) => [command, title.slice(1, -1)]));
const hidden = new Set(
  (contributes.menus.commandPalette ?? []).filter(one => one.when === 'false').map(one => one.command),
);

/** The inline actions of a row, from the left. */
function actionsOf(viewItem: string): (string | undefined)[] {
  const items = contributes.menus['view/item/context'] ?? [];
  const found = items.filter(({ when = '', group }) => group?.startsWith('inline') && holds(when, viewItem));
  return commandsIn(found.toSorted((one, other) => (one.group ?? '').localeCompare(other.group ?? '')));
}

/** The context menu of a row, without the inline actions. */
function menuOf(viewItem: string): MenuItem[] {
  const items = contributes.menus['view/item/context'] ?? [];
  return items.filter(({ when = '', group }) => !group?.startsWith('inline') && holds(when, viewItem));
}

/** The same with the items of its submenus. */
function wholeMenuOf(viewItem: string): MenuItem[] {
  const items = menuOf(viewItem);
  return [...items, ...items.flatMap(({ submenu }) => (submenu === undefined ? [] : shownIn(submenu, viewItem)))];
}

/** The items that a submenu shows for a row. */
function shownIn(submenu: string, viewItem: string): MenuItem[] {
  return (contributes.menus[submenu] ?? []).filter(({ when = '' }) => holds(when, viewItem));
}

/** Evaluates such a clause like VS Code. */
function holds(when: string, viewItem: string): boolean {
  return when.split(' && ').every(condition => {
    if (condition === '') return true;
    const [key, operator, value = ''] = condition.split(' ');
    if (key === 'view') return value === 'portside.connections';
    assert.equal(key, 'viewItem', condition);
    return operator === '==' ? value === viewItem : new RegExp(value.slice(1, -1)).test(viewItem);
  });
}

const kinds = ['stream.listens', 'stream.connects', 'datagram.listens'];
const unsavedRows = [
  ...['running', 'closed', 'failed'].flatMap(state => kinds.map(kind => `endpoint.${state}.${kind}`)),
  'endpoint.failed.stream.connects.unconnected',
];
const endpointRows = ['', '.saved.manual', '.saved.auto'].flatMap(saved => unsavedRows.map(row => `${row}${saved}`));
const peerRows = ['peer', 'closedPeer'].flatMap(row =>
  ['stream', 'stream.noReset', 'datagram'].map(transport => `${row}.${transport}`),
);
const incompleteRows = ['peer.stream.incomplete', 'peer.stream.noReset.incomplete'];
const listRows = ['list.closedPeers', 'list.morePeers'];
const savedRows = ['saved.manual', 'saved.auto', 'saved.broken', 'saved.noList'];
const allRows = [...endpointRows, ...peerRows, ...incompleteRows, ...listRows, ...savedRows];
const commandsIn = (items: readonly MenuItem[]) => items.map(({ command, submenu }) => command ?? submenu);

describe('a when clause', () => {
  it('tests an endpoint’s capabilities or peers, not its kind: a new kind needs no clause', () => {
    const { commands: _, ...rest } = contributes;
    const conditions = JSON.stringify(rest.menus)
      .concat(JSON.stringify(rest.keybindings))
      .match(/"when":"[^"]*"/g);
    assert.ok(conditions);
    const kinds = new RegExp(`\\b(?:${allKinds.join('|')})\\b`);
    assert.deepEqual(
      conditions.filter(one => kinds.test(one)),
      [],
    );
  });
});

describe('a submenu', () => {
  it('occurs once in a menu: VS Code doesn’t show the second one', () => {
    for (const [menu, items] of Object.entries(contributes.menus)) {
      const submenus = items.flatMap(({ submenu }) => submenu ?? []);
      assert.deepEqual(submenus, [...new Set(submenus)], menu);
    }
  });
});

for (const names of ['package.nls.json', 'package.nls.de.json']) {
  const titles: Record<string, string> = read(names);
  const titleOf = (command: string) => titles[titleKeys.get(command) ?? ''] ?? assert.fail(`${command} has no title`);

  describe(`command titles in ${names}`, () => {
    it('say by which segment a connection is ended, reset or closed, and what that means to either side', () => {
      const segments = { endPeer: 'FIN', resetPeer: 'RST', disconnect: 'FIN', 'peer.disconnect': 'FIN' };
      for (const [id, segment] of Object.entries(segments))
        assert.match(titleOf(`portside.${id}`), new RegExp(`^[^()]+ \\(${segment}, [^()]+\\)$`));
    });

    const shown = [...titleKeys.keys()].filter(command => !hidden.has(command)).map(titleOf);

    it('are unique in the palette, regardless of case and dots', () => {
      const plain = shown.map(title =>
        title
          .toLowerCase()
          .replaceAll(/[\s…]+/g, ' ')
          .trim(),
      );
      assert.deepEqual(
        plain.filter((title, at) => plain.indexOf(title) !== at),
        [],
      );
    });

    it('name their object: one word would fit several things', () => {
      assert.deepEqual(
        shown.filter(title => !title.includes(' ')),
        [],
      );
    });

    it('are unique in each menu', () => {
      for (const row of allRows) {
        const inMenu = wholeMenuOf(row).flatMap(({ command }) => (command === undefined ? [] : titleOf(command)));
        assert.equal(new Set(inMenu).size, inMenu.length, `${row}: ${inMenu}`);
      }
    });
  });
}

describe('a title', () => {
  /** Commands that ask for more than their endpoint, client or row before they do anything. */
  const asking = new Set([
    ...['startTcpServer', 'connectTcp', 'openUdp', 'receiveFiles', 'openFromText'],
    ...['saveEndpoint', 'renameEndpoint', 'renameSaved', 'duplicateSaved', 'renameFocused'],
    ...['renamePeer', 'renameSender', 'renameServer', 'changeFraming', 'guessFraming'],
    ...['send', 'sendFile', 'sendFolder', 'chooseSendMode', 'manageTransfers', 'sendSavedMessage', 'saveMessage'],
    ...['startVideo', 'snapshotVideo', 'recordVideo'],
    ...['exportTranscript', 'exportEndpoints', 'importEndpoints', 'resetPermissions', 'reportIssue'],
  ]);

  it('ends in dots if and only if the command asks for something first', () => {
    for (const names of ['package.nls.json', 'package.nls.de.json']) {
      const titles: Record<string, string> = read(names);
      const dotted = [...titleKeys].filter(([, key]) => titles[key]?.endsWith('…')).map(([command]) => command);
      assert.deepEqual(new Set(dotted), new Set([...asking].map(id => `portside.${id}`)), names);
    }
  });
});

describe('a keybinding', () => {
  const { keybindings } = contributes;
  const inView = /^focusedView == portside\.connections && (listFocus && )?!inputFocus( && |$)/;
  const ofMenus = keybindings.filter(({ when }) => when.includes('viewItem'));
  const pressed = keybindings.filter(one => !ofMenus.includes(one));

  it('runs an existing command while a row of the view is focused and nothing is being typed', () => {
    for (const { command, when } of keybindings) {
      assert.ok(titleKeys.has(command), command);
      assert.match(when, inView);
    }
  });

  it('passes the focused row, which extensions can’t query', () => {
    const focused = { $treeViewId: 'portside.connections', $focusedTreeItem: true };
    for (const { command, when, args } of pressed) {
      const isAboutRow = command.endsWith('Focused') || command === 'portside.undoRemove';
      assert.deepEqual(args, isAboutRow ? focused : undefined, `${command} when ${when}`);
    }
  });

  // `viewItem` is set in menus only, so these are shown and never pressed.
  it('is shown next to its action in the menu of a row, and nowhere else', () => {
    const keys = new Map(
      pressed.filter(({ when }) => !when.includes('isMac')).map(({ command, key, mac }) => [command, [key, mac]]),
    );
    const shownIn = {
      rename: 'renameFocused',
      remove: 'removeFocused',
      disconnect: 'removeFocused',
      copy: 'copyFocused',
    };
    for (const { command, key, mac, when } of ofMenus) {
      const verb = /^portside\.(rename|remove|disconnect|copy)/.exec(command)?.[1] as keyof typeof shownIn;
      assert.deepEqual([key, mac], keys.get(`portside.${shownIn[verb]}`), command);
      const [viewItem = ''] = /viewItem =~ .*$/.exec(when) ?? [];
      const rows = allRows.filter(row => holds(viewItem, row));
      assert.ok(
        rows.some(row => commandsIn(menuOf(row)).includes(command)),
        command,
      );
    }
    const shown = new Set(ofMenus.map(({ command }) => command));
    for (const row of allRows)
      for (const command of commandsIn(menuOf(row)))
        if (/^portside\.(rename|remove|disconnect|copy)/.test(command ?? ''))
          assert.ok(shown.has(command ?? ''), command);
  });
});

describe('a row’s menu in the tree', () => {
  it('has at most twelve entries, in groups', () => {
    for (const row of endpointRows) {
      const items = menuOf(row);
      assert.ok(items.length <= 12, `${row} has ${items.length}: ${commandsIn(items).join(', ')}`);
      assert.ok(new Set(items.map(({ group }) => group?.split('@')[0])).size >= 4);
    }
  });

  it('starts what is closed, retries what failed, and restarts or stops what is running', () => {
    const ways = ['startEndpoint', 'tryAgain', 'keepTrying', 'restart', 'stop'];
    const waysOf = (row: string) => commandsIn(menuOf(row)).flatMap(id => ways.filter(way => id === `portside.${way}`));
    assert.deepEqual(waysOf('endpoint.closed.datagram.listens'), ['startEndpoint']);
    assert.deepEqual(waysOf('endpoint.failed.datagram.listens'), ['tryAgain']);
    assert.deepEqual(waysOf('endpoint.failed.stream.connects.unconnected'), ['tryAgain', 'keepTrying']);
    assert.deepEqual(waysOf('endpoint.running.datagram.listens'), ['restart', 'stop']);
  });

  it('for a saved endpoint toggles starting with the window, whether it is listed as an endpoint or not', () => {
    const ways = ['portside.startWithWorkspace', 'portside.startByHandOnly'];
    const waysOf = (row: string) => commandsIn(wholeMenuOf(row)).filter(id => ways.some(way => way === id));
    for (const row of unsavedRows) {
      assert.deepEqual(waysOf(row), [], row);
      assert.deepEqual(waysOf(`${row}.saved.manual`), [ways[0]], row);
      assert.deepEqual(waysOf(`${row}.saved.auto`), [ways[1]], row);
    }
    assert.deepEqual(waysOf('saved.manual'), [ways[0]]);
    assert.deepEqual(waysOf('saved.auto'), [ways[1]]);
  });

  it('for a saved endpoint has everything that an endpoint’s menu has', () => {
    const more = new Set(['portside.saveMenu', 'portside.startWithWorkspace', 'portside.startByHandOnly']);
    for (const row of unsavedRows)
      for (const saved of ['.saved.manual', '.saved.auto'])
        assert.deepEqual(
          new Set(commandsIn(wholeMenuOf(row + saved)).filter(id => !more.has(id ?? ''))),
          new Set(commandsIn(wholeMenuOf(row))),
          row,
        );
  });

  it('for an endpoint has sending a message before anything else that can be sent', () => {
    for (const kind of kinds)
      assert.equal(commandsIn(shownIn('portside.sendMenu', `endpoint.running.${kind}`))[0], 'portside.send', kind);
  });

  it('for an endpoint can edit, rename, duplicate and save it without a submenu', () => {
    const wanted = ['edit', 'rename', 'duplicate', 'save'].map(verb => `portside.${verb}Endpoint`);
    for (const row of unsavedRows)
      assert.deepEqual(
        commandsIn(menuOf(row)).filter(id => wanted.some(one => one === id)),
        wanted,
        row,
      );
  });

  it('contains all inline actions: only the menu is accessible by keyboard', () => {
    for (const row of allRows)
      for (const command of actionsOf(row)) assert.ok(commandsIn(menuOf(row)).includes(command), `${row}: ${command}`);
  });

  it('has no remove button where another row has a harmless action: the row may change under the pointer', () => {
    // The last action is at the right edge.
    const fromTheRight = (row: string) => actionsOf(row).toReversed();
    const places = new Set(allRows.map(row => fromTheRight(row).indexOf('portside.remove')).filter(at => at >= 0));
    assert.deepEqual([...places], [2]);
    for (const row of allRows.filter(one => !actionsOf(one).includes('portside.remove')))
      assert.ok(fromTheRight(row).length <= 2, row);
  });

  it('for a client sends to it, filters by it, copies its address, and ends its connection in three ways', () => {
    const wanted = ['send', 'showOnlyPeer', 'copyAddress', 'endPeer', 'resetPeer', 'disconnect'];
    const found = commandsIn(menuOf('peer.stream')).filter(id => wanted.some(one => id === `portside.${one}`));
    assert.deepEqual(
      found,
      wanted.map(one => `portside.${one}`),
    );
    const ways = ['endPeer', 'resetPeer', 'disconnect', 'disconnectSender'];
    const ofSender = commandsIn(menuOf('peer.datagram')).filter(id => ways.some(one => id === `portside.${one}`));
    assert.deepEqual(ofSender, ['portside.disconnectSender']);
  });

  it('exists for every row', () => {
    assert.deepEqual(
      allRows.filter(row => menuOf(row).length === 0),
      [],
    );
  });

  it('for a peer that can’t be reset has everything else', () => {
    for (const row of ['peer', 'closedPeer'])
      assert.deepEqual(
        commandsIn(menuOf(`${row}.stream.noReset`)),
        commandsIn(menuOf(`${row}.stream`)).filter(command => command !== 'portside.resetPeer'),
      );
  });

  it('opens the panel for a list of peers', () => {
    for (const row of listRows) assert.deepEqual(commandsIn(menuOf(row)), ['portside.openPanel']);
  });

  it('has submenus of more than one item', () => {
    for (const row of endpointRows)
      for (const { submenu } of menuOf(row))
        if (submenu !== undefined) assert.ok(shownIn(submenu, row).length > 1, `${row}: ${submenu}`);
  });
});

describe('a menu', () => {
  /** Commands that end connections, or delete or cancel something. */
  const destructive = new Set(
    [
      ...['stop', 'restart', 'stopAll', 'remove', 'removeClosed', 'removeSaved', 'clearTranscript', 'cancelTransfers'],
      ...['endPeer', 'resetPeer', 'disconnect', 'disconnectSender', 'peer.disconnect'],
    ].map(id => `portside.${id}`),
  );
  const sections = ['row', 'peer'];
  const ofSection = (section: string) =>
    (contributes.menus['webview/context'] ?? []).filter(({ when }) => when?.includes(`webviewSection == '${section}'`));
  const whole = ['view/title', 'explorer/context', ...Object.keys(contributes.menus).filter(id => id.endsWith('Menu'))];
  const menus: readonly (readonly [string, readonly MenuItem[]])[] = [
    ...allRows.map(row => [row, menuOf(row)] as const),
    ...sections.map(section => [section, ofSection(section)] as const),
    ...whole.map(id => [id, contributes.menus[id] ?? assert.fail(id)] as const),
  ];

  it('ends with what ends connections or deletes something, in groups of its own', () => {
    for (const [name, items] of menus) {
      const isDestructive = ({ command = '' }: MenuItem) => destructive.has(command);
      // Buttons come before any menu.
      const inMenu = items.filter(({ group }) => !group?.startsWith('navigation'));
      const groupsOf = (some: readonly MenuItem[]) => some.map(({ group = '' }) => group.split('@')[0] ?? '');
      const last =
        groupsOf(inMenu.filter(one => !isDestructive(one)))
          .toSorted()
          .at(-1) ?? '';
      for (const group of groupsOf(inMenu.filter(isDestructive))) assert.ok(group > last, `${name}: ${group}, ${last}`);
    }
  });

  it('has all commands that do so, except in the palette', () => {
    const found = new Set(menus.flatMap(([, items]) => commandsIn(items)));
    assert.deepEqual(
      [...destructive].filter(command => !found.has(command)),
      [],
    );
  });
});

describe('the palette', () => {
  // VS Code lists the commands that contain the typed text, or words that begin with the typed words, alphabetically.
  for (const [names, language, exceptions] of [
    // No other words express these two as well.
    ['package.nls.json', 'en', [['Start Endpoint', 'Restart Endpoint']]],
    ['package.nls.de.json', 'de', [['Endpunkt starten', 'Endpunkt neu starten']]],
  ] as const)
    it(`runs what is typed: no other title ranks above it, for ${names}`, () => {
      const titles: Record<string, string> = read(names);
      const shown = [...titleKeys].filter(([command]) => !hidden.has(command)).map(([, key]) => titles[key] ?? '');
      const wordsOf = (title: string) => title.toLowerCase().match(/[\p{L}’]+/gu) ?? [];
      const fits = (typed: readonly string[], title: string) =>
        wordsOf(title).reduce((at, word) => (word.startsWith(typed[at] ?? '\n') ? at + 1 : at), 0) === typed.length;
      const contains = (title: string, other: string) => other.toLowerCase().includes(title.toLowerCase());
      const above = shown.flatMap(title =>
        shown
          .filter(other => other.localeCompare(title, language) < 0)
          .filter(other => fits(wordsOf(title), other) || contains(title, other))
          .map(other => [title, other]),
      );
      assert.deepEqual(above, exceptions);
    });

  it('names what a panel follows by its kind, and hides it if no panel is in view', () => {
    const clauses = { Client: 'client', Connection: 'server', Sender: 'sender' };
    for (const [noun, role] of Object.entries(clauses))
      assert.deepEqual(
        contributes.menus.commandPalette?.filter(({ command }) => command === `portside.toggleFollow${noun}`),
        [{ command: `portside.toggleFollow${noun}`, when: `portside.panelPeerRole == '${role}'` }],
      );
  });

  it('hides commands without an applicable object', () => {
    const always = ['startTcpServer', 'connectTcp', 'openUdp', 'receiveFiles', 'openFromText', 'tryIt'];
    always.push(
      'saveMessage',
      'editMessages',
      'showReceivedFiles',
      'importEndpoints',
      'resetPermissions',
      'reportIssue',
    );
    const conditional = new Set((contributes.menus.commandPalette ?? []).map(({ command }) => command));
    assert.deepEqual(
      new Set([...titleKeys.keys()].filter(command => !conditional.has(command))),
      new Set(always.map(one => `portside.${one}`)),
    );
  });

  it('inspects a message, but not an event, which is complete on its line', () => {
    const inspect = contributes.menus['webview/context']?.find(({ command }) => command === 'portside.row.inspect');
    assert.match(inspect?.when ?? '', /&& portside\.isMessage$/);
  });
});
