/** The year of a body that runs no cycle: its procedures, and what its people may open. */
import { newestOf } from '../../../machines/procedures.ts';
import type { Text } from '../../../model/text.ts';
import { ToOpen, type Openings } from '../home/home.tsx';
import { Frame } from '../kit/frame.tsx';
import { Chip, pageOf } from '../kit/parts.tsx';
import { say, sayFirst, yearShown, type View } from '../kit/view.ts';
import type { Years } from './year.tsx';

interface WithoutCycle {
  readonly view: View;
  readonly year: number;
  readonly body: Text;
  readonly procedures: Years;
  readonly openings: Openings;
}

export function WithoutCyclePage({ view, year, body, procedures, openings }: WithoutCycle) {
  const { texts } = view;
  const fiscal = yearShown(view, year);
  const title = `${say(view, body)}${view.language === 'ja' ? '　' : ' '}${fiscal}`;
  return (
    <Frame view={view} place="home" title={title} crumbs={[{ href: '/', words: texts.nav.home }, { words: title }]}>
      <div class="head">
        <div>
          <h1>{title}</h1>
          <p class="small">{texts.year.noCycle}</p>
        </div>
      </div>
      <div class="cols">
        <section aria-labelledby="h-procedures">
          <h2 id="h-procedures">{texts.year.ofBody}</h2>
          {procedures.length === 0 && <p>{texts.year.ofBodyNone}</p>}
          <ul class="tasks tasks--wait">
            {procedures.map((one) => (
              <li>
                <div class="when"></div>
                <div>
                  <h3>
                    <a href={pageOf(one.instance)}>
                      {sayFirst(view, newestOf(one.procedure)?.label ?? { ja: one.procedure, en: one.procedure })}
                      {one.number !== undefined && ` ${texts.year.number(one.number)}`}
                    </a>
                  </h3>
                  <p class="where">
                    {sayFirst(view, one.ended ?? one.phase)}
                    {one.marks.map((mark) => (
                      <>
                        {' '}
                        <Chip kind="mark">{sayFirst(view, mark)}</Chip>
                      </>
                    ))}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
        <aside class="stack" aria-label={texts.related}>
          <ToOpen view={view} openings={openings} />
        </aside>
      </div>
    </Frame>
  );
}
