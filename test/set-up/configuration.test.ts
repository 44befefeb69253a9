import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, readConfiguration, requireShared } from '../../app/configuration.ts';
import { trustedCertificates } from '../../app/webhook-authorities.ts';
import { ROOT } from '../support/pinned.ts';
import { authority, authorityFile } from '../support/webhook-receiver.ts';
import { withPassword } from '../../app/mail-configuration.ts';
import { withClientSecret } from '../../app/oidc-configuration.ts';
import { UserError } from '../../app/user-error.ts';
import { temporaryDirectory } from '../support/temporary.ts';

function problems(environment: NodeJS.ProcessEnv): ConfigurationError['problems'] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration from the environment', () => {
  test('has defaults for everything: data below the repository, loopback, port 8080, nothing outside', () => {
    const configuration = readConfiguration({});
    expect(configuration).toMatchObject({
      dataDirectory: join(ROOT, '.junkan'),
      logDirectory: join(ROOT, '.junkan/logs'),
      cache: join(homedir(), '.cache/junkan'),
      host: '127.0.0.1',
      port: 8080,
      proxies: [],
      temporalUi: true,
    });
    for (const key of ['temporal', 'databaseUrl', 'temporalServer', 'tls'])
      expect(configuration).not.toHaveProperty(key);
  });

  test('takes JUNKAN_DATA relative to the repository, wherever the command is typed', () => {
    expect(readConfiguration({ JUNKAN_DATA: 'other' }).dataDirectory).toBe(join(ROOT, 'other'));
    expect(readConfiguration({ JUNKAN_DATA: '/srv/junkan' }).dataDirectory).toBe('/srv/junkan');
  });

  test('leaves out the page of the Temporal server when asked to', () => {
    expect(readConfiguration({ JUNKAN_TEMPORAL_UI: '0' }).temporalUi).toBe(false);
    expect(problems({ JUNKAN_TEMPORAL_UI: 'no' })).toMatchObject([{ key: 'JUNKAN_TEMPORAL_UI' }]);
  });

  test('takes a key that is set to nothing as not set', () => {
    expect(readConfiguration({ JUNKAN_PORT: '', TEMPORAL_ADDRESS: '', DATABASE_URL: '' })).toMatchObject({
      port: 8080,
    });
  });

  test('lets webhooks into no private address, all of them, or hosts named one by one', () => {
    const allowed = (value?: string) => readConfiguration({ JUNKAN_WEBHOOK_PRIVATE: value }).privateDestinations;
    expect([allowed(), allowed('0'), allowed('1')]).toEqual(['none', 'none', 'all']);
    expect(allowed('inside.example, 10.0.0.1')).toEqual(['inside.example', '10.0.0.1']);
  });

  test('lets webhooks go to the ports of https, those named, or any', () => {
    const ports = (value?: string) => readConfiguration({ JUNKAN_WEBHOOK_PORTS: value }).webhookPorts;
    expect([ports(), ports('any'), ports('443, 9443')]).toEqual([[443, 8443], 'any', [443, 9443]]);
  });

  test('reads the authorities trusted for webhooks beside the well-known ones, and says when they are none', () => {
    const trusted = (path: string) => trustedCertificates(readConfiguration({ JUNKAN_WEBHOOK_CA: path }));
    expect(trustedCertificates(readConfiguration({}))).toBeUndefined();
    expect(trusted(authorityFile)?.at(-1)).toBe(authority);
    expect(trusted(authorityFile)?.length).toBeGreaterThan(10);
    for (const wrong of ['/nowhere.pem', join(ROOT, 'package.json')]) {
      expect(() => trusted(wrong)).toThrow(ConfigurationError);
    }
  });

  test('is the same with NODE_ENV=production', () => {
    expect(readConfiguration({ NODE_ENV: 'production' })).toEqual(readConfiguration({}));
  });

  test.each([
    [{ JUNKAN_PORT: 'abc' }, 'JUNKAN_PORT', '"abc"', '0 to 65535'],
    [{ JUNKAN_PORT: '65536' }, 'JUNKAN_PORT', '"65536"', '0 to 65535'],
    [{ JUNKAN_PORT: '-1' }, 'JUNKAN_PORT', '"-1"', '0 to 65535'],
    [{ JUNKAN_PORT: '8080 ' }, 'JUNKAN_PORT', '"8080 "', '0 to 65535'],
    [{ JUNKAN_HOST: 'a b' }, 'JUNKAN_HOST', '"a b"', 'host name'],
    [{ JUNKAN_ALLOW_PLAINTEXT: 'yes' }, 'JUNKAN_ALLOW_PLAINTEXT', '"yes"', '1 (yes) or 0 (no)'],
    [{ JUNKAN_WEBHOOK_PRIVATE: 'https://inside' }, 'JUNKAN_WEBHOOK_PRIVATE', '"https://inside"', 'host names'],
    [{ JUNKAN_WEBHOOK_PORTS: '0' }, 'JUNKAN_WEBHOOK_PORTS', '"0"', 'port numbers'],
    [{ JUNKAN_WEBHOOK_PORTS: '443,https' }, 'JUNKAN_WEBHOOK_PORTS', '"443,https"', 'port numbers'],
    [{ JUNKAN_PROXY: '10.0.0.1,proxy' }, 'JUNKAN_PROXY', '"10.0.0.1,proxy"', 'IP addresses'],
    [{ TEMPORAL_ADDRESS: '127.0.0.1' }, 'TEMPORAL_ADDRESS', '"127.0.0.1"', 'host:port'],
    [{ TEMPORAL_ADDRESS: 'http://127.0.0.1:7233' }, 'TEMPORAL_ADDRESS', '"http://127.0.0.1:7233"', 'host:port'],
  ])('%o is refused with key, what was found and what is allowed', (environment, key, found, allowed) => {
    const [problem, ...more] = problems(environment);
    expect(more).toEqual([]);
    expect(problem?.key).toBe(key);
    expect(problem?.text.en).toContain(found);
    expect(problem?.text.en).toContain(allowed);
    expect(problem?.text.ja).toContain('使えるのは');
  });

  test('names every wrong key at once', () => {
    const found = problems({ JUNKAN_PORT: 'x', TEMPORAL_ADDRESS: 'y' });
    expect(found.map(({ key }) => key)).toEqual(['JUNKAN_PORT', 'TEMPORAL_ADDRESS']);
  });

  test('never repeats a password', () => {
    const [problem] = problems({ DATABASE_URL: 'mysql://junkan:himitsu@db/junkan' });
    expect(problem?.key).toBe('DATABASE_URL');
    expect(JSON.stringify(problem)).not.toContain('himitsu');
    expect(problem?.text.en).toContain('postgres://');
  });
});

describe('what may be reached from other machines', () => {
  test.each(['0.0.0.0', '192.0.2.1', 'junkan.example', '::'])(
    'JUNKAN_HOST=%s needs TLS or a declared proxy',
    (host) => {
      expect(problems({ JUNKAN_HOST: host }).map(({ key }) => key)).toEqual(['JUNKAN_HOST']);
      expect(problems({ JUNKAN_HOST: host, JUNKAN_PROXY: '10.0.0.1' })).toEqual([]);
      expect(problems({ JUNKAN_HOST: host, JUNKAN_TLS_CERTIFICATE: 'c.pem', JUNKAN_TLS_KEY: 'k.pem' })).toEqual([]);
    },
  );

  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('JUNKAN_HOST=%s needs nothing', (host) => {
    expect(problems({ JUNKAN_HOST: host })).toEqual([]);
  });

  test('a certificate without its key is refused, and the other way round', () => {
    expect(problems({ JUNKAN_TLS_CERTIFICATE: 'c.pem' }).map(({ key }) => key)).toEqual(['JUNKAN_TLS_KEY']);
    expect(problems({ JUNKAN_TLS_KEY: 'k.pem' }).map(({ key }) => key)).toEqual(['JUNKAN_TLS_CERTIFICATE']);
  });

  test('a Temporal server off this machine needs JUNKAN_ALLOW_PLAINTEXT=1, TLS or not', () => {
    const away = { TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_TLS: 'true' };
    expect(problems(away)[0]?.text.en).toContain('JUNKAN_ALLOW_PLAINTEXT=1');
    expect(problems({ ...away, JUNKAN_ALLOW_PLAINTEXT: '0' })).toHaveLength(1);
    expect(problems({ ...away, JUNKAN_ALLOW_PLAINTEXT: '1' })).toEqual([]);
    for (const here of ['127.0.0.1:7233', 'localhost:7233', '[::1]:7233'])
      expect(problems({ TEMPORAL_ADDRESS: here })).toEqual([]);
  });
});

describe('an existing Temporal server', () => {
  test('is reached with namespace, API key and TLS of the SDK’s usual variables', () => {
    const { temporal } = readConfiguration({
      TEMPORAL_ADDRESS: 'localhost:7233',
      TEMPORAL_NAMESPACE: 'junkan',
      TEMPORAL_API_KEY: 'key',
      TEMPORAL_TLS_SERVER_NAME: 'temporal.example',
    });
    expect(temporal).toMatchObject({
      address: 'localhost:7233',
      namespace: 'junkan',
      connection: { address: 'localhost:7233', apiKey: 'key', tls: { serverNameOverride: 'temporal.example' } },
    });
  });

  test('is reached without TLS in namespace default when only its address is given', () => {
    const { temporal } = readConfiguration({ TEMPORAL_ADDRESS: 'localhost:7233' });
    expect(temporal?.namespace).toBe('default');
    expect(temporal?.connection.tls).toBeFalsy();
  });

  test('with a certificate file that is not there is refused', () => {
    const environment = {
      TEMPORAL_ADDRESS: 'localhost:7233',
      TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere/cert.pem',
      TEMPORAL_TLS_CLIENT_KEY_PATH: '/nowhere/key.pem',
    };
    expect(problems(environment)[0]?.text.en).toContain('/nowhere/cert.pem');
  });
});

test('a worker or a web server alone needs both addresses and names each that is missing', () => {
  const missing = (environment: NodeJS.ProcessEnv): string[] => {
    try {
      requireShared(readConfiguration(environment));
      return [];
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems.map(({ key }) => key);
      throw error;
    }
  };
  const DATABASE_URL = 'postgres://u@h/d';
  const TEMPORAL_ADDRESS = 'localhost:7233';
  const JUNKAN_KEY_FILE = '/srv/keys.json';
  expect(missing({})).toEqual(['DATABASE_URL', 'TEMPORAL_ADDRESS', 'JUNKAN_KEY_FILE']);
  expect(missing({ DATABASE_URL })).toEqual(['TEMPORAL_ADDRESS', 'JUNKAN_KEY_FILE']);
  expect(missing({ TEMPORAL_ADDRESS })).toEqual(['DATABASE_URL', 'JUNKAN_KEY_FILE']);
  expect(missing({ DATABASE_URL, TEMPORAL_ADDRESS, JUNKAN_KEY_FILE })).toEqual([]);
});

describe('an identity provider', () => {
  const JUNKAN_OIDC_ISSUER = 'https://provider.example/realm';
  const JUNKAN_OIDC_CLIENT_ID = 'junkan';
  const JUNKAN_URL = 'https://junkan.example';

  test('is off without an address, and read with its company', () => {
    expect(readConfiguration({ JUNKAN_URL })).not.toHaveProperty('oidc');
    const { oidc } = readConfiguration({
      JUNKAN_OIDC_ISSUER,
      JUNKAN_OIDC_CLIENT_ID,
      JUNKAN_URL,
      JUNKAN_OIDC_NAME: '基盤',
    });
    expect(oidc).toEqual({ issuer: JUNKAN_OIDC_ISSUER, clientId: 'junkan', name: '基盤' });
  });

  test('names what is missing', () => {
    const keys = (environment: NodeJS.ProcessEnv) => problems(environment).map(({ key }) => key);
    expect(keys({ JUNKAN_OIDC_ISSUER })).toEqual(['JUNKAN_OIDC_CLIENT_ID', 'JUNKAN_URL']);
    expect(keys({ JUNKAN_OIDC_CLIENT_ID, JUNKAN_URL })).toEqual(['JUNKAN_OIDC_ISSUER']);
    expect(keys({ JUNKAN_OIDC_ISSUER, JUNKAN_OIDC_CLIENT_ID, JUNKAN_URL })).toEqual([]);
  });

  test.each([
    'http://provider.example',
    'provider.example',
    'https://provider.example/?tenant=1',
    'https://u:p@provider.example',
  ])('%s is no address of one', (wrong) => {
    const [problem] = problems({ JUNKAN_OIDC_ISSUER: wrong, JUNKAN_OIDC_CLIENT_ID, JUNKAN_URL });
    expect([problem?.key, problem?.text.en.includes('begins with https://')]).toEqual(['JUNKAN_OIDC_ISSUER', true]);
    expect(JSON.stringify(problem)).not.toContain('u:p@');
  });

  test('has its client’s secret in a file, and says which one cannot be read', () => {
    const asked = { JUNKAN_OIDC_ISSUER, JUNKAN_OIDC_CLIENT_ID, JUNKAN_URL };
    const secretOf = (file: string) => {
      const { oidc } = readConfiguration({ ...asked, JUNKAN_OIDC_CLIENT_SECRET_FILE: file });
      return oidc === undefined ? undefined : withClientSecret(oidc).clientSecret;
    };
    expect(secretOf(join(ROOT, 'LICENSE'))).toContain('MIT');
    expect(() => secretOf('/nowhere/secret')).toThrow('/nowhere/secret');
  });
});

describe('mail from the environment', () => {
  const from = { JUNKAN_MAIL_FROM: 'junkan@mail.example' };

  test('is off without a server', () => {
    expect(readConfiguration(from)).not.toHaveProperty('mail');
  });

  test('requires TLS beyond this machine, and only a server here or declared so is one for tests', () => {
    const mailOf = (url: string, more: NodeJS.ProcessEnv = {}) =>
      readConfiguration({ ...from, JUNKAN_SMTP_URL: url, ...more }).mail;
    expect(mailOf('smtp://127.0.0.1:2525')).toMatchObject({ port: 2525, security: 'none', test: true });
    expect(mailOf('smtp://mail.example')).toMatchObject({ port: 25, security: 'starttls', test: false });
    expect(mailOf('smtps://mail.example')).toMatchObject({ port: 465, security: 'tls', test: false });
    expect(mailOf('smtp://mail.example', { JUNKAN_SMTP_TEST: '1' })).toMatchObject({ test: true });
    expect(mailOf('smtp://mail.example', { JUNKAN_ALLOW_PLAINTEXT: '1' })).toMatchObject({ security: 'none' });
    expect(mailOf('smtp://us%40er:p%2Fw@mail.example')).toMatchObject({ user: 'us@er', password: 'p/w' });
    expect(mailOf('smtp://mail.example', { JUNKAN_URL: 'https://junkan.example/' })?.url).toBe(
      'https://junkan.example',
    );
    expect(readConfiguration({ JUNKAN_MAIL_HOLD: '5' }).mailHold).toBe(5_000);
    expect(readConfiguration({ JUNKAN_OBJECTION_DAYS: '14' }).objectionDays).toBe(14);
    expect(() => readConfiguration({ JUNKAN_OBJECTION_DAYS: '0' })).toThrow('JUNKAN_OBJECTION_DAYS');
  });

  test.each([
    [{ JUNKAN_SMTP_URL: 'http://user:hunter2@mail.example' }, 'JUNKAN_SMTP_URL'],
    [{ JUNKAN_SMTP_URL: 'smtp://user:hunter2@mail.example/path?x' }, 'JUNKAN_SMTP_URL'],
    [{ JUNKAN_SMTP_URL: 'smtp://user:%hunter2@mail.example' }, 'JUNKAN_SMTP_URL'],
    [{ JUNKAN_SMTP_URL: 'smtp://user:hunter2@mail.example', JUNKAN_MAIL_FROM: undefined }, 'JUNKAN_MAIL_FROM'],
    [{ JUNKAN_MAIL_FROM: 'a@b, c@d' }, 'JUNKAN_MAIL_FROM'],
    [{ JUNKAN_MAIL_FROM: '運用@mail.example' }, 'JUNKAN_MAIL_FROM'],
    [{ JUNKAN_MAIL_FROM: 'junkan@mail' }, 'JUNKAN_MAIL_FROM'],
    [{ JUNKAN_SMTP_URL: 'smtp://mail.example', JUNKAN_SMTP_PASSWORD_FILE: 'secret.txt' }, 'JUNKAN_SMTP_URL'],
    [{ JUNKAN_MAIL_HOLD: 'soon' }, 'JUNKAN_MAIL_HOLD'],
    [{ JUNKAN_URL: 'https://user:hunter2@junkan.example' }, 'JUNKAN_URL'],
  ])('refuses %j without repeating a password', (environment, key) => {
    const found = problems({ ...from, ...environment });
    expect(found.map((problem) => problem.key)).toEqual([key]);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  });

  test('reads the password from its file, and says so when it cannot', () => {
    const passwordFile = join(temporaryDirectory(), 'password');
    const mail = readConfiguration({
      ...from,
      JUNKAN_SMTP_URL: 'smtp://user@127.0.0.1',
      JUNKAN_SMTP_PASSWORD_FILE: passwordFile,
    }).mail!;
    expect(() => withPassword(mail)).toThrow(UserError);
    writeFileSync(passwordFile, 'from the file\n');
    expect(withPassword(mail)).toMatchObject({ user: 'user', password: 'from the file' });
  });
});
