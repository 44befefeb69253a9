import { describe, expect, it } from 'vitest';
import { hostOfDestination, mayReach, readDestination } from '../../model/webhooks/destinations.ts';

const hostOf = (text: string): string => {
  const read = readDestination(text);
  if ('wrong' in read) throw new Error(read.wrong);
  return hostOfDestination(read.url);
};

describe('where webhooks may go', () => {
  it('only to the ports of https, unless others are configured', () => {
    for (const port of ['', ':443', ':8443'])
      expect(readDestination(`https://a.example${port}/x`)).toHaveProperty('url');
    for (const port of [':22', ':80', ':5432', ':7233', ':8080', ':9200', ':65535']) {
      expect(readDestination(`https://a.example${port}/x`)).toEqual({ wrong: 'port' });
    }
    expect(readDestination('https://a.example:9000/', [9000])).toHaveProperty('url');
    expect(readDestination('https://a.example/', [9000])).toEqual({ wrong: 'port' });
    expect(readDestination('https://a.example:1/', 'any')).toHaveProperty('url');
  });

  it.each([
    ['http://receiver.example/hook', 'scheme'],
    ['ftp://receiver.example', 'scheme'],
    ['https://user:password@receiver.example', 'parts'],
    ['https://receiver.example/#here', 'parts'],
    ['receiver.example', 'text'],
    ['https://', 'text'],
    ['', 'text'],
  ])('takes only https without user and fragment: %s', (text, wrong) => {
    expect(readDestination(text)).toEqual({ wrong });
  });

  it.each([
    ['https://0x7f.1/', '127.0.0.1'],
    ['https://2130706433/', '127.0.0.1'],
    ['https://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['https://LOCALHOST./', 'localhost'],
  ])('sees through other ways of writing an address: %s', (text, host) => {
    expect(hostOf(text)).toBe(host);
  });

  const inside = [
    '127.0.0.1',
    '127.8.8.8',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'not an address',
    '::7f00:1',
    '::a00:1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b:1::10.0.0.1',
    '64:ff9b:1:7f00:0:100::',
    '2002:a00:1::',
    '2002:c0a8:101::1',
    '2001:0:4136:e378:8000:63bf:f5ff:fffe',
    '2001:0:7f00:1::f7f7:f7f7',
    '2400:4050::5efe:127.0.0.1',
    '2400:4050::200:5efe:10.0.0.1',
    'fe80::5efe:8.8.8.8',
    'fe80::1%eth0',
  ];
  it.each(inside)('never reaches %s unless private addresses are allowed', (address) => {
    expect(mayReach('none', 'receiver.example', address)).toBe(false);
    expect(mayReach(['other.example'], 'receiver.example', address)).toBe(false);
  });

  it.each(['203.0.112.1', '8.8.8.8', '2400:4050::1'])('reaches the public address %s', (address) => {
    expect(mayReach('none', 'receiver.example', address)).toBe(true);
  });

  it('reaches private addresses everywhere, or of the hosts named', () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '::1', 'fd12::1', '::ffff:10.0.0.1']) {
      expect(mayReach('all', 'any.example', address)).toBe(true);
      expect(mayReach(['Inner.example'], 'inner.example', address)).toBe(true);
    }
  });

  it.each([
    '169.254.169.254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    '::169.254.169.254',
    '::ffff:0:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '64:ff9b:1:a9fe:a9:fe00::',
    '2002:a9fe:a9fe::',
    '2001:0:a9fe:a9fe::1',
    '2001:0:4136:e378:8000:63bf:5601:5601',
    '2400:4050::5efe:169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '169.254.0.23',
    'fd00:ec2::23',
    'fd20:ce::254',
    '100.100.100.200',
    '64:ff9b::100.100.100.200',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '2002:a83f:8110::',
    '192.0.0.192',
    'fe80::a9fe:a9fe',
    'fe80::a9fe:a9fe%eth0',
  ])('never reaches the metadata service of a cloud, not even where private addresses are allowed: %s', (address) => {
    expect(mayReach('all', 'any.example', address)).toBe(false);
  });
});
