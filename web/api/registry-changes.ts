/** Changes of the registry: asked for by administrators, some waiting for a second one. */
import { z } from '@hono/zod-openapi';
import type { ChangeRow } from '../../contract/records/governance.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Text } from '../../model/text.ts';
import { tokenOf } from '../caller.ts';
import { requireCarried } from '../decisions/refused.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { administersChange, checkMayChange, readsChange } from '../access/registry.ts';
import { noteReading } from '../reads.ts';
import { readsDocuments } from '../documents.ts';
import { registryChanged } from '../registry-changed.ts';
import { previewShown } from '../registry-effects.ts';
import { nextCursor, opaqueId, page } from '../schemas.ts';
import { itself, tableOf } from '../table.ts';
import {
  askedSchema,
  changeRowSchema,
  changeSchema,
  checkOnly,
  previewSchema,
  waitingPreviewSchema,
} from './registry-schemas.ts';

const statuses = ['pending', 'done', 'rejected', 'withdrawn', 'expired', 'objected'] as const;

export function registryChangeRoutes(router: Router) {
  const ask = askRoute(router);
  const lists = listRoutes(router);
  const decide = decisionRoutes(router);
  const object = objectionRoute(router);
  return { ask, ...lists, ...decide, object };
}

function askRoute(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'post',
      path: '/registry/changes',
      tag: 'registry',
      summary: {
        ja: '台帳の変更を求める（全体か、なしか）',
        en: 'request a change of the registry: all of it or nothing',
      },
      description: {
        ja: 'システム管理者が行います。自分自身の任命は変更できません。組織の長、最高情報セキュリティ責任者・副責任者、統括情報セキュリティ責任者、推進体制（事務局）、監査責任者、主務大臣、国家サイバー統括室長、サイバーセキュリティ戦略本部、システム管理者の任免（代理を含む）と、その在任者の氏名・メールアドレスの変更は、二人目のシステム管理者が承認するまで全体が承認待ち（status: pending）になります。承認できる二人目がいないときは記録に印を付けて実施します（soleAdministrator）。そのうちシステム管理者の任を終えるものは、異議の期間（objectionUntil）が過ぎてから効力を生じます。check=1 では何が変わり、進行中の手続の担当がどう移るか（effects）だけを示し、何も記録しません。',
        en: 'For administrators; nobody changes their own appointments. A change that appoints – also acting – a head, CISO, deputy CISO, head of officers, promotion office, audit officer, competent minister, head of the centre, headquarters or administrator, or moves the name or mail address of one, waits as a whole (status: pending) until a second administrator approves it. Where nobody could, it is made and marked (soleAdministrator); the end of an administrator’s post then takes effect only after the time to object (objectionUntil). With check=1 it only says what would change, and whose tasks in running procedures would become whose (effects).',
      },
      params: none,
      query: z.strictObject({ check: checkOnly }),
      body: changeSchema,
      repeat: 'own',
      success: {
        status: 200,
        text: {
          ja: '実施済み（done）、承認待ち（pending）、または（check=1）何が変わるか',
          en: 'made (done), waiting (pending), or (check=1) what would change',
        },
        schema: z.union([askedSchema, previewSchema]),
      },
      problems: ['refusedWho', 'refused'],
    },
    async ({ c, me, body, query: { check }, key }) => {
      const reads = readsDocuments(router.parts, me);
      if (check !== undefined) {
        const preview = await records.governance.preview(body, me.person, me.at, tokenOf(me), reads);
        return { status: 200, body: await previewShown(router.parts, me, preview) };
      }
      return router.once(me.person, key, { path: c.req.path, body }, async () => {
        const asked = await records.governance.ask(body, me.person, me.at, tokenOf(me), reads);
        // Bodies may have joined, been founded or ended by it.
        if (asked.status === 'done' && asked.seq !== undefined) registryChanged(router.parts);
        return { status: 200, body: asked };
      });
    },
    ({ me }) => checkMayChange(me),
  );
}

const statusTexts: Readonly<Record<(typeof statuses)[number], Text>> = {
  pending: { ja: '承認待ち', en: 'waiting' },
  done: { ja: '反映済み', en: 'made' },
  rejected: { ja: '却下', en: 'rejected' },
  withdrawn: { ja: '取り下げ', en: 'withdrawn' },
  expired: { ja: '期限切れ', en: 'expired' },
  objected: { ja: '異議により取り消し', en: 'objected to' },
};

/** `GET /registry/changes` */
export const changes = described({
  method: 'get',
  path: '/registry/changes',
  tag: 'registry',
  summary: { ja: '求められた変更の一覧', en: 'requested changes' },
  params: none,
  query: z.strictObject({ ...page, status: z.enum(statuses).optional() }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '新しい順', en: 'the newest first' },
    schema: z.object({ items: z.array(changeRowSchema), next: nextCursor }),
  },
  table: tableOf(changeRowSchema, {
    columns: [
      { head: { ja: 'ID', en: 'id' }, cell: [{ at: 'id' }] },
      { head: { ja: '状態', en: 'status' }, cell: [{ at: 'status', named: statusTexts }] },
      { head: { ja: '求めた人', en: 'asked by' }, cell: [{ at: 'by' }] },
      { head: { ja: '日時', en: 'at' }, cell: [{ at: 'at', as: 'minute' }] },
      { head: { ja: '機関', en: 'bodies' }, cell: [{ each: 'bodies', cell: itself, between: ' ' }] },
      {
        head: { ja: '内容（* は承認が要る）', en: 'rows (* needs approval)' },
        cell: [
          {
            each: 'rows',
            cell: [{ at: 'guarded', named: { true: { ja: '*', en: '*' } } }, { at: 'kind' }, ' ', { at: 'id' }],
            between: ', ',
            atMost: 5,
          },
        ],
      },
    ],
    none: { ja: '承認待ちの変更はありません。', en: 'Nothing waits for approval.' },
  }),
});

function listRoutes(router: Router) {
  const { records } = router.parts;
  const list = endpoint(router, changes, async ({ me, query: { status, cursor, limit } }) => {
    const filter = { ...(status && { status }), visible: me.administers, of: me.person };
    const body = await records.governance.changes(filter, me.at, cursor, limit);
    const bodies = body.items.flatMap((change) => change.bodies);
    await noteReading(records, me, bodies, 'registry changes');
    return { status: 200, body: { ...body, items: await named(records, body.items) } };
  });
  const one = endpoint(
    router,
    {
      method: 'get',
      path: '/registry/changes/{change}',
      tag: 'registry',
      summary: { ja: '求められた変更', en: 'a requested change' },
      params: z.strictObject({ change: opaqueId }),
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '変更', en: 'the change' }, schema: changeRowSchema },
    },
    async ({ me, params: { change: id } }) => {
      const change = await records.governance.change(id, me.at);
      if (change === undefined || !(await readsChange(records, me, change))) throw notFound();
      await noteReading(records, me, change.bodies, `registry changes ${id}`);
      const [shown = change] = await named(records, [change]);
      const isOpen = change.status === 'done' && (change.objectionUntil ?? 0) > me.at;
      const mayObject = isOpen && (await records.governance.objectors(id, me.at)).includes(me.person);
      return { status: 200, body: { ...shown, ...(mayObject && { mayObject }) } };
    },
  );
  const preview = endpoint(
    router,
    {
      method: 'get',
      path: '/registry/changes/{change}/preview',
      tag: 'registry',
      summary: {
        ja: '承認待ちの変更を、今承認すると何が変わるか',
        en: 'what approving a change that waits would do now',
      },
      description: {
        ja: '求めた人と、関わる全ての機関のシステム管理者が見ます。承認待ちの、台帳の行の変更だけにあります。',
        en: 'For whoever asked for it and administrators of all its bodies; only of a change of the registry’s rows that waits.',
      },
      params: z.strictObject({ change: opaqueId }),
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '行と影響', en: 'rows and effects' }, schema: waitingPreviewSchema },
    },
    async ({ me, params: { change: id } }) => {
      const change = await records.governance.change(id, me.at);
      if (change === undefined || !administersChange(me, change)) throw notFound();
      const preview = await records.governance.previewWaiting(id, me.at);
      if (preview === undefined) throw notFound();
      await noteReading(records, me, change.bodies, `registry changes ${id} preview`);
      return { status: 200, body: await previewShown(router.parts, me, preview) };
    },
  );
  return { list, one, preview };
}

/** The same with the names of who asked and who decided. */
async function named({ registry }: Records, changes: readonly ChangeRow[]) {
  const people = changes.flatMap(({ by, decidedBy }) => [by, ...(decidedBy === undefined ? [] : [decidedBy])]);
  const names = await registry.namesOfPeople([...new Set(people)]);
  return changes.map((change) => ({
    ...change,
    byName: names.get(change.by),
    decidedByName: names.get(change.decidedBy ?? ''),
  }));
}

function decisionRoutes(router: Router) {
  const { records } = router.parts;
  const acts = {
    approve: { ja: '承認して実施する', en: 'approve, and make it' },
    reject: { ja: '理由を付けて却下する', en: 'reject, with a reason' },
    withdraw: { ja: '自分が求めた変更を取り下げる', en: 'withdraw what you asked for' },
  } as const;
  const route = (decision: keyof typeof acts) =>
    endpoint(
      router,
      {
        method: 'post',
        path: `/registry/changes/{change}/${decision}`,
        tag: 'registry',
        summary: acts[decision],
        params: z.strictObject({ change: opaqueId }),
        query: none,
        body: z.strictObject({ reason: z.string().trim().max(2_000).optional() }),
        repeat: 'answer',
        success: { status: 200, text: { ja: '変更のその後', en: 'what became of it' }, schema: changeRowSchema },
        problems: ['refusedWho', 'refused'],
      },
      async ({ me, params: { change: id }, body: { reason } }) => {
        const after = await records.governance.decide(id, decision, me.person, me.at, reason, tokenOf(me));
        if (after === undefined) throw notFound();
        if (after.status === 'done') registryChanged(router.parts);
        return { status: 200, body: after };
      },
      async ({ me, params: { change: id } }) => {
        if (decision !== 'withdraw') requireCarried(me);
        const known = await records.governance.change(id, me.at);
        if (known === undefined || !administersChange(me, known)) throw notFound();
      },
    );
  return { approve: route('approve'), reject: route('reject'), withdraw: route('withdraw') };
}

function objectionRoute(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'post',
      path: '/registry/changes/{change}/object',
      tag: 'registry',
      summary: {
        ja: 'システム管理者の離任に異議を申し立てる',
        en: 'object to the end of an administrator’s post',
      },
      description: {
        ja: '二人目の承認なしにシステム管理者の任を終える変更は、異議の期間（objectionUntil）が過ぎてから効力を生じます。当人、その機関（全体のシステム管理者については設備を運用する機関も）の組織の長・最高情報セキュリティ責任者が、理由を付けて取り消せます。',
        en: 'The end of an administrator’s post that no second administrator could approve takes effect only after the time to object (objectionUntil). The administrator, and the head and the CISO of that body (of one of everything also those of the operating body), take it back with a reason.',
      },
      params: z.strictObject({ change: opaqueId }),
      query: none,
      body: z.strictObject({ reason: z.string().trim().max(2_000).optional() }),
      repeat: 'answer',
      success: { status: 200, text: { ja: '変更のその後', en: 'what became of it' }, schema: changeRowSchema },
      problems: ['refusedWho', 'refused'],
    },
    async ({ me, params: { change: id }, body: { reason } }) => {
      const after = await records.governance.object(id, me.person, me.at, reason, tokenOf(me));
      if (after === undefined) throw notFound();
      return { status: 200, body: after };
    },
    async ({ me, params: { change: id } }) => {
      requireCarried(me);
      const known = await records.governance.change(id, me.at);
      if (known === undefined || !(await readsChange(records, me, known))) throw notFound();
    },
  );
}
