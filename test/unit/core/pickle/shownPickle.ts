/** The tree of a pickle in a form that is easy to compare. */
import assert from 'node:assert/strict';
import { pickleTree } from '../../../../src/core/pickle/pickleTree.ts';
import { isNode, type PickleValue } from '../../../../src/core/pickle/pickleValue.ts';
import { readPickle } from '../../../../src/core/pickle/readPickle.ts';
import { pickle } from './pickles.ts';

/** The tree of the instructions, STOP added, with collections as arrays of their kind and items. */
export function treeOf(instructions: string): unknown {
  return shown(tree(pickle(`${instructions}.`)));
}

export function tree(bytes: Uint8Array): PickleValue {
  const { pickle: read, flaw } = readPickle(bytes);
  if (!read) assert.fail(flaw.code);
  return pickleTree(read);
}

export function shown(value: PickleValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (!isNode(value)) return value;
  switch (value.kind) {
    case 'float':
      return { float: value.value };
    case 'text':
      return { text: value.bytes.length };
    case 'long':
      return { long: value.bytes.length };
    case 'global':
      return { global: value.name };
    case 'array':
      return { array: value.dtype, shape: value.shape, order: value.order, data: shown(value.data) };
    case 'object':
      return {
        callee: shown(value.callee),
        args: shown(value.args),
        ...(value.kwargs !== undefined && { kwargs: shown(value.kwargs) }),
        ...(value.state !== undefined && { state: shown(value.state) }),
        ...(value.items && { items: shown(value.items) }),
        ...(value.entries && { entries: shown(value.entries) }),
      };
    case 'reference':
      return { reference: value.to };
    case 'omission':
      return '…';
    default:
      return [value.kind, ...value.items.map(shown), ...(value.omitted ? [`${value.omitted} more`] : [])];
  }
}
