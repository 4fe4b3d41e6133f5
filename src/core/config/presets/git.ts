/** Git's own protocol (git://): a repository with one commit, which can be listed and cloned. */
import { phrase } from '../../phrase.ts';
import type { Preset } from './preset.ts';

const commit = 'c9f4a42153f7bff23019720043a96021d83d8a78';
/** The commit, its tree and a README, as `git pack-objects` packs them. */
const pack = [
  '5041434b0000000200000003920b789c95cb3d0ec2300c40e13da7f0ce92bf2658428891912b24a9ad564a64949afbc380d879d35b3e',
  '9d44c0581123c5909d4f94ca195764764be364b3cb155d60cbbe9af2d24d263c64eab1af0497e7f76e5d5ae99b1c7a0597530e3ed8b8',
  'c0c97e324dc6d855e96f68eed4bb004f193f6ade65bd37c8a202789c3334303033315108727574f17565282970faf6884bf6ddafb8d9',
  'bf4ec4743cd6bc9e510600c83c0e6bb401789cf348cdc9c957482bcacf5508c82f2a29ce4c49e502004d49073d6dd7db684ebd060fb6',
  'c5e2cf8d6fc86d6f83fcd9',
].join('');

export const git: Preset = {
  group: 'tools',
  label: phrase('Git: repository with a commit'),
  help: phrase('Any path is a repository with one commit, for git ls-remote and git clone of git:// addresses.'),
  config: {
    kind: 'tcp-server',
    framing: 'pkt-line',
    reply: [
      {
        when: { text: 'git-upload-pack ', match: 'start' },
        send: [`${commit} HEAD\0symref=HEAD:refs/heads/main agent=portside\n`, `${commit} refs/heads/main\n`, '0000'],
      },
      // The client has seen enough, unless it has asked for a commit.
      { when: { text: '0000' }, state: '', close: true },
      { when: { text: 'want ', match: 'start' }, goTo: 'want' },
      // Packs have no length.
      {
        when: { text: 'done' },
        state: 'want',
        send: ['0008NAK\n', { hex: pack }],
        raw: true,
        close: true,
      },
    ],
  },
};
