/** LSP and DAP servers that introduce themselves. Programs write the fields of a request in any order. */
import type { ReplyRule } from '../../endpointConfig.ts';
import { phrase } from '../../phrase.ts';
import { hello, type Preset } from './preset.ts';

/**
 * Returns a pattern of requests: an id and a name, in either order, before or behind the parameters. Only one of the
 * groups takes part, so that together they are the id.
 */
function request(idField: string, nameField: string, name: string): string {
  const id = `"${idField}"\\s*:\\s*(\\d+|"[^"]*")`;
  const named = `"${nameField}"\\s*:\\s*"${name}"`;
  const [between, last] = ['[^{}]*', '[^{}]*\\}\\s*$'];
  return [
    `^\\s*\\{[^{]*${id}.*${named}`,
    `^\\s*\\{[^{]*${named}[^{]*${id}`,
    `${named}.*${id}${last}`,
    `${id}${between}${named}${last}`,
  ].join('|');
}

const id = '{{1}}{{2}}{{3}}{{4}}';

const lspResult = (result: string) => `{"jsonrpc":"2.0","id":${id},"result":${result}}`;
const lspRequest = (method: string, result: string): ReplyRule => ({
  when: { regex: `(?s)${request('id', 'method', method)}` },
  send: lspResult(result),
});

export const lsp: Preset = {
  group: 'tools',
  label: phrase('LSP: language server'),
  help: phrase('Introduces itself to editors, logs a message and shows a text on hover.'),
  config: {
    kind: 'tcp-server',
    framing: 'lsp',
    reply: [
      lspRequest(
        'initialize',
        '{"capabilities":{"textDocumentSync":1,"hoverProvider":true},"serverInfo":{"name":"Portside"}}',
      ),
      {
        when: { regex: '"method"\\s*:\\s*"initialized"' },
        send: `{"jsonrpc":"2.0","method":"window/logMessage","params":{"type":3,"message":"${hello}"}}`,
      },
      // Some programs escape the slash.
      lspRequest('textDocument\\\\?/hover', `{"contents":"${hello}"}`),
      lspRequest('shutdown', 'null'),
      { when: { regex: '"method"\\s*:\\s*"exit"' }, close: true },
      {
        when: { regex: `(?s)${request('id', 'method', '[^"]*')}` },
        send: `{"jsonrpc":"2.0","id":${id},"error":{"code":-32601,"message":"Portside doesn’t know this method"}}`,
      },
    ],
  },
};

/** The responses and events of an adapter are numbered, too. */
const numbered = (type: string, more: string) => `{"seq":{{$counter}},"type":"${type}",${more}}`;
const event = (name: string, body = '') => numbered('event', `"event":"${name}"${body && `,"body":${body}`}`);
const response = (command: string, body: string, success = true) =>
  numbered('response', `"request_seq":${id},"success":${success},"command":"${command}"${body}`);

const dapRequest = (command: string, body = '', ...events: string[]): ReplyRule => ({
  when: { regex: `(?s)${request('seq', 'command', command)}` },
  send: [response(command, body && `,"body":${body}`), ...events],
});

export const dap: Preset = {
  group: 'tools',
  label: phrase('DAP: debug adapter'),
  help: phrase(
    'Introduces itself to a debugger, prints a text and ends the session. VS Code connects to it by “debugServer”.',
  ),
  config: {
    kind: 'tcp-server',
    framing: 'dap',
    reply: [
      dapRequest('initialize', '{"supportsConfigurationDoneRequest":true}', event('initialized')),
      dapRequest('launch'),
      dapRequest('attach'),
      dapRequest('setBreakpoints', '{"breakpoints":[]}'),
      dapRequest('setExceptionBreakpoints'),
      dapRequest(
        'configurationDone',
        '',
        event('output', `{"category":"stdout","output":"${hello}\\n"}`),
        event('exited', '{"exitCode":0}'),
        event('terminated'),
      ),
      dapRequest('threads', '{"threads":[]}'),
      { ...dapRequest('disconnect'), close: true },
      {
        when: { regex: `(?s)${request('seq', 'command', '[^"]*')}` },
        send: response('', ',"message":"Portside doesn’t know this command"', false),
      },
    ],
  },
};
