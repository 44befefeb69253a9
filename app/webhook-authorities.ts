import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { type Configuration, ConfigurationError } from './configuration.ts';

/**
 * The certificates webhooks trust when the operator names additional authorities: those beside the well-known ones.
 * `undefined` when none are named.
 *
 * @throws ConfigurationError when the file cannot be read or holds no certificate
 */
export function trustedCertificates({ webhookAuthorities: path }: Configuration): readonly string[] | undefined {
  if (path === undefined) return undefined;
  try {
    const own = readFileSync(path, 'utf8');
    // Reads the first certificate: a file that is none is noticed here and not at the first event.
    void new X509Certificate(own);
    return [...rootCertificates, own];
  } catch {
    throw new ConfigurationError([
      {
        key: 'JUNKAN_WEBHOOK_CA',
        text: {
          ja: `「${path}」を証明書（PEM）として読めません。`,
          en: `"${path}" cannot be read as a certificate (PEM).`,
        },
      },
    ]);
  }
}
