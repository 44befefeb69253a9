/** What `junkan doctor` says of signing in: the provider that is configured, passkeys, or tokens alone. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInFindings } from '../../../app/commands/doctor-sign-in.ts';
import { junkan, startImpostor, startProvider, type TestProvider } from './provider.ts';

let provider: TestProvider;
beforeAll(async () => {
  provider = await startProvider('http://127.0.0.1:9');
});
afterAll(() => provider?.close());

const here = { host: '127.0.0.1', port: 8080 };
const by = async (issuer: string) => {
  const found = await signInFindings({ ...here, oidc: { issuer, clientId: junkan.clientId } }, 'real');
  return found.map(({ verdict, detail }) => [verdict, detail.en]).at(-1);
};

describe('the provider', () => {
  it('answers, is who it is said to be, and has keys', async () => {
    expect(await by(provider.issuer)).toEqual(['good', 'answers (keys: 1; tells of sign-outs)']);
    expect(await by(`${provider.issuer}/`)).toEqual(['good', expect.any(String)]);
  });

  it('is somebody else, has no keys, is no provider, is away', async () => {
    const server = createServer((_, answer) => {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ issuer: provider.issuer, jwks_uri: `${provider.issuer}/jwks` }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    expect(await by(at)).toEqual(['bad', expect.stringContaining('calls itself')]);
    await new Promise((resolve) => server.close(resolve));
    expect(await by(at)).toEqual(['bad', expect.stringContaining('does not answer')]);
    expect(await by(`${provider.issuer}/jwks`)).toEqual(['bad', expect.stringContaining('does not answer')]);
    const brief = await startProvider('http://127.0.0.1:9');
    const impostor = await startImpostor(brief);
    expect(await by(impostor.issuer)).toEqual(['good', expect.stringContaining('keys: 1')]);
    await brief.close();
    expect(await by(impostor.issuer)).toEqual(['bad', expect.stringContaining('cannot be had')]);
    await impostor.close();
  });
});

describe('without one', () => {
  it('passkeys at an address that browsers take, else tokens', async () => {
    const verdicts = async (url?: string, kind = 'real') =>
      (await signInFindings({ ...here, ...(url !== undefined && { url }) }, kind)).map(({ verdict, detail }) => [
        verdict,
        detail.en,
      ]);
    expect(await verdicts()).toEqual([['good', 'by passkeys (http://localhost:8080)']]);
    expect(await verdicts('https://junkan.example.go.jp')).toEqual([
      ['good', 'by passkeys (https://junkan.example.go.jp)'],
    ]);
    for (const address of ['http://junkan.example.go.jp', 'https://192.0.2.1', 'https://[2001:db8::1]:8443']) {
      expect(await verdicts(address)).toEqual([['warning', expect.stringContaining('tokens alone')]]);
    }
    expect(await verdicts(undefined, 'demonstration')).toEqual([['good', expect.stringContaining('cast')]]);
  });
});
