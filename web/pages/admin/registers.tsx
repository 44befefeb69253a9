/** The common registers within the administration. */
import { CommonRegisters, type CommonProps } from '../registers/common.tsx';
import { AdminFrame } from './frame.tsx';

export function RegistersPage({ view, registers }: CommonProps) {
  return (
    <AdminFrame view={view} title={view.texts.registers.common.title} at="registers">
      <CommonRegisters view={view} registers={registers} />
    </AdminFrame>
  );
}
