/**
 * Bundles the extension, the engine's worker, the panel and the camera page into `dist/`; with `--tests`, also the
 * tests that run in the extension host into `out/`.
 */
import { globSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, context, type Plugin, transform } from 'esbuild';
import { endpointConfigJsonSchema } from './src/core/config/endpointConfigSchema.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const written = { minify: production, sourcemap: production ? false : 'inline' } as const;
const shared: BuildOptions = { ...written, bundle: true, logLevel: 'warning', legalComments: 'none' };
const inNode: BuildOptions = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  define: {
    // VS Code reports every access to Node's navigator as a mistake, and zod accesses it.
    navigator: 'undefined',
    // The bundle's location, since it isn't an ES module.
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
};
const inBrowser: BuildOptions = {
  ...shared,
  // Beside the bundle, so that it is read only for debugging: an inline map would be most of what a page has to load.
  sourcemap: production ? false : 'linked',
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  tsconfig: 'webview/tsconfig.json',
};

/** esbuild splits only ES modules, and VS Code loads CommonJS. */
const asCommonJs: Plugin = {
  name: 'as-commonjs',
  setup: ({ onEnd }) =>
    onEnd(async ({ outputFiles = [] }) => {
      for (const { path, text } of outputFiles) {
        const { code } = await transform(text, { ...written, format: 'cjs', supported: { 'dynamic-import': false } });
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, code);
      }
    }),
};

/** Bundles the entry so that dynamic imports are parsed only when needed: they go into files of their own. */
function inChunks(entry: string): BuildOptions {
  return {
    ...inNode,
    entryPoints: [entry],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
    // Modules that the same chunks need share a file: as all of them import the entry, everything that loads with it is
    // one file, not many.
    inject: [entry],
    plugins: [asCommonJs],
    write: false,
  };
}

const bundles: BuildOptions[] = process.argv.includes('--tests')
  ? [
      {
        ...inNode,
        entryPoints: ['test/host/index.ts', ...globSync('test/host/**/*.test.ts')],
        outdir: 'out/test/host',
        outExtension: { '.js': '.cjs' },
        external: ['vscode', 'mocha'],
        define: { ...inNode.define, 'import.meta.dirname': JSON.stringify(resolve('test/support')) },
      },
      { ...inNode, entryPoints: ['test/bench/host/index.ts'], outfile: 'out/test/bench/index.cjs' },
    ]
  : [
      inChunks('src/extension.ts'),
      { ...inNode, entryPoints: ['src/engine/worker.ts'], outfile: 'dist/worker.cjs' },
      { ...inNode, entryPoints: ['src/engine/transfer/hash/hashWorker.ts'], outfile: 'dist/hashWorker.cjs' },
      { ...inNode, entryPoints: ['src/engine/matching/patternWorker.ts'], outfile: 'dist/patternWorker.cjs' },
      { ...inNode, entryPoints: ['src/engine/video/pictureWorker.ts'], outfile: 'dist/pictureWorker.cjs' },
      {
        ...inBrowser,
        entryPoints: [
          { in: 'webview/panel/panelEntry.ts', out: 'panel' },
          { in: 'webview/panel.css', out: 'panel' },
          { in: 'webview/video/videoPage.ts', out: 'videoPage' },
        ],
        outdir: 'dist/webview',
      },
      {
        ...inBrowser,
        entryPoints: ['webview/camera/cameraPage.ts', 'webview/camera/cameraPage.css'],
        outdir: 'dist/webview/camera',
      },
    ];

/** The worker loads it when it first writes or reads a JPEG. */
const jpegCodec = 'libjpegturbowasm.wasm';

/** Files that aren't bundled but belong beside the bundles. */
async function addAssets(): Promise<void> {
  await mkdir('dist/webview', { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    await copyFile(`node_modules/@vscode/codicons/dist/${file}`, `dist/webview/${file}`);
  }
  await copyFile(`node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/${jpegCodec}`, `dist/${jpegCodec}`);
  await writeFile('dist/endpoint.schema.json', JSON.stringify(endpointConfigJsonSchema()));
}

/** The public types: the output of `tsc -b` for the API and everything that it imports. */
async function addTypes(file = 'host/api.d.ts'): Promise<void> {
  const text = await readFile(join('out/types', file), 'utf8');
  await mkdir(join('dist/api', dirname(file)), { recursive: true });
  await writeFile(join('dist/api', file), text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
  for (const [, imported = ''] of text.matchAll(/from '(\.[^']*)\.ts'/g)) {
    await addTypes(join(dirname(file), `${imported}.d.ts`));
  }
}

if (production) await rm('dist', { recursive: true, force: true });
if (watch) for (const bundle of bundles) await (await context(bundle)).watch();
else await Promise.all(bundles.map(build));
await addAssets();
if (production) await addTypes();
