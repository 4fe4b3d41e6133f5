/** What a press on a row of the *Connections* view runs, or Enter. */
import type { Command } from 'vscode';

/**
 * Without arguments: VS Code keeps those of a row only until the row is drawn again, which it is three times a second while there is
 * traffic, and a press that comes then does nothing. The command asks which row is selected. VS Code shows no title for it.
 */
export const pressed: Command = { command: 'portside.openSelected', title: '' };
