/** Converts a pickle's value to a tree that is safe to walk, show and transfer. */
import { Latin1Texts } from './latin1Texts.ts';
import { arrayOf, bytesOfValue } from './numpyNames.ts';
import {
  isNode,
  omission,
  type PickleArray,
  type PickleCollection,
  type PickleObject,
  type PickleReference,
  type PickleValue,
} from './pickleValue.ts';
import type { ReadPickle } from './readPickle.ts';

/** More deeply nested values are omitted. */
export const maxTreeDepth = 100;

type Container = PickleCollection | PickleObject;

const objectSlots = ['callee', 'args', 'kwargs', 'state', 'items', 'entries'] as const;

/**
 * Returns the tree, at most `maxTreeDepth` deep: arrays and bytes of protocol 2 are recognized, and repeated values
 * become references. Takes over `pickle`, which must not be used afterwards.
 */
export function pickleTree(pickle: ReadPickle): PickleValue {
  return new TreeMaker(pickle).tree();
}

class TreeMaker {
  readonly #pickle: ReadPickle;
  /** Arrays and bytes that objects represent. */
  readonly #meanings: Map<PickleObject, PickleArray | Uint8Array>;
  readonly #references = new Map<number, PickleReference>();
  /** The containers from the root to the one being walked, with the position in each. */
  readonly #path: { readonly container: Container; next: number }[] = [];
  #lastId = 0;

  constructor(pickle: ReadPickle) {
    this.#pickle = pickle;
    this.#meanings = meaningsOf(pickle);
  }

  tree(): PickleValue {
    const root = this.#enter(this.#pickle.value);
    for (let step = this.#path.at(-1); step; step = this.#path.at(-1)) {
      const { container } = step;
      const slots = container.kind === 'object' ? objectSlots.length : container.items.length;
      if (step.next === slots) this.#path.pop();
      else this.#walk(container, step.next++);
    }
    return root;
  }

  #walk(container: Container, at: number): void {
    if (container.kind !== 'object') {
      container.items[at] = this.#enter(container.items[at] as PickleValue);
      return;
    }
    const slot = objectSlots[at] ?? 'callee';
    const value = container[slot];
    if (value === undefined) return;
    const seen = this.#enter(value);
    if (slot === 'items' || slot === 'entries') container[slot] = isCollection(seen) ? seen : undefined;
    else container[slot] = seen;
  }

  /** Returns the value for this place in the tree. If it is new, its contents are walked next. */
  #enter(value: PickleValue): PickleValue {
    if (!isNode(value)) return value;
    const represented = value.kind === 'object' ? (this.#meanings.get(value) ?? value) : value;
    if (represented instanceof Uint8Array || !('id' in represented)) return represented;
    if (represented.id > 0) {
      represented.isShared = true;
      return this.#reference(represented.id);
    }
    if (this.#path.length >= maxTreeDepth) return omission;
    represented.id = ++this.#lastId;
    if (represented.kind !== 'array') this.#path.push({ container: represented, next: 0 });
    return represented;
  }

  #reference(to: number): PickleReference {
    const reference = this.#references.get(to) ?? { kind: 'reference', to };
    this.#references.set(to, reference);
    return reference;
  }
}

/** Must run before anything is walked, since walking changes the parts by which objects are recognized. */
function meaningsOf({ objects, room }: ReadPickle): Map<PickleObject, PickleArray | Uint8Array> {
  const meanings = new Map<PickleObject, PickleArray | Uint8Array>();
  const texts = new Latin1Texts(room);
  for (const object of objects) {
    const meaning = arrayOf(object, texts) ?? bytesOfValue(object, texts);
    if (meaning) meanings.set(object, meaning);
  }
  return meanings;
}

function isCollection(value: PickleValue): value is PickleCollection {
  return isNode(value) && 'items' in value && value.kind !== 'object';
}
