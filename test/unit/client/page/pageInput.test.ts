import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { checkedCalls } from '../../../../src/client/page/checkedCalls.ts';
import { maxMessageUnits, maxTriedMessages } from '../../../../src/core/limits.ts';
import { maxFailureUnits } from '../../../../src/protocol/pageFailure.ts';
import type { PanelCalls } from '../../../../src/protocol/panelCalls.ts';

/** Describes the arguments in one line. */
function titleOf(args: unknown[]): string {
  return inspect(args, { breakLength: Number.POSITIVE_INFINITY, depth: 4, maxArrayLength: 3, maxStringLength: 40 });
}

const isLet = async () => true;

describe('the validation of webview calls', () => {
  const dropped = { name: 'photo.png', sizeBytes: 7, modifiedMs: 1 };
  const hello = { notation: 'text', text: 'hello' };
  let passed: unknown[][];
  let calls: Record<string, (...args: unknown[]) => Promise<unknown>>;

  const openGuards = {
    ...{ applyConfig: isLet, actOnTransfer: isLet, chooseMessage: isLet },
    ...{ send: isLet, sendSaved: isLet, startRepeat: isLet, sendDropped: isLet, sendChosen: isLet },
  };

  beforeEach(() => {
    passed = [];
    const names = [...fine, ...wrong].map(([name]) => name);
    const accept = Object.fromEntries(
      names.map(name => [name, async (...args: unknown[]) => void passed.push([name, ...args])]),
    );
    calls = checkedCalls(accept as unknown as PanelCalls, async () => openGuards) as unknown as typeof calls;
  });

  const fine: [string, unknown[]][] = [
    ['start', []],
    ['openView', [{}]],
    ['openView', [{ peers: ['p1'], kinds: ['in'] }]],
    ['openView', [{ search: { regex: 'a+', matchCase: true }, onlyMatches: true, minBytes: 1 }]],
    ['locate', [1, { matchFrom: 7 }]],
    ['exportTranscript', [{ kinds: ['problem'] }]],
    ['rows', [1, 0, 1000, 0]],
    ['rows', [1, 0, 1000, 4096]],
    ['send', [hello, null]],
    ['send', [{ ...hello, escapes: true, lineEnding: 'crlf', checksum: 'crc32', literal: true }, 'all']],
    ['send', [hello, { peer: 'p1' }]],
    ['resend', [3]],
    ['openPeer', ['p1']],
    ['laterPeers', [1200]],
    ['carryPeerName', ['127.0.0.1:1', '127.0.0.1:2']],
    ['send', [hello, { peer: 'p1', address: '127.0.0.1:5' }]],
    ['send', [hello, { address: '[::1]:5' }]],
    ['startRepeat', [hello, 'all', { everyMs: 1, count: 5 }]],
    ['startRepeat', [hello, 'all', { everyMs: 1000 }]],
    ['sendSaved', [9, null]],
    ['saveMessage', [hello]],
    ['compare', [3]],
    ['sendDropped', [[dropped, { uri: 'file:///tmp/a' }], null]],
    ['sendDropped', [[{ ...dropped, sizeBytes: 0 }], { peer: 'p1' }]],
    ['spool', ['s1', new Uint8Array(1024 * 1024)]],
    ['closeSpool', ['s1', false]],
    ['sendChosen', ['all']],
    ['transfers', []],
    ['actOnTransfer', ['copyHash', 't1']],
    ['thumbnail', ['t1']],
    ['clearTransfers', []],
    ['videoPicture', ['v1', 0]],
    ['muteVideo', ['v1', true]],
    ['record', ['r1', new Uint8Array(1)]],
    ['sendVideo', [null]],
    ['showVideo', [null]],
    ['showVideo', ['p1']],
    ['answerVideo', ['always']],
    ['begin', []],
    ['reportFailure', [{ kind: 'error', name: 'TypeError', message: 'no', stack: 'TypeError: no' }]],
    ['run', ['stop']],
    ['runOnPeer', ['endPeer', 'p1']],
    ['runOnPeer', ['renamePeer', 'p1']],
    ['runOnPeer', ['showIncomplete', 'p1']],
    ['runOnPeer', ['guessFraming', 'p1']],
    ['checkConfig', [{ kind: 'udp' }]],
    ['tryRules', [{ kind: 'udp' }, [new Uint8Array(1), new Uint8Array()]]],
    ['copy', ['a\n\tb\r\n\u202eé\\x1b']],
  ];
  for (const [name, args] of fine) {
    it(`accepts ${name} ${titleOf(args)}`, async () => {
      await calls[name]?.(...args);
      assert.deepEqual(passed, [[name, ...args]]);
    });
  }

  const wrong: [string, unknown[]][] = [
    ['start', ['extra']],
    ['openView', []],
    ['openView', [{ peers: 'p1' }]],
    ['openView', [{ everything: true }]],
    ['openView', [{ search: { text: 'a', regex: 'b' } }]],
    ['openView', [{ search: { text: 'a'.repeat(10_001) } }]],
    ['openView', [{ kinds: ['everything'] }]],
    ['locate', [1, { seq: 1, match: 1 }]],
    ['exportTranscript', [{ path: '/etc/passwd' }]],
    ['rows', [1, -1, 10, 0]],
    ['rows', [1, 0, 1001, 0]],
    ['rows', [1, 0.5, 1, 0]],
    ['rows', ['1', 0, 1, 0]],
    ['rows', [1, 0, 1, 4097]],
    ['rows', [1, 0, 1]],
    ['entryBytes', [0, 0, 2 ** 40]],
    ['entryBytes', [Number.NaN, 0, 1]],
    ['send', ['text', 'all']],
    ['send', [{ ...hello, notation: 'morse' }, 'all']],
    ['send', [{ ...hello, checksum: 'md5' }, 'all']],
    ['send', [{ ...hello, path: '/etc/passwd' }, 'all']],
    ['send', [hello, { peer: 1 }]],
    ['send', [hello, {}]],
    ['sendSaved', [1, { address: '' }]],
    ['sendSaved', [1, { address: 'a'.repeat(301) }]],
    ['send', [hello, { elsewhere: 'x' }]],
    ['send', [hello]],
    ['startRepeat', [hello, 'all', { everyMs: 0 }]],
    ['startRepeat', [hello, 'all', { everyMs: 1, count: 0 }]],
    ['startRepeat', [hello, 'all', { everyMs: 1e9 }]],
    ['sendSaved', [0, null]],
    ['sendSaved', [10, null]],
    ['sendChosen', ['/etc/passwd']],
    ['sendChosen', [null, '/etc/passwd']],
    ['sendDropped', [[], null]],
    ['sendDropped', [[{ path: '/etc/passwd' }], null]],
    ['sendDropped', [[{ ...dropped, uri: 'file:///etc/passwd' }], null]],
    ['sendDropped', [[{ ...dropped, sizeBytes: -1 }], null]],
    ['sendDropped', [[{ ...dropped, sizeBytes: 1.5 }], null]],
    ['sendDropped', [[{ ...dropped, modifiedMs: Number.NaN }], null]],
    ['sendDropped', [[{ ...dropped, name: '' }], null]],
    ['sendDropped', [[{ ...dropped, name: 'n'.repeat(4097) }], null]],
    ['sendDropped', [[dropped]]],
    ['spool', ['s1', 'text']],
    ['spool', ['s'.repeat(101), new Uint8Array()]],
    ['closeSpool', ['s1', 'yes']],
    ['actOnTransfer', ['delete', 't1']],
    ['actOnTransfer', ['open', '/etc/passwd', 'more']],
    ['actOnTransfer', ['open', 7]],
    ['thumbnail', [{ path: '/etc/passwd' }]],
    ['videoPicture', ['v1', -1]],
    ['videoPicture', ['v1']],
    ['videoPicture', [{ path: '/dev/video0' }, 0]],
    ['stopVideo', []],
    ['muteVideo', ['v1', 'yes']],
    ['snapshotVideo', ['v1', '/etc/passwd']],
    ['openVideo', [7]],
    ['startRecording', ['v1', '/etc/passwd']],
    ['record', ['r1', 'text']],
    ['sendVideo', [{ path: '/dev/video0' }]],
    ['showVideo', []],
    ['answerVideo', ['never']],
    ['compare', [-1]],
    ['reportFailure', ['TypeError']],
    ['reportFailure', [{ kind: 'notice', name: 'Error', message: '' }]],
    ['reportFailure', [{ kind: 'error', name: 'Error', message: '', more: 1 }]],
    ['run', ['workbench.action.terminal.new']],
    ['run', [{ toString: 'stop' }]],
    ['runOnPeer', ['stop', 'p1']],
    ['copy', [{}]],
    ['copy', ['a\x1b[31m']],
    ['copy', ['curl evil\r']],
    ['copy', ['a\x85b']],
  ];
  for (const [name, args] of wrong) {
    it(`rejects ${name} ${titleOf(args)}`, async () => {
      await assert.rejects(async () => calls[name]?.(...args), {
        name: 'TypeError',
        message: new RegExp(`called ${name}`),
      });
      assert.deepEqual(passed, []);
    });
  }

  it('checks no more values than a call can have, and quotes few of them', async () => {
    const keys = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`key${at}`, 1]));
    const tooMany: [string, unknown[]][] = [
      ['start', Array.from({ length: 101 }, () => 1)],
      ['openView', [keys]],
      ['send', [{ ...hello, ...keys }, null]],
      ['checkConfig', [keys]],
      ['tryRules', [{ reply: Array.from({ length: 60_000 }, () => 1) }, [new Uint8Array(1)]]],
      ['sendDropped', [Array.from({ length: 60_000 }, () => ({})), null]],
    ];
    for (const [name, args] of tooMany)
      await assert.rejects(async () => calls[name]?.(...args), {
        name: 'TypeError',
        message: `the panel called ${name} with invalid arguments: too many values`,
      });
    for (const args of [[{ ...hello, ['k'.repeat(1_000_000)]: 1 }, null], Array.from({ length: 90 }, () => 1)])
      await assert.rejects(
        async () => calls.send?.(...args),
        ({ message }: Error) => message.length < 600,
      );
    await assert.rejects(async () => calls.openView?.({ peers: Array.from({ length: 20_000 }, () => 1) }), {
      message: /must be a valid list of 0 to 20000 items/,
    });
    assert.deepEqual(passed, []);
  });

  it('accepts a config of 2 Mi characters and no longer one', async () => {
    const config = (units: number) => ({ kind: 'udp', greeting: 'x'.repeat(units) });
    await calls.tryRules?.(config(2 * 1024 * 1024 - 100), [new Uint8Array(1)]);
    assert.equal(passed.length, 1);
    await assert.rejects(async () => calls.tryRules?.(config(2 * 1024 * 1024), [new Uint8Array(1)]), {
      name: 'TypeError',
    });
    await assert.rejects(async () => calls.tryRules?.([], [new Uint8Array(1)]), { name: 'TypeError' });
  });

  it('rejects more dropped files, larger slices and longer texts than a page may send at once', async () => {
    const files = Array.from({ length: 10_001 }, () => dropped);
    await assert.rejects(async () => calls.sendDropped?.(files, null), { name: 'TypeError' });
    await assert.rejects(async () => calls.spool?.('s1', new Uint8Array(1024 * 1024 + 1)), { name: 'TypeError' });
    const failure = { kind: 'error', name: 'Error', message: '' };
    for (const [text, units] of Object.entries(maxFailureUnits)) {
      const long = { ...failure, [text]: 'x'.repeat(units + 1) };
      await assert.rejects(async () => calls.reportFailure?.(long), { name: 'TypeError' }, text);
    }
    await assert.rejects(async () => calls.record?.('r1', new Uint8Array(32 * 1024 * 1024 + 1)), { name: 'TypeError' });
    await assert.rejects(async () => calls.tryRules?.({}, [new Uint8Array(64 * 1024 + 1)]), { name: 'TypeError' });
    const many = (count: number) => Array.from({ length: count }, () => new Uint8Array(64 * 1024));
    await assert.rejects(async () => calls.tryRules?.({}, many(maxTriedMessages + 1)), { name: 'TypeError' });
    const typed = (units: number) => ({ notation: 'hex', text: '0'.repeat(units) }) as const;
    const tooLong = typed(maxMessageUnits + 1);
    await assert.rejects(async () => calls.send?.(tooLong, null), { name: 'TypeError' });
    await assert.rejects(async () => calls.saveMessage?.(tooLong), { name: 'TypeError' });
    await assert.rejects(async () => calls.startRepeat?.(tooLong, null, { everyMs: 1 }), { name: 'TypeError' });
    const config = (units: number) => ({ name: 'x'.repeat(units) }) as never;
    await assert.rejects(async () => calls.tryRules?.(config(2 * 1024 * 1024), [new Uint8Array()]), {
      name: 'TypeError',
    });
    assert.deepEqual(passed, []);
    await calls.send?.(typed(maxMessageUnits), null);
    passed.length = 0;
    await calls.sendDropped?.(files.slice(1), null);
    await calls.tryRules?.({}, many(maxTriedMessages));
    assert.equal(passed.length, 2);
  });
});
