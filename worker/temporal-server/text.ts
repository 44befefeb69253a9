/** One line for people in both languages (the shape of `Text` in `model/`, which this folder does not import). */
export interface Line {
  ja: string;
  en: string;
}

/** Takes a line about what is being done, for whoever watches the start. */
export type Say = (line: Line) => void;

/** An error a person can act on: what is wrong and what to do next, in both languages. Never shown with its stack. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';
  readonly text: Line;

  constructor(text: Line) {
    super(`${text.ja}\n${text.en}`);
    this.text = text;
  }
}
