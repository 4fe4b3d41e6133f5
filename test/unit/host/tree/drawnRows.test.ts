import assert from 'node:assert/strict';
import { DrawnRows } from '../../../../src/host/tree/drawnRows.ts';

describe('drawn rows', () => {
  const [one, other] = [{}, {}];
  let drawn: DrawnRows<object>;
  let events: boolean[][];

  beforeEach(() => {
    drawn = new DrawnRows();
    events = [];
    drawn.onDidDraw(() => void events.push([drawn.has(one), drawn.has(other)]));
  });
  afterEach(() => drawn.dispose());

  const turn = () => new Promise(setImmediate);

  it('are those that VS Code has received after it requested them', async () => {
    drawn.request(one);
    assert.deepEqual([drawn.has(one), events], [false, []]);
    await turn();
    drawn.request(other);
    drawn.request(one);
    await turn();
    assert.deepEqual(events, [
      [true, false],
      [true, true],
    ]);
  });

  it('are forgotten while all are redrawn', async () => {
    drawn.request(one);
    await turn();
    drawn.request(other);
    drawn.forget();
    await turn();
    assert.deepEqual(events.at(-1), [false, false]);
    drawn.request(one);
    drawn.dispose();
    await turn();
    assert.ok(!drawn.has(one));
  });
});
