#!/bin/sh
# Finding: npm's openai waits for Retry-After only up to 60 seconds; a longer one it does not wait for 60, but passes over.
#
# Versions: npm openai 7.59.0, Node 20 or newer.
# Behaviour seen: a 429 with "Retry-After: 3" is tried again after 3 s. A 429 with "Retry-After: 61" is tried again after about half a
# second, and once more after about a second, as if the header were absent; then the error is thrown. So a server that asks for two
# minutes gets its calls sooner than one that asks for one, and a user who is over the limit for longer is refused at once.
# A server for such clients names 60 at most.
# The script fails (exit 1) if a later version behaves otherwise. It needs npm and Node, and writes to a temporary folder only.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --no-audit --no-fund --loglevel=error openai@7.59.0 > npm.log 2>&1 || { cat npm.log; exit 2; }
cat > finding.mjs <<'JS'
import http from 'node:http';
import OpenAI from 'openai';

async function pauses(retryAfter) {
  const calls = [];
  const server = http.createServer((request, response) => {
    calls.push(Date.now());
    response.writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': String(retryAfter) });
    response.end(JSON.stringify({ error: { message: 'Too many requests.', type: 'requests', code: 'rate_limit_exceeded' } }));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const client = new OpenAI({ apiKey: 'a key', baseURL: `http://127.0.0.1:${server.address().port}/v1`, maxRetries: 1 });
  await client.moderations.create({ input: 'Good morning.' }).catch(() => {});
  server.close();
  server.closeAllConnections();
  const seconds = (calls[1] - calls[0]) / 1000;
  console.log(`Retry-After: ${retryAfter} -> tried again after ${seconds.toFixed(1)} s`);
  return seconds;
}

const asSeen = (await pauses(3)) >= 3 && (await pauses(61)) < 2;
console.log(asSeen ? 'as seen' : 'CHANGED');
process.exit(asSeen ? 0 : 1);
JS
node finding.mjs
