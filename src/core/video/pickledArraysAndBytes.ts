/** Finds the arrays and bytes contained in a pickled value, in any dict, list, tuple or object. */
import type { Latin1Texts } from '../pickle/latin1Texts.ts';
import { arrayOf, bytesOfValue } from '../pickle/numpyNames.ts';
import { isNode, type PickleArray, type PickleObject, type PickleValue } from '../pickle/pickleValue.ts';

/**
 * Walks depth first, in order, visiting each container once: values may be cyclic, and as deeply nested as a pickle is
 * long. Keys of a dict count as values. The parts of an array aren't yielded separately.
 */
export function* pickledArraysAndBytes(
  roots: readonly PickleValue[],
  texts: Latin1Texts,
): Generator<PickleArray | Uint8Array> {
  const seen = new Set<PickleValue>();
  const waiting = roots.toReversed();
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value instanceof Uint8Array) yield value;
    else if (isNode(value) && 'id' in value && !seen.has(value)) {
      seen.add(value);
      const held = value.kind === 'object' ? (arrayOf(value, texts) ?? bytesOfValue(value, texts)) : undefined;
      if (held) yield held;
      else for (const part of partsOf(value).toReversed()) waiting.push(part);
    }
  }
}

function partsOf(value: PickleValue): readonly PickleValue[] {
  if (!isNode(value)) return [];
  if (value.kind === 'object') return objectParts(value);
  return 'items' in value ? value.items : [];
}

function objectParts({ args, kwargs, state, items, entries }: PickleObject): PickleValue[] {
  return [args, kwargs, state, items, entries].filter(part => part !== undefined);
}
