/** The common registers within the administration. */
import { CommonRegisters, type Kept } from '../registers/common.tsx';
import type { View } from '../kit/view.ts';
import { AdminFrame } from './frame.tsx';

export function RegistersPage({ view, registers }: { view: View; registers: readonly Kept[] }) {
  return (
    <AdminFrame view={view} title={view.texts.registers.common.title} at="registers">
      <CommonRegisters view={view} registers={registers} />
    </AdminFrame>
  );
}
