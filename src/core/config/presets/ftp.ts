/** FTP, but only its control connection: a data connection would need a second server. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

const command = (pattern: string, send: string): ReplyRule => ({
  when: { regex: `(?i)^(?:${pattern})(?:\\s|$)` },
  send: `${send}\r\n`,
});

export const ftp: Preset = {
  group: 'web',
  label: phrase('FTP: control connection'),
  help: phrase(
    'Any user and password. Reports the size and time of files, as curl -I requests them; files aren’t transferred.',
  ),
  config: {
    kind: 'tcp-server',
    framing: { line: 'any' },
    lineEnding: 'crlf',
    greeting: '220 portside\r\n',
    reply: [
      command('USER', '331 Any password'),
      command('PASS|ACCT', '230 Signed in'),
      command('SYST', '215 UNIX Type: L8'),
      command('FEAT', '211-Features\r\n MDTM\r\n SIZE\r\n211 End'),
      command('PWD|XPWD', '257 "/" is the current directory'),
      command('CWD|CDUP|DELE|RMD', '250 OK'),
      command('TYPE|MODE|STRU|OPTS|NOOP|ALLO', '200 OK'),
      command('SIZE', '213 1234'),
      command('MDTM', '213 20260102030405'),
      command('REST', '350 Restart marker accepted'),
      command('PASV|EPSV|PORT|EPRT', '502 No data connections'),
      command('LIST|NLST|MLSD|RETR|STOR', '425 No data connections'),
      { when: { regex: '(?i)^QUIT\\s*$' }, send: '221 Bye\r\n', close: true },
      command('.*', '502 Unknown command'),
    ],
  },
};
