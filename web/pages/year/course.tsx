/** The drawing of a year's course: attributes alone, which the policy allows. */
import type { State } from '../decide/asked.ts';
import { rounded } from '../kit/drawing.ts';
import { dayShown, say, type View } from '../kit/view.ts';
import { courseOf, type Course, type Timeline } from './layout.ts';

export function CourseDrawn({ view, state, timeline }: { view: View; state: State; timeline: Timeline }) {
  const { texts } = view;
  const course = courseOf(view, state, timeline);
  return (
    <section class="section">
      <h2>{texts.year.course}</h2>
      <figure class="tl-fig">
        <svg class="tl" viewBox={`0 0 ${course.width} ${course.height}`} role="img" aria-labelledby="course-title">
          <title id="course-title">{texts.year.courseTitle(say(view, state.ended ?? state.phase))}</title>
          <Months course={course} />
          <text x="0" y="50">
            {texts.year.phases}
          </text>
          {course.bands.map((band, i) => (
            <>
              <rect
                class={band.isOn ? 'band band--on' : 'band band--past'}
                x={rounded(band.x)}
                y={band.y}
                width={rounded(band.width)}
                height={26}
                rx={3}
              >
                <title>{band.words}</title>
              </rect>
              {(band.isInside || i === course.bands.length - 1) && (
                <text class={band.isInside ? 'b' : 'b o'} x={rounded(band.at)} y={50}>
                  {band.words}
                </text>
              )}
            </>
          ))}
          {course.groups.map(({ label, y, bars }) => (
            <>
              <text x="0" y={y + 15}>
                {label}
              </text>
              {bars.map((bar) => (
                <>
                  <rect
                    class={bar.isOn ? 'band band--on' : 'band band--past'}
                    x={rounded(bar.x)}
                    y={bar.y}
                    width={rounded(bar.width)}
                    height={20}
                    rx={3}
                  />
                  <text class={bar.isInside ? '' : 'o'} x={rounded(bar.at)} y={bar.y + 15}>
                    {bar.words}
                  </text>
                </>
              ))}
            </>
          ))}
          <Dates view={view} course={course} />
        </svg>
      </figure>
      <p class="only-s quiet small">{texts.year.onlyWide}</p>
    </section>
  );
}

function Months({ course: { months, line } }: { course: Course }) {
  return (
    <>
      {months.map(({ x, words, year, isNewYear }) => (
        <>
          <path class={isNewYear ? 'year' : 'grid'} d={`M${rounded(x)} 30V${line + 8}`} />
          <text class="m" x={rounded(x + 4)} y={26}>
            {words}
          </text>
          {year !== undefined && (
            <text class="m b" x={rounded(x + 4)} y={11}>
              {year}
            </text>
          )}
        </>
      ))}
    </>
  );
}

function Dates({ view, course: { marks, line, today, left, width } }: { view: View; course: Course }) {
  const { texts } = view;
  return (
    <>
      <text x="0" y={line + 5}>
        {texts.year.dates}
      </text>
      <path class="year" d={`M${left} ${line}H${width - 8}`} />
      {today !== undefined && (
        <>
          <path class="today" d={`M${rounded(today)} 30V${line + 8}`} />
          <text class="todayt o" x={rounded(today)} y={11} text-anchor="middle">
            {texts.year.today(dayShown(view, view.at, { short: true }))}
          </text>
        </>
      )}
      {marks.map(({ x, status, words, row }) => (
        <>
          <path class="lead" d={`M${rounded(x)} ${line + 7}V${line + 17 + row * 20}`} />
          <path class={status} d={`M${rounded(x)} ${line - 8}l8 8-8 8-8-8z`} />
          <text class={status === 'over' ? 'o todayt' : 'o'} x={rounded(x + 5)} y={line + 27 + row * 20}>
            {words}
          </text>
        </>
      ))}
    </>
  );
}
