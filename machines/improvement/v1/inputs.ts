/** Pieces of inputs that several of the improvement's decisions have. */
import { fields } from '../../kit/v1/index.ts';

/** Documents that show something: also those of the year and of its audits. */
export const evidence = (title: string) => fields.documents(title, { choices: 'documents:audit,cycle' });
