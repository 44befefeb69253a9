/** The personnel rotation of 1 July: the post of the CISO goes to somebody else, who is reminded from that day on. */
import type { LocalDate, PersonId } from '../../model/identifiers.ts';
import { addDays } from '../../model/japan-time.ts';
import type { Records } from '../../contract/records/records.ts';
import { type cast, personId } from '../cast/cast.ts';

/** Ends the CISO's appointment the day before and begins that of an invented successor; answers the successor. */
export async function rotateCiso(
  { registry }: Pick<Records, 'registry'>,
  { organisation, ciso }: Pick<typeof cast.agency, 'organisation' | 'ciso'>,
  from: LocalDate,
): Promise<PersonId> {
  const held = (await registry.appointments(organisation)).find(
    ({ role, person }) => role === 'ciso' && person === ciso,
  );
  if (held === undefined) throw new Error('the demonstration has no CISO');
  const person = personId('agency', 'nextCiso');
  const { scope: _computed, ...recorded } = held;
  await registry.change(
    {
      people: [
        {
          id: person,
          nameJa: '新月 巡（架空）',
          nameEn: 'Shingetsu Meguru (fictional)',
          mail: 'next.ciso@meteor.example',
          home: organisation,
        },
      ],
      appointments: [
        { ...recorded, to: addDays(from, -1) },
        { id: `${person.replace('p-', 'a-')}-1`, person, role: 'ciso', organisation, from, kind: 'regular' },
      ],
    },
    person,
    Date.now(),
  );
  return person;
}
