/** How the parts of the installation are; a verification of all records is asked for here. */
import type { Api } from '../../api/routes.ts';
import { Chip, Token } from '../kit/parts.tsx';
import { say, sayFirst, type View } from '../kit/view.ts';
import { AdminFrame } from './frame.tsx';
import { Table } from '../kit/table.tsx';

type Operation = Awaited<ReturnType<Api['operation']['ask']>>['body'];

interface OperationProps {
  readonly view: View;
  readonly operation: Operation;
  /** Somebody has just asked for a verification. */
  readonly verifying: boolean;
}

export function OperationPage({ view, operation, verifying }: OperationProps) {
  const words = view.texts.admin.operation;
  const kinds = { good: 'done', warning: 'soon', bad: 'late' } as const;
  return (
    <AdminFrame view={view} title={words.title} at="operation" beside={<p>{words.lead(operation.version)}</p>}>
      <Table
        id="parts"
        caption={words.title}
        columns={[words.part, words.verdict, words.found, words.todo]}
        rows={operation.findings.map(({ what, verdict, found, todo }) => ({
          cells: [
            sayFirst(view, what),
            <Chip kind={kinds[verdict]}>{words.verdicts[verdict]}</Chip>,
            say(view, found),
            todo === undefined ? view.texts.none : say(view, todo),
          ],
          late: verdict === 'bad',
        }))}
      />
      <section class="section">
        <h2>{words.integrity}</h2>
        <p class="lead">{words.integrityLead}</p>
        {verifying ? (
          <p class="notice" role="status">
            {words.verifying}
          </p>
        ) : (
          <form method="post" action="/admin/operation">
            <Token view={view} />
            <button class="button button--line">{words.verify}</button>
          </form>
        )}
      </section>
    </AdminFrame>
  );
}
