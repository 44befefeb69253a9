// `node scripts/bundle-commands.mjs <dist>`: adds the bundled command line, `command/main.js`, to a finished
// compilation. Loading hundreds of modules one by one is what makes a command slow; in the bundle each command is a file
// or two, loaded when it is typed (docs/decisions/: the command line is bundled).
import { rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { build } from 'esbuild';

const dist = resolve(process.argv[2] ?? 'dist');
const OUT = join(dist, 'command');

/** Modules named `….built.ts` export only data: they are run now, and the bundle holds what they came to. */
const evaluated = {
  name: 'evaluated',
  setup({ onLoad }) {
    onLoad({ filter: /\.built\.js$/ }, async ({ path }) => {
      const found = await import(pathToFileURL(path).href);
      const lines = Object.entries(found).map(([name, value]) => {
        const text = JSON.stringify(value);
        if (!isDeepStrictEqual(JSON.parse(text), value)) throw new Error(`${path}: ${name} is more than data`);
        return `export const ${name} = JSON.parse(${JSON.stringify(text)});`;
      });
      return { contents: lines.join('\n'), loader: 'js' };
    });
  },
};

const OUTSIDE = ['app/commands/system/', 'app/user-error.js', 'demonstration/'];

/**
 * What brings up the system or opens its records stays as compiled, with its packages and the files beside it. Its
 * errors are told at the border, so both sides must have the same class of them.
 */
const outside = {
  name: 'outside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\// }, ({ path, importer }) => {
      const file = resolve(dirname(importer), path);
      const name = relative(dist, file);
      if (!OUTSIDE.some((place) => name.startsWith(place))) return undefined;
      return { path: `../${name}`, external: true };
    });
  },
};

/** Packages that no command may wait for; what needs them belongs in `app/commands/system/`. */
const HEAVY =
  /node_modules\/(@electric-sql\/|@hono\/|@temporalio\/(client|core-bridge|worker|workflow)\/|hono\/|kysely\/|nodemailer\/|pg\/|xstate\/)/;

rmSync(OUT, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(dist, 'bin', 'main.js')],
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  plugins: [evaluated, outside],
  // Packages in CommonJS ask for Node's own modules by `require`, which modules do not have.
  banner: {
    js: "import{createRequire as junkanRequire}from'node:module';const require=junkanRequire(import.meta.url);",
  },
});

const heavy = Object.keys(metafile.inputs).filter((path) => HEAVY.test(path));
if (heavy.length > 0) throw new Error(`the bundled command line contains ${heavy.join(', ')}`);
