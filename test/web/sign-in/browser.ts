/** What a browser does, without its window: keeps cookies for each host and port, and goes where it is sent. */
export interface Seen {
  readonly status: number;
  readonly address: URL;
  readonly text: string;
}

export class Browser {
  readonly #home: string;
  readonly #jar = new Map<string, Map<string, string>>();
  /** Every address it was at. */
  readonly trail: string[] = [];

  constructor(home: string) {
    this.#home = home;
  }

  /** Goes there and on; `until` says where to stop, before that address is asked for. */
  async get(to: string, until: (address: URL) => boolean = () => false): Promise<Seen> {
    return this.#follow(new URL(to, this.#home), {}, until);
  }

  /** Sends a form of the page that was seen, with these fields. */
  async send(to: string, fields: Record<string, string>): Promise<Seen> {
    const headers = { origin: this.#home, 'sec-fetch-site': 'same-origin' };
    return this.#follow(new URL(to, this.#home), { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** Asks once, keeping nothing that comes back: as a second click does, whose answer is lost. */
  async glance(to: string): Promise<Seen> {
    const address = new URL(to, this.#home);
    const response = await fetch(address, { redirect: 'manual', headers: this.#cookies(address) });
    return { status: response.status, address, text: await response.text() };
  }

  cookie(name: string): string | undefined {
    return this.#jar.get(new URL(this.#home).origin)?.get(name);
  }

  async #follow(start: URL, init: RequestInit, until: (address: URL) => boolean = () => false): Promise<Seen> {
    let address = start;
    let asking = init;
    for (let hop = 0; hop < 20; hop += 1) {
      if (until(address)) return { status: 0, address, text: '' };
      this.trail.push(address.href);
      const headers = new Headers(asking.headers);
      for (const [name, value] of Object.entries(this.#cookies(address))) headers.set(name, value);
      const response = await fetch(address, { ...asking, redirect: 'manual', headers });
      this.#keep(address, response);
      const location = response.headers.get('location');
      if (location === null) return { status: response.status, address, text: await response.text() };
      await response.arrayBuffer();
      address = new URL(location, address);
      asking = {};
    }
    throw new Error('sent round in a circle');
  }

  #cookies({ origin }: URL): Record<string, string> {
    const kept = this.#jar.get(origin) ?? new Map<string, string>();
    return kept.size === 0 ? {} : { cookie: [...kept].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keep({ origin }: URL, response: Response): void {
    const kept = this.#jar.get(origin) ?? new Map<string, string>();
    this.#jar.set(origin, kept);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) kept.delete(name);
      else kept.set(name, value);
    }
  }
}
