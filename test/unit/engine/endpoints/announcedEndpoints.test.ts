import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { EndpointChange } from '../../../../src/core/endpointChange.ts';
import { AnnouncedEndpoints } from '../../../../src/engine/endpoints/announcedEndpoints.ts';
import { endpointSnapshot } from '../../../support/endpointSnapshot.ts';
import { EngineEndpoints } from '../../../support/engineEndpoints.ts';
import { portOf } from '../../../support/openEndpoint.ts';

describe('announced endpoints', () => {
  it('are announced whole at first and after they were forgotten, otherwise by their changes', () => {
    const changes: EndpointChange[] = [];
    const announced = new AnnouncedEndpoints(all => changes.push(...all));
    const [one, more] = [endpointSnapshot('a', 0), endpointSnapshot('a', 0, { entries: 3 })];
    announced.announce([one]);
    announced.announce([more, endpointSnapshot('b', 0)]);
    announced.forget('a');
    announced.announce([more]);
    const whole = (snapshot: object) => ({ ...snapshot, isFirst: true });
    assert.deepEqual(changes, [whole(one), { id: 'a', entries: 3 }, whole(endpointSnapshot('b', 0)), whole(more)]);
  });

  it('are announced again with what couldn’t be announced', () => {
    const changes: EndpointChange[] = [];
    let fails = false;
    const announced = new AnnouncedEndpoints(all => {
      if (fails) throw new Error('the port is closed');
      changes.push(...all);
    });
    announced.announce([endpointSnapshot('a', 0)]);
    fails = true;
    assert.throws(() => announced.announce([endpointSnapshot('a', 0, { entries: 3 })]));
    fails = false;
    announced.announce([endpointSnapshot('a', 0, { entries: 3, generation: 1 })]);
    assert.deepEqual(changes.slice(1), [{ id: 'a', entries: 3, generation: 1 }]);
  });

  it('are announced in a flood without their thousand rules', async () => {
    const endpoints = new EngineEndpoints();
    try {
      const changes: EndpointChange[] = [];
      const { changed } = endpoints.events;
      endpoints.events.changed = all => {
        changes.push(...all);
        changed(all);
      };
      const reply = Array.from({ length: 1000 }, (_, at) => ({
        when: { text: `question ${at}` },
        send: `answer ${at}`,
      }));
      const server = await endpoints.open({
        kind: 'tcp-server',
        address: '127.0.0.1:0',
        framing: { line: 'lf' },
        reply,
      });
      await endpoints.changeSeen(server.id, () => (changes.length > 0 ? true : undefined));
      const socket = connect(portOf(server), '127.0.0.1');
      const flood = Buffer.alloc(1024 * 1024, '0123456\n');
      socket.end(flood);
      await endpoints.changeSeen(server.id, () => server.counters.bytesIn === flood.length || undefined);
      socket.destroy();
      const [first, ...later] = changes;
      assert.ok(first?.isFirst && first.config?.reply);
      assert.ok(later.length > 0);
      assert.ok(later.every(change => JSON.stringify(change).length < 500));
    } finally {
      await endpoints.dispose();
    }
  });
});
