/** Webhooks: who outside is told of what happens, and how it went. */
import type { Api } from '../../api/routes.ts';
import { chosenTypes, webhookTypes } from '../../../model/webhooks/events.ts';
import { apart, Chip, joined, Token } from '../kit/parts.tsx';
import { minuteShown, say, sayFirst, type View } from '../kit/view.ts';
import { TextField, Wrong } from './fields.tsx';
import type { Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';
import { Table } from '../kit/table.tsx';

export type Webhook = Awaited<ReturnType<Api['webhooks']['list']['ask']>>['body']['items'][number];
type Deliveries = Awaited<ReturnType<Api['deliveries']['list']['ask']>>['body']['items'];

const place = '/admin/webhooks';

function State({ view, webhook }: { view: View; webhook: Webhook }) {
  const words = view.texts.admin.webhooks;
  if (webhook.state === 'active') return <Chip kind="done">{words.active}</Chip>;
  return <Chip kind="vacant">{words.disabled[webhook.reason ?? 'administrator']}</Chip>;
}

interface WebhooksProps {
  readonly view: View;
  readonly webhooks: readonly Webhook[];
  readonly filled: Filled;
  readonly told: string | undefined;
}

export function WebhooksPage({ view, webhooks, filled, told }: WebhooksProps) {
  const words = view.texts.admin.webhooks;
  return (
    <AdminFrame view={view} title={words.title} at="webhooks" told={told}>
      <Wrong view={view} filled={filled} />
      <p class="lead">{words.lead}</p>
      {webhooks.length === 0 ? (
        <p class="notice section">{words.none}</p>
      ) : (
        <Table
          id="webhooks"
          caption={words.title}
          columns={[words.purpose, words.url, words.state, words.waiting, words.dead]}
          rows={webhooks.map((one) => ({
            cells: [
              <a href={`${place}/${one.id}`}>{one.purpose}</a>,
              <span class="hash">{one.url}</span>,
              <State view={view} webhook={one} />,
              String(one.waiting),
              String(one.dead),
            ],
            late: one.dead > 0,
          }))}
        />
      )}
      <section class="section">
        <h2>{words.add}</h2>
        <form method="post" action={apart(place)}>
          <Token view={view} />
          <TextField view={view} filled={filled} name="purpose" label={words.purpose} />
          <TextField view={view} filled={filled} name="url" label={words.url} help={words.urlHelp} wide />
          <fieldset class="field">
            <legend>{words.types}</legend>
            <p class="help">{words.typesHelp}</p>
            {chosenTypes.map((type) => (
              <div class="choice">
                <input
                  type="checkbox"
                  id={`f-${type}`}
                  name={`type:${type}`}
                  value="yes"
                  checked={filled.values[`type:${type}`] === 'yes'}
                />
                <label for={`f-${type}`}>{sayFirst(view, webhookTypes[type])}</label>
              </div>
            ))}
          </fieldset>
          <div class="actions">
            <button class="button">{words.add}</button>
          </div>
        </form>
      </section>
    </AdminFrame>
  );
}

interface WebhookProps {
  readonly view: View;
  readonly webhook: Webhook;
  readonly deliveries: Deliveries;
  readonly body: (id: string) => string;
  /** Shown once. */
  readonly secret?: string | undefined;
  readonly filled: Filled;
  readonly told: string | undefined;
}

export function WebhookPage({ view, webhook, deliveries, body, secret, filled, told }: WebhookProps) {
  const words = view.texts.admin.webhooks;
  const acts = [
    ...(webhook.state === 'active' ? (['ping', 'disable'] as const) : (['enable'] as const)),
    ...(webhook.state === 'active' && webhook.dead > 0 ? (['replay'] as const) : []),
    'rotate' as const,
    'remove' as const,
  ];
  return (
    <AdminFrame view={view} title={webhook.purpose} at="webhooks" crumbs={[]} told={told}>
      <Wrong view={view} filled={filled} />
      {secret !== undefined && (
        <div class="notice notice--warn">
          <p>{words.secretOnce}</p>
          <p>
            <code>{secret}</code>
          </p>
        </div>
      )}
      <dl class="facts section">
        <dt>{words.url}</dt>
        <dd class="hash">{webhook.url}</dd>
        <dt>{words.state}</dt>
        <dd>
          <State view={view} webhook={webhook} />
        </dd>
        <dt>{words.types}</dt>
        <dd>
          {joined(
            view,
            chosenTypes
              .filter((type) => webhook.types.length === 0 || webhook.types.some((one) => one === type))
              .map((type) => say(view, webhookTypes[type])),
          )}
        </dd>
        <dt>{words.organisations}</dt>
        <dd>{joined(view, webhook.organisations.map(body)) || view.texts.admin.changes.all}</dd>
        <dt>{words.waiting}</dt>
        <dd>{webhook.waiting}</dd>
        <dt>{words.dead}</dt>
        <dd>{webhook.dead}</dd>
      </dl>
      <form method="post" action={`${place}/${webhook.id}`}>
        <Token view={view} />
        <div class="actions">
          {acts.map((act) => (
            <button class="button button--line button--small" name="_do" value={act}>
              {words.acts[act]}
            </button>
          ))}
        </div>
      </form>
      <section class="section">
        <h2>{words.deliveries}</h2>
        {deliveries.length === 0 ? (
          <p class="quiet">{words.deliveriesNone}</p>
        ) : (
          <Table
            id="deliveries"
            caption={words.deliveries}
            columns={[words.at, words.what, view.texts.admin.columns.body, words.status, words.attempts, words.result]}
            rows={deliveries.map((one) => ({
              cells: [
                minuteShown(view, one.at),
                typeShown(view, one.type),
                body(one.organisation),
                words.statuses[one.status],
                String(one.attempts),
                one.result ?? view.texts.none,
              ],
              late: one.status === 'dead',
            }))}
          />
        )}
      </section>
    </AdminFrame>
  );
}

function typeShown(view: View, type: string): string {
  const known = Object.entries(webhookTypes).find(([name]) => name === type)?.[1];
  return known === undefined ? type : sayFirst(view, known);
}
