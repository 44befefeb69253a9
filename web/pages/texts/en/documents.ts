import type { Texts } from '../japanese.ts';

export const documents: Texts['documents'] = {
  title: 'Documents',
  lead: 'Documents you registered, and those cited by decisions of the procedures you read; the last registered first.',
  search: 'Part of the name',
  none: 'No document fits.',
  noneYet: 'There is no document to read yet. Documents are registered in the forms of decisions.',
  next: 'Registered earlier',
  first: 'First page',
  goesOn: 'None so far. The search goes on behind this page.',
  unnamed: 'A document without a name for you',
  caption: 'Documents',
  columns: { name: 'Name', size: 'Size', class: 'Class', by: 'Registered by', at: 'Registered at' },
  classes: { '1': 'Confidentiality 1', '2': 'Confidentiality 2', '3': 'Confidentiality 3' },
  mediaType: 'Format',
  bytes: (count) => `${count} bytes`,
  download: 'Save this document',
  downloadHelp:
    'Before it is saved, what is kept is compared with the hash taken when it was registered. When they differ nothing is saved, and the page says so.',
  verify: 'Compare without saving',
  intact: 'What is kept is what was registered: the hash is the same',
  intactAt: (time) => `Read from beginning to end and compared at ${time}.`,
  damaged: 'What is kept is not what was registered: the hash differs',
  damagedNext:
    'It may have been damaged or changed. It was not saved. Tell the administrator, with the request number; keep the original if you have it. The journal still holds the hash as it was registered.',
  cited: 'Cited by',
  notCited: 'No decision of the procedures you read cites it.',
  hash: 'Hash (SHA-256)',
  hashHelp: 'A document with the same SHA-256 has the same contents.',
};
