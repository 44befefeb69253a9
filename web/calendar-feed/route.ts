/** `/calendar/<secret>.ics`: the link itself is the key, so it is asked for without a token and never logged. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { matching } from '../../model/pattern.ts';
import { guardedRoles } from '../../machines/registry/second-administrator.ts';
import type { Router } from '../endpoint.ts';
import { notFound, problemMediaType } from '../problems.ts';
import { problemSchema } from '../schemas.ts';
import { calendarOf } from './feed.ts';

const path = '/calendar/{file}';
const file = /^([\w-]{43})\.ics$/;

/** Where a person's calendar is found below the address of junkan. */
export function calendarPath(secret: string): string {
  return `/calendar/${secret}.ics`;
}

/** Adds the calendar. Unknown, revoked and misspelt links are answered alike. */
export function calendarRoutes({ app, parts, routes }: Router): void {
  const { records, clock } = parts;
  routes.push({ method: 'GET', path, pattern: /^\/calendar\/[^/]+$/ });
  app.openAPIRegistry.registerPath({
    method: 'get',
    path,
    tags: ['me'],
    operationId: 'getCalendar',
    summary: '期限の暦（本人だけのリンク） / calendar of what is due, by a private link',
    security: [],
    request: {
      params: z.strictObject({
        file: matching(file, { ja: 'リンクの全体を指定してください。', en: 'Give the whole link.' }),
      }),
    },
    responses: {
      200: { description: 'iCalendar (RFC 5545)', content: { 'text/calendar': { schema: z.string() } } },
      304: { description: '変わっていません / nothing changed' },
      404: {
        description: '無効なリンク / no such link',
        content: { [problemMediaType]: { schema: problemSchema } },
      },
    },
  });
  app.get('/calendar/:file', async (c) => {
    c.set('route', path);
    const secret = file.exec(c.req.param('file'))?.[1];
    const holder = secret === undefined ? undefined : await records.feeds.holder(secret);
    if (holder === undefined) throw notFound();
    const { person, plain } = holder;
    c.set('person', person);
    const text = await calendarOf(records, person, clock(), plain ? guardedRoles : []);
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    // Kept by nobody but the reader, and asked for anew each time: a lost post is seen at once.
    const headers = { etag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' };
    const known = (c.req.header('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    if (known.includes(etag)) return c.body(null, 304, headers);
    return c.body(text, 200, {
      ...headers,
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="junkan.ics"',
    });
  });
}
