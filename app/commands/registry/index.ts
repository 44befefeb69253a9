import { buildRouteMap } from '@stricli/core';
import type { Context } from '../../cli/context.ts';
import { appoint, change, end, keep, voidAppointment } from './change.ts';
import { importFile } from './import.ts';
import { journal } from './journal.ts';
import { template } from './template.ts';
import { approve, object, pending, reject, withdraw } from './waiting.ts';

/** `junkan registry …` */
export const registry = buildRouteMap<string, Context>({
  routes: {
    import: importFile,
    template,
    change,
    appoint,
    end,
    void: voidAppointment,
    keep,
    pending,
    approve,
    reject,
    withdraw,
    object,
    journal,
  },
  docs: { brief: '台帳 / the registry' },
});
