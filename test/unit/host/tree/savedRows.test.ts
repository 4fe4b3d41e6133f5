import assert from 'node:assert/strict';
import type { SavedEndpoint } from '../../../../src/host/saved/savedEndpoints.ts';
import { SavedRows } from '../../../../src/host/tree/savedRows.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';

describe('the rows of saved endpoints', () => {
  const entry = (name: string) =>
    ({ label: name, config: { kind: 'udp', address: ':0', name }, value: { address: ':0' } }) as SavedEndpoint;
  const [a, b] = [entry('a'), entry('b')];
  const listed = (id: string, name: string) =>
    endpointSnapshot(id, 0, { config: { kind: 'udp', address: ':0', name } });
  let answers: PromiseWithResolvers<SavedEndpoint[]>[];
  let rows: SavedRows;

  beforeEach(() => {
    answers = [];
    rows = new SavedRows({
      all: () => {
        const answer = Promise.withResolvers<SavedEndpoint[]>();
        answers.push(answer);
        return answer.promise;
      },
    });
  });

  const read = async (...list: SavedEndpoint[]) => {
    const reading = rows.read();
    answers.at(-1)?.resolve(list);
    await reading;
  };
  const labels = () => rows.nodes.map(({ saved }) => saved.label);

  it('are awaited before the first list only', async () => {
    assert.ok(!rows.isInUse);
    const known = rows.known();
    assert.ok(rows.isInUse);
    answers[0]?.resolve([a]);
    await known;
    const reading = rows.read();
    await rows.known();
    assert.deepEqual(labels(), ['a']);
    answers[1]?.resolve([b]);
    await reading;
    assert.deepEqual(labels(), ['b']);
  });

  it('are those of the latest list, even if an earlier one takes longer', async () => {
    const known = rows.known();
    await read(b);
    answers[0]?.resolve([a]);
    await known;
    assert.deepEqual(labels(), ['b']);
  });

  it('are missing for listed endpoints, and stay the same objects', async () => {
    await read(a, b);
    const [rowA, rowB] = rows.nodes;
    assert.deepEqual(rows.pair([listed('e', 'a'), listed('f', 'none')]), ['e']);
    assert.deepEqual([rows.of('e'), rows.of('f'), labels()], [a, undefined, ['b']]);
    assert.equal(rows.nodes[0], rowB);
    assert.deepEqual(rows.pair([listed('e', 'a')]), []);
    assert.deepEqual(rows.pair([listed('e', 'b'), listed('g', 'a')]), ['e', 'g']);
    assert.deepEqual(rows.pair([]), ['e', 'g']);
    assert.deepEqual([rows.of('e'), ...rows.nodes], [undefined, rowA, rowB]);
  });
});
