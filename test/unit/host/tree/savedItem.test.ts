import assert from 'node:assert/strict';
import type { MarkdownString, ThemeIcon } from 'vscode';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import { openRowCommand } from '../../../../src/host/tree/openRowCommand.ts';
import { savedItem } from '../../../../src/host/tree/savedItem.ts';

describe('a saved endpoint in the tree', () => {
  const entry = {
    label: 'mine',
    scope: { type: 'user' },
    index: 0,
    value: {},
    isNamesake: false,
    autoStart: false,
  } as const;
  const config = { kind: 'tcp-server', address: ':9000', name: 'mine' } as const;
  const usable: SavedEndpoint = { ...entry, config };
  const broken: SavedEndpoint = { ...entry, label: 'odd', problem: 'portside.endpoints[0]: kind: missing' };
  const tooltipOf = (saved: SavedEndpoint) => (savedItem(saved).tooltip as MarkdownString).value.trimEnd().split('\n');

  it('shows its address if it has a name', () => {
    const { description, contextValue, command, accessibilityInformation } = savedItem(usable);
    assert.equal(description, ':9000 · saved');
    assert.equal(contextValue, 'saved.manual');
    assert.equal(command, openRowCommand);
    assert.equal(accessibilityInformation?.label, 'mine, :9000 · saved');
    const { name: _, ...unnamed } = config;
    assert.equal(savedItem({ ...usable, config: unnamed }).description, 'saved');
    assert.equal(savedItem({ ...usable, config: unnamed }).label, ':9000');
  });

  it('shows where a UDP socket sends, in the same form as while it is open', () => {
    const socket = { kind: 'udp', address: ':0', remote: 'localhost:9' } as const;
    const named: SavedEndpoint = { ...usable, config: { ...socket, name: 'mine' } };
    assert.equal(savedItem(named).description, '→ localhost:9 · saved');
    assert.deepEqual(tooltipOf(named).slice(1, 3), [':0', 'sends to localhost:9']);
    const { label, accessibilityInformation } = savedItem({ ...usable, config: socket });
    assert.deepEqual([label, accessibilityInformation?.label], ['→ localhost:9', 'to localhost:9, saved']);
  });

  it('shows that it starts automatically, and its scope if another has its name', () => {
    const both: SavedEndpoint = { ...usable, autoStart: true, isNamesake: true };
    const { description, contextValue } = savedItem(both);
    assert.equal(description, ':9000 · saved in user settings · starts automatically');
    assert.equal(contextValue, 'saved.auto');
    assert.deepEqual(tooltipOf(both), [
      'TCP server, saved. Select to start.',
      ':9000',
      'From the user settings.',
      'Starts when the window opens.',
      'Another saved endpoint has the same name.',
    ]);
    assert.equal(tooltipOf(usable).length, 3);
  });

  it('looks available only if it is', () => {
    const { iconPath, resourceUri } = savedItem(usable);
    const { id, color } = iconPath as ThemeIcon;
    assert.deepEqual([id, color?.id, resourceUri], ['server', 'foreground', undefined]);
  });

  it('shows what is wrong with it', () => {
    const { description, contextValue, command, iconPath } = savedItem(broken);
    assert.equal(description, 'portside.endpoints[0]: kind: missing');
    assert.equal(contextValue, 'saved.broken');
    assert.equal(command, openRowCommand);
    assert.equal((iconPath as ThemeIcon).id, 'warning');
    assert.equal(tooltipOf(broken)[0], 'portside.endpoints[0]: kind: missing');
  });

  it('for a setting that isn’t a list has no entry menu', () => {
    assert.equal(savedItem({ ...broken, index: -1 }).contextValue, 'saved.noList');
  });
});
