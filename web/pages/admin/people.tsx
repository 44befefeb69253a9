/** People of a body. */
import type { Api } from '../../api/routes.ts';
import { Chip } from '../kit/parts.tsx';
import { say, type View } from '../kit/view.ts';
import type { Option } from './fields.tsx';
import { AdminFrame } from './frame.tsx';
import { nameOf } from './organisations.tsx';
import { Pager, Table } from '../kit/table.tsx';

export type Person = Awaited<ReturnType<Api['person']['ask']>>['body'];

interface PeopleProps {
  readonly view: View;
  readonly people: readonly Person[];
  readonly next: string | undefined;
  readonly asked: Readonly<Record<string, string>>;
  readonly bodies: readonly Option[];
  readonly body: (id: string) => string;
}

export function PeoplePage({ view, people, next, asked, bodies, body }: PeopleProps) {
  const { admin } = view.texts;
  const words = admin.people;
  const chosen = asked['organisation'];
  return (
    <AdminFrame view={view} title={words.title} at="people">
      <form class="filters" method="get" action="/admin/people" role="search">
        <div>
          <label for="organisation">{words.organisation}</label>
          <select id="organisation" name="organisation">
            <option value="">{admin.choose}</option>
            {bodies.map((one) => (
              <option value={one.id} selected={one.id === chosen}>
                {say(view, one)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="search">{words.search}</label>
          <input id="search" type="search" name="search" value={asked['search'] ?? ''} />
        </div>
        <div>
          <button class="button button--line button--small">{view.texts.show}</button>
        </div>
      </form>
      {chosen === undefined ? (
        <p class="notice">{words.choose}</p>
      ) : people.length === 0 ? (
        <p class="notice">{words.nobody}</p>
      ) : (
        <Table
          id="people"
          caption={words.caption}
          columns={[admin.columns.person, admin.columns.home, admin.columns.mail]}
          rows={people.map((one) => ({
            cells: [
              <a href={`/admin/people/${one.id}`}>{nameOf(view, one)}</a>,
              one.home === undefined ? <Chip kind="mark">{admin.person.outside}</Chip> : body(one.home),
              one.mail ?? <span class="quiet">{admin.person.noMail}</span>,
            ],
          }))}
        />
      )}
      {chosen !== undefined && (
        <p class="actions">
          <a href={`/admin/people/new?organisation=${chosen}`}>{admin.body.newPerson}</a>
        </p>
      )}
      <Pager path="/admin/people" asked={asked} next={next} words={words} />
    </AdminFrame>
  );
}
