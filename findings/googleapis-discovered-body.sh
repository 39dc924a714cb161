#!/bin/sh
# Finding: a method that npm's googleapis makes of a discovery document writes a body that stands beside the other parameters into the address.
#
# Versions: npm googleapis 188.0.0, Node 20 or newer.
# Behaviour seen: client.comments.analyze({key, comment: {text}}) of a client made by google.discoverAPI sends "comment[text]=..." in
# the query of the POST and no body at all, though the document says that comment is part of the request's body and names no such
# parameter. The text is then in the logs of every proxy. With the body as resource (or requestBody) it is sent as JSON.
# The script fails (exit 1) if a later version behaves otherwise. It needs npm and Node, and writes to a temporary folder only.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --no-audit --no-fund --loglevel=error googleapis@188.0.0 > npm.log 2>&1 || { cat npm.log; exit 2; }
cat > finding.mjs <<'JS'
import http from 'node:http';
import { google } from 'googleapis';

const calls = [];
const server = http.createServer(async (request, response) => {
  let body = '';
  for await (const part of request) body += part;
  response.setHeader('Content-Type', 'application/json');
  if (request.url.startsWith('/discovery')) {
    const root = `http://127.0.0.1:${server.address().port}/`;
    response.end(JSON.stringify({
      kind: 'discovery#restDescription', name: 'example', version: 'v1', rootUrl: root, servicePath: '', baseUrl: root, parameters: {},
      schemas: {
        Request: { id: 'Request', type: 'object', properties: { comment: { $ref: 'Text' } } },
        Text: { id: 'Text', type: 'object', properties: { text: { type: 'string' } } },
      },
      resources: { comments: { methods: { analyze: {
        id: 'example.comments.analyze', path: 'comments:analyze', httpMethod: 'POST', parameters: {}, parameterOrder: [], request: { $ref: 'Request' },
      } } } },
    }));
    return;
  }
  calls.push({ query: decodeURIComponent(request.url.split('?')[1] ?? ''), body });
  response.end('{}');
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const client = await google.discoverAPI(`http://127.0.0.1:${server.address().port}/discovery`);
await client.comments.analyze({ comment: { text: 'Good morning.' } });
await client.comments.analyze({ resource: { comment: { text: 'Good morning.' } } });
server.close();
server.closeAllConnections();
calls.forEach(call => console.log(JSON.stringify(call)));
const asSeen = calls[0].query === 'comment[text]=Good morning.' && calls[0].body === ''
    && calls[1].query === '' && calls[1].body === '{"comment":{"text":"Good morning."}}';
console.log(asSeen ? 'as seen' : 'CHANGED');
process.exit(asSeen ? 0 : 1);
JS
node finding.mjs
