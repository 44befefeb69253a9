/**
 * Brings the parts up in one process and takes them down again: records, Temporal server, engine client, worker, web.
 * Everything that belongs together is wired here and nowhere else.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedTemporal, TemporalAddress } from '../client/connection.ts';
import { createEngine, type TemporalEngine } from '../client/engine.ts';
import { checkProcedure } from '../machines/core/index.ts';
import { published } from '../machines/procedures.ts';
import type { Instant } from '../model/identifiers.ts';
import { firstCommands, type FirstCommand } from '../model/first-commands.ts';
import type { Text } from '../model/text.ts';
import type { Installation, Records } from '../contract/records/records.ts';
import { makeApp } from '../web/app.ts';
import { passkeySite } from '../web/passkeys/site.ts';
import { startWeb } from '../web/server.ts';
import { acquireTemporal } from '../worker/temporal-server/acquire.ts';
import { startTemporalServer, type TemporalServer } from '../worker/temporal-server/start.ts';
import { startWebhookSender } from '../worker/webhooks/sender.ts';
import { startKeeper } from '../worker/keeper/keeper.ts';
import { signedHeadsIn } from '../worker/keeper/signed-heads.ts';
import { startMailer } from '../worker/mail/mailer.ts';
import { startRebuilder } from '../worker/rebuild/rebuilder.ts';
import { countUnsealed } from '../worker/watch/unsealed.ts';
import { startWatch } from '../worker/watch/watch.ts';
import { startWorker } from '../worker/worker.ts';
import { calendarsFor, checkOverrides } from './calendar.ts';
import { files } from './cli/connection.ts';
import type { Configuration } from './configuration.ts';
import { controlOver } from './commands/system/owned.ts';
import { serveControl } from './control.ts';
import type { Demonstration } from './demonstration.ts';
import { freeBytes } from './disk.ts';
import { createInstallation, linkAt, type Creation } from './installation.ts';
import { keyFileOf, keyringIn } from './keys/key-file.ts';
import { lockDataDirectory, type Lock } from './lock.ts';
import { openLog, workerLog } from './logging.ts';
import { withPassword } from './mail-configuration.ts';
import { withClientSecret } from './oidc-configuration.ts';
import { openInstallation } from './open-installation.ts';
import { checkPort } from './ports.ts';
import { trustedCertificates } from './webhook-authorities.ts';

/** The parts a process may carry; `engine` is the embedded Temporal server. */
export type Part = 'engine' | 'worker' | 'web';

export interface SystemOptions {
  readonly parts: readonly Part[];
  /** What an empty data directory becomes; without it an empty one is refused. */
  readonly create?: Creation;
  readonly demonstration: Demonstration;
  /** A rehearsal on an own data directory: the server lets time be stepped on, and the web follows this clock. */
  readonly rehearsal?: { readonly clock: () => Instant };
  /** Whether the embedded Temporal server serves its own web page. @default false */
  readonly temporalUi?: boolean;
  readonly say: (text: Text) => void;
}

/** A running system. */
export interface System {
  /** Where HTTP is served; undefined for a worker alone. */
  readonly address: string | undefined;
  /** The same as people open it: where passkeys are used, by the machine's name. */
  readonly opened: string | undefined;
  readonly dataDirectory: string;
  /** Where the first administrator's one-time link was written at this start. */
  readonly linkFile: string | undefined;
  readonly logFile: string;
  readonly installation: Installation;
  /** What a newcomer types next. */
  readonly commands: readonly FirstCommand[];
  readonly records: Records;
  readonly engine: TemporalEngine;
  /** Where Temporal is. */
  readonly temporal: SealedTemporal;
  /** Where the embedded Temporal server's own web page is, when it is served. */
  readonly temporalUi: string | undefined;
  /** Process id of the embedded Temporal server now. */
  temporalPid(): number | undefined;
  /** Finishes what was accepted within 10 s; the Temporal server is the last to go. Harmless when called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the parts, each on what it needs; what was started is stopped again when a later part fails.
 *
 * @throws UserError saying what is wrong and what to do (already running, port taken, newer schema, no Temporal server)
 */
export async function startSystem(configuration: Configuration, options: SystemOptions): Promise<System> {
  const undo: (() => void | Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (let last = undo.pop(); last !== undefined; last = undo.pop()) await last();
  };
  try {
    const { dataDirectory } = configuration;
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    const embedded = configuration.databaseUrl === undefined || configuration.temporal === undefined;
    if (embedded) {
      const lock: Lock = lockDataDirectory(dataDirectory);
      undo.push(() => lock.release());
    }
    if (options.parts.includes('web')) await checkPort(configuration.host, configuration.port);
    checkDefinitions();
    const mail = configuration.mail === undefined ? undefined : withPassword(configuration.mail);
    const oidc = configuration.oidc === undefined ? undefined : withClientSecret(configuration.oidc);
    const calendars = calendarsFor(configuration, Date.now());
    const certificates = trustedCertificates(configuration);
    mkdirSync(configuration.logDirectory, { recursive: true, mode: 0o700 });
    const log = openLog(configuration.logDirectory);
    undo.push(() => log.close());

    const keyFile = keyFileOf(configuration);
    const [records, temporal] = await settled(
      openInstallation({
        where: {
          dataDirectory,
          keyFile,
          cache: configuration.cache,
          calendars,
          keep: configuration.keep,
          ...(configuration.mailHold === undefined ? {} : { hold: configuration.mailHold }),
          ...(configuration.objectionDays === undefined ? {} : { objectionDays: configuration.objectionDays }),
          ...(configuration.databaseUrl === undefined ? {} : { databaseUrl: configuration.databaseUrl }),
          ...(options.create === undefined ? {} : { create: { kind: options.create.kind } }),
        },
        creation: options.create,
        demonstration: options.demonstration,
        say: options.say,
      }).then((opened) => {
        undo.push(() => opened.close());
        return opened;
      }),
      temporalFor(configuration, options).then((found) => {
        if (found.server !== undefined) undo.unshift(() => found.server?.stop());
        return found;
      }),
    );

    if (configuration.databaseUrl === undefined) {
      try {
        const control = await serveControl(dataDirectory, controlOver(records));
        undo.push(() => control.close());
      } catch (error) {
        // A path that is too long for a socket: backups are made with junkan stopped then.
        log.logger.warn({ error: String(error) }, 'no backup and no comparison while running');
      }
    }
    await checkOverrides(records, Date.now());
    const keys = keyringIn(keyFile);
    const unsealed = countUnsealed(records.engineWatch, workerLog(log.logger));
    undo.push(() => unsealed.stop());
    const where: SealedTemporal = { ...temporal.where, keys, onUnsealed: unsealed.met };
    const engine = createEngine({ ...where, ...options.rehearsal });
    undo.push(() => engine.close());
    if (options.parts.includes('worker')) {
      const worker = await startWorker({
        ...where,
        records,
        planningAhead: options.rehearsal !== undefined,
        log: workerLog(log.logger),
      });
      const sender = startWebhookSender({
        webhooks: records.webhooks,
        privateDestinations: configuration.privateDestinations,
        ports: configuration.webhookPorts,
        ...(certificates === undefined ? {} : { certificates }),
        version: configuration.version,
        log: workerLog(log.logger),
      });
      const mailer = startMailer({
        queue: records.mailQueue,
        installation: records.installation,
        settings: mail,
        log: workerLog(log.logger),
      });
      const { checkpoints } = configuration;
      const checkpointsIn = join(dataDirectory, 'checkpoints');
      const keeper = startKeeper({
        integrity: records.integrity,
        installation: records.installation,
        keyFile: join(dataDirectory, 'keys', 'checkpoints.pem'),
        directories: [checkpointsIn, ...(checkpoints === undefined ? [] : [checkpoints])],
        log: workerLog(log.logger),
      });
      const watch = startWatch({ ...where, records, engine, log: workerLog(log.logger) });
      const rebuilder = startRebuilder({
        records,
        engine,
        signed: signedHeadsIn(checkpointsIn),
        log: workerLog(log.logger),
      });
      // All at once: each has its own seconds to finish, and stopping has ten for all.
      undo.push(async () => {
        await Promise.all([
          worker.shutdown(),
          sender.stop(),
          mailer.stop(),
          keeper.stop(),
          watch.stop(),
          rebuilder.stop(),
        ]);
      });
    }
    let firstLink: string | undefined;
    if (options.create !== undefined) {
      firstLink = await createInstallation({
        records,
        engine,
        configuration,
        creation: options.create,
        demonstration: options.demonstration,
        say: options.say,
        now: Date.now(),
      });
    }
    if (options.parts.includes('worker')) {
      // The year opens by itself; what changed while no engine was there is looked for at once.
      await engine.ensureSchedules(Object.values(calendars).map(({ planningDay }) => planningDay));
      await engine.lookAround();
    }
    const { kind } = records.installation;
    const commands = firstCommands(kind === 'demonstration' ? options.demonstration.ciso : undefined);
    let address: string | undefined;
    if (options.parts.includes('web')) {
      const web = await startWeb({
        app: makeApp({
          records,
          engine,
          clock: options.rehearsal?.clock ?? Date.now,
          configuration: {
            version: configuration.version,
            dataDirectory,
            logFile: log.file,
            ...(temporal.server?.ui === undefined ? {} : { temporalUi: temporal.server.ui }),
            proxies: configuration.proxies,
            privateDestinations: configuration.privateDestinations,
            webhookPorts: configuration.webhookPorts,
            ...(configuration.url === undefined ? {} : { url: configuration.url }),
            quotas: configuration.quotas,
            disk: { reserve: configuration.diskReserve, free: () => freeBytes(dataDirectory) },
            tls: configuration.tls !== undefined,
            mail: configuration.mail !== undefined,
            ...(oidc === undefined ? {} : { oidc }),
            commands,
          },
          logger: log.logger,
        }),
        host: configuration.host,
        port: configuration.port,
        ...(configuration.tls === undefined ? {} : { tls: configuration.tls }),
      });
      undo.push(() => web.close());
      address = web.address;
      if (embedded) {
        const running = join(dataDirectory, files.running);
        writeFileSync(running, JSON.stringify({ address, pid: process.pid }), { mode: 0o600 });
        undo.push(() => rmSync(running, { force: true }));
      }
    }
    if (firstLink !== undefined) {
      const whole = linkAt(configuration.url ?? address, firstLink);
      writeFileSync(join(dataDirectory, files.administratorLink), `${whole}\n`, { mode: 0o600 });
    }
    log.logger.info({ parts: options.parts, installation: records.installation.kind }, 'ready');
    return {
      address,
      opened: oidc === undefined && kind === 'real' ? (passkeySite(address ?? '')?.origin ?? address) : address,
      dataDirectory,
      linkFile: firstLink === undefined ? undefined : join(dataDirectory, files.administratorLink),
      logFile: log.file,
      installation: records.installation,
      commands,
      records,
      engine,
      temporal: where,
      temporalUi: temporal.server?.ui,
      temporalPid: () => temporal.server?.pid(),
      stop: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** The start-up check over every published definition. Throws naming what is wrong: a mistake of ours, found before it runs. */
function checkDefinitions(): void {
  const wrong = published.flatMap((procedure) =>
    checkProcedure(procedure).map((text) => `${procedure.id} v${procedure.version}: ${text}`),
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

/** Both results, or the first failure – but only after both have settled, so that nothing is left half started. */
async function settled<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return [await a, await b];
}

async function temporalFor(
  configuration: Configuration,
  { say, rehearsal, temporalUi }: SystemOptions,
): Promise<{ where: TemporalAddress; server?: TemporalServer }> {
  const dataDirectory = join(configuration.dataDirectory, 'temporal');
  const acquired = await acquireTemporal({
    address: configuration.temporal?.address,
    named: configuration.temporalServer,
    path: configuration.path,
    cache: configuration.cache,
    pinned: configuration.pinned,
    dataDirectory,
    downloadWithin: 30_000,
    say,
  });
  if (acquired.kind === 'existing') return { where: existing(configuration, acquired.address) };
  const server = await startTemporalServer({
    binary: acquired.binary,
    dataDirectory,
    logFile: join(configuration.logDirectory, 'temporal.log'),
    timeSkipping: rehearsal !== undefined,
    ui: temporalUi ?? false,
    say,
  });
  const { address, namespace } = server;
  return { where: { address, namespace }, server };
}

function existing({ temporal }: Configuration, address: string): TemporalAddress {
  const { tls, apiKey } = temporal?.connection ?? {};
  return {
    address,
    namespace: temporal?.namespace ?? 'default',
    ...(tls === undefined || tls === null ? {} : { tls }),
    ...(typeof apiKey === 'string' ? { apiKey } : {}),
  };
}
