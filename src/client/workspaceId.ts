/** Identifies the workspace of a window to later windows. */

/**
 * Returns what the windows of a workspace have in common in the URI of the extension's storage; `''` without one. VS Code
 * adds a number to the workspace's folder while another window holds it, which may be the one that is being reloaded:
 * `workspaceStorage/3c3bdda5-1/portside.portside`.
 */
export function workspaceId(storageUri: string | undefined): string {
  return storageUri?.replace(/(?<=[^/])-\d+(?=\/[^/]+$)/, '') ?? '';
}
