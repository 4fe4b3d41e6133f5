/** The context of commands, in a separate file so that the table and the commands needn't import each other. */
import type { Extension, Memento } from 'vscode';
import type { Log } from '../diagnostics/log.ts';
import type { Endpoints } from '../endpoints/endpoints.ts';
import type { MessageParts } from '../messages/messageParts.ts';
import type { JsonEditor } from '../panel/jsonEditor.ts';
import type { Panels } from '../panel/panels.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { SavedEndpoints } from '../saved/savedEndpoints.ts';
import type { SavedForms } from '../saved/savedForms.ts';
import type { Transfers } from '../transfers/transfers.ts';
import type { ConnectionsView } from '../tree/connectionsView.ts';
import type { UndoList } from '../undo/undoList.ts';
import type { VideoParts } from '../video/createVideoParts.ts';

/** Dependencies of commands. Only their table has all of them: each command declares those that it uses. */
export interface CommandContext {
  readonly endpoints: Endpoints;
  readonly saved: SavedEndpoints;
  readonly savedForms: SavedForms;
  readonly connections: ConnectionsView;
  readonly panels: Panels;
  readonly editor: JsonEditor;
  readonly messageParts: MessageParts;
  readonly transfers: Transfers;
  readonly video: VideoParts;
  readonly undo: UndoList;
  /** Permissions of commands with an argument. */
  readonly permissions: Permissions;
  readonly memory: Memento;
  /** For files that commands write for the user. */
  readonly storageFolder: string;
  readonly log: Log;
  /** Portside itself. */
  readonly extension: Extension<unknown>;
}

/** The parts of the context that a command, or something that it calls, uses: it can touch nothing else. */
export type Uses<Part extends keyof CommandContext> = Pick<CommandContext, Part>;
