/** The typeface of the pictures. Without it, they would use whatever the machine that takes them happens to have. */
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requirePackages, type SystemPackage } from '../../support/requirePackages.ts';

const inter: SystemPackage = {
  wanted: 'the typeface Inter',
  debianPackage: 'fonts-inter',
  find: async () => {
    const file = '/usr/share/fonts/opentype/inter/Inter-Regular.otf';
    return access(file).then(
      () => file,
      () => undefined,
    );
  },
};

/** Makes browsers that start from now on show user interfaces in Inter. `folder` is for the configuration. */
export async function showInInter(folder: string): Promise<void> {
  await requirePackages([inter]);
  const file = join(folder, 'fonts.conf');
  await writeFile(file, fontConfig);
  process.env.FONTCONFIG_FILE = file;
}

/** Chromium asks for “sans-serif” where VS Code asks for the system's typeface. */
const fontConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include>/etc/fonts/fonts.conf</include>
  <match>
    <test name="family"><string>sans-serif</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Inter</string></edit>
  </match>
</fontconfig>
`;
