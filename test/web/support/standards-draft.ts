import { cast } from '../../support/stack.ts';

/** A draft of the common standards with an inspection of the year before, and documents of whoever submits it. */
export async function standardsDraft(
  staff: { document(text: string): Promise<string> },
  year: number,
): Promise<Record<string, unknown>> {
  return {
    title: '統一基準群の改定',
    document: await staff.document('the draft'),
    covers: ['standards'],
    threats: 'supply chains',
    inspection: await staff.document('the inspection'),
    inspectionPeriod: { from: `${year - 1}-04-01`, to: `${year - 1}-09-30` },
    inspectedBodies: [cast.ministry.organisation],
    comprehensive: 'c',
    conformable: 'c',
    international: 'c',
  };
}
