/** Whether a command's argument is a row of the *Connections* view. */
import type { ConnectionNode } from '../tree/connectionsTree.ts';

const types: Record<ConnectionNode['type'], true> = {
  endpoint: true,
  peer: true,
  closedPeers: true,
  more: true,
  saved: true,
  start: true,
};

export function isRow(argument: unknown): argument is ConnectionNode {
  if (typeof argument !== 'object' || argument === null || !('type' in argument)) return false;
  return typeof argument.type === 'string' && Object.hasOwn(types, argument.type);
}
