/** The command that runs when a row of the *Connections* view is clicked, or Enter is pressed on it. */
import type { Command } from 'vscode';

/**
 * Has no arguments: VS Code keeps the arguments of a row only until the row is redrawn, which happens three times per
 * second under traffic, and a click at that moment does nothing. The command finds out which row is selected. Its title
 * isn't shown.
 */
export const openRowCommand: Command = { command: 'portside.openSelected', title: '' };
