/** Documents by their names, the last registered first. */
import type { Api } from '../../api/routes.ts';
import { Chip } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { minuteShown, say, type View } from '../kit/view.ts';
import { classOf, sizeOf } from './words.ts';

type List = Awaited<ReturnType<Api['documents']['list']['ask']>>['body'];

interface DocumentsProps {
  readonly view: View;
  readonly documents: List;
  readonly search: string;
  readonly isFirst: boolean;
}

export function DocumentsPage({ view, documents: { items, next }, search, isFirst }: DocumentsProps) {
  const words = view.texts.documents;
  const onward = new URLSearchParams({ ...(search !== '' && { search }), ...(next !== undefined && { cursor: next }) });
  const none = next !== undefined ? words.goesOn : search === '' && isFirst ? words.noneYet : words.none;
  return (
    <Frame view={view} title={words.title} place="documents">
      <div class="head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.lead}</p>
        </div>
      </div>
      <form class="filters" method="get" action="/documents" role="search">
        <div>
          <label for="search">{words.search}</label>
          <input id="search" type="search" name="search" value={search} />
        </div>
        <div>
          <button class="button button--line button--small">{view.texts.search}</button>
        </div>
      </form>
      {items.length === 0 ? <p class="notice">{none}</p> : <Table view={view} items={items} />}
      <p class="pager">
        {!isFirst && (
          <a href={search === '' ? '/documents' : `/documents?${new URLSearchParams({ search }).toString()}`}>
            {words.first}
          </a>
        )}{' '}
        {next !== undefined && <a href={`/documents?${onward.toString()}`}>{words.next}</a>}
      </p>
    </Frame>
  );
}

function Table({ view, items }: { view: View; items: List['items'] }) {
  const { columns, caption, unnamed } = view.texts.documents;
  return (
    <table class="dense stackable" role="table">
      <caption class="sr">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[columns.name, columns.class, columns.by, columns.at, columns.size].map((head) => (
            <th scope="col" role="columnheader">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {items.map(({ hash, name, confidentiality, by, at, size }) => (
          <tr role="row">
            <th scope="row" role="rowheader">
              <a href={`/documents/${hash}`}>{name ?? unnamed}</a>
            </th>
            <td role="cell" data-label={columns.class}>
              {confidentiality !== undefined && <Chip>{classOf(view, confidentiality)}</Chip>}
            </td>
            <td role="cell" data-label={columns.by}>
              {by !== undefined && say(view, by)}
            </td>
            <td role="cell" data-label={columns.at}>
              {at !== undefined && minuteShown(view, at, { short: true })}
            </td>
            <td role="cell" data-label={columns.size}>
              {size !== undefined && sizeOf(size)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
