/** What every sheet says of itself: how much of it is there, what it rests on, who made it when. */
import type { Child } from 'hono/jsx';
import { minuteShown, say, type View } from '../kit/view.ts';

interface PaperProps {
  readonly view: View;
  readonly reading?: 'state' | 'partial' | 'full';
  readonly source?: string;
  /** It is one page. */
  readonly one?: true;
  readonly children: Child;
}

export function Paper({ view, reading = 'full', source, one, children }: PaperProps) {
  const words = view.texts.papers;
  const { reader } = view;
  return (
    <div class={one ? 'paper paper--one' : 'paper'}>
      <p class="small quiet no-print">{words.print}</p>
      {reading !== 'full' && <p class="notice">{reading === 'state' ? words.stateOnly : words.partial}</p>}
      {children}
      <footer class="section small quiet">
        {source !== undefined && <p class="hash">{source}</p>}
        {reader !== undefined && <p>{words.made(minuteShown(view, view.at), say(view, reader.name))}</p>}
      </footer>
    </div>
  );
}
