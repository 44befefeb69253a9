/** Texts of what was added to an entry later. In a build this module is data (scripts/bundle-commands.mjs). */
import { coreMarks } from '../../machines/core/index.ts';

const { contradicted, corrected } = coreMarks;
export const annotationMarks = { contradicted, corrected };
