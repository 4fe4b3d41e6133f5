import assert from 'node:assert/strict';
import { join } from 'node:path';
import { framesOf } from '../../support/openEndpoint.ts';
import { root } from '../../support/paths.ts';
import { presetServer, runClient } from '../../support/presetServer.ts';

describe('the SMTP preset', () => {
  const server = presetServer('smtp');

  it('takes mails from smtplib whose text has commands, and signs in', async () => {
    const program = join(root, 'test', 'interop', 'programs', 'send_mail.py');
    await runClient('python', { args: [program, server().port] });
    const frames = await framesOf(server().endpoint, 'in');
    assert.ok(frames.includes('QUIT') && frames.includes('..') && frames.at(-1) === 'quit');
  });
});

describe('the POP3 preset', () => {
  const server = presetServer('pop3');
  const curl = (path: string, code = 0) =>
    runClient('curl', {
      args: ['-qsS', '--noproxy', '*', `pop3://me:secret@127.0.0.1:${server().port}/${path}`],
      code,
    });

  it('lists and delivers its message to curl', async () => {
    const mail = await curl('1');
    assert.match(mail, /^From: portside@localhost\r\nSubject: Hello from Portside\r\n\r\nHello from Portside\r\n$/);
    assert.equal(await curl(''), `1 ${mail.length}\r\n`);
  });

  it('has no other message', async () => {
    const weirdReply = 8;
    await curl('2', weirdReply);
    assert.ok((await framesOf(server().endpoint, 'out')).includes('-ERR no such message\r\n'));
  });
});
