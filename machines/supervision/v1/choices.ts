/** The lists from which fields are chosen: the ministries of the year, and audits whose report waits. */
import type { Choices } from '../../core/index.ts';
import { parseInstanceId } from '../../kit/v1/index.ts';
import { unreceived, type Context } from './types.ts';

export const choices: Choices<Context> = {
  competent: {
    from: ({ parts }) =>
      parts.map(({ ministry, until }) =>
        until === undefined
          ? { id: ministry, ja: '', en: '', organisation: ministry }
          : { id: ministry, ja: '年度の途中まで所管', en: 'supervised it earlier', organisation: ministry },
      ),
  },
  auditsToReceive: {
    from: (context) =>
      context.audits
        .filter((audit) => unreceived(context, audit).length > 0)
        .map(({ audit }) => {
          const number = String(parseInstanceId(audit)?.number ?? '');
          return { id: audit, ja: `本部監査第${number}号`, en: `audit ${number}` };
        }),
  },
};
