import assert from 'node:assert/strict';
import { workspaceId } from '../../../src/client/workspaceId.ts';

describe('a workspace', () => {
  const storage = (folder: string) => `file:///data/User/workspaceStorage/${folder}/portside.portside`;

  it('is the same for a window that opens while another one holds its storage', () => {
    for (const folder of ['3c3bdda5', '-66613f68', '-12345678', 'd41d8cd98f00b204e9800998ecf8427e', '1701388800000'])
      for (const number of ['', '-1', '-12'])
        assert.equal(workspaceId(storage(folder + number)), storage(folder), folder + number);
  });

  it('is empty without storage', () => {
    assert.equal(workspaceId(undefined), '');
  });
});
