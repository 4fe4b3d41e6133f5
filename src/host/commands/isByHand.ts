/** Who runs a command: a person, from the palette, a button, a panel's menu or the tree, whose nodes have a type; or a caller with an argument of its own. */
export function isByHand(argument: unknown, selection?: unknown): boolean {
  // Menus tell all that is selected.
  if (Array.isArray(selection)) return true;
  return typeof argument !== 'object' || argument === null
    ? argument === undefined
    : 'type' in argument || 'webview' in argument;
}
