/** Order in which lengths, checksums and hashes are computed: each after those that it covers. */
import { quotable } from '../bytes/quotable.ts';
import { TextError } from '../phrase.ts';
import type { Computed } from './computed.ts';
import type { Element } from './elements.ts';
import { fixedBytes } from './valueType.ts';

/** Returns the indexes of the computed elements. @throws TextError for a value that depends on itself. */
export function computedOrder(elements: readonly Element[]): readonly number[] {
  const computed = elements.flatMap((element, index) => (element.kind === 'computed' ? [{ element, index }] : []));
  const order: number[] = [];
  const states = new Map<number, 'open' | 'done'>();
  const visit = (element: Computed, index: number) => {
    const state = states.get(index);
    if (state === 'done') return;
    if (state === 'open') throw dependsOnItself(element);
    states.set(index, 'open');
    for (const other of computed) if (dependsOn(element, other.element, other.index)) visit(other.element, other.index);
    states.set(index, 'done');
    order.push(index);
  };
  for (const { element, index } of computed) visit(element, index);
  return order;
}

/** Whether the value of an element depends on another one: a length doesn't depend on a value of constant size. */
function dependsOn({ operation, covered }: Computed, other: Computed, otherIndex: number): boolean {
  if (covered.kind === 'value' || otherIndex < covered.from || otherIndex >= covered.to) return false;
  return operation.kind !== 'length' || !hasConstantSize(other);
}

/** Whether the size of what is written doesn't depend on the value. */
export function hasConstantSize({ operation, type }: Computed): boolean {
  return (
    operation.kind === 'hash' ||
    fixedBytes(type, 1, count => (typeof count === 'number' ? count : undefined)) !== undefined
  );
}

function dependsOnItself({ hole }: Computed): TextError {
  return new TextError(
    'the value of "{0}" at character {1} depends on itself; give it a type of constant size, or don’t include it in what it covers',
    quotable(hole.source),
    hole.at + 1,
  );
}
