import assert from 'node:assert/strict';
import { translateBy } from '../../../../../src/core/phrase.ts';
import type { Origin } from '../../../../../src/core/transcriptEntry.ts';
import type { ExportEntry } from '../../../../../src/engine/transcript/exports/exportEntry.ts';
import { textExport } from '../../../../../src/engine/transcript/exports/textExport.ts';

const peer = { id: 'p1', address: '127.0.0.1:1' };
const head = { seq: 0, time: 0.9, direction: 'in', bytes: new Uint8Array(3), text: [] } as const;

const endpoint = { kind: 'tcp-server', address: '' } as const;
const line = (entry: Partial<ExportEntry>, peerNames = {}, translate = translateBy()) =>
  [...textExport({ ...endpoint, peerNames }, translate)({ ...head, ...entry })].join('');

describe('an entry as a text line', () => {
  it('has its time, direction, peer, bytes and text', () => {
    assert.equal(line({ peer, text: ['a', 'bc'] }), '1970-01-01T00:00:00.000Z in 127.0.0.1:1 3 abc\n');
  });

  it('has the peer’s name after its address, if any', () => {
    const names = { '127.0.0.1:1': 'my "sensor"\u2028\n' };
    assert.match(line({ peer, text: ['abc'] }, names), / in 127\.0\.0\.1:1 "my \\"sensor\\"[ -~]+" 3 abc\n$/);
    const connected = line({ peer, direction: 'event', event: { code: 'peerEnded' } }, { '127.0.0.1:1': 'sensor' });
    assert.match(
      connected,
      / event 127\.0\.0\.1:1 "sensor" closed its side of the connection; Portside sends what is pending, then closes its side\n$/,
    );
    assert.match(line({ peer: { id: 'p2', address: 'a:2' } }, names), / in a:2 3 \n$/);
  });

  it('says why the endpoint sent it, unless it was requested', () => {
    const sent = (origin?: Origin) => line({ peer, direction: 'out', text: ['abc'], ...(origin && { origin }) });
    assert.match(sent({ rule: 0 }), / out 127\.0\.0\.1:1 3 \(reply rule 1\) abc\n$/);
    assert.match(sent('echo'), / out 127\.0\.0\.1:1 3 \(echo\) abc\n$/);
    assert.match(sent('greeting'), / out 127\.0\.0\.1:1 3 \(greeting\) abc\n$/);
    const german = translateBy({ language: 'de', texts: { 'reply rule {0}': 'Antwortregel {0}' } });
    assert.match(line({ peer, direction: 'out', origin: { rule: 1 } }, {}, german), / 3 \(Antwortregel 2\) \n$/);
    for (const requested of [sent('send'), sent()]) assert.match(requested, / out 127\.0\.0\.1:1 3 abc\n$/);
  });

  it('has escapes that can be typed in the encoding', () => {
    const utf16 = textExport({ ...endpoint, encoding: 'utf16le' }, translateBy());
    assert.match([...utf16({ ...head, peer, text: ['\x02'] })].join(''), / 3 \\u\{2\}\n$/);
  });

  it('stays on one line, whatever the bytes are', () => {
    const text = ['one\r\ntwo', '\u2028\u001b[0m\udcff'];
    assert.match(line({ peer, text }), /^[ -~]+\n$/);
  });

  it('stays on one line, whatever a path or an event contains', () => {
    const path = { id: 'p1', address: '/tmp/a\nb\u202e #1' };
    assert.match(line({ peer: path, text: ['a'] }), /^[ -~]+\n$/);
    const event = { code: 'notFramed', name: '\u009b31m\u2028\u202e' } as const;
    assert.match(line({ peer: path, direction: 'event', event }), /^[ -~“”’]+\n$/);
  });

  it('ends after its length if the frame is empty', () => {
    assert.match(line({ peer, bytes: new Uint8Array() }), / in 127\.0\.0\.1:1 0 \n$/);
  });

  it('has the sentence of an event, capitalized unless it follows the peer', () => {
    const event = (one: NonNullable<ExportEntry['event']>, more: Partial<ExportEntry> = {}) =>
      line({ direction: 'event', event: one, ...more }).slice(25);
    assert.equal(event({ code: 'closed' }), 'event - Closed\n');
    assert.equal(event({ code: 'peerConnected', address: 'a:1' }, { peer }), 'event 127.0.0.1:1 connected\n');
    assert.equal(
      event({ code: 'transferCancelled', direction: 'in', name: 'a', bytes: 0 }, { peer }),
      'event 127.0.0.1:1 Receiving “a” from 127.0.0.1:1 was canceled\n',
    );
  });

  it('describes a client’s action with its server', () => {
    const event = { code: 'peerConnected', address: 'a:1' } as const;
    const formatted = textExport(
      { kind: 'tcp-client', address: '' },
      translateBy(),
    )({ ...head, direction: 'event', event, peer });
    assert.match([...formatted].join(''), / event 127\.0\.0\.1:1 Connected to 127\.0\.0\.1:1\n$/);
  });

  it('has the sentence in VS Code’s language', () => {
    const german = translateBy({ language: 'de', texts: { 'listening on {0}': 'lauscht auf {0}' } });
    const event = { code: 'listening', address: 'tcp://127.0.0.1:1' } as const;
    assert.match(line({ direction: 'event', event }, {}, german), / event - Lauscht auf 127\.0\.0\.1:1\n$/);
    const lost = { code: 'rowsUnreadable', rows: 1234 } as const;
    assert.match(line({ direction: 'event', event: lost }, {}, german), / event - 1\.234 rows could not be read\n$/);
  });
});
