/** Lists that a procedure shows of what it holds: measures, findings, what is owed – each line with where it stands. */
import type {
  DepartmentId,
  Instant,
  InstanceId,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import type { BaseContext } from './state.ts';

/** One line. Names that only the registry knows are put to it by whoever shows it. */
export interface ListRow extends Text {
  readonly id: string;
  readonly status: Text;
  /** It needs nothing more. */
  readonly done?: boolean;
  readonly due?: LocalDate;
  readonly at?: Instant;
  readonly role?: string;
  /** Another body that it is about. */
  readonly organisation?: OrganisationId;
  readonly department?: DepartmentId;
  readonly person?: PersonId;
  readonly instance?: InstanceId;
  readonly documents?: readonly string[];
}

/** A list with its heading. */
export interface ShownList<C extends BaseContext = BaseContext> extends Text {
  /** What the reader does not read is missing in the context: then there are no lines of it. */
  rows(context: C): readonly ListRow[];
}
