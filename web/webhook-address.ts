import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Text } from '../model/text.ts';
import {
  hostOfDestination,
  mayReach,
  readDestination,
  type DestinationPorts,
  type PrivateDestinations,
  type WrongAddress,
} from '../model/webhooks/destinations.ts';
import type { FieldError } from './problems.ts';

const wrongAddress: Record<WrongAddress, Text> = {
  text: {
    ja: 'https:// で始まるアドレスを指定してください。',
    en: 'Give an address that begins with https://.',
  },
  scheme: {
    ja: 'https:// のアドレスだけが使えます。',
    en: 'Only https:// addresses are accepted.',
  },
  parts: {
    ja: '利用者名・パスワード・# 以降は含められません。受信側は署名で送信者を確認できます。',
    en: 'User, password and fragment are not accepted; the receiver recognises the sender by the signature.',
  },
  port: {
    ja: 'ポートは 443 と 8443 だけが使えます。ほかのポートが必要な場合は、運用者が JUNKAN_WEBHOOK_PORTS に設定してください。',
    en: 'Only the ports 443 and 8443 are open to webhooks. If another is needed, the operator names it in JUNKAN_WEBHOOK_PORTS.',
  },
};

/**
 * What is wrong with an endpoint's address, as far as it can be known when it is registered: its form, and whether its
 * name stands for an address that webhooks may not reach. The sender looks again at every connection.
 */
export async function wrongDestination(
  text: string,
  allowed: PrivateDestinations,
  ports?: DestinationPorts,
): Promise<FieldError | undefined> {
  const destination = readDestination(text, ports);
  if ('wrong' in destination) return { path: 'url', ...wrongAddress[destination.wrong] };
  const host = hostOfDestination(destination.url);
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
  if (addresses.length === 0) {
    return {
      path: 'url',
      ja: `ホスト名 ${host} が見つかりません。綴りをご確認ください。`,
      en: `The host name ${host} cannot be found. Check how it is written.`,
    };
  }
  if (addresses.every((address) => mayReach(allowed, host, address))) return undefined;
  return {
    path: 'url',
    ja: '内部のアドレス（プライベート、ループバック、リンクローカルなど）には送れません。必要な場合は JUNKAN_WEBHOOK_PRIVATE にホスト名を設定してください。',
    en: 'It stands for an internal address (private, loopback, link-local, …), which webhooks may not reach. If it must be, name the host in JUNKAN_WEBHOOK_PRIVATE.',
  };
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
