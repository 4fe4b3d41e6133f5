/** Programs that Portside is compared with. */
import { requirePackages } from '../support/requirePackages.ts';
import { type SystemProgram, systemPackages } from '../support/systemPackages.ts';
import type { Options } from './options.ts';

/** A program that sends its standard input to a port and exits. */
export interface SendingPeer {
  readonly program: SystemProgram;
  readonly sendingArgs: (port: string) => string[];
  /** Its command, as shown in the table. */
  readonly command: string;
}

export const netcat: SendingPeer = {
  program: 'netcat',
  sendingArgs: port => ['-N', '127.0.0.1', port],
  command: '`nc -N < file`',
};
export const ncat: SendingPeer = {
  program: 'ncat',
  sendingArgs: port => ['--send-only', '127.0.0.1', port],
  command: '`ncat --send-only < file`',
};
export const socat: SendingPeer = {
  program: 'socat',
  sendingArgs: port => ['-u', 'STDIN', `TCP:127.0.0.1:${port}`],
  command: '`socat -u`',
};

/** Installs missing programs before anything is measured. @throws Error that names the missing ones in one sentence. */
export async function requirePeers({ traffic, video, quick }: Options): Promise<void> {
  const names: SystemProgram[] = ['python', 'chromium'];
  if (traffic || quick) names.push(netcat.program, ncat.program);
  if (traffic) names.push(socat.program);
  if (video) names.push('pythonWithOpenCv');
  await requirePackages(names.map(name => systemPackages[name]));
}
