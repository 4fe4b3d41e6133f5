import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import type { TransferSnapshot } from '../../../../src/core/transfer/transferSnapshot.ts';
import type { Endpoint } from '../../../../src/engine/endpoints/endpoint.ts';
import { EngineTransfers } from '../../../../src/engine/transfer/engineTransfers.ts';
import type { Transfer } from '../../../../src/engine/transfer/transfer.ts';
import { TransferList } from '../../../../src/engine/transfer/transferList.ts';

const peer = { number: 1, id: 'p1', address: '127.0.0.1:1' };
const about = { peer, direction: 'in', mode: 'raw', name: 'a' } as const;

describe('all endpoints’ transfers', () => {
  let lists: TransferList[];
  let announced: TransferSnapshot[][];
  let all: EngineTransfers;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    announced = [];
    lists = ['e', 'f'].map(
      endpoint => new TransferList({ endpoint, directory: undefined, onChange: (...one) => all.changed(...one) }),
    );
    const endpoints = new Map(lists.map((transfers, at) => [`${at}`, { transfers } as unknown as Endpoint]));
    all = new EngineTransfers(undefined, endpoints, transfers => announced.push(transfers));
  });
  afterEach(() => mock.timers.reset());

  const begin = (list = 1) => lists[list]?.begin(about) as Transfer;
  const states = () => announced.map(transfers => transfers.map(({ endpoint, state }) => [endpoint, state]));

  it('are found by id, whatever their endpoint', async () => {
    const transfer = begin();
    assert.equal(all.current(transfer.id), transfer);
    assert.equal(all.find(transfer.id).endpoint, 'f');
    assert.equal(all.endpointOf(transfer.id).transfers, lists[1]);
    transfer.succeed();
    await turn();
    assert.deepEqual([all.current(transfer.id), all.find(transfer.id).state], [undefined, 'done']);
  });

  it('are not found if no endpoint has them', async () => {
    assert.throws(() => all.current('none'), { code: 'NO_TRANSFER' });
    assert.throws(() => all.find('none'), { code: 'NO_TRANSFER' });
    await assert.rejects(all.ended('none'), { code: 'NO_TRANSFER' });
  });

  it('can be awaited until they have ended, and return at once then', async () => {
    const transfer = begin();
    const ending = all.ended(transfer.id);
    transfer.succeed();
    assert.equal((await ending).state, 'done');
    await turn();
    assert.equal((await all.ended(transfer.id)).state, 'done');
  });

  it('are announced together in their current state, at most ten times a second', () => {
    const [one, other] = [begin(0), begin(1)];
    one.become('running');
    mock.timers.tick(0);
    assert.deepEqual(states(), [
      [
        ['e', 'running'],
        ['f', 'queued'],
      ],
    ]);
    other.become('running');
    mock.timers.tick(99);
    assert.equal(announced.length, 1);
    mock.timers.tick(1);
    assert.deepEqual(states()[1], [['f', 'running']]);
  });

  it('are announced with their outcome even if they aren’t listed anymore', async () => {
    const transfer = begin();
    transfer.succeed();
    await turn();
    lists[1]?.clear();
    mock.timers.tick(0);
    assert.deepEqual(states(), [[['f', 'done']]]);
  });

  it('that ask for a directory continue once there is one', async () => {
    const transfer = begin();
    const asking = transfer.ask('directory');
    all.receiving = { ...all.receiving };
    await turn();
    assert.equal(transfer.isAsking, true);
    all.receiving = { ...all.receiving, directory: '/somewhere' };
    await asking;
    assert.equal(all.receiving.directory, '/somewhere');
  });
});
