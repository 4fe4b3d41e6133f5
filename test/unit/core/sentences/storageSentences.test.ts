import assert from 'node:assert/strict';
import { phraseText } from '../../../../src/core/phrase.ts';
import { boundReached, notWritten, writtenAgain } from '../../../../src/core/sentences/storageSentences.ts';

describe('sentences about transcript storage', () => {
  it('say why nothing can be written, and the consequence', () => {
    const because = (code: 'EACCES' | 'EWEIRD') => phraseText(notWritten({ code, params: { detail: 'as it says' } }));
    const then = 'New messages are kept in memory; when memory is full, sending and receiving pause.';
    assert.equal(because('EACCES'), `Transcripts can’t be written to disk: permission denied. ${then}`);
    assert.equal(because('EWEIRD'), `Transcripts can’t be written to disk: as it says. ${then}`);
    assert.equal(phraseText(writtenAgain), 'Transcripts are written to disk again.');
  });

  it('name the limit that was reached, with its unit', () => {
    const bounds = { diskBytes: 2 ** 31, rows: 20_000_000 };
    assert.match(phraseText(boundReached('disk', bounds)), /their limit of 2,048 MiB on disk\. The oldest/);
    assert.match(phraseText(boundReached('rows', bounds)), /their limit of 20,000,000 entries\. The oldest/);
    const ofPeers = phraseText(boundReached('peers', bounds));
    assert.match(ofPeers, /their limit of 1,000,000 clients and other peers\. The oldest .* This limit is fixed\.$/);
  });
});
