/** The extension's entry: constructs its parts, registers them, returns the public API. */
import { type ExtensionContext, l10n, Uri, workspace } from 'vscode';
import { workspaceId } from './client/workspaceId.ts';
import { createApi } from './host/api/createApi.ts';
import type { PortsideApi } from './host/api.ts';
import { watchPaletteContext } from './host/commands/paletteContext.ts';
import { watchPanelPeerRole } from './host/commands/panelPeerRole.ts';
import { registerCommands } from './host/commands/registerCommands.ts';
import { openLog } from './host/diagnostics/openLog.ts';
import { Endpoints } from './host/endpoints/endpoints.ts';
import { engineSettings, followEngineSettings } from './host/endpoints/engineSettings.ts';
import { warnOfUnknownKeys } from './host/endpoints/warnOfUnknownKeys.ts';
import { watchEndpoints } from './host/endpoints/watchEndpoints.ts';
import { FirstSteps } from './host/firstSteps.ts';
import { offerFramings } from './host/framings/framingOffers.ts';
import { MessageParts } from './host/messages/messageParts.ts';
import { JsonEditor } from './host/panel/jsonEditor.ts';
import { Panel } from './host/panel/panel.ts';
import { Panels } from './host/panel/panels.ts';
import { Permissions } from './host/permissions/permissions.ts';
import { RestoredEndpoints } from './host/restored/restoredEndpoints.ts';
import { restoreUndo } from './host/restored/restoreUndo.ts';
import { watchRestoring } from './host/restored/restoringMessage.ts';
import { AutomaticStarts } from './host/saved/automaticStarts.ts';
import { startWithWindow } from './host/saved/autoStart.ts';
import { offerSavedChanges } from './host/saved/savedChanges.ts';
import { SavedEndpoints } from './host/saved/savedEndpoints.ts';
import { SavedForms } from './host/saved/savedForms.ts';
import { Transfers } from './host/transfers/transfers.ts';
import { watchTransfers } from './host/transfers/watchTransfers.ts';
import { ConnectionsView } from './host/tree/connectionsView.ts';
import { createStatusBar } from './host/tree/statusBar.ts';
import { watchStorage } from './host/tree/storageNotices.ts';
import { watchUndo } from './host/undo/undoContext.ts';
import { UndoList } from './host/undo/undoList.ts';
import { createVideoParts } from './host/video/createVideoParts.ts';

let endpoints: Endpoints | undefined;

export function activate(context: ExtensionContext): PortsideApi {
  const { extension, extensionUri, globalStorageUri, storageUri, subscriptions, workspaceState: memory } = context;
  const permissions = new Permissions(memory, context.globalState);
  const automatic = new AutomaticStarts(permissions, memory);
  const storageFolder = globalStorageUri.fsPath;
  const entry = Uri.joinPath(extensionUri, 'dist', 'worker.cjs').fsPath;
  const storage = Uri.joinPath(globalStorageUri, 'sessions').fsPath;
  const owner = { workspace: workspaceId(storageUri?.toString()), title: workspace.name ?? l10n.t('no folder open') };
  const { log, closeLog } = openLog(extension);
  endpoints = new Endpoints({ entry, storage, window: owner }, engineSettings(), log);
  const saved = new SavedEndpoints();
  const restored = new RestoredEndpoints(endpoints, log, config => saved.hasAutoStart(config), automatic, memory);
  const undo = new UndoList(log);
  const messageParts = new MessageParts(endpoints, Uri.joinPath(globalStorageUri, 'messages.json'), undo);
  const transfers = new Transfers(endpoints, Uri.joinPath(globalStorageUri, 'received').fsPath);
  const video = createVideoParts(endpoints, context, log);
  const firstSteps = new FirstSteps(endpoints, saved);
  const savedForms = new SavedForms(endpoints, saved, memory);
  const shown = { endpoints, restored, messageParts, transfers, video, firstSteps, savedForms, permissions };
  const panels = new Panels(
    { endpoints, restored, extensionUri },
    (endpoint, view, column) => new Panel(endpoint, { ...shown, extensionUri, log }, view, column),
  );
  savedForms.showIn(panels);
  const editor = new JsonEditor(endpoints, restored, permissions);
  const connections = new ConnectionsView(endpoints, saved, transfers);
  const show = (id: string) => panels.open(id);
  const api = createApi(endpoints, { transfers, video }, show);
  const parts = { endpoints, saved, savedForms, connections, panels, editor, messageParts, transfers, video, undo };
  const commands = registerCommands({ ...parts, permissions, memory, storageFolder, log, extension });
  const restoring = watchRestoring(endpoints, restored.ready, connections, memory);
  const starting = startWithWindow({ endpoints, saved, automatic, restored: restored.ready, show, log });
  subscriptions.push(restored, saved, messageParts, transfers, video, panels, editor, connections, api, commands);
  subscriptions.push(restoring, starting, createStatusBar(endpoints), firstSteps, video.offers.watch(panels));
  subscriptions.push(offerSavedChanges(endpoints, saved, permissions), watchTransfers(transfers, panels));
  subscriptions.push(followEngineSettings(endpoints, log), watchStorage(endpoints, connections, log));
  subscriptions.push(restoreUndo(restored, { undo, endpoints, saved, messageParts, memory }));
  subscriptions.push(savedForms, undo, watchUndo(parts), watchPaletteContext(endpoints, saved, video.videos));
  subscriptions.push(watchPanelPeerRole(panels, endpoints), warnOfUnknownKeys(endpoints, log));
  subscriptions.push(watchEndpoints(endpoints, log), offerFramings(endpoints), closeLog);
  return api;
}

/** Resolves when every socket is closed. */
export async function deactivate(): Promise<void> {
  await endpoints?.dispose();
}
