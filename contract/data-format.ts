/**
 * Number of the form of an installation's data: of what journals, engine histories and registers mean to the published
 * definitions. Until release 1.0 it is raised whenever a definition, the kit or the core is repaired in place or
 * the form of a hash chain changes, and data of another number are refused: nothing real exists, they are made anew. From 1.0 on, versions are frozen and it stays.
 */
export const dataFormat = 59;
