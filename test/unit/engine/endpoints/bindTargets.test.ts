import assert from 'node:assert/strict';
import type { SystemCode } from '../../../../src/core/errorParams.ts';
import { SocketError } from '../../../../src/core/socketError.ts';
import { bindAll } from '../../../../src/engine/endpoints/bindTargets.ts';

describe('binding a host', () => {
  /** Records what is bound, as `host port`. A host may fail with its code. */
  let bound: string[];
  let closed: string[];
  let picked: number;

  beforeEach(() => {
    bound = [];
    closed = [];
    picked = 0;
  });

  /** Assigns 5001, 5002 … for port 0. */
  const binding = (failing: (host: string, port: number) => SystemCode | undefined = () => undefined) => {
    return async (host: string, wanted: number) => {
      const port = wanted === 0 ? 5000 + ++picked : wanted;
      const code = failing(host, port);
      if (code !== undefined) throw SocketError.system(code, {});
      bound.push(`${host} ${port}`);
      return { port, close: () => void closed.push(`${host} ${port}`) };
    };
  };

  it('binds any host other than localhost once', async () => {
    await bindAll('0.0.0.0', 80, binding());
    assert.deepEqual(bound, ['0.0.0.0 80']);
  });

  it('binds both loopback addresses to one port', async () => {
    const all = await bindAll('localhost', 0, binding());
    assert.deepEqual(
      [bound, all.map(({ port }) => port)],
      [
        ['127.0.0.1 5001', '::1 5001'],
        [5001, 5001],
      ],
    );
  });

  it('skips IPv6 if the machine doesn’t support it', async () => {
    for (const code of ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'] as const) {
      const all = await bindAll(
        'localhost',
        80,
        binding(host => (host === '::1' ? code : undefined)),
      );
      assert.equal(all.length, 1);
    }
    const withoutIpv4 = bindAll(
      'localhost',
      80,
      binding(host => (host === '::1' ? undefined : 'EADDRNOTAVAIL')),
    );
    await assert.rejects(withoutIpv4, { code: 'EADDRNOTAVAIL' });
  });

  it('picks another port if the first one is taken in the other family, and closes what it bound', async () => {
    const taken = (host: string, port: number) => (host === '::1' && port < 5003 ? 'EADDRINUSE' : undefined);
    const all = await bindAll('localhost', 0, binding(taken));
    assert.deepEqual(
      all.map(({ port }) => port),
      [5003, 5003],
    );
    assert.deepEqual(closed, ['127.0.0.1 5001', '127.0.0.1 5002']);
  });

  it('gives up after ten ports, with nothing left bound', async () => {
    const never = bindAll(
      'localhost',
      0,
      binding(host => (host === '::1' ? 'EADDRINUSE' : undefined)),
    );
    await assert.rejects(never, { code: 'EADDRINUSE' });
    assert.deepEqual([bound.length, closed], [10, bound]);
  });

  it('tries no port other than the requested one', async () => {
    const asked = bindAll(
      'localhost',
      80,
      binding(host => (host === '::1' ? 'EADDRINUSE' : undefined)),
    );
    await assert.rejects(asked, { code: 'EADDRINUSE' });
    assert.deepEqual([bound, closed], [['127.0.0.1 80'], ['127.0.0.1 80']]);
  });

  it('tries no other port if the first host can’t be bound at all', async () => {
    await assert.rejects(
      bindAll(
        'localhost',
        0,
        binding(() => 'EADDRINUSE'),
      ),
      { code: 'EADDRINUSE' },
    );
    assert.equal(picked, 1);
  });

  it('treats no other failure as a missing family', async () => {
    const failing = (host: string) => (host === '::1' ? 'EACCES' : undefined);
    await assert.rejects(bindAll('localhost', 80, binding(failing)), { code: 'EACCES' });
    const broken = bindAll('localhost', 80, async () => {
      throw new TypeError('a mistake');
    });
    await assert.rejects(broken, TypeError);
  });
});
