/** The model as SVG, by plain arithmetic and attributes alone: it stands by itself, on paper and in a mail. */
import { html } from 'hono/html';
import type { Language } from '../kit/view.ts';
import { linesOf, rounded } from '../kit/drawing.ts';
import type { PictureModel, StepStatus } from './model.ts';

const WIDTH = 1120;
const GUTTER = 190;
const BOX = 276;
const GAP = 36;
const PAD = 12;
const TITLE = 15;
const SMALL = 13;
const CHEVRON = 60;
const PER_ROW = Math.floor((WIDTH - GUTTER + GAP) / (BOX + GAP));

/** Colours of the design tokens; the shape of the border says the same. */
const ink = '#1a1a1a';
const quiet = '#4d4d4d';
const key = '#0017c1';
const styles = {
  done: { fill: '#e6f5ec', stroke: '#197a4b', 'stroke-width': '1' },
  mine: { fill: '#e8f1fe', stroke: key, 'stroke-width': '3' },
  others: { fill: '#ffffff', stroke: ink, 'stroke-width': '2' },
  later: { fill: '#ffffff', stroke: '#767676', 'stroke-width': '1', 'stroke-dasharray': '5 4' },
} as const satisfies Record<StepStatus, object>;
const signs = { done: '✓ ', mine: '▶ ', others: '… ', later: '' } as const satisfies Record<StepStatus, string>;

/** The signs of the steps in words, in their order; none where nothing has begun. */
export interface Legend {
  readonly done: string;
  readonly mine: string;
  readonly others: string;
  readonly later: string;
}

/** The whole as the text of a file. */
export async function drawn(model: PictureModel, language: Language, legend?: Legend): Promise<string> {
  const head = phasesOf(model);
  let y = head.height + 16;
  const lanes = model.lanes.map((lane) => {
    const one = laneOf(lane, y);
    y += one.height;
    return one.shown;
  });
  const height = y + (legend === undefined ? 8 : 36);
  const svg = (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      role="img"
      lang={language}
      font-family="'Noto Sans JP','Noto Sans CJK JP','BIZ UDPGothic','Hiragino Sans',Meiryo,sans-serif"
    >
      <title>{model.title}</title>
      <rect width={WIDTH} height={height} fill="#ffffff" />
      {head.shown}
      {lanes}
      <path d={`M0 ${y}H${WIDTH}`} stroke="#cccccc" />
      {legend !== undefined && (
        <Words x={0} y={y + 24} size={SMALL} fill={quiet}>
          {`${signs.done}${legend.done}　${signs.mine}${legend.mine}　${signs.others}${legend.others}　- - ${legend.later}`}
        </Words>
      )}
    </svg>
  );
  const written = await html`${svg}`;
  return `${written}\n`;
}

interface WordsProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly children: string;
}

function Words({ x, y, size, fill, bold = false, children }: WordsProps) {
  return (
    <text x={rounded(x)} y={rounded(y)} font-size={size} fill={fill} font-weight={bold ? '700' : '400'}>
      {children}
    </text>
  );
}

/** Phases side by side, each pointing to the next. */
function phasesOf({ phases }: PictureModel) {
  const each = (WIDTH + 12) / Math.max(1, phases.length);
  const size = phases.length > 6 ? SMALL : TITLE;
  const shown = phases.map(({ words, status }, i) => {
    const x = i * each;
    const w = each - 12;
    const notch = i === 0 ? '' : `l14 -${CHEVRON / 2}`;
    const fill = { past: '#d9e6ff', now: key, later: '#f2f2f2' }[status];
    const inside = x + (i === 0 ? 12 : 24);
    const lines = linesOf(words, size, w - 38, 3);
    const first = 8 + CHEVRON / 2 + size * 0.36 - ((lines.length - 1) * (size + 3)) / 2;
    const right = rounded(x + w - 14);
    return (
      <>
        <path fill={fill} d={`M${rounded(x)} 8H${right}l14 ${CHEVRON / 2}l-14 ${CHEVRON / 2}H${rounded(x)}${notch}z`} />
        {lines.map((line, at) => (
          <Words
            x={inside}
            y={first + at * (size + 3)}
            size={size}
            fill={status === 'now' ? '#ffffff' : ink}
            bold={status === 'now'}
          >
            {line}
          </Words>
        ))}
      </>
    );
  });
  return { shown, height: 8 + CHEVRON };
}

/** A lane with its name; steps that do not fit into a row go on in the next. */
function laneOf({ words, steps }: PictureModel['lanes'][number], top: number) {
  const boxes = steps.map((step) => {
    const sign = signs[step.status];
    const title = linesOf(sign + step.words, TITLE, BOX - 2 * PAD, 3);
    const under = step.under === '' ? [] : linesOf(step.under, SMALL, BOX - 2 * PAD, 3);
    return { ...step, title, under, height: 2 * PAD + title.length * 20 + under.length * 18 - 4 };
  });
  const name = linesOf(words, TITLE, GUTTER - 16, 3);
  let y = top + 10;
  const rows = [];
  for (let i = 0; i < boxes.length; i += PER_ROW) {
    const row = boxes.slice(i, i + PER_ROW);
    const height = Math.max(...row.map((box) => box.height));
    const at = y;
    rows.push(
      row.map((box, column) => {
        const x = GUTTER + column * (BOX + GAP);
        const isFirst = i === 0 && column === 0;
        const middle = at + height / 2;
        return (
          <>
            {!isFirst && (
              <path
                d={`M${x - GAP + 5} ${middle}h${GAP - 11}m-6 -5l6 5l-6 5`}
                fill="none"
                stroke="#666666"
                stroke-width="2"
              />
            )}
            <rect x={x} y={at} width={BOX} height={height} rx={6} {...styles[box.status]} />
            {box.title.map((line, n) => (
              <Words x={x + PAD} y={at + PAD + 13 + n * 20} size={TITLE} fill={ink} bold={box.status !== 'later'}>
                {line}
              </Words>
            ))}
            {box.under.map((line, n) => (
              <Words x={x + PAD} y={at + PAD + 13 + box.title.length * 20 + n * 18 - 2} size={SMALL} fill={quiet}>
                {line}
              </Words>
            ))}
          </>
        );
      }),
    );
    y += height + 12;
  }
  const height = Math.max(y - top, 20 + name.length * 20);
  const shown = (
    <>
      <path d={`M0 ${top}H${WIDTH}`} stroke="#cccccc" />
      {name.map((line, n) => (
        <Words x={0} y={top + 32 + n * 20} size={TITLE} fill={ink} bold>
          {line}
        </Words>
      ))}
      {rows}
    </>
  );
  return { shown, height };
}
