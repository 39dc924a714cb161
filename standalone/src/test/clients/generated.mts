// Uses the client that openapi-typescript makes of the platform's own document, as a service in TypeScript would: tsc checks the types of
// every call below against the document, and then the calls are made. Reads {url, key} from standard input.
import { readFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import type { components, paths } from './v1.ts';

type Decision = components['schemas']['Decision'];

const { url, key } = JSON.parse(readFileSync(0, 'utf8')) as { url: string; key: string };
const moderato = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${key}` } });

const asked = await moderato.POST('/api/v1/moderate', {
  body: { text: 'You are a pathetic idiot, go away.', store: false },
});
if (asked.error) throw new Error(asked.error.detail);
const decision = asked.data as Decision;

const submitted = await moderato.POST('/api/v1/content', {
  params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: { externalId: `typescript-${crypto.randomUUID()}`, author: { id: 'ada' }, text: 'What a lovely day for a walk.' },
});
if (submitted.error) throw new Error(submitted.error.detail);

const read = await moderato.GET('/api/v1/content/{id}', { params: { path: { id: submitted.data.id } } });
if (read.error) throw new Error(read.error.detail);

const feed = await moderato.GET('/api/v1/decisions', { params: { query: { since: 'now' } } });
if (feed.error) throw new Error(feed.error.detail);

const refused = await moderato.POST('/api/v1/content', { body: { externalId: 'no-text', author: { id: 'ada' } } });

console.log(
  JSON.stringify({
    outcome: decision.outcome,
    insult: decision.scores.insult,
    text: read.data.text,
    next: feed.data.next,
    refusedAs: refused.error?.type,
  }),
);
