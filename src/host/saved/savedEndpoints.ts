/** Endpoints saved in the settings. An invalid entry is kept and reported, with the invalid field. */
import { setImmediate } from 'node:timers/promises';
import { type Disposable, EventEmitter, l10n, workspace } from 'vscode';
import { parseSavedEndpoint } from '../../client/configSchema.ts';
import { ConfigError } from '../../core/config/configError.ts';
import { isConfigKey } from '../../core/config/unknownKeys.ts';
import type { EndpointConfig } from '../../core/endpointConfig.ts';
import { TextError } from '../../core/phrase.ts';
import { problemsText } from '../../core/sentences/errors/errorSentence.ts';
import { translated } from '../shown/translated.ts';
import { type Agreement, writeAgreed } from './agreedChange.ts';
import {
  isSameScope,
  listIn,
  notAList,
  readScope,
  type SavedScope,
  savedScopes,
  savedSetting,
  scopeKey,
  scopeLabel,
} from './savedScopes.ts';

/**
 * Checking an entry may take a second, and a workspace may have any number of them: after this long, other work on the
 * thread gets its turn.
 */
const maxTurnMs = 20;

/** One entry in the list of a scope. */
interface SavedEntry {
  readonly label: string;
  readonly scope: SavedScope;
  /** Index in the list of its scope; -1 if the setting isn't a list. */
  readonly index: number;
  /** The entry as written in the settings. */
  readonly value: unknown;
  /** Whether other entries have the same name, here or in another scope. */
  readonly isNamesake: boolean;
  readonly autoStart: boolean;
}

/** A usable entry, or one with the reason why it can't be used. */
export type SavedEndpoint =
  | (SavedEntry & { readonly config: EndpointConfig })
  | (SavedEntry & { readonly problem: string });

/** `autoStart` makes the endpoint start with the window; if absent, the replaced entry decides. */
export type StartingConfig = EndpointConfig & { readonly autoStart?: boolean };

type Checked = { readonly config: EndpointConfig } | { readonly problem: string };

export class SavedEndpoints implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #stored = new EventEmitter<void>();
  /** Fires when endpoints have been written to the settings by `save` or `saveAll`. */
  readonly onDidSave = this.#stored.event;
  readonly #subscriptions = [
    workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration(savedSetting)) this.#reread();
    }),
    workspace.onDidGrantWorkspaceTrust(() => this.#reread()),
    workspace.onDidChangeWorkspaceFolders(() => this.#reread()),
  ];
  #list: Promise<SavedEndpoint[]> | undefined;
  /** Checked entries by their JSON, so that one change in a list of a thousand causes only one check. */
  #checked = new Map<string, Checked>();
  /** The entries last listed, by their contents and place. */
  #listed = new Map<string, SavedEndpoint>();

  /** Returns all that apply here, the workspace's before the user's. An entry is the same object until it changes. */
  all(): Promise<SavedEndpoint[]> {
    this.#list ??= this.#read();
    return this.#list;
  }

  /** Whether anything is saved here, valid or not. */
  get any(): boolean {
    return savedScopes().some(scope => entriesOf(scope).length > 0);
  }

  /** All entries as JSON, valid or not. */
  get written(): ReadonlySet<string> {
    return new Set(
      savedScopes()
        .flatMap(entriesOf)
        .map(value => JSON.stringify(value)),
    );
  }

  /** Whether any entry has autostart, valid or not. */
  get anyStartsItself(): boolean {
    return savedScopes().some(scope => entriesOf(scope).some(startsWithWindow));
  }

  /** Whether an entry with the same name as this config has autostart and will be opened. */
  hasAutoStart(config: EndpointConfig): boolean {
    const called = nameOrAddress(config);
    const isStarted = (value: unknown) =>
      startsWithWindow(value) && (field(value, 'name') ?? field(value, 'address')) === called;
    return workspace.isTrusted && savedScopes().some(scope => entriesOf(scope).some(isStarted));
  }

  /**
   * Saves a config in a scope. It replaces the entry of the same name, whose unknown keys are preserved, or is appended.
   * @throws RangeError if several entries have that name.
   */
  async save(config: EndpointConfig, scope: SavedScope, agreement: Agreement): Promise<void> {
    const list = listIn(scope);
    const places = list.flatMap((value, index) => (field(value, 'name') === config.name ? [index] : []));
    if (config.name !== undefined && places.length > 1)
      throw new RangeError(
        l10n.t('{0} saved endpoints are named “{1}”. Rename or remove one first.', places.length, config.name),
      );
    await this.saveAll([{ ...config, autoStart: false }], scope, agreement);
  }

  /** Saves all of them with one write: the n-th of a name replaces the n-th of that name, or is appended. */
  async saveAll(configs: readonly StartingConfig[], scope: SavedScope, agreement: Agreement): Promise<void> {
    await writeAgreed(scope, list => withAll(list, configs), agreement);
    this.#stored.fire();
  }

  /** @throws RangeError if it no longer exists. */
  async remove(saved: SavedEndpoint, agreement: Agreement): Promise<void> {
    await writeAgreed(saved.scope, list => list.toSpliced(placeIn(list, saved), 1), agreement);
  }

  /** @throws RangeError if it no longer exists. */
  async replace(saved: SavedEndpoint, value: unknown, agreement: Agreement): Promise<void> {
    await writeAgreed(saved.scope, list => list.with(placeIn(list, saved), value), agreement);
  }

  async insert(scope: SavedScope, index: number, value: unknown, agreement: Agreement): Promise<void> {
    await writeAgreed(scope, list => list.toSpliced(index, 0, value), agreement);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#changed.dispose();
    this.#stored.dispose();
  }

  #reread(): void {
    this.#list = undefined;
    this.#changed.fire();
  }

  async #read(): Promise<SavedEndpoint[]> {
    const entries = savedScopes().flatMap(scope => entriesOf(scope).map((value, index) => ({ scope, value, index })));
    const names = new Map<unknown, number>();
    for (const { value } of entries) names.set(field(value, 'name'), (names.get(field(value, 'name')) ?? 0) + 1);
    const before = this.#checked;
    const checked = new Map<string, Checked>();
    this.#checked = checked;
    const list: SavedEndpoint[] = [];
    let turnMs = performance.now();
    for (const { scope, value, index } of entries) {
      if (performance.now() - turnMs > maxTurnMs) {
        await setImmediate();
        turnMs = performance.now();
      }
      const json = JSON.stringify(value);
      const known = checked.get(json) ?? before.get(json) ?? (await check(value));
      checked.set(json, known);
      const name = field(value, 'name');
      const isNamesake = typeof name === 'string' && (names.get(name) ?? 0) > 1;
      list.push(
        withPlace(
          { scope, value, index, isNamesake, autoStart: startsWithWindow(value), label: labelOf(value, index) },
          known,
        ),
      );
    }
    return this.#sameObjects([...noLists(), ...list]);
  }

  /** Returns the same objects as before for entries that haven't changed. */
  #sameObjects(list: readonly SavedEndpoint[]): SavedEndpoint[] {
    const keyed = list.map((one): [string, SavedEndpoint] => {
      const key = JSON.stringify({ ...one, scope: [scopeKey(one.scope), scopeLabel(one.scope)] });
      return [key, this.#listed.get(key) ?? one];
    });
    this.#listed = new Map(keyed);
    return keyed.map(([, one]) => one);
  }
}

/** Returns a list with these configs: the n-th of a name replaces the n-th of that name, or is appended. */
function withAll(list: readonly unknown[], configs: readonly StartingConfig[]): unknown[] {
  const all = [...list];
  const places = Map.groupBy(list.keys(), at => field(list[at], 'name'));
  const used = new Map<string, number>();
  for (const { autoStart, ...config } of configs) {
    const { name } = config;
    const count = name === undefined ? 0 : (used.get(name) ?? 0);
    const index = (name === undefined ? undefined : places.get(name)?.[count]) ?? all.length;
    if (name !== undefined) used.set(name, count + 1);
    all[index] = { ...merged(all[index], config), ...(autoStart === true && { autoStart }) };
  }
  return all;
}

function withPlace(entry: SavedEntry, checked: Checked): SavedEndpoint {
  if ('config' in checked) return { ...entry, config: checked.config };
  return { ...entry, problem: `${savedSetting}[${entry.index}]: ${checked.problem}` };
}

async function check(value: unknown): Promise<Checked> {
  try {
    return await parseSavedEndpoint(value);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problem: translated(problemsText(error)) };
  }
}

function entriesOf(scope: SavedScope): unknown[] {
  const value = readScope(scope);
  return Array.isArray(value) ? value : [];
}

/** Returns an entry with a problem for each setting that isn't a list. */
function noLists(): SavedEndpoint[] {
  const wrong = savedScopes().filter(scope => !Array.isArray(readScope(scope) ?? []));
  const place = { label: savedSetting, index: -1, isNamesake: false, autoStart: false, problem: notAList() };
  return wrong.map(scope => ({ ...place, scope, value: readScope(scope) }));
}

/**
 * Returns the old entry's order and unknown keys with the values of the config, except for `autoStart`: a config from a
 * page or a command may have that key, but it has no meaning there.
 */
export function merged(old: unknown, config: EndpointConfig): object {
  const kept = typeof old === 'object' && old !== null && !Array.isArray(old) ? Object.entries(old) : [];
  const { autoStart: _, ...values }: Record<string, unknown> = { version: 1, ...config };
  const stays = kept.filter(([key]) => key in values || !isConfigKey(key));
  return { ...Object.fromEntries(stays), ...values };
}

/** Returns its current position in a list: its index, unless it was moved. */
function placeIn(entries: readonly unknown[], { index, value, label }: SavedEndpoint): number {
  const list = entries.map(one => JSON.stringify(one));
  const json = JSON.stringify(value);
  const place = list[index] === json ? index : list.indexOf(json);
  if (place < 0) throw new RangeError(l10n.t('“{0}” was changed in the settings in the meantime.', label));
  return place;
}

/** Returns what the list calls an entry: its name, its address, or its place. */
export function labelOf(value: unknown, index: number): string {
  const label = [field(value, 'name'), field(value, 'address')].find(text => typeof text === 'string' && text !== '');
  return (label as string | undefined) ?? `${savedSetting}[${index}]`;
}

/** Whether an entry starts with the window. */
export function startsWithWindow(value: unknown): boolean {
  return field(value, 'autoStart') === true;
}

function field(value: unknown, key: 'name' | 'address' | 'autoStart'): unknown {
  return ((value ?? {}) as Record<string, unknown>)[key];
}

/**
 * Pairs saved endpoints with the listed endpoints that they became. Among several entries of one name, the one with the
 * same address is chosen.
 */
export function listedAs<Listed extends { readonly config: EndpointConfig }>(
  saved: readonly SavedEndpoint[],
  listed: readonly Listed[],
): Map<SavedEndpoint, Listed> {
  const called = Map.groupBy(saved, one => ('config' in one ? nameOrAddress(one.config) : undefined));
  const pairs = new Map<SavedEndpoint, Listed>();
  for (const one of listed) {
    const namesakes = (called.get(nameOrAddress(one.config)) ?? []).filter(candidate => !pairs.has(candidate));
    const same = namesakes.find(({ value }) => field(value, 'address') === one.config.address) ?? namesakes[0];
    if (same) pairs.set(same, one);
  }
  return pairs;
}

/**
 * Returns the error for an entry that can't be used: a TextError, since the log leaves out the config that it quotes.
 */
export function unusable({ problem }: { readonly problem: string }): TextError {
  return new TextError('This endpoint can’t be used. {0}', problem);
}

/** Returns the identity of an endpoint: its name, or its address if it has none. */
export function nameOrAddress({ name, address }: EndpointConfig): string {
  return name ?? address;
}

export function scopesOf(saved: readonly SavedEndpoint[], name: string): SavedScope[] {
  return savedScopes().filter(scope =>
    saved.some(one => isSameScope(one.scope, scope) && field(one.value, 'name') === name),
  );
}
