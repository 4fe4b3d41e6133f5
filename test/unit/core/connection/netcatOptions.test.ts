import assert from 'node:assert/strict';
import { readNetcatArguments } from '../../../../src/core/connection/netcatOptions.ts';

function read(line: string): [Record<string, string>, string[]] {
  const { options, operands } = readNetcatArguments(line.split(' '));
  return [Object.fromEntries(options), [...operands]];
}

describe('netcat options', () => {
  it('can be combined after one hyphen, the last with its value', () => {
    assert.deepEqual(read('-lvp 9000 host'), [{ listen: '', verbose: '', 'source-port': '9000' }, ['host']]);
    assert.deepEqual(read('-lp9000'), [{ listen: '', 'source-port': '9000' }, []]);
    assert.deepEqual(read('-pl'), [{ 'source-port': 'l' }, []]);
  });

  it('take their value after a space or an equals sign in long form', () => {
    assert.deepEqual(read('--wait 2 --source-port=5000'), [{ wait: '2', 'source-port': '5000' }, []]);
    assert.deepEqual(read('--source=a=b'), [{ source: 'a=b' }, []]);
    assert.deepEqual(read('--source='), [{ source: '' }, []]);
  });

  it('end at two hyphens, and a single hyphen is an operand', () => {
    assert.deepEqual(read('-l -- -p --x'), [{ listen: '' }, ['-p', '--x']]);
    assert.deepEqual(read('- host'), [{}, ['-', 'host']]);
  });

  it('use the last value given', () => assert.deepEqual(read('-p 1 -p 2')[0], { 'source-port': '2' }));

  it('are quoted in errors as written', () => {
    const refused: [string, RegExp][] = [
      ['-ly', /^unknown netcat option -y$/],
      ['--nope', /unknown netcat option --nope/],
      ['-lp', /option -p needs a value/],
      ['--wait', /option --wait needs a value/],
      ['-le cat', /option -e: Portside doesn’t run programs/],
      ['--lua-exec x', /doesn’t run programs/],
      ['--ssl-cert=a', /option --ssl-cert: TLS/],
      ['--proxy=a', /doesn’t support proxies/],
      ['--vsock', /TCP and UDP only/],
    ];
    for (const [line, message] of refused) {
      assert.throws(() => read(line), { name: 'RangeError', message });
    }
  });
});
