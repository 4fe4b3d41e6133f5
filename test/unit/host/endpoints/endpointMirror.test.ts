import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointChange } from '../../../../src/core/endpointChange.ts';
import type { EndpointSnapshot } from '../../../../src/core/endpointSnapshot.ts';
import { AnnouncedEndpoints } from '../../../../src/engine/endpoints/announcedEndpoints.ts';
import { EndpointMirror } from '../../../../src/host/endpoints/endpointMirror.ts';
import { anySnapshot } from '../../../support/anySnapshot.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

/** An engine that changes, answers and announces on command, and the host's mirror of it. */
class Mirrored {
  readonly mirror = new EndpointMirror();
  readonly engine = new Map<string, EndpointSnapshot>();
  #announced = this.#newAnnounced();

  change(snapshot: EndpointSnapshot): void {
    if (!this.engine.has(snapshot.id)) this.mirror.list(snapshot.id, snapshot.config, 'opening');
    this.engine.set(snapshot.id, snapshot);
  }

  answer(id: string): void {
    const snapshot = this.engine.get(id);
    if (snapshot) this.mirror.update(structuredClone(snapshot));
  }

  announce(): void {
    this.#announced.announce([...this.engine.values()]);
  }

  remove(id: string): void {
    this.engine.delete(id);
    this.#announced.forget(id);
    this.mirror.unlist(id);
  }

  restart(): void {
    this.mirror.failAll(new Error('killed'));
    this.#announced = this.#newAnnounced();
  }

  #newAnnounced(): AnnouncedEndpoints {
    return new AnnouncedEndpoints((changes: EndpointChange[]) => this.mirror.apply(structuredClone(changes)));
  }
}

describe('the host’s mirror of the engine’s endpoints', () => {
  it('announces how much of a stored transcript has been read, without changing anything', () => {
    const { mirror } = new Mirrored();
    const announced: unknown[] = [];
    mirror.onDidChange(changed => announced.push(changed));
    mirror.onDidReadTranscript(read => announced.push(read));
    mirror.transcriptRead('e', 40);
    assert.deepEqual(announced, [{ endpoint: 'e', percent: 40 }]);
  });

  it('equals the engine’s state after every announcement, whatever changed and was answered in between', () => {
    const id = fc.constantFrom('a', 'b');
    const step = fc.oneof(
      { arbitrary: id.chain(anySnapshot).map(to => (all: Mirrored) => all.change(to)), weight: 4 },
      { arbitrary: id.map(of => (all: Mirrored) => all.answer(of)), weight: 2 },
      { arbitrary: fc.constant((all: Mirrored) => all.announce()), weight: 2 },
      id.map(of => (all: Mirrored) => all.remove(of)),
      fc.constant((all: Mirrored) => all.restart()),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const all = new Mirrored();
        for (const take of [...steps, (one: Mirrored) => one.announce()]) take(all);
        assert.deepEqual(new Map(all.mirror.all.map(one => [one.id, one])), all.engine);
      }),
      { numRuns: 500 },
    );
  });

  it('returns to the announced state if an answer in between differed', () => {
    const all = new Mirrored();
    all.change(endpointSnapshot('a', 0, { state: 'open' }));
    all.announce();
    all.change(endpointSnapshot('a', 0, { state: 'closed' }));
    all.answer('a');
    assert.equal(all.mirror.find('a').state, 'closed');
    all.change(endpointSnapshot('a', 0, { state: 'open' }));
    all.announce();
    assert.equal(all.mirror.find('a').state, 'open');
  });

  it('announces an endpoint even if only its peers have changed', () => {
    const all = new Mirrored();
    const changed: string[] = [];
    all.mirror.onDidChange(endpoints => changed.push(...endpoints.map(({ id }) => id)));
    all.change(endpointSnapshot('a', 0));
    all.announce();
    all.announce();
    assert.deepEqual(changed, ['a', 'a']);
  });
});
