/** How the parts of the installation are, and whether the registry's journal is whole. */
import type { Child } from 'hono/jsx';
import type { Api } from '../../api/routes.ts';
import { Chip, joined, Token } from '../kit/parts.tsx';
import { minuteShown, type View } from '../kit/view.ts';
import { AdminFrame } from './frame.tsx';
import { Table } from '../kit/table.tsx';

type Operation = Awaited<ReturnType<Api['operation']['ask']>>['body'];
type Schedules = Awaited<ReturnType<Api['schedules']['ask']>>['body']['items'];
type Mail = Awaited<ReturnType<Api['notices']['mail']['ask']>>['body'];
type Verified = Awaited<ReturnType<Api['registryJournal']['ask']>>['body']['verified'];

interface OperationProps {
  readonly view: View;
  readonly operation: Operation;
  /** Absent where the server that carries the procedures does not answer. */
  readonly schedules: Schedules | undefined;
  readonly mail: Mail;
  readonly webhooks: { readonly active: number; readonly waiting: number; readonly dead: number };
  /** Of the registry's journal, where it was asked for. */
  readonly verified: Verified;
}

type Verdict = 'good' | 'warning' | 'bad';

interface Finding {
  readonly what: string;
  readonly verdict: Verdict;
  readonly detail: Child;
}

export function OperationPage(props: OperationProps) {
  const { view, operation, verified } = props;
  const words = view.texts.admin.operation;
  const findings = findingsOf(props);
  const kinds = { good: 'done', warning: 'soon', bad: 'late' } as const;
  return (
    <AdminFrame view={view} title={words.title} at="operation" beside={<p>{words.lead(operation.version)}</p>}>
      <Table
        id="parts"
        caption={words.title}
        columns={[words.part, words.verdict, words.found]}
        rows={findings.map(({ what, verdict, detail }) => ({
          cells: [what, <Chip kind={kinds[verdict]}>{words.verdicts[verdict]}</Chip>, detail],
          late: verdict === 'bad',
        }))}
      />
      <section class="section">
        <h2>{words.integrity}</h2>
        <p class="lead">{words.integrityLead}</p>
        {verified === undefined ? (
          <form method="post" action="/admin/operation">
            <Token view={view} />
            <button class="button button--line">{words.verify}</button>
          </form>
        ) : (
          <p class={verified.whole ? 'notice' : 'notice notice--warn'}>
            {verified.whole ? words.whole(verified.lines) : words.broken(verified.firstBroken ?? 0)}
            {verified.soleChanges > 0 && ` ${words.sole(verified.soleChanges)}`}
          </p>
        )}
      </section>
    </AdminFrame>
  );
}

function findingsOf({ view, operation, schedules, mail, webhooks }: OperationProps): Finding[] {
  const words = view.texts.admin.operation;
  const { disk } = operation;
  const answers = (does: boolean) => (does ? words.answers : words.silent);
  return [
    { what: words.records, verdict: operation.records ? 'good' : 'bad', detail: answers(operation.records) },
    { what: words.engine, verdict: operation.engine ? 'good' : 'bad', detail: answers(operation.engine) },
    ...(schedules ?? []).map(({ schedule, paused, next: [at] }): Finding => {
      const named: Readonly<Record<string, string>> = words.schedules;
      return {
        what: named[schedule] ?? schedule,
        verdict: paused ? 'warning' : 'good',
        detail: paused ? words.paused : at === undefined ? view.texts.none : words.next(minuteShown(view, at)),
      };
    }),
    {
      what: words.mail,
      verdict: !mail.on ? 'warning' : mail.failed > 0 ? 'warning' : 'good',
      detail: mail.on
        ? joined(view, [
            words.queued(mail.queued),
            ...(mail.oldestQueued === undefined ? [] : [words.oldest(minuteShown(view, mail.oldestQueued))]),
            words.failed(mail.failed),
          ])
        : words.mailOff,
    },
    {
      what: words.webhooks,
      verdict: webhooks.dead > 0 ? 'warning' : 'good',
      detail: words.delivered(webhooks.active, webhooks.waiting, webhooks.dead),
    },
    ...(disk === undefined
      ? []
      : [
          {
            what: words.disk,
            verdict: disk.low ? ('bad' as const) : ('good' as const),
            detail: disk.low ? words.low : words.free(((disk.free ?? 0) / 1e9).toFixed(1)),
          },
        ]),
  ];
}
