// Calls npm's googleapis as its users do. Reads {url, steps} from standard input and prints what each step came to.
import { readFileSync } from 'node:fs';
import { google } from 'googleapis';

const { url, steps } = JSON.parse(readFileSync(0, 'utf8'));
const MOST_TRIES = 300;
const DOCUMENTS = url + '/$discovery/rest?version=';
const DOCUMENT = DOCUMENTS + 'v1alpha1';
const MOST_RETRIES = 3;
let calls = 0;

/** How a caller waits as long as the server says: by itself the package tries no POST again. */
const waiting = {
  retry: MOST_RETRIES,
  httpMethodsToRetry: ['POST'],
  statusCodesToRetry: [[429, 429], [503, 503]],
  retryBackoff: error =>
    new Promise(resolve => setTimeout(resolve, 1000 * Number(error.response.headers.get('retry-after')))),
  onRetryAttempt: () => {
    calls++;
  },
};

const client = await google.discoverAPI(DOCUMENT);
const patient = await google.discoverAPI(DOCUMENT, { retry: true, retryConfig: waiting });

async function once({ method, params, waits, version }) {
  calls = 1;
  try {
    if (version) {
      await google.discoverAPI(DOCUMENTS + version);
      return { status: 200, calls };
    }
    const answer = await (waits ? patient : client).comments[method](params);
    return { status: answer.status, calls, answer: answer.data };
  } catch (error) {
    return {
      status: error.status ?? error.response?.status ?? 0,
      calls,
      exception: error.constructor.name,
      message: error.message,
      retryAfter: error.response?.headers?.get?.('retry-after'),
      error: error.response?.data?.error,
    };
  }
}

const outcomes = [];
for (const step of steps) {
  let outcome = await once(step);
  for (let tries = 1; step.until && outcome.status !== step.until && tries < MOST_TRIES; tries++) {
    outcome = await once(step);
  }
  outcomes.push(outcome);
}
console.log(JSON.stringify(outcomes));
