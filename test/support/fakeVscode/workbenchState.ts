/** The rest of a VS Code window: commands, clipboard, folders, documents, status bar, log. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type * as vscode from 'vscode';
import { Disposable, EventEmitter } from './events.ts';
import { FileSystemError, FileType, LogLevel, Position, UIKind, Uri } from './plainValues.ts';
import { Sightings } from './sightings.ts';

type Command = (...args: unknown[]) => unknown;

/** A built-in command that was run, or an editor that was opened. */
export interface Done {
  readonly command: string;
  readonly args: readonly unknown[];
}

const commands = new Map<string, Command>();
const done = new Sightings<Done>('command', ({ command }) => command);
const said = new Sightings<string>('message in the status bar', text => text);
const copied = new Sightings<string>('text on the clipboard', text => text);
const documents = new Map<string, vscode.TextDocumentContentProvider>();
const trusted = new EventEmitter<void>();
const foldersChanged = new EventEmitter<unknown>();
const saving = new EventEmitter<unknown>();
const statusItems = new Set<Record<string, unknown>>();

const state = {
  clipboard: '',
  isTrusted: true,
  language: 'en',
  bundle: undefined as Record<string, string> | undefined,
  uiKind: UIKind.Web,
  folders: [] as string[],
  /** Path of the `.code-workspace` file, if there is one. */
  workspaceFile: undefined as string | undefined,
  activeTextEditor: undefined as unknown,
  log: [] as string[],
  trees: new Map<string, vscode.TreeDataProvider<unknown>>(),
  /** The message above the rows of the view that last set one. */
  treeMessage: undefined as string | undefined,
  /** The selection in the most recently created tree. */
  selection: [] as unknown[],
  /** The row that was focused last in that tree. */
  focusedRow: undefined as unknown,
  /** The row that the extension last selected. */
  selectedRow: undefined as unknown,
};

async function executeCommand(name: string, ...args: unknown[]): Promise<unknown> {
  const command = commands.get(name);
  if (command) return command(...args);
  if (name.startsWith('portside.')) throw new Error(`command '${name}' not found`);
  done.show({ command: name, args });
  return undefined;
}

function registerCommand(name: string, command: Command, thisArg?: unknown): Disposable {
  commands.set(name, command.bind(thisArg));
  return new Disposable(() => commands.delete(name));
}

function folderOf(path: string, index: number) {
  return { uri: Uri.file(path), name: basename(path), index };
}

function translated(message: string | { message: string; args?: unknown }, ...args: unknown[]): string {
  const given = typeof message === 'string' ? { message, args } : message;
  const values = args.length === 1 && typeof args[0] === 'object' && args[0] !== null ? args[0] : (given.args ?? args);
  const text = state.bundle?.[given.message] ?? given.message;
  return text.replace(/\{(\w+)\}/g, (place, name) => String((values as Record<string, unknown>)[name] ?? place));
}

function logChannel() {
  const write =
    (level: string) =>
    (message: unknown, ...more: unknown[]) =>
      void state.log.push([level, message, ...more].map(String).join(' '));
  const levels = ['trace', 'debug', 'info', 'warn', 'error'].map(level => [level, write(level)]);
  return {
    ...Object.fromEntries(levels),
    name: 'Portside',
    logLevel: LogLevel.Info,
    append: write(''),
    appendLine: write(''),
    show: () => undefined,
    dispose: () => undefined,
  };
}

const selected = new EventEmitter<{ selection: readonly unknown[] }>();

function treeView(id: string, { treeDataProvider }: { treeDataProvider: vscode.TreeDataProvider<unknown> }) {
  state.trees.set(id, treeDataProvider);
  state.selection = [];
  const never = new EventEmitter<unknown>().event;
  return {
    visible: true,
    get selection() {
      return state.selection;
    },
    set message(text: string | undefined) {
      state.treeMessage = text;
    },
    onDidChangeSelection: selected.event,
    onDidChangeVisibility: never,
    onDidCollapseElement: never,
    onDidExpandElement: never,
    reveal: async (row: unknown, { focus, select }: { focus?: boolean; select?: boolean } = {}) => {
      if (select) state.selectedRow = row;
      if (focus) state.focusedRow = row;
    },
    dispose: () => state.trees.delete(id),
  };
}

/** Creates an untitled document. VS Code shows one with text in the active group if no editor shows it soon: here it does so at once. */
function untitledDocument(content: string) {
  let text = content;
  const document = {
    uri: Uri.parse('untitled:Untitled-1'),
    getText: () => text,
    append: (more: string) => {
      text += more;
    },
  };
  if (content !== '') done.show({ command: 'showTextDocument', args: [document] });
  return document;
}

function namedDocument(uri: vscode.Uri, content: string) {
  let text = content;
  const document = {
    uri,
    isDirty: false,
    getText: () => text,
    positionAt: (offset: number) => new Position(0, offset),
    replaceAll: (by: string) => {
      text = by;
      document.isDirty = true;
    },
  };
  return document;
}

async function openTextDocument(given: vscode.Uri | { content?: string; language?: string }) {
  if (!('scheme' in given)) return untitledDocument(given.content ?? '');
  const provider = documents.get(given.scheme);
  const token = { isCancellationRequested: false, onCancellationRequested: new EventEmitter<unknown>().event };
  const text = provider
    ? await provider.provideTextDocumentContent(given, token)
    : given.scheme === 'file'
      ? await readFile(given.fsPath, 'utf8')
      : '';
  return namedDocument(given, text ?? '');
}

async function fileOr<T>(uri: vscode.Uri, act: () => Promise<T>): Promise<T> {
  return act().catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? FileSystemError.FileNotFound(uri) : error;
  });
}

const fs = {
  stat: (uri: vscode.Uri) =>
    fileOr(uri, async () => {
      const found = await stat(uri.fsPath);
      const { size, mtimeMs, ctimeMs } = found;
      const type = found.isDirectory() ? FileType.Directory : found.isFile() ? FileType.File : FileType.Unknown;
      return { type, size, mtime: mtimeMs, ctime: ctimeMs };
    }),
  readFile: (uri: vscode.Uri) => fileOr(uri, async () => new Uint8Array(await readFile(uri.fsPath))),
  writeFile: async (uri: vscode.Uri, content: Uint8Array) => {
    await mkdir(dirname(uri.fsPath), { recursive: true });
    await writeFile(uri.fsPath, content);
  },
  createDirectory: async (uri: vscode.Uri) => void (await mkdir(uri.fsPath, { recursive: true })),
};

const editorChanged = new EventEmitter<undefined>();

export const workbenchState = {
  state,
  /** A different text editor is active, or none. */
  editorChanged,
  done,
  said,
  copied,
  statusItems,
  /** Selects a row of the most recently created tree. */
  select: (node: unknown) => {
    state.selection = [node];
    selected.fire({ selection: state.selection });
  },
  grantTrust: () => {
    state.isTrusted = true;
    trusted.fire();
  },
  /** Announces that VS Code is about to save a document, for one of the `TextDocumentSaveReason`s. */
  willSave: (uri: vscode.Uri, reason: number) => saving.fire({ document: { uri }, reason }),
  /** Replaces the folders of the window. */
  openFolders: (...folders: string[]) => {
    state.folders = folders;
    foldersChanged.fire(undefined);
  },
  reset: () => {
    done.clear();
    said.clear();
    copied.clear();
    commands.clear();
    documents.clear();
    statusItems.clear();
    Object.assign(state, { clipboard: '', isTrusted: true, language: 'en', bundle: undefined, uiKind: UIKind.Web });
    Object.assign(state, {
      folders: [],
      activeTextEditor: undefined,
      workspaceFile: undefined,
      log: [],
      trees: new Map(),
      treeMessage: undefined,
      focusedRow: undefined,
      selectedRow: undefined,
    });
  },
};

export const commandApi = {
  executeCommand,
  registerCommand,
  getCommands: async () => [...commands.keys()],
};

export const l10nApi = {
  t: translated,
  get bundle() {
    return state.bundle;
  },
  get uri() {
    return undefined;
  },
};

export const envApi = {
  get language() {
    return state.language;
  },
  get uiKind() {
    return state.uiKind;
  },
  appName: 'Fake Code',
  appHost: 'test',
  remoteName: undefined,
  clipboard: {
    readText: async () => state.clipboard,
    writeText: async (text: string) => {
      copied.hide(state.clipboard);
      state.clipboard = text;
      copied.show(text);
    },
  },
  openExternal: async (uri: vscode.Uri) => {
    done.show({ command: 'openExternal', args: [uri] });
    return true;
  },
  asExternalUri: async (uri: vscode.Uri) => uri,
};

export const workspaceApi = {
  get isTrusted() {
    return state.isTrusted;
  },
  get name() {
    return state.folders[0] && basename(state.folders[0]);
  },
  get workspaceFolders() {
    return state.folders.length === 0 ? undefined : state.folders.map(folderOf);
  },
  get workspaceFile() {
    return state.workspaceFile === undefined ? undefined : Uri.file(state.workspaceFile);
  },
  textDocuments: [],
  fs,
  onDidGrantWorkspaceTrust: trusted.event,
  onDidChangeWorkspaceFolders: foldersChanged.event,
  onWillSaveTextDocument: saving.event,
  getWorkspaceFolder: (uri: vscode.Uri) =>
    state.folders.map(folderOf).find(folder => uri.fsPath.startsWith(folder.uri.fsPath)),
  asRelativePath: (of: vscode.Uri | string) => (typeof of === 'string' ? of : of.fsPath),
  openTextDocument,
  registerTextDocumentContentProvider: (scheme: string, provider: vscode.TextDocumentContentProvider) => {
    documents.set(scheme, provider);
    return new Disposable(() => documents.delete(scheme));
  },
  registerFileSystemProvider: () => new Disposable(() => undefined),
};

export const windowApi = {
  get activeTextEditor() {
    return state.activeTextEditor;
  },
  visibleTextEditors: [],
  onDidChangeActiveTextEditor: editorChanged.event,
  onDidChangeTextEditorSelection: new EventEmitter<never>().event,
  createOutputChannel: logChannel,
  createTreeView: treeView,
  createTerminal: (options: object) => {
    done.show({ command: 'createTerminal', args: [options] });
    return { show: () => undefined, sendText: () => undefined, dispose: () => undefined };
  },
  createStatusBarItem: () => {
    const item: Record<string, unknown> = {
      show: () => statusItems.add(item),
      hide: () => statusItems.delete(item),
      dispose: () => statusItems.delete(item),
    };
    return item;
  },
  registerFileDecorationProvider: () => new Disposable(() => undefined),
  setStatusBarMessage: (text: string) => {
    said.show(text);
    return new Disposable(() => said.hide(text));
  },
  showTextDocument: async (document: unknown, ...how: unknown[]) => {
    done.show({ command: 'showTextDocument', args: [document, ...how] });
    const insert = (_at: unknown, text: string) => (document as ReturnType<typeof untitledDocument>).append(text);
    const replace = (_all: unknown, text: string) => (document as ReturnType<typeof namedDocument>).replaceAll(text);
    const edit = async (build: (editing: { insert: typeof insert; replace: typeof replace }) => void) => {
      build({ insert, replace });
      return true;
    };
    return { document, selection: undefined, edit };
  },
};
