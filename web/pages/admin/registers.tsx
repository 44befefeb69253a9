/** The common registers with their history: what is in force, and what was. */
import type { Api } from '../../api/routes.ts';
import { commonRegisters } from '../../../records/registers/known.ts';
import { asObject, isList, isObject } from '../../../model/json.ts';
import { Chip, joined } from '../kit/parts.tsx';
import { dateShown, minuteShown, sayFirst, type View } from '../kit/view.ts';
import { AdminFrame } from './frame.tsx';
import { Table } from '../kit/table.tsx';

export type Fact = Awaited<ReturnType<Api['registers']['history']['ask']>>['body']['items'][number];
export type CommonRegister = keyof typeof commonRegisters;

export function RegistersPage({
  view,
  registers,
}: {
  view: View;
  registers: readonly { readonly id: CommonRegister; readonly facts: readonly Fact[] }[];
}) {
  const { admin } = view.texts;
  const words = admin.registers;
  return (
    <AdminFrame view={view} title={words.title} at="registers">
      <p class="lead">{words.lead}</p>
      {registers.map(({ id, facts }) => {
        const title = sayFirst(view, commonRegisters[id].label);
        return (
          <section class="section">
            <h2>{title}</h2>
            {facts.length === 0 ? (
              <p class="quiet">{words.none}</p>
            ) : (
              <Table
                id={`register-${id}`}
                caption={title}
                columns={[words.item, words.content, words.from, words.to, admin.columns.status]}
                rows={facts.map((fact) => ({
                  cells: [
                    nameOf(view, fact),
                    contentOf(view, fact, facts),
                    minuteShown(view, fact.from),
                    fact.to === undefined ? view.texts.none : minuteShown(view, fact.to),
                    <Standing view={view} fact={fact} />,
                  ],
                }))}
              />
            )}
          </section>
        );
      })}
    </AdminFrame>
  );
}

function Standing({ view, fact: { from, to } }: { view: View; fact: Fact }) {
  const words = view.texts.admin.registers;
  if (from > view.at) return <Chip kind="key">{words.coming}</Chip>;
  return to !== undefined && to <= view.at ? <Chip>{words.past}</Chip> : <Chip kind="done">{words.inForce}</Chip>;
}

/** As it calls itself, in the language of the reader. */
function nameOf(view: View, { key, value }: Fact): string {
  const { nameJa, nameEn, titleJa, titleEn } = asObject(value);
  const named = view.language === 'ja' ? (nameJa ?? titleJa) : (nameEn ?? titleEn);
  return typeof named === 'string' ? named : key;
}

/** Days and counts: long lists are counted. */
function contentOf(view: View, { value }: Fact, all: readonly Fact[]): string {
  if (!isObject(value)) return '';
  const words: Readonly<Record<string, string>> = view.texts.admin.registers.fields;
  return joined(
    view,
    Object.entries(value).flatMap(([name, part]) => {
      const head = words[name];
      if (head === undefined) return [];
      if (isList(part)) return [`${head}：${view.texts.of(part.length)}`];
      return typeof part === 'string' ? [`${head}：${partShown(view, part, all)}`] : [];
    }),
  );
}

/** A day with its weekday; the item before by its name. */
function partShown(view: View, part: string, all: readonly Fact[]): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(part)) return dateShown(view, part);
  const item = all.find(({ key }) => key === part);
  return item === undefined ? part : nameOf(view, item);
}
