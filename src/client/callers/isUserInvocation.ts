/** Whether the user runs a command (palette, button, menu or tree), rather than another extension or a script. */
export function isUserInvocation(argument: unknown, selection?: unknown): boolean {
  // Menus pass the whole selection.
  if (Array.isArray(selection)) return true;
  return typeof argument !== 'object' || argument === null
    ? argument === undefined
    : 'type' in argument || 'webview' in argument;
}

/** Whether a panel's page runs the command. It may have been taken over: this doesn't prove that the user did it. */
export function isPageInvocation(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'type' in argument && argument.type === 'panel';
}
