/** A document: what it is called, who registered it when, which decisions cite it, and whether its bytes are whole. */
import type { Api } from '../../api/routes.ts';
import { Banner, Chip, pageOf } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { dayShown, minuteShown, say, sayFirst, type View } from '../kit/view.ts';
import { classOf, sizeOf } from './words.ts';

type Known = Awaited<ReturnType<Api['documents']['about']['ask']>>['body'];

export function DocumentPage({ view, document }: { view: View; document: Known }) {
  const words = view.texts.documents;
  const { hash, name = words.unnamed, intact } = document;
  return (
    <Frame
      view={view}
      title={name}
      place="documents"
      crumbs={[{ href: '/documents', words: words.title }, { words: name }]}
    >
      {intact === true && (
        <Banner kind="ok" title={words.intact}>
          <p>{words.intactAt(minuteShown(view, view.at))}</p>
        </Banner>
      )}
      {intact === false && (
        <Banner kind="error" title={words.damaged}>
          <p>{words.damagedNext}</p>
        </Banner>
      )}
      <div class="head">
        <h1>{name}</h1>
      </div>
      <Facts view={view} document={document} />
      {intact !== false && (
        <section class="no-print">
          <div class="actions">
            <a class="button" href={`/documents/${hash}/file`}>
              {words.download}
            </a>
            <a href={`/documents/${hash}?verify=1`}>{words.verify}</a>
          </div>
          <p class="small quiet">{words.downloadHelp}</p>
        </section>
      )}
      <Cited view={view} document={document} />
      <section class="section">
        <details>
          <summary>{words.hash}</summary>
          <p class="hash">{hash}</p>
          <p class="quiet">{words.hashHelp}</p>
        </details>
      </section>
    </Frame>
  );
}

function Facts({ view, document: { size, mediaType, confidentiality, by, at } }: { view: View; document: Known }) {
  const words = view.texts.documents;
  return (
    <dl class="facts">
      {confidentiality !== undefined && (
        <>
          <dt>{words.columns.class}</dt>
          <dd>
            <Chip>{classOf(view, confidentiality)}</Chip>
          </dd>
        </>
      )}
      {by !== undefined && (
        <>
          <dt>{words.columns.by}</dt>
          <dd>{say(view, by)}</dd>
        </>
      )}
      {at !== undefined && (
        <>
          <dt>{words.columns.at}</dt>
          <dd>{minuteShown(view, at)}</dd>
        </>
      )}
      {size !== undefined && (
        <>
          <dt>{words.columns.size}</dt>
          <dd>{size < 1_000 ? words.bytes(String(size)) : `${sizeOf(size)}（${words.bytes(String(size))}）`}</dd>
        </>
      )}
      {mediaType !== undefined && (
        <>
          <dt>{words.mediaType}</dt>
          <dd>
            <code>{mediaType}</code>
          </dd>
        </>
      )}
    </dl>
  );
}

function Cited({ view, document: { citations } }: { view: View; document: Known }) {
  const { documents: words, procedure } = view.texts;
  return (
    <section class="section">
      <h2>{words.cited}</h2>
      {citations.length === 0 && <p>{words.notCited}</p>}
      <ul class="plain">
        {citations.map((cited) => (
          <li>
            <a href={pageOf(cited.instance)}>{say(view, cited)}</a>
            <ul class="bullets">
              {cited.entries.map((entry) => (
                <li>
                  {sayFirst(view, entry)}{' '}
                  <span class="quiet">
                    {dayShown(view, entry.at)}　{procedure.entry(entry.seq)}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
