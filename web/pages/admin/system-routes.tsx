/** What only administrators of the whole installation see: webhooks, and how its parts are. */
import type { Child } from 'hono/jsx';
import { z } from 'zod';
import { isOverallAdministrator } from '../../access/bodies.ts';
import { chosenTypes } from '../../../model/webhooks/events.ts';
import { notFound, problemKinds } from '../../problems.ts';
import type { Sent, Shown, SignedVisit, Site } from '../page.tsx';
import { bodiesFor } from './asked.ts';
import { blank, mendable, valuesIn, wrongWith, type Filled } from './filled.ts';
import { toldBy } from './frame.tsx';
import { adminForm, adminPage } from './guard.ts';
import { OperationPage } from './operation.tsx';
import { WebhookPage, WebhooksPage, type Webhook } from './webhooks.tsx';

export function systemRoutes(site: Site): void {
  adminPage(site, '/admin/operation', async (visit) => ({ page: await operation(site, visit) }));
  // It runs in the background: the page says so, and what came of it stands in its table later.
  adminForm(site, '/admin/operation', async (visit, { key }) => {
    await site.api.integrity.verify.act({ ...visit.inside({ query: {} }), key });
    return visit.c.redirect('/admin/operation?told=verifying', 303);
  });

  adminPage(site, '/admin/webhooks', async (visit) => ({ page: await listed(site, visit, blank) }));
  const add = async (visit: SignedVisit, { fields, key }: Sent): Promise<Shown> => {
    const values = valuesIn(fields);
    const types = chosenTypes.filter((type) => values[`type:${type}`] === 'yes');
    const body = { url: values['url']?.trim() ?? '', purpose: values['purpose'] ?? '', types };
    try {
      const reply = await site.api.webhooks.add.act({ ...visit.inside({ query: {}, body }), key });
      const { id, secret } = secretSchema.parse(reply.body);
      visit.c.header('cache-control', 'no-store');
      return { page: await one(site, visit, id, { secret }), status: 201 };
    } catch (error) {
      const problem = mendable(error);
      return { page: await listed(site, visit, wrongWith(values, problem)), status: problemKinds[problem.kind].status };
    }
  };
  adminForm(site, '/admin/webhooks', add, {
    again: async (visit, fields) => ({ page: await listed(site, visit, { ...blank, values: valuesIn(fields) }) }),
  });

  adminPage(site, '/admin/webhooks/:webhook', async (visit) => ({
    page: await one(site, visit, visit.params['webhook'] ?? '', {}),
  }));
  adminForm(site, '/admin/webhooks/:webhook', async (visit, { fields, key }) => {
    const { webhook = '' } = visit.params;
    const values = valuesIn(fields);
    try {
      return await done(site, visit, webhook, values['_do'] ?? '', key);
    } catch (error) {
      const problem = mendable(error);
      const filled = wrongWith({}, problem);
      return { page: await one(site, visit, webhook, { filled }), status: problemKinds[problem.kind].status };
    }
  });
}

const secretSchema = z.object({ id: z.string(), secret: z.string().optional() });

async function done(site: Site, visit: SignedVisit, webhook: string, act: string, key: string) {
  const { webhooks, deliveries } = site.api;
  const inside = visit.inside({ params: { webhook }, query: {} });
  const back = (told: string) => visit.c.redirect(`/admin/webhooks/${webhook}?told=${told}`, 303);
  switch (act) {
    case 'ping':
      await deliveries.ping.act({ ...inside, key });
      return back('pinged');
    case 'replay':
      await deliveries.replay.act({ ...inside, body: {}, key });
      return back('replayed');
    case 'enable':
    case 'disable':
      await webhooks.change.act({ ...inside, body: { enabled: act === 'enable' }, key });
      return back(act === 'enable' ? 'enabled' : 'disabled');
    case 'rotate': {
      const reply = await webhooks.rotate.act({ ...inside, key });
      const { secret } = secretSchema.parse(reply.body);
      visit.c.header('cache-control', 'no-store');
      return { page: await one(site, visit, webhook, { secret }) };
    }
    case 'remove':
      await webhooks.remove.act({ ...inside, key });
      return visit.c.redirect('/admin/webhooks?told=webhookRemoved', 303);
    default:
      throw notFound();
  }
}

/** At most a hundred can be registered. */
async function all({ api }: Site, { inside }: SignedVisit): Promise<readonly Webhook[]> {
  return (await api.webhooks.list.ask(inside({ query: { limit: ['200'] } }))).body.items;
}

async function listed(site: Site, visit: SignedVisit, filled: Filled): Promise<Child> {
  const { view, query } = visit;
  return <WebhooksPage view={view} webhooks={await all(site, visit)} filled={filled} told={toldBy(view, query)} />;
}

async function one(
  site: Site,
  visit: SignedVisit,
  id: string,
  { secret, filled = blank }: { readonly secret?: string | undefined; readonly filled?: Filled },
): Promise<Child> {
  const webhook = (await all(site, visit)).find((each) => each.id === id);
  if (webhook === undefined) throw notFound();
  const asked = visit.inside({ params: { webhook: id }, query: { limit: ['50'] } });
  const [deliveries, bodies] = await Promise.all([site.api.deliveries.list.ask(asked), bodiesFor(site, visit)]);
  return (
    <WebhookPage
      view={visit.view}
      webhook={webhook}
      deliveries={deliveries.body.items}
      body={bodies.named}
      secret={secret}
      filled={filled}
      told={toldBy(visit.view, visit.query)}
    />
  );
}

async function operation({ api }: Site, visit: SignedVisit): Promise<Child> {
  if (!isOverallAdministrator(visit.me)) throw notFound();
  const { inside, view, query } = visit;
  const { body } = await api.operation.ask(inside({ query: {} }));
  return <OperationPage view={view} operation={body} verifying={query['told']?.includes('verifying') === true} />;
}
