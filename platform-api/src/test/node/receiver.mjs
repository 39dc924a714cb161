// A receiver of webhooks: WEBHOOK_SECRET=whsec_… PORT=9000 node receiver.mjs
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET.trim());
const seen = new Set(); // yours is a table

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    let event;
    try {
      event = webhook.verify(body, request.headers);
    } catch (refused) {
      response.writeHead(400).end(refused.message);
      return;
    }
    if (!seen.has(event.id)) {
      seen.add(event.id);
      console.log(event.type, event.data.externalId, event.data.decision?.outcome);
    }
    response.writeHead(204).end();
  });
});
server.listen(process.env.PORT ?? 9000, "127.0.0.1", () => console.log("listening", server.address().port));
