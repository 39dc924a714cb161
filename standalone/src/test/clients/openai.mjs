// Calls npm's openai as its users do. Reads {url, steps} from standard input and prints what each step came to.
import { readFileSync } from 'node:fs';
import OpenAI from 'openai';

const { url, steps } = JSON.parse(readFileSync(0, 'utf8'));
const MOST_TRIES = 300;

async function once({ key, retries = 0, models, params }) {
  let calls = 0;
  const client = new OpenAI({
    baseURL: url + '/v1',
    apiKey: key,
    maxRetries: retries,
    fetch: (address, init) => {
      calls++;
      return fetch(address, init);
    },
  });
  try {
    if (models) {
      const ids = [];
      for await (const model of client.models.list()) {
        ids.push(model.id);
      }
      return { status: 200, models: ids };
    }
    const { data, request_id } = await client.moderations.create(params).withResponse();
    return { status: 200, calls, requestId: request_id, answer: data };
  } catch (error) {
    return {
      status: error.status ?? 0,
      calls,
      requestId: error.requestID,
      exception: error.constructor.name,
      code: error.code,
      param: error.param,
      type: error.type,
      message: error.message,
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
