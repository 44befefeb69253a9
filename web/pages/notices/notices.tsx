/** What somebody was told, the newest first, each with what is to be done. */
import type { Api } from '../../api/routes.ts';
import { pageOf, Token } from '../kit/parts.tsx';
import { procedureShown } from '../../texts.ts';
import { Frame } from '../kit/frame.tsx';
import { dueShown, minuteShown, say, sayFirst, type View } from '../kit/view.ts';

type Inbox = Awaited<ReturnType<Api['notices']['inbox']['ask']>>['body'];
type Notice = Inbox['items'][number];

interface NoticesProps {
  readonly view: View;
  readonly notices: Inbox;
  /** The reader's posts: each is led to what it takes over. */
  readonly held: ReadonlySet<string>;
  readonly onlyUnread: boolean;
}

export function NoticesPage({ view, notices, held, onlyUnread }: NoticesProps) {
  const { texts } = view;
  return (
    <Frame view={view} title={texts.notices.title} place="notices">
      <div class="head">
        <h1>{texts.notices.title}</h1>
        <p>
          {onlyUnread ? (
            <a href="/notices">{texts.notices.all}</a>
          ) : (
            <a href="/notices?unread=true">{texts.notices.onlyUnread}</a>
          )}
        </p>
      </div>
      {notices.items.length === 0 && <p class="notice">{texts.notices.none}</p>}
      <ol class="history">
        {notices.items.map((notice) => (
          <NoticeShown view={view} notice={notice} held={held} />
        ))}
      </ol>
      {notices.next !== undefined && (
        <p class="pager">
          <a href={`/notices?cursor=${encodeURIComponent(notices.next)}${onlyUnread ? '&unread=true' : ''}`}>
            {texts.notices.older}
          </a>
        </p>
      )}
    </Frame>
  );
}

type Item = Notice['items'][number];

/** Told to those who may object, to whom the change is shown. */
const ofEndings: readonly string[] = ['administratorEnding', 'endingAskedAgain', 'endingObjected'];

/** Why it was decided, or where that stands for who does not read it. */
function Reason({ view, reason }: { view: View; reason: NonNullable<Item['reason']> }) {
  return (
    <p>
      {say(view, reason)}：{reason.said ?? (reason.withheld !== undefined && say(view, reason.withheld))}
    </p>
  );
}

function NoticeShown({ view, notice, held }: Pick<NoticesProps, 'view' | 'held'> & { notice: Notice }) {
  const { texts } = view;
  return (
    <li id={`n-${notice.id}`} class={notice.readAt === undefined ? 'is-key' : ''}>
      <time>{minuteShown(view, notice.at)}</time>
      {notice.readAt !== undefined && <span class="quiet">　{texts.notices.read}</span>}
      <h2>{sayFirst(view, notice)}</h2>
      <ul>
        {notice.items.map((item) => (
          <li>
            {item.dueItem !== undefined && (
              <>
                <strong>{say(view, item.dueItem)}</strong>
                {item.due !== undefined && `（${dueShown(view, item.due, { short: true })}）`}{' '}
              </>
            )}
            {notice.items.length > 1 && `${sayFirst(view, item)} `}
            {item.instance !== undefined && (
              <a href={pageOf(item.instance)}>{say(view, procedureShown(item.instance))}</a>
            )}
            {item.reason !== undefined && <Reason view={view} reason={item.reason} />}
            {item.acts !== undefined && item.instance !== undefined && (
              <ul class="bullets">
                {item.acts.map((act) => (
                  <li>
                    {texts.notices.toDo}：
                    <a href={`${pageOf(item.instance ?? '')}/decide/${act.decision}`}>{say(view, act)}</a>
                  </li>
                ))}
              </ul>
            )}
            {item.about !== undefined && ofEndings.includes(item.topic) && (
              <p>
                <a href={`/admin/changes/${item.about}`}>{texts.notices.change}</a>
              </p>
            )}
            {item.about !== undefined && item.topic === 'appointedYou' && held.has(item.about) && (
              <p>
                <a href={`/handover/${item.about}`}>{texts.papers.handover.link}</a>
              </p>
            )}
            {item.next !== undefined && item.acts === undefined && <p class="quiet">{say(view, item.next)}</p>}
          </li>
        ))}
      </ul>
      {notice.readAt === undefined && (
        <form method="post" action={`/notices/${notice.id}/read`}>
          <Token view={view} />
          <button class="button button--text button--small">{texts.notices.markRead}</button>
        </form>
      )}
    </li>
  );
}
