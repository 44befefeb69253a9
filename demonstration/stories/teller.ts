/**
 * The walkthrough's voice: acts over HTTP as the invented people, prints one line per request, and notices when the
 * server answers otherwise than the story says.
 */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { clauseShown } from '../../model/clauses.ts';
import type { PersonId } from '../../model/identifiers.ts';
import type { Language, Text } from '../../model/text.ts';

const Words = z.looseObject({ ja: z.string(), en: z.string() });
const Refused = z.looseObject({
  refusals: z
    .array(
      z.looseObject({
        id: z.string(),
        clause: z.string(),
        basis: z.string(),
        ja: z.string(),
        en: z.string(),
        remedies: z.array(Words).default([]),
        whoCould: z.array(Words.extend({ holders: z.array(Words).default([]) })).default([]),
      }),
    )
    .optional(),
  detail: z.string().optional(),
  errors: z.array(z.unknown()).optional(),
});
const Accepted = z.looseObject({ seq: z.number() });
const Opened = z.looseObject({ instance: z.string() });
const Issued = z.looseObject({ secret: z.string() });

/** What would mend it and by whom; of whoever lacks the role, who has it. */
function whatNext(
  { id, remedies, whoCould }: NonNullable<z.output<typeof Refused>['refusals']>[number],
  language: Language,
): string[] {
  const [next, by] = language === 'ja' ? ['→ ', '→ 行う者：'] : ['→ ', '→ by: '];
  if (id !== 'notYourRole') return remedies.map((remedy) => `${next}${remedy[language]}`);
  const posts = whoCould.map(({ holders, ...post }) => {
    const people = holders.map((holder) => holder[language]).join(', ');
    return people === '' ? post[language] : `${post[language]} ${people}`;
  });
  return posts.length === 0 ? [] : [`${by}${posts.join(language === 'ja' ? '、' : '; ')}`];
}

/** The story and the server disagree. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** Someone of the cast, with their own token. */
export interface Player {
  readonly person: PersonId;
  readonly token: string;
}

/** Where the lines go and how the server is reached. */
export interface Stage {
  readonly address: string;
  readonly administrator: string;
  readonly language: Language;
  readonly write: (line: string) => void;
}

/** Tells and acts. */
export class Teller {
  readonly #stage: Stage;
  readonly #players = new Map<PersonId, Player>();
  #refusals = 0;
  #accepted = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** How many decisions were accepted and refused so far. */
  get counts(): { accepted: number; refused: number } {
    return { accepted: this.#accepted, refused: this.#refusals };
  }

  chapter(text: Text): void {
    this.#stage.write(`\n== ${text[this.#stage.language]}`);
  }

  says(text: Text): void {
    this.#stage.write(`   ${text[this.#stage.language]}`);
  }

  /** Raw text between the lines, e.g. the board. */
  shows(text: string): void {
    for (const line of text.split('\n')) this.#stage.write(`   ${line}`);
  }

  /** A decision that opens a procedure at the address without a number; answers the one that was opened. */
  async opens(person: PersonId, of: string, type: string, input: object): Promise<string> {
    const path = `/procedures/${of}/decisions`;
    const { status, body } = await this.#send(await this.player(person), 'POST', path, { ...input, type });
    const { data: opened } = Opened.safeParse(body);
    if (status !== 200 || opened === undefined)
      throw new StoryBroken(
        `${type} on ${of} should have opened one, but was answered ${status}: ${JSON.stringify(body)}`,
      );
    this.#accepted += 1;
    this.#line('POST', path, status, `→ ${opened.instance}  ${type}`);
    return opened.instance;
  }

  /** A decision that the story expects to be taken; answers its seq. */
  async does(person: PersonId, instance: string, type: string, input: object = {}): Promise<number> {
    const path = `/procedures/${instance}/decisions`;
    const { status, body } = await this.#send(await this.player(person), 'POST', path, { ...input, type });
    if (status !== 200) {
      this.#line('POST', path, status, `${type} ✗ ${JSON.stringify(body)}`);
      throw new StoryBroken(
        `${type} on ${instance} should have been accepted, but was answered ${status}: ${JSON.stringify(body)}`,
      );
    }
    const { seq } = Accepted.parse(body);
    this.#accepted += 1;
    this.#line('POST', path, status, `seq ${seq}  ${type}`);
    return seq;
  }

  /** A decision that the story expects to be refused by a rule. */
  async isRefused(person: PersonId, instance: string, type: string, input: object, rule: string): Promise<void> {
    await this.#refused(person, `/procedures/${instance}/decisions`, { ...input, type }, rule, type);
  }

  /** Something other than a decision that the story expects to be refused by a rule; `told` says what it was. */
  async isTurnedDown(person: PersonId, path: string, body: object, rule: string, told: Text): Promise<void> {
    await this.#refused(person, path, body, rule, told[this.#stage.language]);
  }

  async #refused(person: PersonId, path: string, sent: object, rule: string, told: string): Promise<void> {
    const { status, body } = await this.#send(await this.player(person), 'POST', path, sent);
    const refused = Refused.safeParse(body).data?.refusals ?? [];
    const found = refused.find(({ id }) => id === rule);
    if ((status !== 403 && status !== 409) || found === undefined) {
      throw new StoryBroken(
        `${told} at ${path} should have been refused by ${rule}, but was answered ${status}: ${JSON.stringify(body)}`,
      );
    }
    this.#refusals += 1;
    this.#line(
      'POST',
      path,
      status,
      `${told} ✗ ${found.id} · ${clauseShown(found.clause)[this.#stage.language]} · ${found.basis}`,
    );
    this.#stage.write(`       ${found[this.#stage.language]}`);
    for (const line of whatNext(found, this.#stage.language)) this.#stage.write(`       ${line}`);
  }

  /** A request other than a decision that the story expects to succeed; answers its body. `told` says what it does. */
  async sends(person: PersonId, method: 'POST' | 'PUT', path: string, sent: object, told: Text): Promise<unknown> {
    const { status, body } = await this.#send(await this.player(person), method, path, sent);
    if (![200, 201, 202].includes(status)) {
      throw new StoryBroken(`${method} ${path} was answered ${status}: ${JSON.stringify(body)}`);
    }
    this.#line(method, path, status, told[this.#stage.language]);
    return body;
  }

  /** A file, as an office sends it. */
  async uploads(person: PersonId, path: string, content: string, told: Text): Promise<void> {
    const { token } = await this.player(person);
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'text/csv', 'Idempotency-Key': randomUUID() };
    const response = await fetch(`${this.#stage.address}/api/v1${path}`, { method: 'POST', headers, body: content });
    const answer = await response.text();
    if (!response.ok) throw new StoryBroken(`POST ${path} was answered ${response.status}: ${answer}`);
    this.#accepted += 1;
    this.#line('POST', path, response.status, told[this.#stage.language]);
  }

  /** Reads something that the story shows, with a line. */
  async looksAt(person: PersonId, path: string, told: Text = { ja: '', en: '' }): Promise<unknown> {
    const body = await this.reads(person, path);
    this.#line('GET', path, 200, told[this.#stage.language]);
    return body;
  }

  /** The person comes with a token that the administrator did not issue. */
  enters(person: PersonId, token: string): void {
    this.#players.set(person, { person, token });
  }

  /** The person uses a one-time link to claim their token, and acts with it from then on. */
  async claims(person: PersonId, path: string): Promise<void> {
    const { status, body } = await this.#claim(path);
    if (status !== 201) throw new StoryBroken(`the link for ${person} was answered ${status}: ${JSON.stringify(body)}`);
    this.#players.set(person, { person, token: Issued.parse(body).secret });
    this.#line('POST', '/claim/…', status, person);
  }

  /** A one-time link that must not work any more. */
  async isUsedUp(path: string): Promise<void> {
    const { status } = await this.#claim(path);
    if (status !== 404) throw new StoryBroken(`a used link should have been answered 404, but was ${status}`);
    this.#line('POST', '/claim/…', status, this.#stage.language === 'ja' ? '二度は使えません' : 'it works once');
  }

  /** Links stand outside the API and need no token; their secret is printed nowhere. */
  async #claim(path: string): Promise<{ status: number; body: unknown }> {
    const headers = { Accept: 'application/json' };
    const response = await fetch(`${this.#stage.address}${path}`, { method: 'POST', headers });
    return { status: response.status, body: await response.json() };
  }

  /** What a calendar application reads at a private link. */
  async subscribes(link: string): Promise<string> {
    const response = await fetch(link);
    const text = await response.text();
    if (response.status !== 200) throw new StoryBroken(`the calendar link was answered ${response.status}: ${text}`);
    this.#line('GET', new URL(link).pathname.replace(/[\w-]{20,}/, '…'), response.status, '');
    return text;
  }

  /** Reads something; throws unless it is answered with 200. */
  async reads(person: PersonId | undefined, path: string): Promise<unknown> {
    const player = person === undefined ? { person: '', token: this.#stage.administrator } : await this.player(person);
    const { status, body } = await this.#send(player, 'GET', path);
    if (status !== 200) throw new StoryBroken(`GET ${path} was answered ${status}`);
    return body;
  }

  /** Reads something that the person has no right to read: 404, as if it did not exist. */
  async mayNotRead(person: PersonId, path: string): Promise<void> {
    await this.#isHidden(person, 'GET', path);
  }

  /** A decision in something that the person has no right to read: 404 as well. */
  async mayNotDecide(person: PersonId, instance: string, type: string, input: object): Promise<void> {
    await this.#isHidden(person, 'POST', `/procedures/${instance}/decisions`, { ...input, type });
  }

  async #isHidden(person: PersonId, method: string, path: string, sent?: object): Promise<void> {
    const { status } = await this.#send(await this.player(person), method, path, sent);
    if (status !== 404) throw new StoryBroken(`${method} ${path} should have been answered 404, but was ${status}`);
    this.#line(method, path, status, '');
  }

  /** Keeps an invented document and answers its SHA-256. */
  async document(person: PersonId, name: string, organisation?: string): Promise<string> {
    const player = await this.player(person);
    const bytes = Buffer.from(
      `${name}\nこの文書は実演のための架空のものです。/ This document is fictional.\n${person}\n`,
    );
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const query = new URLSearchParams({ name, sha256, ...(organisation === undefined ? {} : { organisation }) });
    const response = await fetch(`${this.#stage.address}/api/v1/documents?${query.toString()}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${player.token}`,
        'Content-Type': 'text/plain',
        'Idempotency-Key': randomUUID(),
      },
      body: bytes,
    });
    if (response.status !== 201)
      throw new StoryBroken(`the document ${name} was answered ${response.status}: ${await response.text()}`);
    await response.body?.cancel();
    return sha256;
  }

  /** Waits until something the server does by itself has happened, for 30 seconds at most. */
  async until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new StoryBroken(`${what} did not happen`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The person's own token, issued by the administrator on the first entrance. */
  async player(person: PersonId): Promise<Player> {
    const known = this.#players.get(person);
    if (known !== undefined) return known;
    const administrator = { person: '', token: this.#stage.administrator };
    const { status, body } = await this.#send(administrator, 'POST', '/tokens', {
      person,
      days: 1,
      purpose: 'walkthrough',
    });
    if (status !== 201) throw new StoryBroken(`no token for ${person}: ${status} ${JSON.stringify(body)}`);
    const player = { person, token: Issued.parse(body).secret };
    this.#players.set(person, player);
    return player;
  }

  async #send(player: Player, method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.#stage.address}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${player.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  #line(method: string, path: string, status: number, rest: string): void {
    this.#stage.write(`   ${method.padEnd(4)} ${path}  ${status}  ${rest}`);
  }
}
