import { buildCommand } from '@stricli/core';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { toFlag, writeNew } from '../../cli/new-file.ts';
import { UserError } from '../../user-error.ts';

const kinds = ['organisations', 'departments', 'people', 'appointments'] as const;
type Kind = (typeof kinds)[number];

/** `junkan registry template`: a CSV to fill in and import. */
export const template = buildCommand<{ to?: string }, [Kind], Context>({
  docs: { brief: '取り込み用 CSV のひな形 / a template of a CSV to import' },
  parameters: {
    flags: {
      to: toFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: kindOf, brief: `内容 / what it holds: ${kinds.join(', ')}`, placeholder: 'kind' }],
    },
  },
  async func({ to }, kind) {
    const { text } = await new Api(findConnection(this.process.env)).get(`/registry/templates/${kind}`);
    writeNew(this, to, text, (file) => ({
      ja: `${file} に書きました。表計算ソフトで開いて記入し、junkan registry import --kind ${kind} --check ${file} で確かめてください。「#」の行はそのままでかまいません。`,
      en: `Written to ${file}. Fill it in and look at it with: junkan registry import --kind ${kind} --check ${file}. Lines that begin with # may stay.`,
    }));
  },
});

function kindOf(text: string): Kind {
  const kind = kinds.find((each) => each === text);
  if (kind !== undefined) return kind;
  throw new UserError({
    ja: `内容 ${text} はありません。次のどれかを指定してください：${kinds.join('、')}`,
    en: `there is no kind ${text}: give one of ${kinds.join(', ')}`,
  });
}
