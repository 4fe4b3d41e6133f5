/** The command that runs when a row of the *Connections* view is clicked, or Enter is pressed on it. */
import type { Command } from 'vscode';

/**
 * Without arguments: VS Code keeps the arguments of a row only until the row is redrawn, which happens three times a second under traffic,
 * and a click at that moment does nothing. The command finds out which row is selected. VS Code shows no title for it.
 */
export const pressed: Command = { command: 'portside.openSelected', title: '' };
