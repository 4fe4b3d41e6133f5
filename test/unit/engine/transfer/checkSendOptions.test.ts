import assert from 'node:assert/strict';
import type { SendFilesOptions } from '../../../../src/core/transfer/transferSnapshot.ts';
import { checkSendOptions } from '../../../../src/engine/transfer/checkSendOptions.ts';

const files = [{ path: '/a' }];
const pace = { datagramBytes: 1000, bytesPerSecond: 1 };

describe('send options', () => {
  const kinds = ['tcp-server', 'tcp-client', 'udp'] as const;
  const accepted = (options: Record<string, unknown>) =>
    kinds.filter(kind => {
      try {
        checkSendOptions({ files, ...options } as unknown as SendFilesOptions, { kind, address: ':0' });
        return true;
      } catch (error) {
        assert.ok(error instanceof RangeError);
        return false;
      }
    });

  it('allow datagrams over UDP, and nothing else', () => {
    assert.deepEqual(accepted({ mode: 'datagrams', pace }), ['udp']);
    assert.deepEqual(accepted({ mode: 'raw' }), ['tcp-server', 'tcp-client']);
    assert.deepEqual(accepted({ mode: 'framed' }), ['tcp-server', 'tcp-client']);
  });

  it('require at least one file', () => {
    assert.deepEqual(accepted({ mode: 'raw', files: [] }), []);
    assert.deepEqual(accepted({ mode: 'datagrams', pace, files: [] }), []);
  });

  it('reject an invalid pace', () => {
    assert.deepEqual(accepted({ mode: 'datagrams', pace: { ...pace, datagramBytes: 0 } }), []);
  });
});
