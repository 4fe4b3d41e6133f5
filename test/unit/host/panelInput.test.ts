import assert from 'node:assert/strict';
import { checkedCalls } from '../../../src/host/panel/checkedCalls.ts';
import type { PanelCalls } from '../../../src/protocol/panelCalls.ts';

describe('what a webview may ask', () => {
  const hello = { notation: 'text', text: 'hello' };
  let passed: unknown[][];
  let calls: Record<string, (...args: unknown[]) => Promise<unknown>>;

  beforeEach(() => {
    passed = [];
    const names = [...fine, ...wrong].map(([name]) => name);
    const accept = Object.fromEntries(
      names.map(name => [name, async (...args: unknown[]) => void passed.push([name, ...args])]),
    );
    calls = checkedCalls(accept as unknown as PanelCalls) as unknown as typeof calls;
  });

  const fine: [string, unknown[]][] = [
    ['start', []],
    ['openView', [{}]],
    ['openView', [{ peers: ['p1'], kinds: ['in'] }]],
    ['openView', [{ search: { regex: 'a+', matchCase: true }, onlyMatches: true, minBytes: 1 }]],
    ['locate', [1, { matchFrom: 7 }]],
    ['exportTranscript', [{ kinds: ['problem'] }]],
    ['rows', [1, 0, 1000]],
    ['send', [hello, null]],
    ['send', [{ ...hello, escapes: true, lineEnding: 'crlf', checksum: 'crc32', literal: true }, 'all']],
    ['send', [hello, { peer: 'p1' }]],
    ['resend', [3, null]],
    ['startRepeat', [hello, 'all', { everyMs: 1, count: 5 }]],
    ['startRepeat', [hello, 'all', { everyMs: 1000 }]],
    ['sendSaved', [9, null]],
    ['saveMessage', [hello]],
    ['compare', [3]],
    ['run', ['stop']],
    ['runOnPeer', ['endPeer', 'p1']],
  ];
  for (const [name, args] of fine) {
    it(`passes ${name} ${JSON.stringify(args)}`, async () => {
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
    ['rows', [1, -1, 10]],
    ['rows', [1, 0, 1001]],
    ['rows', [1, 0.5, 1]],
    ['rows', ['1', 0, 1]],
    ['entryBytes', [0, 0, 2 ** 40]],
    ['entryBytes', [Number.NaN, 0, 1]],
    ['send', ['text', 'all']],
    ['send', [{ ...hello, notation: 'morse' }, 'all']],
    ['send', [{ ...hello, checksum: 'md5' }, 'all']],
    ['send', [{ ...hello, path: '/etc/passwd' }, 'all']],
    ['send', [hello, { peer: 1 }]],
    ['send', [hello, { elsewhere: 'x' }]],
    ['send', [hello]],
    ['startRepeat', [hello, 'all', { everyMs: 0 }]],
    ['startRepeat', [hello, 'all', { everyMs: 1, count: 0 }]],
    ['startRepeat', [hello, 'all', { everyMs: 1e9 }]],
    ['sendSaved', [0, null]],
    ['sendSaved', [10, null]],
    ['sendFile', ['/etc/passwd']],
    ['compare', [-1]],
    ['run', ['workbench.action.terminal.new']],
    ['run', [{ toString: 'stop' }]],
    ['runOnPeer', ['stop', 'p1']],
    ['copy', [{}]],
  ];
  for (const [name, args] of wrong) {
    it(`refuses ${name} ${JSON.stringify(args)}`, async () => {
      await assert.rejects(async () => calls[name]?.(...args), {
        name: 'TypeError',
        message: new RegExp(`asked for ${name}`),
      });
      assert.deepEqual(passed, []);
    });
  }
});
