/** Every route of the API, and those of them that pages ask. */
import type { Router } from '../endpoint.ts';
import { actRoutes } from './acts.ts';
import { appointmentRoutes } from './appointments.ts';
import { boardRoutes } from './board.ts';
import { calendarFeedRoutes } from './calendar-feed.ts';
import { claimRoutes } from './claims.ts';
import { clauseRoutes } from './clauses.ts';
import { dateRoutes } from './dates.ts';
import { decisionRoutes, draftRoutes } from './decisions.ts';
import { definitionRoutes } from './definitions.ts';
import { documentRoutes } from './documents.ts';
import { handoverRoutes } from './handovers.ts';
import { identityRoutes } from './identities.ts';
import { integrityRoutes } from './integrity.ts';
import { meRoutes } from './me.ts';
import { noticeRoutes } from './notices.ts';
import { openingRoutes } from './openings.ts';
import { systemRoutes } from './operation.ts';
import { oversightRoutes } from './oversight.ts';
import { passkeyRoutes } from './passkeys.ts';
import { procedureJournalRoutes } from './procedure-journal.ts';
import { procedureListRoutes } from './procedure-list.ts';
import { procedureRoutes } from './procedures.ts';
import { rebuildRoutes } from './rebuilds.ts';
import { registerRoutes } from './registers.ts';
import { registryChangeRoutes } from './registry-changes.ts';
import { registryImportRoutes } from './registry-import.ts';
import { registryJournalRoutes } from './registry-journal.ts';
import { registryTemplateRoutes } from './registry-templates.ts';
import { registryRoutes } from './registry.ts';
import { scheduleRoutes } from './schedules.ts';
import { selfInspectionRoutes } from './self-inspection.ts';
import { settingsRoutes } from './settings.ts';
import { sessionRoutes } from './sessions.ts';
import { standingRoutes } from './standing.ts';
import { taskRoutes } from './tasks.ts';
import { timelineRoutes } from './timeline.ts';
import { tokenRoutes } from './tokens.ts';
import { unreachablePeopleRoutes } from './unreachable-people.ts';
import { vacantPostRoutes } from './vacant-posts.ts';
import { webhookDeliveryRoutes } from './webhook-deliveries.ts';
import { webhookRoutes } from './webhooks.ts';
import { yearRoutes } from './years.ts';
import { yearCalendarRoutes } from './calendar.ts';

/** Adds them all; answers the ways by which pages ask the same things. */
export function apiRoutes(router: Router) {
  const me = meRoutes(router);
  const tasks = taskRoutes(router);
  const acts = actRoutes(router);
  const openings = openingRoutes(router);
  const notices = noticeRoutes(router);
  const board = boardRoutes(router);
  oversightRoutes(router);
  const clauses = clauseRoutes(router);
  yearRoutes(router);
  const yearCalendar = yearCalendarRoutes(router);
  const schedules = scheduleRoutes(router);
  const operation = systemRoutes(router);
  const integrity = integrityRoutes(router);
  rebuildRoutes(router);
  const procedures = procedureListRoutes(router);
  // Before the address of a procedure, whose number it would be taken for.
  const journal = procedureJournalRoutes(router);
  const timeline = timelineRoutes(router);
  const standing = standingRoutes(router);
  const selfInspection = selfInspectionRoutes(router);
  const procedure = procedureRoutes(router);
  const decide = decisionRoutes(router);
  const draft = draftRoutes(router);
  const documents = documentRoutes(router);
  const registry = registryRoutes(router);
  const appointments = appointmentRoutes(router);
  const handover = handoverRoutes(router);
  const changes = registryChangeRoutes(router);
  const registryJournal = registryJournalRoutes(router);
  const importFile = registryImportRoutes(router);
  const files = registryTemplateRoutes(router);
  const registers = registerRoutes(router);
  const tokens = tokenRoutes(router);
  const claims = claimRoutes(router);
  const identities = identityRoutes(router);
  const passkeys = passkeyRoutes(router);
  const sessions = sessionRoutes(router);
  const vacantPosts = vacantPostRoutes(router);
  const unreachablePeople = unreachablePeopleRoutes(router);
  const webhooks = webhookRoutes(router);
  const deliveries = webhookDeliveryRoutes(router);
  const calendarFeed = calendarFeedRoutes(router);
  const dates = dateRoutes(router);
  const settings = settingsRoutes(router);
  const definitions = definitionRoutes(router);
  return {
    me,
    acts,
    openings,
    dates,
    calendarFeed,
    settings,
    definitions,
    yearCalendar,
    ...tasks,
    notices,
    board,
    clauses,
    journal,
    timeline,
    standing,
    procedures,
    selfInspection,
    procedure,
    decide,
    draft,
    documents,
    ...registry,
    ...appointments,
    handover,
    changes,
    importFile,
    schedules,
    operation,
    integrity,
    registers,
    registryJournal,
    webhooks,
    deliveries,
    files,
    claims,
    vacantPosts,
    unreachablePeople,
    tokens,
    identities,
    passkeys,
    sessions,
  };
}

/** What pages ask. */
export type Api = ReturnType<typeof apiRoutes>;
