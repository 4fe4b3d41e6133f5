/** The programs that Portside is measured against. */
import { pythonWithOpenCv } from '../support/pythonWithOpenCv.ts';
import { type SystemProgram, systemProgram } from '../support/systemProgram.ts';
import type { Options } from './options.ts';

/** A program that sends its standard input to a port, and ends. */
export interface SendingPeer extends SystemProgram {
  readonly sendingArgs: (port: string) => string[];
  /** Its command in the table. */
  readonly command: string;
}

export const netcat: SendingPeer = {
  names: ['nc.openbsd', 'nc'],
  debianPackage: 'netcat-openbsd',
  sendingArgs: port => ['-N', '127.0.0.1', port],
  command: '`nc -N < file`',
};
export const ncat: SendingPeer = {
  names: ['ncat'],
  debianPackage: 'ncat',
  sendingArgs: port => ['--send-only', '127.0.0.1', port],
  command: '`ncat --send-only < file`',
};
export const socat: SendingPeer = {
  names: ['socat'],
  debianPackage: 'socat',
  sendingArgs: port => ['-u', 'STDIN', `TCP:127.0.0.1:${port}`],
  command: '`socat -u`',
};

/** Looks for all of them before anything is measured. @throws Error in one sentence that says what is missing. */
export async function requirePeers({ traffic, video }: Options): Promise<void> {
  const python = { names: ['python3', 'python'], debianPackage: 'python3' };
  for (const program of [python, ...(traffic ? [netcat, ncat, socat] : [])]) await systemProgram(program);
  if (video) await pythonWithOpenCv();
}
