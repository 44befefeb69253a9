/** A body: recorded, renamed, put below others, ended. */
import { apart, Token } from '../kit/parts.tsx';
import { sayFirst, type View } from '../kit/view.ts';
import { agencyClasses, organisationKinds, type OrganisationKind } from '../../../model/organisations.ts';
import { Choice, DateField, TextField, Wrong, YesNo, type Option } from './fields.tsx';
import type { Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';

interface BodyFormProps {
  readonly view: View;
  readonly action: string;
  readonly isNew: boolean;
  /** Absent where a new one is recorded. */
  readonly kind: OrganisationKind | undefined;
  /** Fields of the ministries that supervise besides the main one. */
  readonly joint: readonly string[];
  readonly name: string;
  readonly others: readonly Option[];
  readonly filled: Filled;
}

export function BodyFormPage({ view, action, isNew, kind, joint, name, others, filled }: BodyFormProps) {
  const { admin } = view.texts;
  const words = admin.bodyForm;
  const kinds = Object.entries(organisationKinds).map(([id, kind]) => ({ id, ja: kind.ja, en: sayFirst(view, kind) }));
  const field = { view, filled };
  return (
    <AdminFrame
      view={view}
      title={isNew ? words.newTitle : words.changeTitle}
      at="organisations"
      crumbs={isNew ? [] : [{ href: action.replace('/admin/bodies/', '/admin/organisations/'), words: name }]}
    >
      <Wrong view={view} filled={filled} />
      <p>{admin.required}</p>
      <form method="post" action={apart(action)}>
        <Token view={view} />
        {isNew && <TextField {...field} name="id" label={words.id} help={words.idHelp} />}
        {isNew && <Choice {...field} name="kind" label={words.kind} options={kinds} empty={words.choose} />}
        <TextField {...field} name="nameJa" label={words.nameJa} wide />
        <TextField {...field} name="nameEn" label={words.nameEn} wide />
        {!isNew && (
          <>
            <DateField {...field} name="renamedOn" label={words.renamedOn} help={words.renamedHelp} optional />
            <YesNo {...field} name="correction" label={words.correction} />
          </>
        )}
        <Law view={view} filled={filled} kind={kind} />
        <Choice {...field} name="supervisors" label={words.supervisor} options={others} empty={words.none} optional />
        {joint.map((each, index) => (
          <Choice
            {...field}
            name={each}
            label={words.jointSupervisor(index + 2)}
            options={others}
            empty={words.none}
            optional
          />
        ))}
        <TextField {...field} name="corporateNumber" label={words.corporateNumber} optional />
        <DateField {...field} name="from" label={words.from} optional />
        {!isNew && (
          <>
            <DateField {...field} name="to" label={words.to} optional />
            <TextField {...field} name="abolitionBasis" label={words.abolitionBasis} wide optional />
            <Choice
              {...field}
              name="successors"
              label={words.successors}
              options={others}
              empty={words.none}
              optional
            />
          </>
        )}
        <div class="actions">
          <button class="button" name="_do" value="check">
            {admin.post.check}
          </button>
        </div>
      </form>
    </AdminFrame>
  );
}

/** Under which law it is guided and evaluated, where its kind has one; of a new body both are asked. */
function Law({ view, filled, kind }: Pick<BodyFormProps, 'view' | 'filled' | 'kind'>) {
  const words = view.texts.admin.bodyForm;
  const field = { view, filled };
  const classes = Object.entries(agencyClasses).map(([id, one]) => ({ id, ja: one.ja, en: sayFirst(view, one) }));
  return (
    <>
      {[undefined, 'incorporated-administrative-agency'].includes(kind) && (
        <Choice {...field} name="class" label={words.class} options={classes} empty={words.notRecorded} optional />
      )}
      {[undefined, 'designated-corporation'].includes(kind) && (
        <>
          <TextField {...field} name="legalBasis" label={words.legalBasis} help={words.legalBasisHelp} wide optional />
          <TextField
            {...field}
            name="objectivesBasis"
            label={words.objectivesBasis}
            help={words.basisHelp}
            wide
            optional
          />
          <TextField
            {...field}
            name="publicationBasis"
            label={words.publicationBasis}
            help={words.basisHelp}
            wide
            optional
          />
        </>
      )}
    </>
  );
}
